"""Reads from and writes to one Canvas course, through canvasapi; what comes back is our own plain data."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from canvasapi.assignment import Assignment
from canvasapi.paginated_list import PaginatedList
from canvasapi.progress import Progress
from canvasapi.requester import Requester
from canvasapi.util import combine_kwargs

from autograder.errors import UsageError
from autograder.lms.pushing.failures import CanvasError, UnclearError
from autograder.lms.pushing.transport import CanvasSession

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from autograder.lms.pushing.patience import Clock, Patience

UNUSED_TOKEN: Final = "set by the session"  # noqa: S105 - what canvasapi has instead of a token


@dataclass(frozen=True)
class CanvasStudent:
    """One student of the Canvas course; an id that Canvas does not show is ""."""

    user_id: str
    sis_user_id: str = field(repr=False)
    logins: frozenset[str] = field(repr=False)
    email: str = field(repr=False)


@dataclass(frozen=True)
class CanvasAssignment:
    """An assignment as Canvas describes it; `course` is the id of its course as it was given."""

    course: str
    id: str
    title: str
    points: Fraction | None
    grading_type: str
    published: bool
    anonymous: bool
    graded_by_group: bool


@dataclass(frozen=True)
class Comment:
    """A comment on a submission."""

    author: str
    text: str = field(repr=False)


@dataclass(frozen=True)
class Standing:
    """What Canvas holds for one student in one assignment.

    `score` is as it was entered, before a deduction of Canvas' own late policy; `automatic` where nobody entered it,
    but the course's rule for missing work; `comments` are in the order of their writing.
    """

    score: Fraction | None
    excused: bool = False
    automatic: bool = False
    deducted: bool = False
    comments: tuple[Comment, ...] = ()


class CanvasSite:
    """One Canvas course, as the owner of a token sees it."""

    def __init__(self, origin: str, token: str, course: str, clock: Clock, patience: Patience) -> None:
        self._session = CanvasSession(origin, token, clock, patience)
        self._requester = _OurRequester(origin, self._session)
        self._number = course
        self._course = f"courses/{course}"

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def check_course(self) -> None:
        """See that the course is there. Raises UsageError where it isn't, or the token is not accepted."""
        self._object(self._course)

    def assignment(self, number: str) -> CanvasAssignment:
        """Return the assignment of that number."""
        return _assignment(self._object(f"{self._course}/assignments/{number}"), self._number)

    def assignments(self) -> Iterator[CanvasAssignment]:
        """Return all assignments of the course."""
        return (_assignment(found, self._number) for found in self._all(f"{self._course}/assignments"))

    def students(self) -> Iterator[CanvasStudent]:
        """Return the students of the course, also those who have left or finished it."""
        wanted = {"enrollment_type": ["student"], "include": ["email"]}
        states = ["active", "invited", "inactive", "completed"]
        return map(_student, self._all(f"{self._course}/users", **wanted, enrollment_state=states))

    def standings(self, assignment: CanvasAssignment, tell: Callable[[], None] = lambda: None) -> dict[str, Standing]:
        """Return what stands for each student whom the assignment is assigned to, by user id."""
        found: dict[str, Standing] = {}
        path = f"{self._course}/assignments/{assignment.id}/submissions"
        for submission in self._all(path, include=["submission_comments"]):
            user_id = _text(submission.get("user_id"))
            if not user_id:
                raise UsageError(
                    "Canvas hides whose submissions these are, because the assignment is graded anonymously. Turn that "
                    "off in the assignment's settings."
                )
            found[user_id] = _standing(submission)
            tell()
        return found

    def update(self, assignment: CanvasAssignment, grade_data: Mapping[str, Mapping[str, str]]) -> str:
        """Hand Canvas grades and comments, by user id; returns the id of the progress of its work on them.

        Raises UnclearError where no proper reply came.
        """
        there = Assignment(self._requester, {"id": assignment.id, "course_id": assignment.course})
        try:
            progress = there.submissions_bulk_update(grade_data=grade_data)
            return str(progress.id)
        except AttributeError:
            raise UnclearError("Canvas took the grades, but did not say where to follow its work on them.") from None

    def progress_state(self, progress: str) -> str:
        """Return how far Canvas is: queued, running, completed or failed."""
        return str(getattr(Progress(self._requester, {"id": progress}).query(), "workflow_state", ""))

    def _object(self, path: str) -> dict[str, Any]:
        found = self._requester.request("GET", path).json()
        if not isinstance(found, dict):
            raise _unexpected(path)
        return found

    def _all(self, path: str, **wanted: list[str]) -> Iterator[dict[str, Any]]:
        """Return the objects of all pages, as plain dicts: canvasapi's own take three milliseconds each to make."""
        pages = PaginatedList(_plain, self._requester, "GET", path, _kwargs=combine_kwargs(**wanted))
        try:
            yield from pages
        except (AttributeError, TypeError):
            raise _unexpected(path) from None


class _OurRequester(Requester):  # type: ignore[misc]
    """canvasapi's requester, on our session."""

    def __init__(self, origin: str, session: CanvasSession) -> None:
        super().__init__(origin, UNUSED_TOKEN)
        self._session = session


def _plain(_requester: Requester, attributes: dict[str, Any]) -> dict[str, Any]:
    return attributes


def _assignment(found: dict[str, Any], course: str) -> CanvasAssignment:
    return CanvasAssignment(
        course=course,
        id=_text(found.get("id")),
        title=_text(found.get("name")),
        points=_number(found.get("points_possible")),
        grading_type=_text(found.get("grading_type")) or "points",
        published=found.get("published") is not False,
        anonymous=bool(found.get("anonymize_students")),
        graded_by_group=bool(found.get("group_category_id")) and not found.get("grade_group_students_individually"),
    )


def _student(found: dict[str, Any]) -> CanvasStudent:
    logins = (_text(found.get(name)) for name in ("login_id", "sis_login_id"))
    return CanvasStudent(
        user_id=_text(found.get("id")),
        sis_user_id=_text(found.get("sis_user_id")),
        logins=frozenset(filter(None, logins)),
        email=_text(found.get("email")),
    )


def _standing(found: dict[str, Any]) -> Standing:
    entered = found.get("entered_score")
    score = _number(found.get("score") if entered is None else entered)
    comments = (one for one in found.get("submission_comments") or () if isinstance(one, dict))
    return Standing(
        score=score,
        excused=bool(found.get("excused")),
        automatic=bool(found.get("missing")) and "grader_id" in found and found["grader_id"] is None,
        deducted=bool(_number(found.get("points_deducted"))),
        comments=tuple(
            Comment(_text(one.get("author_id")), _text(one.get("comment")))
            for one in sorted(comments, key=lambda one: _text(one.get("created_at")))
        ),
    )


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()


def _number(value: object) -> Fraction | None:
    """Read a JSON number exactly as it is written; None for null. Raises CanvasError for anything else."""
    if value is None:
        return None
    try:
        return Fraction(str(value))
    except ValueError:
        raise CanvasError("Canvas gives something as points that is not a number.") from None


def _unexpected(path: str) -> CanvasError:
    return CanvasError(f"The answer to {path} is not what Canvas answers. Check that --url is a Canvas site.")
