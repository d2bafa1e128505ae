"""Folders in folders of nbgrader's layout: what a student hands in stays the student's, whatever it is called."""

from pathlib import Path

import pytest

OWN = "anna/activations/activations.ipynb"
DEEP = "bob/activations/anna/activations/activations.ipynb"
PEOPLE = (("anna", "", ""), ("bob", "", ""))


@pytest.fixture
def owners(collect, pack):
    """Collect members; return whose each matched one is."""

    def call(*members):
        _, document = collect(pack(members), "nbgrader", people=PEOPLE, columns=("student", "name", "email"))
        assert document["ambiguous"] == []
        return {one["file"]: one["student"] for one in document["matched"]}

    return call


@pytest.mark.parametrize("wrapper", ["", "submitted/"])
def test_a_folder_of_another_students_name_is_its_owners(wrapper, owners):
    assert owners(wrapper + OWN, wrapper + DEEP) == {wrapper + OWN: "anna", wrapper + DEEP: "bob"}


def test_what_lies_deeper_does_not_compete_with_the_notebook_above_it(owners):
    above = "bob/activations/work.ipynb"
    assert owners(OWN, above, DEEP) == {OWN: "anna", above: "bob"}


def test_a_moment_that_lies_deeper_is_nobodys(owners, notebooks):
    deeper = ("bob/activations/anna/activations/timestamp.txt", b"2020-01-01 10:00:00 UTC")
    owners(OWN, (DEEP, notebooks["activations"]), deeper)
    assert not list(Path("submitted").rglob("timestamp.txt"))
