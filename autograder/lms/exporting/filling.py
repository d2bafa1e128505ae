"""The round trip of every template: match its rows, scale the grades, fill one column, defuse what is dangerous."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from autograder.errors import UsageError
from autograder.lms.exporting.matching import match
from autograder.lms.exporting.request import Change, Export
from autograder.lms.people import LeftOut
from autograder.report.number_format import rounded, shown
from autograder.report.text_safety import defused, visible_line
from autograder.report.wording import quantity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from fractions import Fraction

    from autograder.grades import Grade
    from autograder.lms.exporting.decimals import Decimals
    from autograder.lms.exporting.matching import Key
    from autograder.lms.exporting.request import Request
    from autograder.lms.exporting.sheet import Row, Sheet
    from autograder.roster import Person

NOTHING: Final = ("", "-", "'-", "' -")
"""What stands where there is no grade or date; Moodle's own exports prefix a dash."""


@dataclass(frozen=True)
class Comment:
    """A column for a comment beside each grade: what to write, and which texts were written by an earlier export."""

    column: int
    text: Callable[[Grade], str]
    is_ours: Callable[[str], bool]


@dataclass(frozen=True)
class Layout:
    """Where a template holds what; columns are counted from 0.

    `maximum` is what the LMS has as full marks, None where the file does not say. `texts` are columns that the LMS does
    not read, so that their dangerous cells can be defused. Rows in `not_students` stay as they are. `protected` are
    words for a decision in the LMS, with what they mean, and `refused` those that stand where the LMS takes no grade.
    Only the columns in `written` are written, where it is given. A grade above the maximum stays out where `is_capped`.
    """

    system: str
    sheet: Sheet
    grade: int
    keys: tuple[Key, ...]
    texts: frozenset[int]
    decimals: Decimals
    maximum: Fraction | None = None
    not_students: frozenset[int] = frozenset({0})
    protected: Mapping[str, str] = field(default_factory=dict)
    refused: Mapping[str, str] = field(default_factory=dict)
    written: tuple[int, ...] | None = None
    comment: Comment | None = None
    is_capped: bool = False


def fill(layout: Layout, request: Request) -> Export:
    """Fill in the grades. Raises UsageError where the LMS's maximum is 0, which no grade can be scaled to."""
    if layout.maximum == 0:
        raise UsageError(
            f"{layout.sheet.name}: the column {visible_line(layout.sheet.header[layout.grade])} is out of 0 points, "
            f"so that grades can't be scaled to it. Give it points in {layout.system} and download the file again."
        )
    rows = layout.sheet.rows
    students = {index: row for index, row in enumerate(rows) if index not in layout.not_students and not row.is_blank}
    matching = match(students, layout.keys, request.people)
    filling = _Filling(layout, request)
    for index, row in enumerate(rows):
        if index in students:
            filling.fill_row(row, matching.people.get(index))
        else:
            filling.rows.append(row)
    found = {person.student for person in matching.people.values()}
    by = " or ".join(key.label for key in layout.keys)
    missing = tuple(
        LeftOut(student, f"not found in the template: {matching.reasons.get(student, f'fits no row by {by}')}")
        for student in request.grades
        if student not in found
    )
    written = filling.rows if layout.written is None else [row.only(layout.written) for row in filling.rows]
    return Export(
        content=layout.sheet.content(written),
        changes=tuple(filling.changes),
        unchanged=filling.unchanged,
        without_grade=tuple(filling.without_grade),
        left_out=(*filling.left_out, *missing),
        notes=tuple(filling.notes()),
    )


def personal_texts(keys: Iterable[Key], *, before: int) -> frozenset[int]:
    """Return the columns before those for grades that identify nobody: names, groups, what people say of themselves."""
    ids = {column for key in keys if not key.is_name for column in key.columns}
    return frozenset(range(before)) - ids


