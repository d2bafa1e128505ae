"""The course's own sources release: valid, complete, without their answers, and with stubs that say so."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from fractions import Fraction
from pathlib import Path

import nbformat
import pytest

from autograder.course.load import load_course
from autograder.release.student import release_notebook

ROOT = Path(__file__).parents[2]
COURSE = load_course(ROOT / "course.yml")
SLUGS = [assignment.slug for assignment in COURSE.assignments]

LEFT_ALONE = """
import json, sys
cells, names = json.load(sys.stdin)
space = {"__name__": "notebook"}
for cell in cells:
    try:
        exec(cell, space)
    except NotImplementedError:
        pass
outcomes = {}
for name in names:
    if name not in space:
        outcomes[name] = "undefined"
        continue
    code = space[name].__code__
    try:
        space[name](*[1.0] * (code.co_argcount - len(space[name].__defaults__ or ())))
    except NotImplementedError:
        outcomes[name] = "stub"
print(json.dumps(outcomes))
"""


def source_of(slug):
    return ROOT / COURSE.folders.solutions / slug / f"{slug}.py"


@pytest.fixture(scope="module", params=SLUGS)
def assignment(request):
    return COURSE.assignment(request.param)


@pytest.fixture(scope="module")
def text(assignment):
    return release_notebook(source_of(assignment.slug), assignment)


@pytest.fixture(scope="module")
def notebook(text):
    return nbformat.reads(text, as_version=4)


def graded(notebook):
    return {c.id: c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade")}


def test_course_notebook_is_valid_and_has_no_output(notebook):
    nbformat.validate(notebook)
    assert all(not cell.outputs and cell.execution_count is None for cell in notebook.cells if cell.cell_type == "code")


def test_course_notebook_carries_the_points_of_the_course(notebook, assignment):
    points = {cell_id: Fraction(cell.metadata.nbgrader.points) for cell_id, cell in graded(notebook).items()}
    assert points == {q.id if q.manual else f"check-{q.id}": q.points for q in assignment.questions}
    assert sum(points.values()) == assignment.points


def test_course_notebook_states_the_points_beside_each_question(notebook, assignment):
    prose = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    stated = dict(re.findall(r"^### Question `(\w+)`.* \(([0-9.]+) points?\)$", prose, re.MULTILINE))
    assert {name: Fraction(points) for name, points in stated.items()} == {q.id: q.points for q in assignment.questions}
    assert "{points:" not in prose


def test_course_notebook_has_no_line_that_stands_only_in_a_solution(notebook, assignment):
    inside, outside, secret = [], [], False
    for line in source_of(assignment.slug).read_text(encoding="utf-8").split("\n"):
        if "### BEGIN SOLUTION" in line or "### END SOLUTION" in line:
            secret = "BEGIN" in line
        else:
            (inside if secret else outside).append(line.removeprefix("# ").strip())
    telling = {line for line in set(inside) - set(outside) if len("".join(line.split())) >= 12}
    released = {line.strip() for cell in notebook.cells for line in cell.source.split("\n")}
    assert telling
    assert not telling & released


def test_course_notebook_names_its_cells_by_what_they_are(notebook):
    ids = Counter(cell.id for cell in notebook.cells)
    assert set(ids.values()) == {1}
    marked = [cell for cell in notebook.cells if "nbgrader" in cell.metadata]
    assert all(cell.id == cell.metadata.nbgrader.grade_id for cell in marked)


def test_course_notebook_is_the_same_when_built_again(text, assignment):
    assert release_notebook(source_of(assignment.slug), assignment) == text


def test_course_notebook_leaves_every_question_unattempted(notebook, assignment):
    names = sorted({name for question in assignment.questions for name in question.functions})
    cells = [
        cell.source
        for cell in notebook.cells
        if cell.cell_type == "code"
        and "experiment" not in cell.metadata.get("tags", [])
        and not cell.metadata.get("nbgrader", {}).get("grade")
    ]
    run = subprocess.run(
        [sys.executable, "-c", LEFT_ALONE], input=json.dumps([cells, names]), capture_output=True, text=True, check=True
    )
    outcomes = json.loads(run.stdout)
    variables = {name for name in names if name.isupper()}
    assert outcomes == {name: "undefined" if name in variables else "stub" for name in names}
