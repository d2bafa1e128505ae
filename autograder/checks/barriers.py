"""What a student reads of the limits and refusals that her code can meet."""

from __future__ import annotations

from typing import Final

from autograder.wire.barriers import Barrier

TOO_MUCH_IN_FILES: Final = "wrote more to files, or opened more of them, than grading allows"
FILES_HINT: Final = "Which files does it need, when only what it returns is looked at?"

CLAUSES: Final = {
    Barrier.FILES: TOO_MUCH_IN_FILES,
    Barrier.PROCESSES: "asked for more threads or processes than grading allows",
    Barrier.REFUSED: "asked for files, shared memory, a network or other programs that are out of reach at grading",
}
"""What code that stopped had done, to follow its name."""

HINTS: Final = {
    Barrier.FILES: FILES_HINT,
    Barrier.PROCESSES: "Would one array operation do what its threads or processes do?",
    Barrier.REFUSED: "Does it need data that a cell downloads, or that lie in a file? "
    "Only what the notebook itself holds is there at grading.",
}
