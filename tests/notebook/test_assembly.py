import pytest

from autograder.notebook.assembly import MAX_NOTES, assemble

SIGMOID = "def sigmoid(x):\n    return 1 / (1 + np.exp(-x))"
RELU = "def relu(x):\n    return np.maximum(x, 0)"


@pytest.fixture
def program(notebook, released_cells, assignment):
    """Assemble the program of a submission with these JSON cells."""
    release = notebook(released_cells)
    return lambda cells: assemble(notebook(cells), release, assignment)


@pytest.fixture
def solved(released_cells):
    """Make a plain, fully answered submission."""
    cells = [dict(cell) for cell in released_cells]
    cells[2]["source"] = SIGMOID
    cells[6]["source"] = RELU
    cells[8]["source"] = "**Why?**\n\nBecause."
    return cells


def without_metadata(cells):
    return [cell | {"metadata": {}} for cell in cells]


def sources(program, origin="student"):
    return [step.source for step in program.steps if step.origin == origin]


def test_assemble_runs_locked_cells_of_the_release_first_then_the_answers(program, solved):
    result = program(solved)
    assert [step.source for step in result.steps] == [
        "import numpy as np",
        "def slope(x):\n    return 1",
        SIGMOID,
        RELU,
    ]
    assert [step.origin for step in result.steps] == ["release", "release", "student", "student"]
    assert [(step.cell, step.question) for step in result.steps[2:]] == [(3, "sigmoid"), (7, "relu")]
    assert result.notes == ()


def test_assemble_leaves_out_every_stub_of_the_untouched_release(program, released_cells):
    result = program(released_cells)
    assert sources(result) == []
    assert result.untouched == {"explain"}
    assert result.answers == {"explain": ""}
    assert result.notes == ()


def test_assemble_gives_the_same_program_when_all_metadata_were_lost(program, solved):
    kept, lost = program(solved), program(without_metadata(solved))
    assert lost.steps == kept.steps
    assert lost.answers == kept.answers == {"explain": "**Why?**\n\nBecause."}
    assert lost.notes == ()


def test_assemble_leaves_out_all_of_the_release_when_all_metadata_were_lost(program, released_cells):
    result = program(without_metadata(released_cells))
    assert sources(result) == []
    assert result.untouched == {"explain"}


def test_assemble_leaves_out_a_stub_that_differs_in_blanks_only(program, released_cells):
    released_cells[6]["source"] = "\ndef relu(x):   \n\n    raise NotImplementedError\n\n"
    assert sources(program(released_cells)) == []


def test_assemble_lets_no_stub_shadow_an_answer_in_a_cell_above_it(program, released_cells, cell):
    released_cells.insert(2, cell("code", SIGMOID))
    result = program(released_cells)
    assert sources(result) == [SIGMOID]
    assert result.steps[-1].question == "sigmoid"


def test_assemble_runs_own_cells_in_their_place(program, solved, cell):
    solved.insert(2, cell("code", "def helper(): pass"))
    solved.append(cell("code", "x = 3", "grade-id-of-another-course", locked=True))
    assert sources(program(solved)) == ["def helper(): pass", SIGMOID, RELU, "x = 3"]


def test_assemble_runs_copies_of_an_answer_in_their_order(program, solved):
    solved.insert(3, solved[2] | {"source": SIGMOID + "  # better"})
    assert sources(program(solved)) == [SIGMOID, SIGMOID + "  # better", RELU]


def test_assemble_keeps_the_order_of_a_reordered_notebook(program, solved):
    assert sources(program(solved[::-1])) == [RELU, SIGMOID]


def test_assemble_never_runs_a_check_and_says_so_when_it_was_changed(program, solved):
    solved[3]["source"] = "sigmoid = lambda x: 0.5"
    result = program(solved)
    assert "sigmoid = lambda x: 0.5" not in sources(result)
    assert any("Cell 4 (`check-sigmoid`)" in note for note in result.notes)


def test_assemble_never_runs_a_cell_that_calls_itself_a_check(program, solved, cell):
    solved.append(cell("code", "import os", "check-nothing-known"))
    assert "import os" not in sources(program(solved))


def test_assemble_replaces_a_changed_given_cell_and_says_so(program, solved):
    solved[1]["source"] = "import evil as np"
    result = program(solved)
    assert sources(result, "release")[0] == "import numpy as np"
    assert "import evil as np" not in sources(result)
    assert any("Cell 2 (`setup`)" in note for note in result.notes)


def test_assemble_restores_a_deleted_given_cell(program, solved):
    del solved[1]
    assert sources(program(solved), "release")[0] == "import numpy as np"


def test_assemble_runs_no_experiment_of_the_release_or_of_the_student(program, solved, cell):
    solved[4]["source"] = "plot(sigmoid, size=9)"
    solved[4]["metadata"] = {"nbgrader": {"grade_id": "plots"}}
    solved.append(cell("code", "train_for_an_hour()", tags=["experiment"]))
    assert sources(program(solved)) == [SIGMOID, RELU]


def test_assemble_notes_an_answer_that_is_tagged_as_experiment(program, solved):
    solved[2]["metadata"]["tags"] = ["experiment"]
    result = program(solved)
    assert SIGMOID not in sources(result)
    assert [note for note in result.notes if "tag `experiment`" in note]


@pytest.mark.parametrize("kind", ["markdown", "raw"])
def test_assemble_notes_an_answer_that_is_no_code_cell_any_more(program, solved, kind):
    solved[2]["cell_type"] = kind
    result = program(solved)
    assert SIGMOID not in sources(result)
    assert [note for note in result.notes if "no longer a code cell" in note]
    assert len(result.notes) == 1


@pytest.mark.parametrize("emptied", [True, False])
def test_assemble_notes_an_answer_that_was_deleted_or_emptied(program, solved, emptied):
    if emptied:
        solved[6]["source"] = "  \n"
    else:
        del solved[6]
    assert program(solved).notes == ("No cell with code for question `relu` was found in the notebook.",)


def test_assemble_notes_nothing_when_an_answer_moved_into_another_cell(program, solved):
    del solved[6]
    solved[2]["source"] = SIGMOID + "\n\n" + RELU
    result = program(solved)
    assert result.notes == ()
    assert result.steps[-1].question == "sigmoid"


def test_assemble_attributes_no_question_to_a_cell_of_several(program, solved):
    merged = [cell for index, cell in enumerate(without_metadata(solved)) if index != 6]
    merged[2]["source"] = SIGMOID + "\n\n" + RELU
    assert program(merged).steps[-1].question is None


def test_assemble_runs_unlocked_cells_of_the_release_where_the_student_has_them(
    notebook, released_cells, assignment, cell
):
    released_cells.insert(2, cell("code", "import math"))
    result = assemble(notebook(released_cells), notebook(released_cells), assignment)
    assert sources(result) == ["import math"]


def test_assemble_caps_the_notes(program, solved):
    changed = solved[1] | {"source": "import evil"}
    assert len(program(solved + [changed] * 100).notes) == MAX_NOTES


def test_assemble_makes_something_of_an_empty_notebook(program):
    result = program([])
    assert sources(result) == []
    assert len(sources(result, "release")) == 2
    assert result.untouched == {"explain"}
