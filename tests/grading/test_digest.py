"""The digest of grading changes with what a result depends on, so that a change of it has everything graded again."""

from dataclasses import replace
from importlib import metadata

import pytest

from autograder.grading import open_grader
from autograder.training import versions


@pytest.fixture
def digest(root, tmp_path):
    """Make the digest of a grader whose hidden checks are in a folder of their own, as it is now."""
    (tmp_path / "assignments").symlink_to(root / "assignments")
    grader = open_grader(root / "course.yml", "activations")
    return lambda: replace(grader, root=tmp_path).digest


@pytest.fixture
def fresh_versions():
    versions.cache_clear()
    yield
    versions.cache_clear()


@pytest.mark.parametrize("name", ["test_relu.py", "deeper/test_relu.py"])
def test_hidden_checks_count_wherever_pytest_finds_them(digest, tmp_path, name):
    path = tmp_path / "autograder" / "graders" / "activations" / name
    path.parent.mkdir(parents=True)
    seen = [digest()]
    for content in ("one = 1", "two = 2"):
        path.write_text(content)
        seen.append(digest())
    assert len(set(seen)) == 3
    assert digest() == seen[-1]


@pytest.mark.usefixtures("fresh_versions")
@pytest.mark.parametrize("library", ["keras", "numpy", "scipy", "tensorflow"])
def test_versions_of_the_libraries_count(digest, monkeypatch, library):
    before, version = digest(), metadata.version
    monkeypatch.setattr(metadata, "version", lambda name: "0" if name.startswith(library) else version(name))
    versions.cache_clear()
    assert digest() != before
