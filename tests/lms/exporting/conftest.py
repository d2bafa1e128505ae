"""Invented people, their grades, and a way to export them into a template."""

from fractions import Fraction
from pathlib import Path

import pytest

from autograder.grades import Grade, QuestionGrade
from autograder.lms.exporting.formats import EXPORTS
from autograder.lms.exporting.request import Request
from autograder.lms.exporting.sheet import parse_sheet
from autograder.roster import Person

GOLDEN = Path(__file__).parent / "golden"
HOSTILE = "=cmd|' /C calc'!A0"
NAMES = {
    "anna": "Anna-Lena O'Brien",
    "bob": HOSTILE,
    "wang": "王小明",
    "kim1": "Kim Lee",
    "kim2": "Kim Lee",
    "jose": "José Núñez",
    "zoe": 'Zoë "Zed" Żak',
}


@pytest.fixture(scope="session")
def golden():
    """Return the bytes of a template as an LMS made it."""
    return lambda name: (GOLDEN / name).read_bytes()


@pytest.fixture(scope="session")
def make_person():
    """Make a person of the roster with every id, or with those named."""

    def make(student, name=None, *, number=None, only=None, **changed):
        number = list(NAMES).index(student) + 1 if number is None else number
        ids = {
            "canvas_id": f"{1000 + number}",
            "sis_user_id": f"s{number:03}",
            "sis_login_id": f"{student}@uni.example",
            "moodle_id": f"{500 + number}",
            "username": student,
            "org_defined_id": f"s{number:03}",
        }
        ids = {key: value for key, value in (ids | changed).items() if value and (only is None or key in only)}
        return Person(student, NAMES[student] if name is None else name, f"{student}@uni.example", ids)

    return make


@pytest.fixture(scope="session")
def everybody(make_person):
    """The whole class."""
    return tuple(make_person(student) for student in NAMES)


@pytest.fixture(scope="session")
def make_grade():
    """Make a grade out of the points of the assignment, 100."""

    def make(student, scored, **changed):
        values = {
            "student": student,
            "assignment": "activations",
            "points": Fraction(100),
            "score": Fraction(scored),
            "penalty": Fraction(0),
            "grade": Fraction(scored),
            "questions": (QuestionGrade("relu", "ReLU", Fraction(4), Fraction(3)),),
        }
        return Grade(**(values | changed))

    return make


@pytest.fixture(scope="session")
def make_request(course, make_grade, everybody):
    """Ask for an export of these points (a number or a Grade for each student) into a template's bytes."""

    def make(points, template=None, *, people=everybody, name="template.csv", slug="activations", **changed):
        grades = {
            student: value if isinstance(value, Grade) else make_grade(student, value)
            for student, value in points.items()
        }
        known = {person.student for person in people}
        return Request(
            assignment=course.assignment(slug),
            grades=grades,
            people=(*people, *(Person(student, "") for student in grades if student not in known)),
            others=tuple(one for one in course.assignments if one.slug != slug),
            template=None if template is None else parse_sheet(template, name),
            **changed,
        )

    return make


@pytest.fixture(scope="session")
def export(make_request):
    """Export points in a format; what `make_request` takes may follow."""
    return lambda name, points, template=None, **changed: EXPORTS[name](make_request(points, template, **changed))
