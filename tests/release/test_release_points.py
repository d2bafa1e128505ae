"""Prose may name a question's points by a token, which release turns into words; it may not state points itself."""

from __future__ import annotations

import nbformat
import pytest

from autograder.course.schema import Assignment
from autograder.errors import ReleaseError
from autograder.release.source import build_source_notebook
from autograder.release.student import release_notebook


def prose(notebook):
    return "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")


@pytest.mark.parametrize(
    ("token", "words"),
    [("{points:half}", "2.5 points"), ("{points:why}", "3 points"), ("({points:names})", "(4.5 points)")],
)
def test_token_becomes_the_points_of_its_question(varied, toy, token, words):
    notebook = nbformat.reads(release_notebook(varied(("Fill in the gaps.", f"Gaps {token}.")), toy), as_version=4)
    assert f"Gaps {words}." in prose(notebook)


def test_one_point_is_singular(varied, toy_policy):
    toy_policy["points"] = 8
    toy_policy["questions"][2]["points"] = 1
    text = release_notebook(varied(("Why halves?", "Why ({points:why})?")), Assignment.model_validate(toy_policy))
    assert "Why (1 point)?" in text


def test_several_tokens_of_a_cell_are_all_replaced(varied, toy):
    notebook = build_source_notebook(varied(("Fill in the gaps.", "{points:why}, {points:why}, {points:half}")), toy)
    assert "3 points, 3 points, 2.5 points" in prose(notebook)


def test_code_keeps_what_looks_like_a_token(varied, toy):
    assert "{points:half}" in release_notebook(varied(("import math", 'print("{points:half}")\nimport math')), toy)


def test_other_points_do_not_change_a_cell_id(varied, toy, toy_policy):
    source = varied(("Fill in the gaps.", "{points:half}"))
    before = build_source_notebook(source, toy)
    toy_policy["questions"][0]["points"], toy_policy["questions"][1]["points"] = 3, 4
    after = build_source_notebook(source, Assignment.model_validate(toy_policy))
    assert [cell.id for cell in before.cells] == [cell.id for cell in after.cells]
    assert prose(before) != prose(after)


@pytest.mark.parametrize("token", ["{points:haft}", "{points: half}", "{point:half}", "{Points:half}", "{points:half"])
def test_token_that_names_no_question_is_refused(varied, toy, token):
    source = varied(("# Fill in the gaps.", f"# {token}"))
    with pytest.raises(ReleaseError, match="names no question of the assignment @ cell 1") as caught:
        release_notebook(source, toy)
    assert repr(token) in str(caught.value)


@pytest.mark.parametrize("literal", ["6 points", "1 point", "2.5 points", "6\u00a0points", "6\n# points", "10 Points"])
def test_points_that_prose_states_itself_are_refused(varied, toy, literal):
    source = varied(("# Fill in the gaps.", f"# This earns {literal}."))
    with pytest.raises(ReleaseError, match=r"The prose states points: '.+' @ cell 1 .* Write \{points:QUESTION\}"):
        release_notebook(source, toy)


@pytest.mark.parametrize("harmless", ["two points of the graph", "12 pointers", "no points here", "point 3", "$x_1$"])
def test_prose_may_speak_of_other_points(varied, toy, harmless):
    assert harmless in release_notebook(varied(("Fill in the gaps.", harmless)), toy)
