"""Data profiles: the digits that models are trained on and judged by, verified by digest, never downloaded."""

from autograder.data.digits import Digits
from autograder.data.embedded import training_file
from autograder.data.profiles import load

__all__ = ["Digits", "load", "training_file"]
