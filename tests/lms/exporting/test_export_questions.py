"""The tables for analysis: a row for each student and question, exact, typed, and harmless in a spreadsheet."""

import csv
import io
from datetime import UTC, datetime, timedelta, timezone
from fractions import Fraction

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import csv as arrow_csv
from pyarrow import parquet

from autograder.errors import UsageError
from autograder.grades import QuestionGrade
from autograder.roster import Person

SUBMITTED = datetime(2026, 10, 1, 21, 58, tzinfo=timezone(timedelta(hours=2)))


@pytest.fixture
def graded(course, make_grade):
    """A grade with every question of the assignment: one waits, one was graded by a person."""
    questions = [
        QuestionGrade(question.id, question.title, question.points, question.points / 3)
        for question in course.assignment("activations").questions
    ]
    questions[0] = QuestionGrade("neuron", "A neuron", Fraction(3), Fraction(1), manual=True)
    questions[-1] = QuestionGrade("explain", "Why", Fraction(3), None)
    return make_grade("anna", "87.5", questions=tuple(questions), submitted_at=SUBMITTED, penalty=Fraction(5, 2))


def rows_of(made):
    return list(csv.DictReader(io.StringIO(made.content.decode(), newline=""), strict=True))


def table_of(made):
    return parquet.read_table(io.BytesIO(made.content))


def test_there_is_a_row_for_each_student_and_question(export, graded, course):
    rows = rows_of(export("csv", {"anna": graded, "wang": 3}))
    questions = [question.id for question in course.assignment("activations").questions]
    assert sorted((row["student"], row["question"]) for row in rows) == sorted(
        (student, question) for student in ("anna", "wang") for question in questions
    )


def test_a_score_that_is_not_known_yet_is_empty(export, graded):
    (row,) = (row for row in rows_of(export("csv", {"anna": graded})) if row["question"] == "explain")
    assert row["score"] == ""


def test_numbers_are_numbers_in_the_csv(export, graded):
    content = export("csv", {"anna": graded}).content
    table = arrow_csv.read_csv(io.BytesIO(content))
    types = {name: table.schema.field(name).type for name in ("points", "score", "penalty", "grade", "attempt")}
    assert types == {
        "points": pa.int64(),
        "score": pa.float64(),
        "penalty": pa.float64(),
        "grade": pa.float64(),
        "attempt": pa.int64(),
    }
    assert b'"8' not in content


def test_the_csv_has_exact_doubles(export, graded):
    (row,) = (row for row in rows_of(export("csv", {"anna": graded})) if row["question"] == "relu")
    assert float(row["score"]) == float(Fraction(4, 3))


def test_parquet_has_proper_types(export, graded):
    schema = table_of(export("parquet", {"anna": graded})).schema
    assert {name: schema.field(name).type for name in schema.names} == {
        **dict.fromkeys(("student", "name", "email", "assignment", "question", "title", "problem"), pa.string()),
        **dict.fromkeys(("points", "score", "assignment_points", "assignment_score", "penalty", "grade"), pa.float64()),
        "attempt": pa.int64(),
        "submitted_at": pa.timestamp("us", tz="UTC"),
        "manual": pa.bool_(),
    }


def test_parquet_keeps_the_moment_the_null_and_who_graded(export, graded):
    rows = {row["question"]: row for row in table_of(export("parquet", {"anna": graded})).to_pylist()}
    assert rows["relu"]["submitted_at"] == SUBMITTED.astimezone(UTC)
    assert (rows["explain"]["score"], rows["neuron"]["manual"], rows["relu"]["manual"]) == (None, True, False)


def test_an_unreadable_submission_is_there_with_its_problem(export, make_grade):
    grade = make_grade("wang", 0, questions=(), problem="The file is not a notebook.")
    rows = rows_of(export("csv", {"wang": grade}))
    assert {(row["score"], row["grade"], row["problem"]) for row in rows} == {("", "0", "The file is not a notebook.")}


def test_without_a_roster_there_are_ids_only(export):
    header = export("csv", {"anna": 1}, people=()).content.split(b"\r\n", 1)[0]
    assert (b"name" in header, b"email" in header) == (False, False)


def test_a_hostile_name_is_defused_in_csv_and_kept_in_parquet(export):
    assert {row["name"] for row in rows_of(export("csv", {"bob": 1}))} == {"'=cmd|' /C calc'!A0"}
    assert set(table_of(export("parquet", {"bob": 1}))["name"].to_pylist()) == {"=cmd|' /C calc'!A0"}


def test_a_dangerous_student_id_is_refused_with_a_reason(export):
    made = export("csv", {"=1+1": 1, "anna": 2})
    assert ({row["student"] for row in rows_of(made)}, [one.who for one in made.left_out]) == ({"anna"}, ["=1+1"])


@pytest.mark.parametrize("name", ["csv", "parquet"])
def test_a_template_is_not_taken(export, name):
    with pytest.raises(UsageError, match="leave out --template"):
        export(name, {"anna": 1}, b"a,b\n")


@given(
    name=st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=20),
    cents=st.integers(0, 10_000),
)
def test_any_name_and_number_come_through(export, name, cents):
    people = (Person("anna", name, "anna@uni.example"),)
    made = export("csv", {"anna": Fraction(cents, 100)}, people=people)
    row = rows_of(made)[0]
    assert row["name"].removeprefix("'") == name.removeprefix("'") or "\\" in row["name"]
    assert Fraction(row["grade"]) == Fraction(cents, 100)
