"""The released notebook holds stubs, locks, checksums and nothing of the answers, in reproducible bytes."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import nbformat
import pytest

from autograder.errors import ReleaseError
from autograder.release.stubs import TEXT_STUB
from autograder.release.student import release_notebook

BUILD = """
import json
import sys
from pathlib import Path
from autograder.course.schema import Assignment
from autograder.release.student import release_notebook
text = release_notebook(Path(sys.argv[1]), Assignment.model_validate(json.loads(sys.argv[2])))
sys.stdout.buffer.write(text.encode())
"""


@pytest.fixture
def released(varied, toy):
    return nbformat.reads(release_notebook(varied(), toy), as_version=4)


@pytest.fixture
def cells(released):
    return {cell.id: cell for cell in released.cells}


def test_released_notebook_is_valid(released):
    nbformat.validate(released)
    assert (released.nbformat, released.nbformat_minor) == (4, 5)


def test_released_stub_keeps_head_and_docstring_only(cells):
    assert cells["half"].source == (
        'def half(x):\n    """Return half of x."""\n    raise NotImplementedError\n\n\n'
        'def half_derivative(x):\n    """Return the slope of half at x."""\n    raise NotImplementedError'
    )


def test_released_manual_cell_asks_for_an_answer(cells):
    assert cells["why"].source == f"Why halves?\n\n{TEXT_STUB}"


@pytest.mark.parametrize("secret", ["doubled_back", "0.5 + 0.0", '"double"', "make a whole", "SOLUTION"])
def test_released_notebook_holds_nothing_of_an_answer(varied, toy, secret):
    source = varied()
    assert secret in source.read_text(encoding="utf-8")
    assert secret not in release_notebook(source, toy)


@pytest.mark.parametrize(
    ("grade_id", "editable", "deletable"),
    [("half", True, False), ("check-half", False, False), ("why", True, False), ("imports", False, False)],
)
def test_released_cells_are_locked_as_nbgrader_locks_them(cells, grade_id, editable, deletable):
    metadata = cells[grade_id].metadata
    assert (metadata.get("editable", True), metadata.get("deletable", True)) == (editable, deletable)


def test_released_cells_have_the_checksums_of_their_released_text(cells):
    from nbgrader.utils import compute_checksum  # noqa: PLC0415 - slow to import

    marked = [cell for cell in cells.values() if "nbgrader" in cell.metadata]
    assert len(marked) == 6
    assert all(cell.metadata.nbgrader.checksum == compute_checksum(cell) for cell in marked)


def test_released_checks_carry_the_points_of_the_course(cells):
    assert cells["check-half"].metadata.nbgrader.points == 2.5
    assert cells["check-names"].metadata.nbgrader.points == 4.5
    assert "points" not in cells["half"].metadata.nbgrader


def test_released_bytes_do_not_depend_on_the_process(varied, toy, toy_policy):
    source = varied()
    built = {release_notebook(source, toy).encode(), release_notebook(source, toy).encode()}
    for seed in ("1", "2"):
        command = [sys.executable, "-c", BUILD, str(source), json.dumps(toy_policy)]
        run = subprocess.run(command, env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True)
        built.add(run.stdout)
    assert len(built) == 1


def test_released_text_is_formatted_as_jupyter_saves_it(varied, toy):
    text = release_notebook(varied(), toy)
    assert text == json.dumps(json.loads(text), indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def test_a_change_of_one_cell_changes_one_cell(varied, toy):
    before = json.loads(release_notebook(varied(), toy))["cells"]
    after = json.loads(release_notebook(varied(("Fill in the gaps.", "Fill in every gap.")), toy))["cells"]
    assert [old == new for old, new in zip(before, after, strict=True)].count(False) == 1


def test_a_solution_that_comes_through_is_refused(varied, toy, monkeypatch):
    monkeypatch.setattr("nbgrader.preprocessors.ClearSolutions.preprocess", lambda _, *arguments: arguments)
    with pytest.raises(ReleaseError, match=r"The line 'doubled_back = x \* 0\.5' of a solution is in the released"):
        release_notebook(varied(), toy)


def test_a_refusal_by_nbgrader_is_a_release_error(varied, toy, monkeypatch):
    def fail(*_):
        raise RuntimeError("its words")

    monkeypatch.setattr("nbgrader.preprocessors.LockCells.preprocess", fail)
    with pytest.raises(ReleaseError, match=r"nbgrader refuses the notebook \(its words\)"):
        release_notebook(varied(), toy)
