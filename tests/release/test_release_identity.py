"""Cell ids depend on content alone."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from autograder.release.cells import Role, SourceCell
from autograder.release.identity import stable_ids


def prose(text, number=1):
    return SourceCell(number, "markdown", text, Role.PROSE, "")


def given_cell(grade_id, text="x"):
    return SourceCell(1, "code", text, Role.GIVEN, grade_id)


def test_stable_ids_take_the_grade_id():
    assert stable_ids([given_cell("check-relu")]) == ("check-relu",)


@given(st.lists(st.sampled_from(["a", "b", "c", ""]), max_size=12))
def test_stable_ids_are_unique_and_valid(texts):
    ids = stable_ids([prose(text) for text in texts])
    assert len(set(ids)) == len(texts)
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{1,64}", identity) for identity in ids)


def test_stable_ids_survive_an_insertion_before():
    alone = stable_ids([prose("a"), prose("b")])
    assert stable_ids([prose("new"), prose("a", 2), prose("b", 3)])[1:] == alone


def test_stable_ids_tell_code_from_prose():
    code = SourceCell(1, "code", "a", Role.PROSE, "")
    assert stable_ids([code]) != stable_ids([prose("a")])


def test_stable_ids_replace_a_grade_id_that_is_too_long():
    first, second = stable_ids([given_cell("a" * 65), given_cell("b" * 65)])
    assert first != second
    assert len(first) <= 64


def test_stable_ids_avoid_a_grade_id_that_looks_like_a_digest():
    (digest,) = stable_ids([prose("a")])
    assert stable_ids([prose("a"), given_cell(digest)]) == (f"{digest}-2", digest)
