"""What loading a notebook tells its author is one sentence for each thing that happened, with its reason."""

import pytest

from autograder.notebook import Step
from autograder.notes import on_loading
from autograder.sandbox.endings import CellError, Ending
from autograder.sandbox.loading import LoadReport
from autograder.wire.barriers import Barrier

STEPS = (Step("import numpy as np", "release"), Step("x = 1\ny = 2", "student", 1), Step("z = 3", "student", 2))


@pytest.mark.parametrize(
    ("ending", "words"),
    [
        (Ending.TIMED_OUT, "was cut off because it ran too long"),
        (Ending.DIED, "ended the Python process"),
        (Ending.OUT_OF_MEMORY, "asked for more memory than grading allows"),
        (Ending.WROTE_TOO_MUCH, "wrote more to files, or opened more of them, than grading allows"),
        (Ending.BROKE_PROTOCOL, "disturbed the connection to the grader"),
    ],
)
def test_each_way_to_be_abandoned_has_a_sentence(ending, words):
    note = f"Cell 2 {words}; its definitions were kept where possible."
    assert on_loading(LoadReport(abandoned={2: ending}), STEPS) == (note,)


@pytest.mark.parametrize(
    ("barrier", "why"),
    [
        (None, ""),
        (Barrier.FILES, ", as it wrote more to files, or opened more of them, than grading allows"),
        (Barrier.PROCESSES, ", as it asked for more threads or processes than grading allows"),
        (
            Barrier.REFUSED,
            ", as it asked for files, shared memory, a network or other programs that are out of reach at grading",
        ),
    ],
)
def test_a_cell_that_stopped_is_told_with_what_it_ran_into(barrier, why):
    report = LoadReport(errors={1: CellError("OSError", 1, 2, barrier)})
    note = f"Cell 1 stopped with OSError at line 2{why}; what it defines besides was kept."
    assert on_loading(report, STEPS) == (note,)


def test_skipped_lines_are_named_by_their_ranges():
    report = LoadReport(skipped_lines={1: (1,), 2: (1,)})
    assert on_loading(report, STEPS) == (
        "Cell 1: line 1 skipped, as shell commands and magics do not run at grading.",
        "Cell 2 is not Python, so it was not run.",
    )


def test_cells_of_the_release_are_not_mentioned():
    report = LoadReport(abandoned={0: Ending.DIED}, errors={0: CellError("OSError", 0, 1)})
    assert on_loading(report, STEPS) == ()
