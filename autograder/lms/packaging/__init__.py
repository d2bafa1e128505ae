"""Packages that run the grader inside other systems, and answers in their formats."""
