"""Autograded assignments whose student code runs behind a wire that carries data only."""

__version__ = "0.1.0"
