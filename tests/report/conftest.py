"""Realistic results for the tests of the report."""

from __future__ import annotations

import math
from fractions import Fraction
from html.parser import HTMLParser
from types import SimpleNamespace

import pytest

from autograder.model import CheckResult, Curve, Outcome, QuestionResult, Result

GRID = tuple(-6 + index / 10 for index in range(121))


def curve(label="sigmoid", function=lambda x: 1 / (1 + math.exp(-x)), x=GRID):
    return Curve(label, tuple(x), tuple(function(value) for value in x))


def check(name="test_values", title="`sigmoid` gives the textbook values", outcome=Outcome.PASSED, **fields):
    return CheckResult(**{"id": name, "title": title, "outcome": outcome, "weight": Fraction(2), **fields})


def question(name="sigmoid", title="Sigmoid", outcome=Outcome.PASSED, score=6, points=6, **fields):
    exact = None if score is None else Fraction(score)
    return QuestionResult(
        **{"id": name, "title": title, "outcome": outcome, "score": exact, "points": Fraction(points), **fields}
    )


def result(questions=(), **fields):
    questions = tuple(questions)
    score = sum((one.score for one in questions if one.score is not None), Fraction(0))
    defaults = {
        "course": "activation-functions",
        "assignment": "activations",
        "student": "ada",
        "attempt": 1,
        "outcome": Outcome.FAILED,
        "reason": "",
        "score": score,
        "points": sum((one.points for one in questions), Fraction(0)),
        "penalty": Fraction(0),
        "grade": fields.get("score", score) - fields.get("penalty", 0),
        "questions": questions,
        "notes": (),
        "grader_version": "0.1.0",
        "secret_fingerprint": "5f2c9a",
        "data": "mnist-5k",
        "duration_seconds": 0.084,
        "sandbox_rung": "A",
        "submission_digest": "sha256:aa",
        "grading_digest": "sha256:bb",
    }
    return Result(**{**defaults, **fields})


def unreadable(**fields):
    return result(
        outcome=Outcome.ERRORED,
        points=Fraction(100),
        reason="The file ends in the middle of the notebook. Save it again in Jupyter and submit it once more.",
        **fields,
    )


def typical(**fields):
    """One submission with every kind of question: right, partly right, wrong, raising, slow, untouched, by hand."""
    sigmoid = question(
        checks=(
            check(curves=(curve(),)),
            check("test_derivative", "`sigmoid_derivative` is the slope of `sigmoid`", curves=(_slope(),)),
            check("test_shapes", "Any shape, lists, scalars and integers are accepted"),
            check("test_quiet", "Large inputs raise no overflow warning", message="Tried up to 1e4 in float32 too."),
        )
    )
    softplus = question(
        "softplus",
        "Softplus",
        Outcome.FAILED,
        Fraction(18, 5),
        checks=(
            check(
                title="`softplus` gives the textbook values",
                curves=(curve("softplus", lambda x: math.log1p(math.exp(x)) if x < 5 else None),),
            ),
            check("test_derivative", "`softplus_derivative` is the slope of `softplus`"),
            check(
                "test_tails",
                "Large inputs give finite values",
                Outcome.FAILED,
                message="`softplus` of large positive inputs came back infinite, but it should be about as large as x.",
                hint="For which sign of x is the exponent large and positive? Must both signs share one formula?",
                detail="x=[812.4]",
            ),
            check("test_slope_tails", "The slope stays finite too", Outcome.SKIPPED),
        ),
    )
    relu = question(
        "relu",
        "ReLU",
        Outcome.ERRORED,
        0,
        4,
        checks=(
            check(
                title="`relu` gives the textbook values",
                outcome=Outcome.ERRORED,
                message="`relu` raised a ValueError in line 3 of your cell.",
                hint="Which line compares a whole array where one number is wanted?",
            ),
            check("test_derivative", "`relu_derivative` is 0 below and 1 above zero", Outcome.SKIPPED),
            check("test_kink", "The slope at 0 is 0", Outcome.SKIPPED),
            check("test_pure", "The input is not changed", Outcome.SKIPPED),
        ),
    )
    mish = question(
        "mish",
        "Mish",
        Outcome.TIMED_OUT,
        0,
        7,
        checks=(
            check(
                title="`mish` gives the textbook values",
                outcome=Outcome.TIMED_OUT,
                message="`mish` did not return within 5 seconds.",
                hint="Does a loop run over every element?",
            ),
        ),
    )
    gelu = question("gelu", "GELU", Outcome.NOT_ATTEMPTED, 0, 7)
    explain = question(
        "explain",
        "Why ReLU inside and softmax at the end",
        Outcome.NEEDS_GRADING,
        None,
        3,
        text="Without a bend, two layers are one.\n\nSoftmax turns <logits> into probabilities.",
    )
    notes = (
        "Cell 4: the line `!pip install seaborn` was skipped.",
        "Cell 17 ran for more than 10 seconds and was abandoned. The functions of the other cells were graded.",
    )
    return result((sigmoid, softplus, relu, mish, gelu, explain), notes=notes, **fields)


def _slope():
    return curve("sigmoid_derivative", lambda x: math.exp(-x) / (1 + math.exp(-x)) ** 2)


@pytest.fixture(scope="session")
def make():
    """Hand out the builders of this file."""
    return SimpleNamespace(
        curve=curve, check=check, question=question, result=result, unreadable=unreadable, typical=typical
    )


INLINE = frozenset({"a", "bdi", "code", "span", "strong"})
VOID = frozenset({"meta", "br", "img", "link", "input", "hr"})


class Page(HTMLParser):
    """An HTML page taken apart: its elements in order, its text, its attributes; wrong nesting is an error."""

    def __init__(self, source):
        super().__init__(convert_charrefs=True)
        self.elements = []
        self.text = ""
        self.attributes = []
        self._open = []
        self.feed(source)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, tuple(sorted(name for name, _ in attrs))))
        self.attributes += [(tag, name, value) for name, value in attrs]
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag):
        assert self._open.pop() == tag
        if tag not in INLINE:
            self.text += " "

    def handle_data(self, data):
        if self._open and self._open[-1] != "style":
            self.text += data

    @property
    def words(self):
        """The text with every run of white space as one space."""
        return " ".join(self.text.split())

    @property
    def structure(self):
        """The elements without code marks, which backticks in a message may add."""
        return [element for element in self.elements if element[0] != "code"]

    def values(self, name):
        return [value for _, attribute, value in self.attributes if attribute == name]


@pytest.fixture(scope="session")
def parse():
    """Hand out the class that takes a page apart."""
    return Page
