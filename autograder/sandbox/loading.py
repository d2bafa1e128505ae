"""Loading a submission's cells into a worker, with less of those that hung or killed one before."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from autograder.sandbox.endings import Ending
from autograder.sandbox.replies import cell_error, line_numbers
from autograder.wire.frames import DeadlineError, PeerDiedError
from autograder.wire.values import WireError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from autograder.sandbox.endings import CellError
    from autograder.sandbox.peer import Peer

MOST_KILLERS: Final = 3
"""Cells that may hang or kill their worker before all others are reduced to their definitions."""


@dataclass(frozen=True)
class Step:
    """A code cell to run: its text and its number in the notebook, from 1; 0 stands for a cell of the release."""

    number: int
    source: str


@dataclass
class LoadReport:
    """What happened while the cells were loaded, by their index."""

    errors: dict[int, CellError] = field(default_factory=dict)
    skipped_lines: dict[int, tuple[int, ...]] = field(default_factory=dict)
    abandoned: dict[int, Ending] = field(default_factory=dict)


class Mode(StrEnum):
    """How much of a cell is run."""

    WHOLE = "whole"
    DEFINITIONS = "definitions"
    NOTHING = "nothing"


class Cells:
    """The cells of a submission, and how much of each may still be run.

    `seconds` tells how long a cell may take now. `ending_of` ends a worker that died and says how it did; None where
    that was not the cell's doing.
    """

    def __init__(
        self, steps: Sequence[Step], seconds: Callable[[], float], ending_of: Callable[[Peer], Ending | None]
    ) -> None:
        self.steps = tuple(steps)
        self.report = LoadReport()
        self._modes = [Mode.WHOLE] * len(self.steps)
        self._seconds = seconds
        self._ending_of = ending_of

    def load(self, peer: Peer) -> bool:
        """Load all cells into a worker; False where one cost the worker its life, after reducing that cell."""
        later = []
        for index in range(len(self.steps)):
            if not self._load_one(peer, index):
                return False
            error = self.report.errors.get(index)
            if error is not None and error.type_name == "NameError" and self._modes[index] is Mode.WHOLE:
                later.append(index)
        # A cell that an editor moved above what it needs gets a second chance once everything else is defined.
        return all(self._load_one(peer, index, again=True) for index in later)

    def _load_one(self, peer: Peer, index: int, *, again: bool = False) -> bool:
        mode = self._modes[index]
        if mode is Mode.NOTHING:
            return True
        step = self.steps[index]
        request = {"number": step.number, "source": step.source, "definitions_only": mode is Mode.DEFINITIONS}
        try:
            seconds = self._seconds()
            skipped: tuple[int, ...] = ()
            if again:
                error = cell_error(peer.client.ask("load_again", request, seconds))
            else:
                reply = peer.client.ask("load", request, seconds)
                error, skipped = cell_error(reply["error"]), line_numbers(reply["skipped"], step.source)
        except DeadlineError:
            self._reduce(index, Ending.TIMED_OUT)
            return False
        except PeerDiedError:
            ending = self._ending_of(peer)
            if ending is not None:
                self._reduce(index, ending)
            return False
        except (WireError, KeyError, TypeError):
            self._reduce(index, Ending.BROKE_PROTOCOL)
            return False
        if error is not None and error.type_name == "MemoryError":
            self._reduce(index, Ending.OUT_OF_MEMORY)  # what the cell holds on to would be missing to all others
            return False
        if error is None:
            self.report.errors.pop(index, None)
        else:
            self.report.errors[index] = error
        if skipped:
            self.report.skipped_lines[index] = skipped
        return True

    def _reduce(self, index: int, ending: Ending) -> None:
        """Run less of a cell that hung or killed its worker the next time, and of all cells where that goes on."""
        self.report.abandoned.setdefault(index, ending)
        self._modes[index] = Mode.DEFINITIONS if self._modes[index] is Mode.WHOLE else Mode.NOTHING
        if len(self.report.abandoned) >= MOST_KILLERS:
            for other, step in enumerate(self.steps):
                if step.number and self._modes[other] is Mode.WHOLE:
                    self._modes[other] = Mode.DEFINITIONS
