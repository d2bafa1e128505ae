"""The settings of a Gradescope package, in a file that it brings along: who may see what, and when."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, get_args

from pydantic import BaseModel, ConfigDict, ValidationError

from autograder.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from autograder.course.schema import Assignment

FILE: Final = Path("package.json")

Visibility = Literal["visible", "after_due_date", "after_published", "hidden"]
VISIBILITIES: Final[tuple[str, ...]] = get_args(Visibility)


class Settings(BaseModel):
    """What `package.json` holds: the visibility of all checks, and of those of single questions another one.

    A check that is hidden makes Gradescope hide the student's total as well.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    visibility: Visibility = "visible"
    questions: dict[str, Visibility] = {}
    late_policy: bool = False

    def of_question(self, question: str) -> Visibility:
        """Return when students see the checks of a question."""
        return self.questions.get(question, self.visibility)


def parsed(texts: Iterable[str], assignment: Assignment, *, late_policy: bool) -> Settings:
    """Read visibilities as a command line gives them: WHEN for all checks, QUESTION=WHEN for those of a question."""
    general: str = "visible"
    special: dict[str, str] = {}
    known = [question.id for question in assignment.questions if not question.manual]
    for text in texts:
        question, equals, when = text.rpartition("=")
        if when not in VISIBILITIES:
            raise UsageError(f"{when!r} is no visibility. Use one of: {', '.join(VISIBILITIES)}.")
        if equals and question not in known:
            raise UsageError(
                f"{assignment.slug} has no question {question!r} with checks. Name one of: {', '.join(known)}."
            )
        if equals:
            special[question] = when
        else:
            general = when
    return Settings.model_validate({"visibility": general, "questions": special, "late_policy": late_policy})


def load(folder: Path) -> Settings:
    """Read the settings beside the course file of a package; raises UsageError where they can't be used."""
    file = folder / FILE
    try:
        return Settings.model_validate_json(file.read_bytes())
    except (OSError, ValidationError) as error:
        raise UsageError(
            f"{file} does not hold the settings of a package. Make the package again: autograder package gradescope."
        ) from error


def dumped(settings: Settings) -> bytes:
    """Write the settings as the file's content."""
    return settings.model_dump_json(indent=1).encode() + b"\n"
