"""docs/attacks.md names every class of attack once, with specimens and tests that exist and are about it."""

import re

import pytest

from autograder.specimens.load import load_hostile

CLASSES = range(1, 78)
ROW = re.compile(r"^\| (\d+) \| (.+?) \| (.+?) \| (.*?) \|$", re.MULTILINE)


@pytest.fixture(scope="module")
def rows(root):
    """What stands in the last column, by the number of the class."""
    found = ROW.findall((root / "docs" / "attacks.md").read_text(encoding="utf-8"))
    return [(int(number), re.findall(r"`([^`]+)`", shown)) for number, _, _, shown in found]


@pytest.fixture(scope="module")
def specimens(root):
    return [one for slug in ("activations", "mnist") for one in load_hostile(root / "tests" / "specimens", slug)]


def test_every_class_has_its_row_and_something_that_shows_it(rows):
    assert [number for number, _ in rows] == list(CLASSES)
    assert all(shown for _, shown in rows)


def test_the_specimens_of_a_row_are_those_that_carry_its_number(rows, specimens):
    for number, shown in rows:
        named = {name for name in shown if not name.startswith("tests/")}
        assert named == {one.student.removeprefix("hostile-") for one in specimens if number in one.classes}, number


def test_every_named_test_exists(rows, root):
    for _, shown in rows:
        for name in shown:
            path, _, function = name.partition("::")
            if path.startswith("tests/"):
                assert re.search(rf"^def {function}\b", (root / path).read_text(encoding="utf-8"), re.MULTILINE) or (
                    not function
                ), name


def test_specimens_carry_known_classes_and_names_of_their_own(specimens):
    assert {number for one in specimens for number in one.classes} <= set(CLASSES)
    assert all(one.classes for one in specimens)
    assert len({one.student for one in specimens}) == len(specimens)
