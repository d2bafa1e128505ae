"""A source becomes a complete nbgrader notebook, or its problems are all named."""

from __future__ import annotations

import pytest

from autograder.errors import ReleaseError
from autograder.release.source import build_source_notebook


@pytest.fixture
def marks(varied, toy):
    """Read the completed nbgrader metadata of the toy source, by grade id."""
    notebook = build_source_notebook(varied(), toy)
    return {c.metadata.nbgrader.grade_id: dict(c.metadata.nbgrader) for c in notebook.cells if "nbgrader" in c.metadata}


def test_source_notebook_keeps_the_answers(varied, toy):
    notebook = build_source_notebook(varied(), toy)
    assert "doubled_back = x * 0.5" in "\n".join(cell.source for cell in notebook.cells)


@pytest.mark.parametrize(
    ("grade_id", "flags"),
    [
        ("half", {"grade": False, "locked": False, "solution": True}),
        ("check-half", {"grade": True, "locked": True, "solution": False, "points": 2.5}),
        ("why", {"grade": True, "locked": False, "solution": True, "points": 3}),
        ("imports", {"grade": False, "locked": True, "solution": False}),
    ],
)
def test_source_notebook_completes_the_marks(marks, grade_id, flags):
    cell_type = "markdown" if grade_id == "why" else "code"
    rest = {"grade_id": grade_id, "task": False, "schema_version": 3, "cell_type": cell_type}
    assert marks[grade_id] == flags | rest


def test_source_notebook_writes_whole_points_as_integers(marks):
    assert isinstance(marks["why"]["points"], int)


def test_source_notebook_locks_a_check_that_does_not_say_so(varied, toy):
    notebook = build_source_notebook(
        varied(('"check-half", "grade": true, "locked": true', '"check-half", "grade": true')), toy
    )
    (check,) = [cell for cell in notebook.cells if cell.id == "check-half"]
    assert check.metadata.nbgrader.locked is True


def test_source_notebook_forgets_the_machine(varied, toy):
    notebook = build_source_notebook(varied(), toy)
    assert notebook.metadata == {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    assert all(cell.metadata.keys() <= {"nbgrader", "tags"} for cell in notebook.cells)


def test_source_notebook_does_not_depend_on_blank_lines_between_cells(varied, toy):
    closer = varied(('\n\n# %% tags=["experiment"]', '\n# %% tags=["experiment"]'))
    closer_notebook = build_source_notebook(closer, toy)
    assert closer_notebook == build_source_notebook(varied(), toy)


def test_source_notebook_keeps_the_experiment_tag(varied, toy):
    notebook = build_source_notebook(varied(), toy)
    assert [cell.source.split("\n")[0] for cell in notebook.cells if "tags" in cell.metadata] == ["%matplotlib inline"]


def test_source_notebook_is_the_same_with_windows_line_ends(varied, toy):
    source = varied()
    before = build_source_notebook(source, toy)
    source.write_bytes(b"\xef\xbb\xbf" + source.read_bytes().replace(b"\n", b"\r\n"))
    assert build_source_notebook(source, toy) == before


def test_source_notebook_names_a_missing_file(tmp_path, toy):
    with pytest.raises(ReleaseError, match=r"absent\.py can't be read \(No such file"):
        build_source_notebook(tmp_path / "absent.py", toy)


def test_source_notebook_refuses_latin_1(varied, toy):
    source = varied()
    source.write_bytes(source.read_bytes().replace(b"gaps", b"L\xfccken"))
    with pytest.raises(ReleaseError, match=r"toy\.py is not UTF-8 \(byte \d+\)\. Save it as UTF-8"):
        build_source_notebook(source, toy)


def test_source_notebook_refuses_what_jupytext_can_not_parse(varied, toy):
    with pytest.raises(
        ReleaseError, match=r"percent format \('experiment' is not of type 'array'\)\. Correct its"
    ) as error:
        build_source_notebook(varied(('["experiment"]', '"experiment"')), toy)
    assert "\n" not in str(error.value)


def test_source_notebook_reports_an_empty_file_by_its_missing_questions(tmp_path, toy):
    empty = tmp_path / "toy.py"
    empty.write_bytes(b"")
    with pytest.raises(ReleaseError, match="Question 'half' has no check cell"):
        build_source_notebook(empty, toy)


def test_source_notebook_lists_all_problems_at_once(varied, toy):
    source = varied(
        ('"check-half"', '"check-haft"'), ("def half_derivative", "def half_slope"), ("import math", "import (")
    )
    with pytest.raises(ReleaseError) as caught:
        build_source_notebook(source, toy)
    message = str(caught.value)
    assert message.startswith(f"{source} has 4 problems:")
    assert "cell 'check-haft'" in message
    assert "names 'half_derivative'" in message
    assert "cell 'imports'" in message
