"""The grader inside nbgrader: its commands, its web page and its feedback use our engine."""
