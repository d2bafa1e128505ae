"""What did not work is not measured."""

import pytest

from autograder.errors import AutograderError
from autograder.grading import undecided
from autograder.model import Submission
from autograder.report import result_json
from speed.soundness import load_sound


@pytest.fixture
def file_of(course, tmp_path):
    def write(student, internal=""):
        path = tmp_path / student
        path.write_text(result_json.dumps(undecided(course, Submission(student, student, "mnist", ""), internal)))
        return path

    return write


def test_results_are_loaded(file_of):
    assert [result.student for result in load_sound([file_of("one"), file_of("two")])] == ["one", "two"]


def test_an_internal_error_is_told_with_its_reason(file_of):
    with pytest.raises(AutograderError, match="mnist of two: it broke"):
        load_sound([file_of("one"), file_of("two", "it broke")])


def test_no_results_are_no_measurement():
    with pytest.raises(AutograderError, match="no results"):
        load_sound([])
