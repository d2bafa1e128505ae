"""The page that a student gets about one submission."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from autograder.model import Outcome
from autograder.report.attention import has_internal_error, unscored_points
from autograder.report.curve_plot import plots
from autograder.report.pages import render, render_part
from autograder.report.remembered import remembered
from autograder.report.wording import STUDENT, counted, word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from markupsafe import Markup

    from autograder.model import CheckResult, QuestionResult, Result
    from autograder.report.curve_plot import Plot
    from autograder.report.wording import Word

# A page must open quickly whatever was submitted.
LONGEST_TEXT: Final = 20_000
MOST_NOTES: Final = 40
NONE: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True)
class Missed:
    """A check that did not pass; `repeated` where its hint stands on the card already."""

    check: CheckResult
    repeated: bool


@dataclass(frozen=True)
class Card:
    """One question as its card shows it."""

    number: int
    question: QuestionResult
    missed: tuple[Missed, ...]
    passed: tuple[CheckResult, ...]
    skipped: tuple[CheckResult, ...]
    plots: tuple[Plot, ...]
    text: str
    text_is_cut: bool
    comment: str = ""

    @property
    def word(self) -> Word:
        """How the question came out, as the student reads it."""
        return word(self.question, STUDENT)

    @property
    def earned(self) -> Fraction:
        """The share of the question's points that was earned."""
        return share(self.question)

    @property
    def has_derivative(self) -> bool:
        """Whether a derivative is among the plotted curves."""
        return any(line.derivative for plot in self.plots for line in plot.lines)


@dataclass(frozen=True)
class Part:
    """What the page says about one question: its row of the overview and its card."""

    row: Markup
    card: Markup


def share(question: QuestionResult) -> Fraction:
    """Return the share of a question's points that was earned, 0 while it has no score."""
    if question.score is None or not question.points:
        return Fraction(0)
    return min(max(question.score / question.points, Fraction(0)), Fraction(1))


def feedback_page(result: Result, title: str, comments: Mapping[str, str] = NONE) -> str:
    """Return the page as HTML; `title` is the assignment's, `comments` are what people wrote on questions, by id.

    The checks' staff-only `detail` is never in it.
    """
    return render(
        "feedback.html.j2",
        result=result,
        title=title,
        parts=[
            _part(question, number, comments.get(question.id, ""))
            for number, question in enumerate(result.questions, start=1)
        ],
        strip=_strip(result.questions),
        counts=counted(result.questions, STUDENT),
        first_to_do=_first_to_do(result.questions),
        ungraded=not result.questions,
        internal_error=has_internal_error(result),
        unscored=unscored_points(result),
        lost_by_lateness=result.score - result.grade,
        notes=result.notes[:MOST_NOTES],
        note_count=len(result.notes),
        more_notes=max(len(result.notes) - MOST_NOTES, 0),
    )


@remembered
def _part(question: QuestionResult, number: int, comment: str = "") -> Part:
    card = replace(card_of(number, question), comment=comment)
    return Part(
        row=render_part("feedback_row.html.j2", card=card),
        card=render_part("feedback_card.html.j2", card=card, words=STUDENT),
    )


def card_of(number: int, question: QuestionResult) -> Card:
    """Sort what is said about a question in the way in which a card shows it."""
    return Card(
        number=number,
        question=question,
        missed=_missed(question),
        passed=tuple(check for check in question.checks if check.outcome is Outcome.PASSED),
        skipped=tuple(check for check in question.checks if check.outcome is Outcome.SKIPPED),
        plots=plots(curve for check in question.checks for curve in check.curves),
        text=question.text[:LONGEST_TEXT],
        text_is_cut=len(question.text) > LONGEST_TEXT,
    )


def _missed(question: QuestionResult) -> tuple[Missed, ...]:
    shown: set[str] = set()
    found = []
    for check in question.checks:
        if check.outcome not in (Outcome.PASSED, Outcome.SKIPPED):
            found.append(Missed(check, repeated=check.hint in shown))
            shown.add(check.hint)
    return tuple(found)


def _first_to_do(questions: Sequence[QuestionResult]) -> tuple[int, str] | None:
    """Find the number and title of the first question whose points the student's own work can still earn."""
    done = (Outcome.PASSED, Outcome.NEEDS_GRADING, Outcome.INTERNAL_ERROR)
    numbered = enumerate(questions, start=1)
    return next(((number, question.title) for number, question in numbered if question.outcome not in done), None)


@dataclass(frozen=True)
class Segment:
    """One question in the strip under the score: where it stands, and how much of it is filled."""

    x: float
    width: float
    filled: float
    tone: str


STRIP_WIDTH: Final = 1000.0
STRIP_GAP: Final = 5.0


def _strip(questions: Sequence[QuestionResult]) -> tuple[Segment, ...]:
    """Lay the questions side by side, each as wide as its points."""
    whole = sum((question.points for question in questions), Fraction(0))
    if not whole:
        return ()
    room = STRIP_WIDTH - STRIP_GAP * (len(questions) - 1)
    segments = []
    x = 0.0
    for question in questions:
        width = max(float(question.points / whole) * room, 0.0)
        filled = width * float(share(question))
        segments.append(Segment(round(x, 2), round(width, 2), round(filled, 2), word(question, STUDENT).tone))
        x += width + STRIP_GAP
    return tuple(segments)
