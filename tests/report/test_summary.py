import csv
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.report.summary import COLUMNS, write_summary


def rows(results, folder):
    path = folder / "summary.csv"
    write_summary(results, path)
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_there_is_a_row_for_each_submission_in_order(make, tmp_path):
    results = [make.typical(student="zoe"), make.unreadable(student="ada"), make.typical(assignment="a", student="m")]
    assert [row["student"] for row in rows(results, tmp_path)] == ["m", "ada", "zoe"]


def test_a_row_holds_the_named_columns(make, tmp_path):
    (row,) = rows([make.typical(penalty=Fraction(1, 2))], tmp_path)
    assert tuple(row) == COLUMNS
    assert row == {
        "student": "ada",
        "assignment": "activations",
        "attempt": "1",
        "outcome": "failed",
        "score": "9.6",
        "points": "33",
        "penalty": "0.5",
        "grade": "9.1",
        "needs_grading": "explain",
        "reason": "",
    }


def test_numbers_stand_unquoted_and_text_quoted(make, tmp_path):
    write_summary([make.typical()], tmp_path / "summary.csv")
    line = (tmp_path / "summary.csv").read_text(encoding="utf-8").splitlines()[1]
    assert line == '"ada","activations",1,"failed",9.6,33,0,9.6,"explain",""'


@pytest.mark.parametrize("name", ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3"])
def test_a_name_does_not_become_a_formula(make, tmp_path, name):
    (row,) = rows([make.typical(student=name)], tmp_path)
    assert row["student"] == "'" + name


def test_a_negative_number_is_not_taken_for_a_formula(make, tmp_path):
    (row,) = rows([make.result(score=Fraction(0), grade=Fraction(-3, 2))], tmp_path)
    assert row["grade"] == "-1.5"


def test_almost_full_marks_do_not_become_full(make, tmp_path):
    (row,) = rows([make.result([make.question(score=Fraction(99_999, 1000), points=100)])], tmp_path)
    assert row["score"] == "99.99"


@given(st.text(st.characters()), st.text(st.characters()))
def test_any_text_stays_in_its_cell(make, tmp_path_factory, student, reason):
    table = rows([make.result(student=student, reason=reason)], tmp_path_factory.getbasetemp())
    assert len(table) == 1
    assert set(table[0]) == set(COLUMNS)
