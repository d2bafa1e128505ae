"""Reading the roster as spreadsheets and systems write it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.errors import UsageError
from autograder.roster import Person, folded, read_roster

HEADER = "student,name,email,canvas_id,group\n"


@pytest.fixture
def read(tmp_path):
    """Read a roster from text or bytes."""

    def call(content):
        path = tmp_path / "roster.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_roster(path)

    return call


def refusal(read, content):
    with pytest.raises(UsageError) as caught:
        read(content)
    return str(caught.value)


def test_people_come_in_the_files_order_with_what_is_known(read):
    people = tuple(read(HEADER + 'zoe,"Nuñez, Zoë",z@x.edu,106,one\nanna,Anna,,,\n'))
    assert people == (
        Person("zoe", "Nuñez, Zoë", "z@x.edu", {"canvas_id": "106"}, "one"),
        Person("anna", "Anna"),
    )
    assert [person.line for person in people] == [2, 3]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_ways_of_spreadsheets_are_understood(encoding, end, delimiter, read):
    text = end.join([delimiter.join(["Student", "Name", "Email"]), delimiter.join(["a", "王小明", "x"]), ""])
    assert tuple(read(text.encode(encoding))) == (Person("a", "王小明", "x"),)


def test_excels_line_on_the_separator_is_passed_over_and_lines_stay_right(read):
    (person,) = read("sep=;\r\nstudent;name;email\r\na;A, B;x\r\n")
    assert (person.name, person.line) == ("A, B", 3)


def test_other_columns_and_empty_lines_are_passed_over(read):
    assert [one.student for one in read("x,student,name,email\n,,,\n1,a,A,e\n\n")] == ["a"]


def test_decomposed_accents_are_put_together(read):
    (person,) = read(HEADER + "a,Zoe\u0308,,,\n")
    assert person.name == "Zo\u00eb"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "lacks student, name, email"),
        ("student,name\na,A\n", "lacks email"),
        ("student,name,name,email\na,A,B,e\n", "names name more than once"),
        (HEADER, "there is no student in it"),
        (HEADER + ",Nameless,,,\n", "line 2: the student has no id"),
        (HEADER + "a,A,,,\nA,B,,,\n", "lines 2, 3 have the same student"),
        (HEADER + "a,A,,7,\nb,B,,7,\n", "lines 2, 3 have the same canvas_id"),
        (b"student,name,email\na,\xff,e\n", "not UTF-8"),
        (HEADER + 'a,"' + "x" * 200_000, "quotation mark"),
    ],
)
def test_what_can_not_be_used_is_refused_with_the_reason(content, said, read):
    assert said in refusal(read, content)


@pytest.mark.parametrize("content", [",Nobody,nobody@x.edu,,\n", "a,Nobody,,nobody,\nb,B,,nobody,\n"])
def test_a_refusal_names_no_person(content, read):
    assert "nobody" not in refusal(read, HEADER + content).casefold()


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(UsageError, match="Check the path"):
        read_roster(tmp_path / "none.csv")


@given(st.binary(max_size=300))
def test_any_bytes_are_a_roster_or_refused(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("roster") / "roster.csv"
    path.write_bytes(content)
    try:
        read_roster(path)
    except UsageError:
        return


@pytest.mark.parametrize("spelled", ["ZO\u00cb", " zoe\u0308 ", "Zo\u00eb"])
def test_an_id_is_the_same_in_another_case_or_spelling(spelled):
    assert folded(spelled) == "zo\u00eb"


def test_different_ids_stay_different():
    assert len({folded(one) for one in ("zoe", "zo\u00eb", "z oe")}) == 3
