"""Decides what a push changes: compares our grades with what stands in Canvas."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from autograder.errors import UsageError
from autograder.lms.fitness import unfinished, unreliable
from autograder.lms.people import LeftOut
from autograder.lms.pushing.comments import comment_text, marker, pushed_before
from autograder.report.number_format import rounded, shown
from autograder.report.text_safety import visible_line
from autograder.report.wording import quantity

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping
    from fractions import Fraction

    from autograder.grades import Grade
    from autograder.lms.pushing.site import CanvasAssignment, Standing

BY_SCHEME: Final = frozenset({"percent", "letter_grade", "gpa_scale"})
"""Types that get a percentage: a bare number could be the name of a grade in the course's grading scheme."""

PERCENT_DECIMALS: Final = 10


@dataclass(frozen=True)
class Change:
    """What one student gets: new points, a new comment, or both. `overwrites` what somebody else entered."""

    student: str
    user_id: str
    before: Fraction | None
    points: Fraction | None
    comment: str = field(default="", repr=False)
    overwrites: bool = False

    def done(self, standing: Standing | None, slug: str, students: Container[str]) -> bool:
        """Say whether this stands in Canvas."""
        if standing is None or (self.points is not None and not same_points(standing.score, self.points)):
            return False
        return not self.comment or marker(self.comment, slug) == pushed_before(standing, slug, students)


@dataclass(frozen=True)
class Plan:
    """What a push sends (`changes`), keeps back until it may overwrite (`held`), and leaves alone."""

    assignment: CanvasAssignment
    slug: str
    changes: tuple[Change, ...]
    held: tuple[Change, ...]
    unchanged: tuple[str, ...]
    excused: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Choices:
    """What the instructor chose."""

    comments: bool = True
    complete_only: bool = False
    overwrite: bool = False


@dataclass(frozen=True)
class Target:
    """Where grades go, what students call it, which questions people grade, and all user ids of the course."""

    assignment: CanvasAssignment
    title: str
    manual: Container[str]
    students: Container[str]


def make_plan(
    grades: Mapping[str, Grade],
    users: Mapping[str, str],
    standings: Mapping[str, Standing],
    target: Target,
    choices: Choices,
) -> Plan:
    """Compare each grade with what stands for its student; `users` has the Canvas user id of each who was matched.

    Raises UsageError for an assignment that can't take points.
    """
    assignment = target.assignment
    scale = _points_of(assignment)
    changes, held = [], []
    unchanged, excused, left_out = [], [], []
    for name, user in sorted(users.items()):
        grade, standing = grades[name], standings.get(user)
        if standing is None:
            left_out.append(LeftOut(name, "the Canvas assignment is not assigned to this student"))
        elif reason := unreliable(grade, target.manual) or unfinished(grade, complete_only=choices.complete_only):
            left_out.append(LeftOut(name, reason))
        elif standing.excused:
            excused.append(name)
        else:
            ours = _ours(grade, scale, target, comments=choices.comments)
            change = _change(Change(name, user, standing.score, *ours), grade.assignment, standing, target)
            if change is None:
                unchanged.append(name)
            elif change.overwrites and not choices.overwrite:
                held.append(change)
            else:
                changes.append(change)
    considered = [*unchanged, *(change.student for change in (*changes, *held))]
    return Plan(
        assignment,
        next(iter(grades.values())).assignment,
        tuple(changes),
        tuple(held),
        tuple(unchanged),
        tuple(excused),
        tuple(left_out),
        tuple(
            _notes([grades[name] for name in considered], assignment, [standings[users[name]] for name in considered])
        ),
    )


def grade_data(assignment: CanvasAssignment, changes: Iterable[Change]) -> dict[str, dict[str, str]]:
    """Write changes as the parameters of Canvas' bulk update."""
    data: dict[str, dict[str, str]] = {}
    for change in changes:
        entry = data.setdefault(change.user_id, {})
        if change.points is not None:
            entry["posted_grade"] = _posted(assignment, change.points)
        if change.comment:
            entry["text_comment"] = change.comment
    return data


def same_points(standing: Fraction | None, ours: Fraction) -> bool:
    """Compare points as Canvas keeps them, with two decimals."""
    return standing is not None and rounded(standing) == ours


def _ours(grade: Grade, scale: Fraction, target: Target, *, comments: bool) -> tuple[Fraction, str]:
    """Return the points that a grade is in Canvas, where the assignment is worth `scale`, and the comment."""
    points = rounded(grade.grade * scale / grade.points, scale)
    return points, comment_text(grade, target.title, points, scale) if comments else ""


def _change(wanted: Change, slug: str, standing: Standing, target: Target) -> Change | None:
    """Reduce what is wanted to what does not stand yet; None where everything does."""
    pushed = pushed_before(standing, slug, target.students)
    comment = "" if pushed == marker(wanted.comment, slug) else wanted.comment
    if wanted.points is None or same_points(standing.score, wanted.points):
        return replace(wanted, points=None, comment=comment) if comment else None
    is_ours = pushed is not None and same_points(standing.score, pushed.points)
    overwrites = standing.score is not None and not standing.automatic and not is_ours
    return replace(wanted, comment=comment, overwrites=overwrites)


def _points_of(assignment: CanvasAssignment) -> Fraction:
    title = visible_line(assignment.title)
    if not assignment.published:
        raise UsageError(f"The Canvas assignment {title!r} is not published; publish it, and try again.")
    if assignment.anonymous:
        raise UsageError(
            f"The Canvas assignment {title!r} is graded anonymously, so grades can't be matched: turn it off."
        )
    if assignment.grading_type not in {"points", *BY_SCHEME}:
        raise UsageError(
            f"The Canvas assignment {title!r} takes no points but {visible_line(assignment.grading_type)}; "
            'choose "Display Grade as: Points" in its settings.'
        )
    if not assignment.points or assignment.points < 0:
        raise UsageError(f"The Canvas assignment {title!r} is worth no points; give it some in its settings.")
    return assignment.points


def _posted(assignment: CanvasAssignment, points: Fraction) -> str:
    if assignment.grading_type in BY_SCHEME and assignment.points:
        return f"{shown(100 * points / assignment.points, decimals=PERCENT_DECIMALS)}%"
    return shown(points)


def _notes(grades: Iterable[Grade], assignment: CanvasAssignment, standings: Iterable[Standing]) -> list[str]:
    notes = []
    grades = tuple(grades)
    points = {grade.points for grade in grades}
    if points and points != {assignment.points} and assignment.points:
        ours = ", ".join(shown(one) for one in sorted(points))
        notes.append(f"Our {ours} points are {shown(assignment.points)} in Canvas: every grade is scaled to them.")
    if waiting := sum(bool(grade.waiting) for grade in grades):
        notes.append(
            f"{quantity(waiting, 'grade')} of ours still lack what is graded by hand: --complete-only leaves them out."
        )
    if deducted := sum(standing.deducted for standing in standings):
        notes.append(
            f"Canvas' own late policy takes points off {deducted} of these students' grades, which contain ours "
            "already. Turn it off in Canvas' gradebook settings."
        )
    if assignment.graded_by_group:
        notes.append(
            "Canvas gives all members of a group the same grade in this assignment, whatever each one's own is, "
            'unless "Assign grades to each student individually" is chosen in its settings.'
        )
    return notes
