"""Release: from an assignment's source to the notebook that students get."""

from autograder.release.publish import release
from autograder.release.source import build_source_notebook
from autograder.release.stubs import CODE_STUB, TEXT_STUB
from autograder.release.student import release_notebook

__all__ = ["CODE_STUB", "TEXT_STUB", "build_source_notebook", "release", "release_notebook"]
