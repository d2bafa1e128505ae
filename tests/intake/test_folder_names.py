import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.intake.folder_names import FolderNames

SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,63}")
ids = st.text(alphabet=st.sampled_from("aAbBéé́ .-_@/\\\n\u202e0\ud800"), max_size=5) | st.text(max_size=80)


@pytest.mark.parametrize("student", ["anna", "Anna", "a.b@c-d_1", "7", "x" * 64, "con1", "42."])
def test_folder_name_of_a_plain_id_is_the_id(student):
    assert FolderNames([student]).of(student) == student


@pytest.mark.parametrize(
    "student",
    [
        "",
        ".",
        "..",
        "-rf",
        "a/b",
        "a\\b",
        "a b",
        "a\nb",
        "x" * 65,
        "Jörg",
        "\u202eanna",
        "CON",
        "nul.txt",
        "LPT1",
        "\ud800",
    ],
)
def test_folder_name_of_any_other_id_is_safe_and_not_the_id(student):
    name = FolderNames([student]).of(student)
    assert SAFE.fullmatch(name)
    assert name != student


def test_folder_name_keeps_what_can_be_read_of_the_id():
    assert FolderNames(["Jörg Müller"]).of("Jörg Müller").startswith("Jorg-Muller-")


def test_folder_name_prefers_lower_case_where_case_collides():
    names = FolderNames(["Anna", "ANNA", "anna"])
    assert names.of("anna") == "anna"
    assert names.of("Anna").startswith("Anna-")


def test_folder_names_of_composed_and_decomposed_twins_differ():
    twins = [unicodedata.normalize(form, "Jörg") for form in ("NFC", "NFD")]
    names = FolderNames(twins)
    assert names.of(twins[0]) != names.of(twins[1])


def test_folder_name_made_up_by_an_id_collides_with_nobody():
    taken = FolderNames(["a b"]).of("a b")
    names = FolderNames(["a b", taken])
    assert names.of(taken) == taken
    assert names.of("a b").casefold() != taken.casefold()


def test_another_folder_is_new_and_depends_on_the_origin():
    names = FolderNames(["anna"])
    given_out = {names.of("anna"), names.another("anna", "one"), names.another("anna", "two")}
    assert len(given_out) == 3
    assert FolderNames(["anna"]).another("anna", "one") in given_out


@settings(deadline=None)
@given(st.lists(ids, max_size=12))
def test_folder_names_are_safe_unique_on_any_file_system_and_independent_of_order(students):
    names = FolderNames(students)
    given_out = {student: names.of(student) for student in students}
    assert all(SAFE.fullmatch(name) for name in given_out.values())
    assert len({name.casefold().rstrip(".") for name in given_out.values()}) == len(given_out)
    again = FolderNames(reversed(students))
    assert given_out == {student: again.of(student) for student in students}
