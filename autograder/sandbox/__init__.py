"""Where untrusted code runs: its limits, its launch and the session that grading holds with it."""
