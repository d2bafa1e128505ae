import pytest

from autograder.intake.recognise import Recogniser


@pytest.fixture
def recognise(course):
    return Recogniser(course).assignment


def test_recognise_goes_by_grade_ids_of_questions_and_checks(recognise, content):
    assert recognise(content(grade_ids=["sigmoid"])) == "activations"
    assert recognise(content(grade_ids=["check-model", "explain"])) == "mnist"


@pytest.mark.parametrize(
    "source",
    [
        "def sigmoid(x):\n    pass",
        "x = 1\ndef relu(x): pass",
        "\tdef relu(x): pass",
        "import y\nrelu = lambda x: x",
        "relu=f",
    ],
)
def test_recognise_goes_by_definitions_where_ids_are_lost(recognise, content, source):
    assert recognise(content(source)) == "activations"


@pytest.mark.parametrize(
    "source", ["print(1)", "f(sigmoid(x), 'relu')", "x.relu = 3", "relu == 3", "my_relu = 3", "undef relu", "# relu"]
)
def test_recognise_takes_no_mention_for_a_definition(recognise, content, source):
    assert recognise(content(source)) is None


def test_recognise_goes_by_the_larger_number_of_questions(recognise, content):
    assert recognise(content("def relu(x): pass", "def build_model(): pass")) == "mnist"
    assert recognise(content("def relu(x): pass", grade_ids=["sigmoid", "model"])) == "activations"


def test_recognise_decides_nothing_by_what_assignments_share(recognise, content):
    assert recognise(content(grade_ids=["explain"])) is None
    assert recognise(content(grade_ids=["sigmoid", "model"])) is None


def test_recognise_finds_its_way_in_a_notebook_that_is_cut_off(recognise, content):
    assert recognise(content("def sigmoid(x): pass")[:-40]) == "activations"
