"""Measuring how long grading takes, where the time goes, and what it would take at least."""
