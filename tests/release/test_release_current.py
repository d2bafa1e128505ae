"""What is committed in `assignments/` is what the sources give."""

from __future__ import annotations

from pathlib import Path

from autograder.course.load import load_course
from autograder.release.publish import release

ROOT = Path(__file__).parents[2]


def test_committed_release_is_up_to_date():
    release(load_course(ROOT / "course.yml"), ROOT, check=True)
