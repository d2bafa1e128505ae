"""A pseudonym is the same every time, nobody's id, and leads back only with the key and the class."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.pseudonyms import FILE, FOLDER_FORM, FORM, VARIABLE, Pseudonyms, open_pseudonyms, real_id

KEY = Pseudonyms(b"a key of the tests")


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A course's folder that has no key yet."""
    monkeypatch.delenv(VARIABLE, raising=False)
    return tmp_path


@given(st.text())
def test_a_pseudonym_has_its_form_and_is_its_own_pseudonym(student):
    name = KEY.of(student)
    assert FORM.fullmatch(name)
    assert FOLDER_FORM.fullmatch(name)
    assert KEY.of(name) == name


@given(st.sets(st.text(), max_size=5).filter(lambda students: len({*map(KEY.of, students)}) == len(students)))
def test_a_pseudonym_leads_back_to_its_owner_among_the_class(students):
    for student in students:
        assert KEY.owner(KEY.of(student), students) == student
        assert KEY.owner(KEY.of(student), students - {student}) is None


def test_another_key_makes_another_pseudonym():
    assert Pseudonyms(b"one").of("ada") != Pseudonyms(b"two").of("ada")


def test_an_accent_may_be_spelled_either_way():
    assert KEY.of(unicodedata.normalize("NFC", "josé")) == KEY.of(unicodedata.normalize("NFD", "josé"))


def test_the_key_is_not_shown_with_the_object():
    assert "a key of the tests" not in repr(KEY)


def test_the_key_is_kept(root):
    assert open_pseudonyms(root).of("ada") == open_pseudonyms(root).of("ada")
    assert (root / ".autograder" / FILE).exists()


def test_a_real_id_is_found_by_the_pseudonym(root):
    assert real_id(root, open_pseudonyms(root).of("ada"), ["bob", "ada"]) == "ada"


@pytest.mark.parametrize("name", ["ada", "carl", "anon-0123456789abcdef"])
def test_who_is_nobody_else_keeps_the_name(root, name):
    assert real_id(root, name, ["ada", "bob"]) == name


@pytest.mark.parametrize(("name", "students"), [("carl", ["ada"]), ("anon-0123456789abcdef", [])])
def test_no_key_is_made_where_none_is_needed(root, name, students):
    real_id(root, name, students)
    assert not (root / ".autograder").exists()
