"""Calls that are made ahead change no result: each submission gets what it gets where nothing is made ahead."""

import dataclasses

import pytest

from autograder.grading import open_grader
from autograder.model import Submission
from autograder.report import result_json
from autograder.specimens import classroom

LIMITS = {"call_seconds": 1.5, "cell_seconds": 3, "submission_seconds": 30}
FORWARD_KEPT = {
    "relu": "def relu(x):\n    global seen\n    seen = np.array(x, dtype=float)\n    return np.maximum(seen, 0)\n"
    "def relu_derivative(x):\n    return np.where(seen > 0, 1.0, 0.0)"
}
COUNTS = {
    "tanh": "count = 0\ndef tanh(x):\n    global count\n    count += 1\n"
    "    return np.tanh(x) if count % 3 else np.zeros_like(x)\ndef tanh_derivative(x): return 1 - np.tanh(x) ** 2",
    "gaussian": "def gaussian(x): return np.exp(-np.square(x)) + (count % 2)\n"
    "def gaussian_derivative(x): return -2 * np.asarray(x) * np.exp(-np.square(x))",
}
BUFFER = {
    "elu": "buffer = {}\ndef into(values):\n    values = np.asarray(values)\n"
    "    out = buffer.setdefault((values.shape, values.dtype.str), np.empty_like(values))\n    out[...] = values\n"
    "    return out\n"
    "def elu(x, alpha=1.0):\n    x = np.asarray(x)\n    x = x if x.dtype.kind == 'f' else x.astype(float)\n"
    "    return into(np.where(x > 0, x, alpha * np.expm1(np.minimum(x, 0))))\n"
    "def elu_derivative(x, alpha=1.0):\n    x = np.asarray(x)\n    x = x if x.dtype.kind == 'f' else x.astype(float)\n"
    "    return into(np.where(x >= 0, 1.0, alpha * np.exp(np.minimum(x, 0))))"
}
SPOILS = {
    "relu": "def relu(x):\n    x = np.asarray(x)\n    x[x < 0] = 0\n    return x\n"
    "def relu_derivative(x): return np.where(np.asarray(x) > 0, 1.0, 0.0)"
}
HANGS = {
    "silu": "def silu(x):\n    while np.size(x) == 3: pass\n    return np.asarray(x) / (1 + np.exp(-np.asarray(x)))"
}
RAISES = {
    "mish": "def mish(x):\n    if isinstance(x, list): raise TypeError\n    return x * np.tanh(np.logaddexp(0, x))"
}
DIES = {"selu": "import os\ndef selu(x): return os._exit(0) if np.ndim(x) > 1 else np.asarray(x)"}
SLOW = {"softsign": "import time\ndef softsign(x):\n    time.sleep(0.2)\n    return x / (1 + np.abs(x))"}
LARGE = {"softplus": "def softplus(x): return np.zeros(10**7) if np.ndim(x) > 1 else np.logaddexp(0, x)"}
LISTS = {
    "tanh": "def tanh(x): return [np.tanh(v) for v in np.ravel(x)]\ndef tanh_derivative(x): return 1 / np.cosh(x) ** 2"
}
FORGES = {
    "relu": "import autograder.worker.serve as s\ndef relu(x):\n    s._plain = lambda value: np.ones(np.shape(value))\n"
    "    return np.maximum(x, 0)\ndef relu_derivative(x): return np.where(np.asarray(x) > 0, 1.0, 0.0)"
}
CLASS = {
    "keeps the last input": FORWARD_KEPT,
    "counts its calls": COUNTS,
    "returns one buffer": BUFFER,
    "spoils its input": SPOILS,
    "hangs": HANGS,
    "raises": RAISES,
    "dies": DIES,
    "slow": SLOW,
    "large": LARGE,
    "lists": LISTS,
    "forges": FORGES,
    "hangs and dies": HANGS | DIES,
    "counts and raises": COUNTS | RAISES | LISTS,
    "unfinished": dict.fromkeys(("relu", "tanh", "softmax"), "def nothing(x): pass") | {"elu": "elu = 3"},
}
SPECIMENS = (
    "right-masks",
    "right-lambdas",
    "mistake-relu-endless_loop",
    "mistake-elu-e_by_hand",
    "mistake-softmax-axis_ignored",
    "mistake-softmax-halving",
    "mistake-gelu-one_shape",
    "mistake-selu-rows_only",
)


@pytest.fixture(scope="module")
def submissions(course, root, notebook_of):
    """A right submission, which is the first, and others that are wrong in all sorts of ways."""
    builder = classroom.make_builder(course, root, course.assignment("activations"))
    known = {one.student: one for one in classroom.specimens_of(course, root, "activations")}
    contents = {name: builder.build(known[name]) for name in SPECIMENS}
    contents |= {name: notebook_of("activations", **changed) for name, changed in CLASS.items()}
    contents = {"right": notebook_of("activations"), **contents, "stubs": notebook_of("activations", solved=False)}
    return [Submission(name, name, "activations", name, content) for name, content in contents.items()]


@pytest.fixture(scope="module")
def results(altered_course, tmp_path_factory, submissions):
    """The results of all submissions by whether calls are made ahead, without what time they took."""
    folder = tmp_path_factory.mktemp("course")
    (folder / ".autograder").mkdir()
    grader = open_grader(altered_course(folder, lambda document: document["limits"].update(LIMITS)), "activations")

    def grade(*, foresees):
        found = []
        dataclasses.replace(grader, foresees=foresees).grade(submissions, lambda _, result: found.append(result))
        documents = [result_json.to_document(result) for result in found]
        return {one["student"]: {**one, "duration_seconds": 0} for one in documents}

    return {foresees: grade(foresees=foresees) for foresees in (False, True)}


@pytest.mark.parametrize("student", ["right", *SPECIMENS, *CLASS, "stubs"])
def test_results_are_the_same(results, student):
    assert results[True][student] == results[False][student]


def test_the_class_is_as_mixed_as_it_should_be(results):
    questions = [question for result in results[True].values() for question in result["questions"]]
    outcomes = {check["outcome"] for question in questions for check in question["checks"]}
    assert outcomes >= {"passed", "failed", "errored", "timed_out", "not_attempted", "skipped"}
    assert "internal_error" not in outcomes
