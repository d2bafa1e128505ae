"""Notebooks: reading hostile `.ipynb` bytes, and assembling from them the program that is run at grading."""

from autograder.notebook.assembly import assemble
from autograder.notebook.cells import Cell, Notebook, Program, Step
from autograder.notebook.reading import read, read_release

__all__ = ["Cell", "Notebook", "Program", "Step", "assemble", "read", "read_release"]
