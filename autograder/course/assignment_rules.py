"""How the values within an assignment must agree: names, points, dates, and how each question is graded.

The rules read the raw document and pass over what has the wrong shape, so that one slip hides no other.
"""

from __future__ import annotations

import keyword
from typing import TYPE_CHECKING, Any

from autograder.course.leniently import elements, entries, moment_or_none, points_or_none

if TYPE_CHECKING:
    from collections.abc import Iterator

    from autograder.course.document import Document, Place
    from autograder.errors import Problem


def assignment_problems(document: Document) -> Iterator[Problem]:
    """Every disagreement within the assignments of a course."""
    assignments = elements(entries(document.data).get("assignments"))
    yield from _repeated(document, ("assignments",), assignments, "slug", "Every assignment needs a slug of its own")
    for index, assignment in enumerate(assignments):
        place = ("assignments", index)
        questions = elements(entries(assignment).get("questions"))
        remedy = "Every question of an assignment needs an id of its own"
        yield from _repeated(document, (*place, "questions"), questions, "id", remedy)
        yield from _points(document, place, entries(assignment).get("points"), questions)
        yield from _dates(document, place, entries(assignment))
        for number, question in enumerate(questions):
            yield from _grading(document, (*place, "questions", number), question)


def _repeated(document: Document, place: Place, items: list[Any], key: str, remedy: str) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for index, item in enumerate(items):
        name = entries(item).get(key)
        if not isinstance(name, str):
            continue
        here = (*place, index, key)
        if name in first:
            yield document.problem(here, f"The {key} `{name}` is used before, in line {first[name]}", remedy)
        first.setdefault(name, document.line(here))


def _points(document: Document, place: Place, wanted: Any, questions: list[Any]) -> Iterator[Problem]:  # noqa: ANN401
    """Compare an assignment's points with its questions' sum, once all of them are numbers."""
    whole = points_or_none(wanted)
    parts = [points_or_none(entries(question).get("points")) for question in questions]
    if whole is None or not parts:
        return
    known = [part for part in parts if part is not None]
    if len(known) == len(parts) and sum(known) != whole:
        message = f"The questions' points add up to {float(sum(known)):g}, not to {float(whole):g}"
        yield document.problem((*place, "points"), message, "Correct this number or the questions' points")


def _dates(document: Document, place: Place, assignment: dict[str, Any]) -> Iterator[Problem]:
    due = moment_or_none(assignment.get("due"))
    late_until = moment_or_none(assignment.get("late_until"))
    if due and late_until and late_until < due:
        yield document.problem(
            (*place, "late_until"), "`late_until` lies before `due`", "Set it to `due` or later, or remove it"
        )
    extensions = entries(assignment.get("extensions"))
    if extensions and assignment.get("due") is None:
        message = "There are extensions, but no `due` that they extend"
        yield document.problem((*place, "extensions"), message, "Add `due`, or remove the extensions")
    for student, value in extensions.items():
        extended = moment_or_none(value)
        if due and extended and extended < due:
            message = "The extension ends before `due`"
            remedy = "An extension gives more time: set it later than `due`, or remove it"
            yield document.problem((*place, "extensions", student), message, remedy)


def _grading(document: Document, place: Place, question: Any) -> Iterator[Problem]:  # noqa: ANN401 - any YAML value
    """Check that a question is graded by its functions or by hand, and that its functions can be defined."""
    known = entries(question)
    manual, functions = known.get("manual", False), known.get("functions", [])
    if known and isinstance(manual, bool) and isinstance(functions, list) and manual == bool(functions):
        message = "The question is `manual` and names `functions`" if manual else "The question has nothing to grade"
        remedy = "Keep one of the two" if manual else "Name its `functions`, or say `manual: true`"
        yield document.problem(place, message, remedy)
    seen: set[str] = set()
    for index, name in enumerate(elements(functions)):
        if not isinstance(name, str):
            continue
        here = (*place, "functions", index)
        if keyword.iskeyword(name):
            yield document.problem(here, f"`{name}` is a word of Python's own", "No function can bear this name")
        if name in seen:
            yield document.problem(here, f"`{name}` is named twice in this question", "Remove one of the two")
        seen.add(name)
