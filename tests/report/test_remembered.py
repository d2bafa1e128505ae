"""What was written about one question serves for another exactly where nothing about the two differs."""

from dataclasses import fields, replace
from fractions import Fraction
from itertools import product
from math import inf, nan

import pytest

from autograder.model import CheckResult, Curve, Outcome, QuestionResult
from autograder.report import feedback, result_json
from autograder.report.remembered import QUESTIONS_KEPT, remembered

OTHER = {
    "id": "other",
    "title": "Other",
    "outcome": Outcome.FAILED,
    "score": None,
    "points": Fraction(7),
    "checks": (),
    "text": "Because.",
    "weight": Fraction(1, 2),
    "message": "Too large.",
    "hint": "Look up.",
    "detail": "Traceback",
    "curves": (),
    "label": "other",
    "x": (0.0, 2.0),
    "y": (None, 1.0),
}
SPELLINGS = (0.0, -0.0, 0, False, 1.0, 1, True, None, nan, inf)


@pytest.fixture
def asked():
    """The questions that a function was really called with."""
    return []


@pytest.fixture
def write(asked):
    """Remember a function that tells one call from another."""

    @remembered
    def write(question, *rest):
        asked.append(question)
        return len(asked), question, rest

    return write


def asking(make, x=(0.0, 1.0), y=(0.0, 1.0)):
    return make.question(checks=(make.check(curves=(Curve("sigmoid", tuple(x), tuple(y)),)),))


def varied(question, kind, name):
    """The question with another value in one field of its own, of its check or of its curve."""
    (check,) = question.checks
    if kind is QuestionResult:
        return replace(question, **{name: OTHER[name]})
    if kind is Curve:
        check = replace(check, curves=(replace(check.curves[0], **{name: OTHER[name]}),))
    else:
        check = replace(check, **{name: OTHER[name]})
    return replace(question, checks=(check,))


def test_a_question_like_another_is_not_written_again(make, write, asked):
    assert write(asking(make), 1) is write(asking(make), 1)
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("kind", "name"),
    [(kind, field.name) for kind in (QuestionResult, CheckResult, Curve) for field in fields(kind)],
    ids=lambda part: getattr(part, "__name__", part),
)
def test_a_difference_in_any_field_is_seen(make, write, kind, name):
    one = asking(make)
    other = varied(one, kind, name)
    assert other != one
    write(one)
    assert write(other)[1] == other


@pytest.mark.parametrize("one", SPELLINGS)
@pytest.mark.parametrize("other", SPELLINGS)
@pytest.mark.parametrize("axis", ["x", "y"])
def test_numbers_are_alike_only_where_they_are_written_alike(make, write, axis, one, other):
    first, second = (write(asking(make, **{axis: (value, 1.0)})) for value in (one, other))
    assert (first is second) == (repr(one) == repr(other))


def test_numbers_do_not_move_from_one_axis_to_the_other(make, write):
    assert write(asking(make, (1.0,), (2.0, 3.0))) is not write(asking(make, (1.0, 2.0), (3.0,)))


def test_other_arguments_are_told_apart(make, write):
    assert write(asking(make), 1) is not write(asking(make), 2)


@pytest.mark.parametrize(("kind", "name"), [(QuestionResult, "text"), (CheckResult, "detail")])
def test_what_holds_a_students_text_is_not_kept(make, write, asked, kind, name):
    personal = varied(asking(make), kind, name)
    assert write(personal)[2] == write(personal)[2]
    assert len(asked) == 2


def test_the_memory_does_not_grow(make, write, asked):
    for number in range(QUESTIONS_KEPT + 1):
        write(asking(make), number)
    write(asking(make), QUESTIONS_KEPT)
    assert len(asked) == QUESTIONS_KEPT + 1
    write(asking(make), 0)
    assert len(asked) == QUESTIONS_KEPT + 2


@pytest.mark.parametrize("write", [feedback._part, result_json._written], ids=["card", "JSON"])
def test_nobody_gets_a_text_that_was_written_otherwise_for_another(make, write):
    rest = (1,) if write is feedback._part else ()
    finite = [value for value in SPELLINGS if value not in (nan, None)]
    for x, y in product(finite[:-1], SPELLINGS):
        question = asking(make, (x, 2.0), (y, 1.0))
        assert write(question, *rest) == write.__wrapped__(question, *rest)
