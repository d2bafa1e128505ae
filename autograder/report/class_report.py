"""The page that tells the staff how a class did, assignment by assignment."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from autograder.model import Outcome
from autograder.report.attention import attention_reason, has_internal_error, unscored_points, waiting
from autograder.report.class_statistics import share_so_far, statistics
from autograder.report.confinement import sandbox_line
from autograder.report.histogram import histogram
from autograder.report.pages import render
from autograder.report.wording import STAFF, UNREADABLE, counted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from autograder.model import Result
    from autograder.report.class_statistics import AssignmentStatistics
    from autograder.report.histogram import Histogram
    from autograder.report.wording import Word


# A file that belongs to no assignment that we know of.
UNKNOWN: Final = "Unknown assignment"


@dataclass(frozen=True)
class FiledResult:
    """A result and the folder of its feedback page, `SLUG/STUDENT`, seen from the class report."""

    folder: str
    result: Result

    @property
    def link(self) -> str:
        """A relative link to the feedback page, whatever the folder's name."""
        return f"./{quote(self.folder)}/feedback.html"


@dataclass(frozen=True)
class Row:
    """One submission as the tables show it."""

    link: str
    result: Result
    attention: str
    internal_error: bool
    waiting: int
    unscored: Fraction
    share: Fraction
    outcomes: tuple[tuple[Word, int], ...]


@dataclass(frozen=True)
class Section:
    """One assignment as its section shows it."""

    slug: str
    title: str
    rows: tuple[Row, ...]
    statistics: AssignmentStatistics
    histogram: Histogram
    late: bool
    waiting: int


def class_page(filed: Sequence[FiledResult], course_title: str, titles: Mapping[str, str]) -> str:
    """Return the page as HTML; `titles` maps each assignment's slug to its title."""
    by_slug: dict[str, list[FiledResult]] = {}
    for one in sorted(filed, key=lambda one: (one.result.student.casefold(), one.result.student, one.result.attempt)):
        by_slug.setdefault(one.result.assignment, []).append(one)
    # Assignments come in the course's order, and any that it does not name at the end.
    order = [slug for slug in titles if slug in by_slug] + sorted(slug for slug in by_slug if slug not in titles)
    sections = [_section(slug, titles.get(slug, slug) or UNKNOWN, by_slug[slug]) for slug in order]
    return render(
        "class_report.html.j2",
        course_title=course_title,
        sections=sections,
        submissions=len(filed),
        students=len({one.result.student for one in filed}),
        sandbox=sandbox_line(one.result for one in filed),
        attention=[(section, row) for section in sections for row in section.rows if row.attention],
        words=STAFF,
        unreadable=UNREADABLE,
        several_attempts=any(one.result.attempt > 1 for one in filed),
    )


def _section(slug: str, title: str, filed: Sequence[FiledResult]) -> Section:
    summary = statistics([one.result for one in filed])
    rows = tuple(_row(one) for one in filed)
    return Section(
        slug=slug,
        title=title,
        rows=rows,
        statistics=summary,
        histogram=histogram(summary.bins, summary.mean),
        late=any(one.result.penalty for one in filed),
        waiting=sum(1 for row in rows if row.waiting),
    )


def _row(filed: FiledResult) -> Row:
    result = filed.result
    return Row(
        link=filed.link,
        result=result,
        attention=attention_reason(result),
        internal_error=has_internal_error(result),
        waiting=len(waiting(result)),
        unscored=unscored_points(result),
        share=min(max(share_so_far(result) or Fraction(0), Fraction(0)), Fraction(1)),
        # Work for the staff is counted once, above the table: it tells nothing about the student.
        outcomes=counted((one for one in result.questions if one.outcome is not Outcome.NEEDS_GRADING), STAFF),
    )
