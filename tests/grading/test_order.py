"""A result depends neither on which submissions were graded before by the same process, nor on how many at once."""

import pytest

from autograder.grading import open_grader
from autograder.model import Submission
from autograder.report import result_json

KEEPS = (
    "def relu(x):\n    global seen\n    seen = np.array(x, dtype=float)\n    return np.maximum(seen, 0)\n"
    "def relu_derivative(x):\n    return np.where(seen > 0, 1.0, 0.0)"
)
SPOILS = "def elu(x, alpha=1.0):\n    x[x < 0] = 0\n    return x\ndef elu_derivative(x, alpha=1.0): return x * 0 + 1"
RAISES = "def mish(x):\n    if isinstance(x, list): raise TypeError\n    return x * np.tanh(np.logaddexp(0, x))"


@pytest.fixture(scope="module")
def submissions(notebook_of):
    """Right, wrong, unfinished and unreadable ones."""
    contents = {
        "right": notebook_of("activations"),
        "keeps": notebook_of("activations", relu=KEEPS),
        "spoils": notebook_of("activations", elu=SPOILS),
        "raises": notebook_of("activations", mish=RAISES),
        "stubs": notebook_of("activations", solved=False),
        "cut": b"{",
    }
    return [Submission(name, name, "activations", name, content) for name, content in contents.items()]


@pytest.fixture
def graded(root):
    """Grade batches of submissions by one grader; returns the results by student, without the time they took."""
    grader = open_grader(root / "course.yml", "activations")

    def grade(*batches):
        found = []
        for batch in batches:
            grader.grade(batch, lambda _, result: found.append(result))
        documents = [result_json.to_document(result) for result in found]
        return {one["student"]: {**one, "duration_seconds": 0} for one in documents}

    return grade


def test_order_and_company_change_no_result(graded, submissions):
    together = graded(submissions)
    assert graded(*([one] for one in reversed(submissions))) == together
    mixed = submissions[1::2] + submissions[::2]
    assert graded(mixed[:2], [], mixed[2:]) == together


def test_an_interruption_ends_grading_at_once(root, submissions):
    grader = open_grader(root / "course.yml", "activations")
    found = []

    def interrupt(submission, _):
        found.append(submission.student)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        grader.grade(submissions, interrupt)
    assert found == ["right"]
