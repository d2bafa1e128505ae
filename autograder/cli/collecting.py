"""The command that brings submissions in: collect."""
