"""The shape of `course.yml`: every policy of a course as frozen, validated data.

Field descriptions end up in the JSON Schema that editors use and in error messages, so they are written for
instructors. What one value must look like is said here; how values must agree is checked by the course's rules.
"""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AllowInfNan, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, Strict, WithJsonSchema
from pydantic_core import PydanticCustomError

SLUG = r"^[a-z][a-z0-9_]{0,62}$"
IDENTIFIER = r"^[A-Za-z_][A-Za-z0-9_]{0,62}$"
COURSE_NAME = r"^[a-z0-9][a-z0-9-]{0,62}$"
LINE = r"^[^\s\x00-\x1f\x7f]([^\x00-\x1f\x7f]*[^\s\x00-\x1f\x7f])?$"

PATTERN_MEANINGS = {
    SLUG: "Use lower-case letters, digits and underscores, a letter first, at most 63 in all",
    IDENTIFIER: "Use a Python name of at most 63 letters, digits and underscores, no digit first",
    COURSE_NAME: "Use lower-case letters, digits and hyphens, no hyphen first, at most 63 in all",
    LINE: "Use one line of text that neither begins nor ends with a space",
}
"""What each pattern asks for, as an instruction to the author of a course file."""

MOST_POINTS = 10_000
YEARS = range(2000, 2200)


def exact(value: object) -> Fraction:
    """Turn a YAML number into the decimal fraction its author wrote; raises ValueError unless it fits as points."""
    if isinstance(value, bool) or not isinstance(value, int | float | Fraction) or not 0 < value <= MOST_POINTS:
        raise _wanted(f"a number above 0 and at most {MOST_POINTS}", "Write it in digits, as in 2 or 2.5")
    return Fraction(str(value))


def moment(value: object) -> datetime:
    """Turn a date's text into a moment; raises ValueError for a date without a time or an offset from UTC."""
    remedy = "Write date, time and offset from UTC, as in 2026-10-01T23:59:00+02:00"
    try:
        when = datetime.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        when = None
    if not isinstance(when, datetime) or when.utcoffset() is None:
        raise _wanted("a date and time with its offset from UTC", remedy)
    if when.year not in YEARS:
        raise _wanted(f"a year from {YEARS.start} to {YEARS.stop - 1}", remedy)
    return when


def _wanted(thing: str, remedy: str) -> PydanticCustomError:
    """Make a validator's error: what is wanted instead of the value, and what to do."""
    return PydanticCustomError("wanted", "{thing}", {"thing": thing, "remedy": remedy})


Exact = Annotated[
    Fraction,
    BeforeValidator(exact),
    WithJsonSchema({"type": "number", "exclusiveMinimum": 0, "maximum": MOST_POINTS}),
]
Moment = Annotated[AwareDatetime, BeforeValidator(moment), WithJsonSchema({"type": "string", "format": "date-time"})]
Whole = Annotated[int, Strict()]
Number = Annotated[float, Strict(), AllowInfNan(False)]
Flag = Annotated[bool, Strict()]
Share = Annotated[Number, Field(ge=0, le=1)]
Line = Annotated[str, Field(pattern=LINE, max_length=120)]
FilePath = Annotated[str, Field(pattern=LINE, max_length=1000)]


