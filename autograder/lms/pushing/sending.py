"""Sends a plan to Canvas in batches, waits for Canvas to carry it out, and makes sure that it stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from autograder.errors import AutograderError
from autograder.lms.pushing.failures import CanvasError, UnclearError
from autograder.lms.pushing.planning import grade_data
from autograder.report.wording import quantity

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Sequence

    from autograder.lms.pushing.patience import Clock, Patience
    from autograder.lms.pushing.planning import Change, Plan
    from autograder.lms.pushing.site import CanvasSite

BATCH: Final = 100
"""Students in a request: a comment for each still makes a small body."""

TRIES: Final = 3
AGAIN: Final = "It is safe to run the same command again: it sends only what is not there yet."
MOST_NAMED: Final = 20


class Sending:
    """One push that is being sent; `students` are the user ids of everybody in the Canvas course."""

    def __init__(
        self, site: CanvasSite, plan: Plan, students: Container[str], clock: Clock, patience: Patience
    ) -> None:
        self._site = site
        self._plan = plan
        self._students = students
        self._clock = clock
        self._patience = patience
        self._deadline = clock.now() + patience.sending_seconds

    def run(self, tell: Callable[[int], None]) -> None:
        """Send everything; tells how many students each batch had. What stands in Canvas at the end is what counts.

        Raises CanvasError (UsageError, where Canvas refuses the token), naming how many students are up to date, where
        something could not be sent. A batch that Canvas fails does not keep it from getting the others.
        """
        changes = self._plan.changes
        failed = 0
        try:
            for start in range(0, len(changes), BATCH):
                batch = changes[start : start + BATCH]
                failed += not self._sent(batch)
                tell(len(batch))
        except AutograderError as error:
            raise type(error)(f"{error} {self._account()} {AGAIN}") from None
        missing = self._missing(changes)
        if missing:
            reason = (
                f"Canvas failed to carry out {quantity(failed, 'request')}."
                if failed
                else "Canvas took the grades, but not all of them stand there. A closed grading period or a rule of "
                "the assignment may keep them out."
            )
            raise CanvasError(f"{reason} {self._account(missing)} {AGAIN}")

    def _sent(self, batch: Sequence[Change]) -> bool:
        """Send a batch and wait until Canvas has carried it out; False where Canvas says that it failed.

        Where no reply comes, it looks at what stands before it sends the rest once more: grades may be sent twice,
        comments not.
        """
        for tried in range(1, TRIES + 1):
            try:
                progress = self._site.update(self._plan.assignment, grade_data(self._plan.assignment, batch))
            except UnclearError:
                batch = self._settled(batch)
                if not batch:
                    break
                if tried == TRIES:
                    raise
            else:
                return self._completed(progress)
        return True

    def _completed(self, progress: str) -> bool:
        pause = self._patience.poll_seconds
        while (state := self._site.progress_state(progress)) not in ("completed", "failed"):
            if self._clock.now() + pause > self._deadline:
                raise CanvasError(
                    f"Canvas has not finished after {self._patience.sending_seconds / 60:.0f} minutes. "
                    "Wait until it has."
                )
            self._clock.sleep(pause)
            pause = min(pause * 2, self._patience.longest_poll_seconds)
        return state == "completed"

    def _settled(self, batch: Sequence[Change]) -> Sequence[Change]:
        """Give Canvas the time to carry out what it may have got; returns what still doesn't stand."""
        missing = batch
        for pause in self._patience.settling_seconds:
            self._clock.sleep(pause)
            missing = self._missing(batch)
            if not missing:
                break
        return missing

    def _missing(self, changes: Sequence[Change]) -> Sequence[Change]:
        standings = self._site.standings(self._plan.assignment)
        return [
            change
            for change in changes
            if not change.done(standings.get(change.user_id), self._plan.slug, self._students)
        ]

    def _account(self, missing: Sequence[Change] | None = None) -> str:
        """Say how many students are up to date, and who is not, as far as Canvas can still be asked."""
        total = len(self._plan.changes)
        try:
            missing = self._missing(self._plan.changes) if missing is None else missing
        except AutograderError:
            return f"How many of the {quantity(total, 'grade')} arrived could not be found out."
        names = [change.student for change in missing[:MOST_NAMED]]
        more = f" and {len(missing) - len(names)} more" if len(missing) > len(names) else ""
        return f"{total - len(missing)} of {quantity(total, 'grade')} sent; not sent: {', '.join(names)}{more}."