@dataclass
class _Filling:
    """Fills row by row, and keeps what has come up so far."""

    layout: Layout
    request: Request
    rows: list[Row] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    unchanged: int = 0
    without_grade: list[str] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    protected: Counter[str] = field(default_factory=Counter)
    kept_comments: int = 0
    out_of: set[Fraction] = field(default_factory=set)

    def fill_row(self, row: Row, person: Person | None) -> None:
        """Take over one row, with its grade where there is one, unless it is dangerous."""
        who = person.student if person else f"line {row.line}"
        if danger := self._danger(row):
            # Without its row the LMS leaves this person as it is.
            self.left_out.append(LeftOut(who, f"{danger}; the row is left out"))
            return
        grade = self.request.grades.get(person.student) if person else None
        word = row.text(self.layout.grade).upper()
        if grade is None:
            self.without_grade.append(who)
        elif word in self.layout.protected:
            self.protected[word] += 1
        elif word in self.layout.refused:
            self.left_out.append(LeftOut(who, self.layout.refused[word]))
        else:
            row = self._graded(row, grade, who)
        for column in self.layout.texts:
            if _is_dangerous(row, column):
                row = row.with_text(column, defused(row.cells[column].text), self.layout.sheet.delimiter)
        self.rows.append(row)

    def notes(self) -> Iterator[str]:
        """Say what nobody may overlook."""
        ours = " or ".join(shown(points) for points in sorted(self.out_of))
        if self.layout.maximum is None:
            yield "The template does not say what the column is out of: grades are written as they are, unscaled."
        elif self.out_of - {self.layout.maximum}:
            theirs = shown(self.layout.maximum)
            yield (
                f"{self.layout.system} has {theirs} points where the course has {ours}: "
                f"grades are scaled in proportion, full marks becoming {theirs}."
            )
        for word, count in self.protected.items():
            yield f"{quantity(count, 'grade')} not written where {word} stands ({self.layout.protected[word]})."
        if self.kept_comments:
            yield f"{quantity(self.kept_comments, 'comment')} kept that somebody wrote there."

    def _graded(self, row: Row, grade: Grade, who: str) -> Row:
        layout, out_of = self.layout, grade.points
        whole = out_of if layout.maximum is None else layout.maximum
        value = grade.grade * whole / out_of
        self.out_of.add(out_of)
        if layout.is_capped and value > whole:
            reason = f"has more than the maximum of {shown(whole)} points, which {layout.system} does not accept"
            self.left_out.append(LeftOut(who, reason))
            return row
        before, after = row.text(layout.grade), layout.decimals.write(value, whole)
        standing = layout.decimals.read(before)
        if standing is not None and rounded(standing) == layout.decimals.read(after):
            self.unchanged += 1
        else:
            self.changes.append(Change(who, row.line, before, after))
            row = row.with_text(layout.grade, after, layout.sheet.delimiter)
        return row if layout.comment is None else self._commented(row, grade, layout.comment)

    def _commented(self, row: Row, grade: Grade, comment: Comment) -> Row:
        standing = row.text(comment.column)
        if standing in NOTHING or comment.is_ours(standing):
            return row.with_text(comment.column, defused(comment.text(grade)), self.layout.sheet.delimiter)
        self.kept_comments += 1
        return row

    def _danger(self, row: Row) -> str:
        """Say why a row can't be written: what identifies its person must neither change nor act as a formula."""
        ids = [key for key in self.layout.keys if not key.is_name]
        for key in ids:
            if any(_is_dangerous(row, column) for column in key.columns):
                return f"its {key.label} in the template would act as a formula in a spreadsheet"
        names = {column for key in self.layout.keys if key.is_name for column in key.columns}
        if any(_is_dangerous(row, column) for column in names) and not any(key.values(row) for key in ids):
            return "its name in the template would act as a formula in a spreadsheet, and nothing else identifies it"
        return ""


def _is_dangerous(row: Row, column: int) -> bool:
    text = row.cells[column].text if column < len(row.cells) else ""
    return text.strip() not in NOTHING and defused(text) != text