class Policy(BaseModel):
    """Base of all parts of the course: immutable, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


PolicyT = TypeVar("PolicyT", bound=Policy)


class Folders(Policy):
    """Where the course keeps its files, relative to `course.yml`."""

    solutions: FilePath = Field("solutions", description="Source notebooks: FOLDER/SLUG/SLUG.py")
    assignments: FilePath = Field("assignments", description="Released notebooks: FOLDER/SLUG/SLUG.ipynb")
    graders: FilePath = Field("autograder/graders", description="Hidden checks: FOLDER/SLUG/test_QUESTION.py")
    specimens: FilePath = Field(
        "tests/specimens", description="Known submissions that prove the graders: FOLDER/SLUG/..."
    )


class Late(Policy):
    """What a late submission costs; times before `due` plus `grace_days` cost nothing."""

    policy: Literal["none", "percent_per_day"] = Field("none", description="none, or a percentage for each day begun")
    percent_per_day: Number = Field(
        0, ge=0, le=100, description="Percent of the assignment's points lost for each day begun"
    )
    cap_percent: Number = Field(
        100, ge=0, le=100, description="The most that lateness can cost, in percent of the assignment's points"
    )
    grace_days: Whole = Field(0, ge=0, le=365, description="Days after `due` that cost nothing")


class Limits(Policy):
    """What one submission may use while it is graded."""

    call_seconds: Number = Field(5, gt=0, description="Wall time of one call of a student's function")
    cell_seconds: Number = Field(10, gt=0, description="Wall time of one cell while the notebook is loaded")
    submission_seconds: Number = Field(180, gt=0, description="Wall time of one submission in all")
    cpu_seconds: Whole = Field(60, gt=0, description="Processor time of one worker process")
    memory_bytes: Whole = Field(
        1_500_000_000,
        ge=500_000_000,
        description="Private memory of one worker process; it may map four times as much",
    )
    file_bytes: Whole = Field(16_000_000, gt=0, description="Size of a file that a submission writes")
    processes: Whole = Field(64, gt=0, description="Threads and processes of one worker")
    reply_bytes: Whole = Field(16_000_000, gt=0, description="Size of one answer that crosses the wire")
    notebook_bytes: Whole = Field(20_000_000, gt=0, description="Size of a notebook file")
    archive_bytes: Whole = Field(64_000_000, gt=0, description="Size of a zip archive's contents, unpacked")


class Thresholds(Policy):
    """Test accuracies, each a share between 0 and 1, that tell an honest model from a wrong one."""

    accuracy_min: Share = Field(description="The least a model with its hidden activation must reach")
    accuracy_max: Share = Field(description="More than this means that the test images leaked")
    without_activation_min: Share = Field(description="The least a model without its hidden activation keeps")
    without_activation_max: Share = Field(description="More than this means that an activation is still there")
    gap_min: Share = Field(description="The least that the hidden activation is worth")


class Profile(Policy):
    """A data set and how models are trained on it."""

    epochs: Whole = Field(gt=0, le=1000, description="Passes over the training images")
    batch_size: Whole = Field(gt=0, le=100_000, description="Images between two updates of the weights")
    seed: Whole = Field(1, ge=0, lt=2**31, description="Seeds the weights and the order of the images")
    path: FilePath | None = Field(None, description="The data file, where the profile's usual places don't hold it")
    thresholds: Thresholds = Field(description="Test accuracies that tell an honest model from a wrong one")


class Data(Policy):
    """Which data profile is graded with, and the settings of each profile."""

    profile: str = Field("mnist-5k", description="The profile that is used; one of the keys of `profiles`")
    profiles: dict[Literal["mnist-5k", "mnist", "fashion-mnist"], Profile] = Field(
        min_length=1, description="The settings of each data set"
    )

    @property
    def active(self) -> Profile:
        """The settings of the profile in use."""
        return self.profiles[self.profile]  # type: ignore[index]  # validated by the course loader


class Question(Policy):
    """A unit of points within an assignment: it names `functions`, or it is graded by hand."""

    id: str = Field(pattern=SLUG, description="Unique within the assignment; its solution cell's grade_id")
    title: Line = Field(description="What students read above its checks")
    points: Exact = Field(description="What a full answer earns")
    functions: tuple[Annotated[str, Field(pattern=IDENTIFIER)], ...] = Field(
        (), description="The names that the student defines for this question"
    )
    manual: Flag = Field(False, description="Graded by hand")


class Assignment(Policy):
    """One notebook with its questions, dates and, where they differ from the course's, limits."""

    slug: str = Field(pattern=SLUG, description="Unique; names the folders and files of the assignment")
    title: Line = Field(description="What students read")
    points: Exact = Field(description="The sum of the questions' points, as a cross-check")
    due: Moment | None = Field(None, description="With an offset, as in 2026-10-01T23:59:00+02:00")
    late_until: Moment | None = Field(None, description="After this moment a submission no longer counts")
    extensions: dict[Line, Moment] = Field(
        default_factory=dict, description="A later `due` for single students; moves their `late_until` as far"
    )
    late: Late | None = Field(None, description="Overrides single keys of the course's late policy")
    limits: Limits | None = Field(None, description="Overrides single keys of the course's limits")
    files: tuple[Literal["digits.npz"], ...] = Field(
        (), description="Files that `autograder release` puts beside the notebook"
    )
    questions: tuple[Question, ...] = Field(min_length=1, description="In the notebook's order")

    def due_for(self, student: str) -> datetime | None:
        """Return the moment after which this student's submission is late."""
        return self.extensions.get(student, self.due)


class Course(Policy):
    """A course: its assignments and every policy that grading applies."""

    schema_version: Literal[1] = Field(description="The version of this file's format")
    course: str = Field(pattern=COURSE_NAME, description="A short name, used in results")
    title: Line = Field(description="What students read")
    folders: Folders = Field(
        default_factory=lambda: Folders.model_validate({}), description="Where the course keeps its files"
    )
    attempts: Literal["latest", "best"] = Field("latest", description="Which of a student's attempts counts")
    late: Late = Field(default_factory=lambda: Late.model_validate({}), description="What a late submission costs")
    limits: Limits = Field(default_factory=lambda: Limits.model_validate({}), description="What one submission may use")
    data: Data = Field(description="The images that models are trained and judged on")
    assignments: tuple[Assignment, ...] = Field(min_length=1, description="In the order in which they are listed")

    def assignment(self, slug: str) -> Assignment:
        """Return the assignment of that slug; raises KeyError where there is none."""
        for candidate in self.assignments:
            if candidate.slug == slug:
                return candidate
        raise KeyError(slug)

    def limits_for(self, assignment: Assignment) -> Limits:
        """Return the limits that hold for submissions of an assignment."""
        return _overridden(self.limits, assignment.limits)

    def late_for(self, assignment: Assignment) -> Late:
        """Return the late policy that holds for an assignment."""
        return _overridden(self.late, assignment.late)


def _overridden(general: PolicyT, special: PolicyT | None) -> PolicyT:
    """Replace the keys of a general policy that the special one sets."""
    if special is None:
        return general
    written: dict[str, Any] = {key: getattr(special, key) for key in special.model_fields_set}
    return general.model_copy(update=written)
