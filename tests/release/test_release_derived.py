"""The notebooks that nbgrader reads are what the sources give, or refused; edits by hand are never lost."""

import shutil

import nbformat
import pytest

from autograder.errors import ReleaseError
from autograder.release.derived import derive, require_current


@pytest.fixture
def place(tmp_path, varied):
    """A course's folder with the source of the toy assignment, and how to derive its notebook."""
    source = tmp_path / "solutions" / "toy" / "toy.py"
    source.parent.mkdir(parents=True)
    shutil.copy(varied(), source)
    return source


@pytest.fixture
def made(tmp_path, toy, course):
    return lambda: derive(course, tmp_path, toy)


@pytest.fixture
def check(tmp_path, toy, course):
    return lambda: require_current(course, tmp_path, toy)


def test_a_derived_notebook_is_current_and_whole(place, made, check):
    path = made().path
    check()
    assert path == place.with_suffix(".ipynb")
    nbformat.validate(nbformat.read(path, as_version=4))


def test_deriving_again_changes_nothing(place, made):
    before = made().path.read_bytes()
    assert made().edited is None
    assert place.with_suffix(".ipynb").read_bytes() == before


@pytest.mark.usefixtures("place")
def test_a_missing_notebook_is_refused_with_the_remedy(check):
    with pytest.raises(ReleaseError, match=r"is missing.*autograder release"):
        check()


def test_a_stale_notebook_is_refused_and_replaced_without_keeping_it(place, made, check):
    made()
    place.write_text(place.read_text() + "\n# %% [markdown]\n# One more cell.\n")
    with pytest.raises(ReleaseError, match=r"toy\.ipynb .*it is not what solutions/toy/toy\.py gives"):
        check()
    assert made().edited is None
    check()


def test_a_notebook_that_was_edited_by_hand_is_kept(place, made, check):
    path = made().path
    edited = path.read_bytes().replace(b"}", b" }")
    path.write_bytes(edited)
    with pytest.raises(ReleaseError):
        check()
    derived = made()
    assert derived.edited.read_bytes() == edited
    assert place.parent not in derived.edited.parents
    check()
