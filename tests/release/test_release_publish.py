"""`release` writes all of a course or nothing, and `check` only looks."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from autograder.course.schema import Assignment, Course
from autograder.errors import ReleaseError, UsageError
from autograder.release.files import EXTRA_FILES
from autograder.release.publish import release
from autograder.release.student import release_notebook

TOY = Path(__file__).with_name("toy_source.txt")
THRESHOLDS = dict.fromkeys(
    ("accuracy_min", "accuracy_max", "without_activation_min", "without_activation_max", "gap_min"), 0.5
)


@pytest.fixture
def course(tmp_path, toy_policy):
    """Lay out a course in a folder: toy, and toy_two with a file beside its notebook."""
    two = toy_policy | {"slug": "toy_two", "files": ["digits.npz"]}
    for slug in ("toy", "toy_two"):
        folder = tmp_path / "solutions" / slug
        folder.mkdir(parents=True)
        shutil.copy(TOY, folder / f"{slug}.py")
    return Course.model_validate(
        {
            "schema_version": 1,
            "course": "toys",
            "title": "Toys",
            "data": {"profiles": {"mnist-5k": {"epochs": 1, "batch_size": 1, "thresholds": THRESHOLDS}}},
            "assignments": [toy_policy, two],
        }
    )


@pytest.fixture(autouse=True)
def digits(monkeypatch):
    monkeypatch.setitem(EXTRA_FILES, "digits.npz", lambda: b"digits")


def written(root):
    return {str(p.relative_to(root)) for p in (root / "assignments").rglob("*") if p.is_file()}


def test_release_writes_each_notebook_and_its_files(course, tmp_path, toy):
    paths = release(course, tmp_path)
    expected = ["assignments/toy/toy.ipynb", "assignments/toy_two/toy_two.ipynb", "assignments/toy_two/digits.npz"]
    assert [str(path.relative_to(tmp_path)) for path in paths] == expected
    assert written(tmp_path) == set(expected)
    assert paths[0].read_bytes() == release_notebook(TOY, toy).encode()
    assert paths[2].read_bytes() == b"digits"


def test_release_builds_only_the_named(course, tmp_path):
    release(course, tmp_path, ["toy"])
    assert written(tmp_path) == {"assignments/toy/toy.ipynb"}


def test_release_refuses_an_unknown_slug(course, tmp_path):
    with pytest.raises(UsageError, match=r"No assignment is called nope\. The course has: toy, toy_two"):
        release(course, tmp_path, ["toy", "nope"])


def test_release_writes_nothing_where_one_source_is_broken(course, tmp_path):
    (tmp_path / "solutions/toy_two/toy_two.py").write_text("x = 1")
    with pytest.raises(ReleaseError, match=r"toy_two\.py has \d+ problems"):
        release(course, tmp_path)
    assert not (tmp_path / "assignments").exists()


def test_release_leaves_an_unchanged_file_alone(course, tmp_path):
    path = release(course, tmp_path)[0]
    os.utime(path, (0, 0))
    release(course, tmp_path)
    assert path.stat().st_mtime == 0


def test_release_writes_files_that_others_may_read(course, tmp_path):
    before = os.umask(0o022)
    try:
        path = release(course, tmp_path)[0]
    finally:
        os.umask(before)
    assert path.stat().st_mode & 0o777 == 0o644


def test_check_accepts_what_release_wrote(course, tmp_path):
    paths = release(course, tmp_path)
    assert release(course, tmp_path, check=True) == paths


def test_check_names_every_stale_file_and_writes_none(course, tmp_path):
    toy_path, two_path, digits_path = release(course, tmp_path)
    toy_path.write_text(toy_path.read_text().replace("A toy assignment", "An edited assignment"))
    digits_path.unlink()
    with pytest.raises(ReleaseError) as caught:
        release(course, tmp_path, check=True)
    first, second = str(caught.value).split("\n")
    assert first.startswith("assignments/toy/toy.ipynb differs first in cell 1 ('cell-")
    assert first.endswith("Run `autograder release`.")
    assert second == "assignments/toy_two/digits.npz is missing. Run `autograder release`."
    assert two_path.name not in str(caught.value)
    assert "An edited assignment" in toy_path.read_text()


def test_every_file_that_the_schema_allows_has_its_bytes():
    literal = Assignment.model_json_schema()["properties"]["files"]["items"]
    assert set(literal.get("enum", [literal.get("const")])) == set(EXTRA_FILES)
