"""Whose the graded names are: ids however they are spelled, and pseudonyms."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.lms.people import owners
from autograder.pseudonyms import Pseudonyms
from autograder.roster import Person, Roster

KEY = Pseudonyms(b"a key of the tests")
ANNA, ZOE = Person("anna", "Anna"), Person("Zo\u00eb", "Zo\u00eb")


def no_key():
    raise AssertionError


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("cased", [str.upper, str.lower])
def test_an_id_is_found_in_any_spelling_without_the_key(form, cased):
    name = cased(unicodedata.normalize(form, "Zo\u00eb"))
    assert owners([name], Roster((ANNA, ZOE)), no_key) == {name: ZOE}


def test_a_pseudonym_is_its_student_s():
    name = KEY.of("anna")
    assert owners([name, "anna"], Roster((ZOE, ANNA)), lambda: KEY) == {name: ANNA, "anna": ANNA}


def test_a_roster_may_hold_pseudonyms_themselves():
    name = KEY.of("anna")
    person = Person(name, "")
    assert owners([name], Roster((person,)), no_key) == {name: person}


@given(st.sets(st.text(st.characters(categories=["Ll", "Nd"]), max_size=4)))
def test_nobody_who_is_not_in_the_roster_is_found(names):
    names = names - {"anna"}
    strange = Pseudonyms(b"another key").of("anna")
    assert owners({*names, strange}, Roster((ANNA,)), lambda: KEY) == {}
