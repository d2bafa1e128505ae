"""Specimens: known submissions with their expected outcomes, which prove the graders."""
