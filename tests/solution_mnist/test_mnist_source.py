"""The source notebook of `mnist` has the cells, the order and the prose that the course and nbgrader need."""

import re
from itertools import pairwise

import pytest


def test_every_question_of_the_course_has_its_cells(source):
    assert {entry["id"] for entry in source.assignment["questions"]} <= {*source.coded, "accuracy", "explain"}
    for question in source.assignment["questions"]:
        for name in question.get("functions", []):
            owner = "model" if question["id"] == "accuracy" else question["id"]
            assert f"def {name}(" in source.cells[owner].source


def test_grade_ids_are_unique(source):
    ids = [source.grade_id(cell) for cell in source.notebook.cells if source.grade_id(cell)]
    assert len(ids) == len(set(ids))


def test_each_visible_check_follows_its_solution(source):
    ids = [source.grade_id(cell) for cell in source.notebook.cells]
    assert [ids[ids.index(question) + 1] for question in source.coded] == [
        f"check-{question}" for question in source.coded
    ]


def test_visible_checks_call_no_function_of_another_question(source):
    questions = source.assignment["questions"]
    names = {name for entry in questions for name in entry.get("functions", [])}
    for entry in questions:
        if "functions" in entry:
            code = re.sub(r'"[^"\n]*"', "", source.check(entry["id"]))
            assert {name for name in names if re.search(rf"\b{name}\(", code)} <= set(entry["functions"])


def test_headings_have_one_title_and_skip_no_level(source):
    levels = [len(marks) for marks in re.findall(r"^(#+) (?!BEGIN|END)", source.prose, re.MULTILINE)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


@pytest.mark.parametrize("profile", ["mnist-5k", "mnist"])
def test_the_prose_announces_the_thresholds_of_the_course(source, profile):
    settings = source.course["data"]["profiles"][profile]
    limits = {name: f"{value:.3f}".removeprefix("0") for name, value in settings["thresholds"].items()}
    label = "5,000 embedded digits (the default)" if profile == "mnist-5k" else "the full MNIST"
    row = f"| {label} | {settings['epochs']} |"
    assert f"{row} at least {limits['accuracy_min']} |" in source.prose
    band = f"between {limits['without_activation_min']} and {limits['without_activation_max']}"
    assert f"{row} {band} | at least {limits['gap_min']} |" in source.prose
    assert limits["accuracy_max"] in source.prose


def test_every_solution_region_is_closed_on_a_line_of_its_own(source):
    for cell in source.notebook.cells:
        assert "SOLUTION" not in source.without_solution(cell.source)


def test_no_line_of_the_solution_stands_elsewhere(source):
    elsewhere = {
        line.strip() for cell in source.notebook.cells for line in source.without_solution(cell.source).splitlines()
    }
    solution = {
        line.strip()
        for cell in source.notebook.cells
        for region in source.solutions(cell.source)
        for line in region.splitlines()
        if re.search(r"\w", line)
    }
    assert solution
    assert not solution & elsewhere
