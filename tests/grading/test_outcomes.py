"""What happens in a notebook is told apart, each in one sentence, and costs only what it touches."""

import pytest

HEADER = "import numpy as np\n"
DERIVATIVE = "\ndef relu_derivative(x):\n    return (np.asarray(x) > 0).astype(float)\n"


def question(result, name):
    return next(one for one in result["questions"] if one["id"] == name)


def check(result, name):
    return next(one for one in question(result, name.partition(".")[0])["checks"] if one["id"] == name)


def full_marks_except(result, *names):
    for one in result["questions"]:
        if one["checks"] and one["id"] not in names:
            assert one["score"] == one["points"], one["id"]


@pytest.fixture
def graded_relu(grade, notebook_of):
    """Grade the solved notebook with another relu."""

    def call(source):
        result = grade("activations", {"anna": notebook_of("activations", relu=HEADER + source + DERIVATIVE)})["anna"]
        full_marks_except(result, "relu")
        return result

    return call


def test_the_solution_gets_all_automatic_points(grade, notebook_of):
    result = grade("activations", {"anna": notebook_of("activations")})["anna"]
    assert result["score"] == 97
    assert result["outcome"] == "needs_grading"
    assert question(result, "explain")["score"] is None


def test_the_released_stub_is_not_attempted_and_gets_nothing(grade, notebook_of):
    result = grade("activations", {"anna": notebook_of("activations", solved=False)})["anna"]
    assert result["score"] == 0
    assert {one["outcome"] for one in result["questions"]} == {"not_attempted"}
    assert result["outcome"] == "not_attempted"


@pytest.mark.parametrize(
    ("source", "name", "outcome", "said"),
    [
        ("def relu(x): return np.abs(x)", "relu.values", "failed", "returned"),
        ("def relu(x): return np.maximum(x, 0).sum()", "relu.values", "failed", "shape"),
        ("def relu(x):\n    x[x < 0] = 0\n    return x", "relu.input_unchanged", "failed", "changed its input"),
        ("def relu(x): raise ValueError(str(np.pi))", "relu.values", "errored", "ValueError"),
        ("def relu(x): return undefined_name", "relu.values", "errored", "NameError"),
        ("def relu(x): raise NotImplementedError", "relu.values", "not_attempted", "NotImplementedError"),
        ("def relu(x):\n    while True: pass", "relu.values", "timed_out", "time was up"),
        ("def relu(x): return np.zeros((10**7, 10**7))", "relu.values", "out_of_memory", "memory"),
        ("def relu(x): return None", "relu.values", "failed", "None"),
        ("def relu(x): return [max(v, 0) for v in x]", "relu.values", "failed", "list"),
        ("import os\ndef relu(x): os._exit(0)", "relu.values", "errored", "ended"),
        ("relu = 3", "relu.values", "failed", "not a function"),
        ("", "relu.values", "not_attempted", "not defined"),
    ],
)
def test_outcomes_are_told_apart(graded_relu, source, name, outcome, said):
    found = check(graded_relu(source), name)
    assert found["outcome"] == outcome
    assert said in found["message"]
    assert "3.14159" not in str(found["message"])


def test_a_constant_earns_nothing(graded_relu):
    result = graded_relu("def relu(x): return np.zeros(np.shape(x))")
    assert question(result, "relu")["score"] == 0
    assert {one["outcome"] for one in question(result, "relu")["checks"][1:]} == {"skipped"}


def test_a_right_function_keeps_its_points_when_its_derivative_is_wrong(grade, notebook_of):
    source = HEADER + "def relu(x): return np.maximum(x, 0)\ndef relu_derivative(x): return np.ones(np.shape(x))"
    result = grade("activations", {"anna": notebook_of("activations", relu=source)})["anna"]
    full_marks_except(result, "relu")
    relu = question(result, "relu")
    assert 0 < relu["score"] < relu["points"]
    assert check(result, "relu.derivative_values")["outcome"] == "failed"


def test_a_syntax_error_costs_its_cell_and_names_its_line(graded_relu):
    found = check(graded_relu("def relu(x:\n    return x"), "relu.values")
    assert found["outcome"] == "errored"
    assert "SyntaxError" in found["message"]


def test_an_own_cell_that_fails_is_noted_and_costs_nothing(grade, notebook_of):
    own = ["1 / 0", "!pip install numpy\nx = 1", "while True: pass"]
    result = grade("activations", {"anna": notebook_of("activations", own=own)})["anna"]
    full_marks_except(result)
    notes = " ".join(result["notes"])
    assert "ZeroDivisionError" in notes
    assert "skipped" in notes
    assert "cut off" in notes


def test_every_message_is_one_sentence_with_a_hint(graded_relu):
    found = check(graded_relu("def relu(x): return np.abs(x)"), "relu.values")
    assert found["message"].endswith(".")
    assert found["hint"]


def test_no_result_shows_a_hidden_check_or_its_traceback_to_the_student(graded_relu, tmp_path):
    graded_relu("def relu(x): return np.abs(x)")
    page = (tmp_path / "graded" / "activations" / "anna" / "feedback.html").read_text()
    assert "Traceback" not in page
    assert "expect_values" not in page
    assert "test_values" not in page
