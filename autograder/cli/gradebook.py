"""The commands about the gradebook that nbgrader and our commands share: show, override, enrol, delete."""

from __future__ import annotations

import json
import os
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
from rich.table import Table
from rich.text import Text

from autograder.cli.app import main, open_course, out
from autograder.course.choice import assignment_of
from autograder.errors import UsageError
from autograder.report.number_format import plain_number, shown
from autograder.report.text_safety import visible_line
from autograder.report.wording import quantity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from autograder.grades import Grade

NONE: Final = "-"
URL: Final = click.option(
    "--gradebook", "url", metavar="URL", help="The gradebook's database (default: the one that nbgrader uses here)."
)


@main.group("gradebook")
def group() -> None:
    """See and change the gradebook, which nbgrader and `grade --gradebook` share."""


@group.command()
@click.argument("slug")
@URL
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
@click.pass_context
def show(context: click.Context, *, slug: str, url: str | None, as_json: bool) -> None:
    """Show what each student has in an assignment."""
    from autograder.gradebook.database import configured_url, open_gradebook  # noqa: PLC0415 - slow to import
    from autograder.gradebook.standing import standing  # noqa: PLC0415 - likewise

    course, path = open_course(context)
    assignment = assignment_of(course, slug)
    with open_gradebook(url or configured_url(path.parent), course.course) as gradebook:
        found = standing(gradebook, course, assignment)
    ordered = [found[student] for student in sorted(found)]
    if as_json:
        click.echo(json.dumps([_document(grade) for grade in ordered], indent=1))
    else:
        out.print(_table(ordered))


@group.command()
@click.argument("student")
@click.argument("slug")
@click.argument("question")
@click.argument("score", required=False)
@click.option("--reason", help="Why, for the student to read.")
@click.option("--clear", is_flag=True, help="Take the score back, so that the grader's counts again.")
@URL
@click.pass_context
def override(
    context: click.Context,
    *,
    student: str,
    slug: str,
    question: str,
    score: str | None,
    reason: str | None,
    clear: bool,
    url: str | None,
) -> None:
    """Give a question another score than the grader's, with a reason. It stays when the submission is graded again."""
    from autograder.gradebook import overriding  # noqa: PLC0415 - slow to import
    from autograder.gradebook.database import configured_url, open_gradebook  # noqa: PLC0415 - likewise

    course, path = open_course(context)
    assignment = assignment_of(course, slug)
    if clear == (score is not None) or (not clear and not (reason or "").strip()):
        raise UsageError("Give a SCORE with its `--reason`, or `--clear` to take one back.")
    with open_gradebook(url or configured_url(path.parent), course.course) as gradebook:
        if score is None:
            changed = overriding.restore(gradebook, course, assignment, overriding.Place(student, question))
        else:
            points, why = _points(score), (reason or "").strip()
            given = overriding.Given(points, why)
            changed = overriding.override(gradebook, course, assignment, overriding.Place(student, question), given)
    out.print(
        f"{question} of {visible_line(student)}: {_score(changed.before)} → {_score(changed.after)}", markup=False
    )


@group.command()
@click.argument("roster", type=click.Path(path_type=Path))
@URL
@click.pass_context
def enrol(context: click.Context, *, roster: Path, url: str | None) -> None:
    """Tell the gradebook the names of the class, from a roster (CSV), for those who grade in formgrader."""
    from autograder.gradebook.database import configured_url, open_gradebook  # noqa: PLC0415 - slow to import
    from autograder.gradebook.people import enrol as enrol_everyone  # noqa: PLC0415 - likewise
    from autograder.roster import read_roster  # noqa: PLC0415 - likewise

    course, path = open_course(context)
    everyone = read_roster(roster)
    with open_gradebook(url or configured_url(path.parent), course.course) as gradebook:
        new = enrol_everyone(gradebook, everyone)
    out.print(f"{quantity(len(everyone.people), 'student')} of the roster are in the gradebook, {new} of them new.")


@group.command()
@click.argument("student")
@click.option("--graded", type=click.Path(path_type=Path), default=Path("graded"), show_default=True, help="Results.")
@click.option("--yes", is_flag=True, help="Delete; without it, only say what would be deleted.")
@URL
@click.pass_context
def delete(context: click.Context, *, student: str, graded: Path, yes: bool, url: str | None) -> None:
    """Delete all that is kept of one student: submissions, results, feedback, rows of the gradebook."""
    from autograder.cli.concluding import Concluded, conclude, read_results  # noqa: PLC0415 - slow to import
    from autograder.gradebook import deleting  # noqa: PLC0415 - likewise
    from autograder.gradebook.database import configured_url, open_gradebook  # noqa: PLC0415 - likewise
    from autograder.pseudonyms import open_pseudonyms  # noqa: PLC0415 - likewise

    course, path = open_course(context)
    root, graded = path.parent, graded.resolve()
    names = tuple(dict.fromkeys((student, open_pseudonyms(root).of(student))))
    with open_gradebook(url or configured_url(root), course.course) as gradebook:
        kept = deleting.kept_of(gradebook, root, graded, names)
        if not kept.places and not kept.in_gradebook:
            raise UsageError(f"Nothing is kept of {visible_line(student)}. Check the id.")
        verb = "Deleted" if yes else "Would delete"
        out.print(f"{verb} {quantity(kept.submissions, 'submission')} from the gradebook, and:", markup=False)
        for place in kept.places:
            out.print(f"  {os.path.relpath(place)}", markup=False)
        if not yes:
            out.print("Nothing was deleted. Say --yes to delete.")
            return
        deleting.delete(gradebook, kept, names)
    if any(graded in place.parents for place in kept.places):
        for name in deleting.OF_THE_CLASS:
            (graded / name).unlink(missing_ok=True)
        if files := sorted(graded.glob("*/*/result.json")):
            conclude(course, Concluded(read_results(files), graded), as_json=False)


def _points(text: str) -> Fraction:
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError) as error:
        raise UsageError(f"{visible_line(text)} is no number of points. Write it in digits, as in 2 or 2.5.") from error


def _score(score: Fraction | None) -> str:
    return "no score" if score is None else shown(score)


def _table(grades: Iterable[Grade]) -> Table:
    table = Table("student", "score", "penalty", "grade", "points", "to grade by hand", "given by hand")
    for grade in grades:
        by_hand = " ".join(question.id for question in grade.questions if question.manual)
        numbers = (grade.score, grade.penalty, grade.grade, grade.points)
        table.add_row(
            Text(visible_line(grade.student)), *map(shown, numbers), " ".join(grade.waiting) or NONE, by_hand or NONE
        )
    return table


def _document(grade: Grade) -> dict[str, Any]:
    return {
        "student": grade.student,
        "score": plain_number(grade.score, grade.points),
        "penalty": plain_number(grade.penalty),
        "grade": plain_number(grade.grade, grade.points),
        "points": plain_number(grade.points),
        "waiting": list(grade.waiting),
        "questions": {
            question.id: {
                "score": None if question.score is None else plain_number(question.score, question.points),
                "points": plain_number(question.points),
                "manual": question.manual,
                "comment": question.comment,
            }
            for question in grade.questions
        },
    }
