import pytest

from autograder.course.schema import Assignment
from autograder.notebook.definitions import Definitions


@pytest.fixture
def questions():
    parts = {"model": ["build_model"], "accuracy": ["build_model"], "table": ["TABLE"]}
    listed = [{"id": id_, "title": id_, "points": 1, "functions": names} for id_, names in parts.items()]
    assignment = {"slug": "mnist", "title": "M", "points": 3, "questions": listed}
    return Definitions(Assignment.model_validate(assignment)).questions


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("def build_model():\n    pass", ("model",)),
        ("import x\n\nasync def  build_model(): pass", ("model",)),
        ("class build_model: pass", ("model",)),
        ("TABLE: dict[str, int] = {}", ("table",)),
        ("TABLE = {}\nbuild_model = make()", ("table", "model")),
    ],
)
def test_definitions_are_found_at_the_left_margin(questions, source, found):
    assert questions(source) == found


@pytest.mark.parametrize(
    "source",
    ["build_model()", "    def build_model(self): pass", "TABLE == {}", "TABLES = {}", "def build_model2(): pass"],
)
def test_definitions_are_no_calls_methods_or_longer_names(questions, source):
    assert questions(source) == ()


def test_definitions_of_an_assignment_without_functions_are_none():
    manual = {"id": "why", "title": "Why", "points": 1, "manual": True}
    assignment = Assignment.model_validate({"slug": "a", "title": "A", "points": 1, "questions": [manual]})
    assert Definitions(assignment).questions("def f(): pass\n = 3") == ()
