"""A copy of a course in a folder of its own, so that measuring starts from a known model cache."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from autograder.trainer_process import CACHE

if TYPE_CHECKING:
    from pathlib import Path

    from autograder.course.schema import Course


def copy_course(course: Course, course_file: Path, folder: Path, *, models: bool) -> Path:
    """Copy what grading needs into `folder` and return the path of the copied course file.

    With `models`, the models that the course has trained so far come along; without, the cache is empty.
    """
    folders = course.folders
    root = course_file.parent
    for name in (folders.solutions, folders.assignments, folders.graders, folders.specimens):
        shutil.copytree(root / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    profile = course.data.active
    if profile.path is not None:
        (folder / profile.path).parent.mkdir(parents=True, exist_ok=True)
        (folder / profile.path).symlink_to((root / profile.path).resolve())
    if models and (root / CACHE).is_dir():
        shutil.copytree(root / CACHE, folder / CACHE)
    copied = folder / course_file.name
    shutil.copy(course_file, copied)
    return copied
