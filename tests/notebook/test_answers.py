import pytest

from autograder.notebook.answers import MAX_CHARACTERS
from autograder.notebook.assembly import assemble


@pytest.fixture
def answer(notebook, released_cells, assignment):
    """Find the answer to `explain`, or None where it is untouched."""
    release = notebook(released_cells)

    def find(cells):
        program = assemble(notebook(cells), release, assignment)
        assert ("explain" in program.untouched) is (program.answers["explain"] == "")
        return program.answers["explain"] or None

    return find


def test_answer_is_the_text_of_its_cell(answer, released_cells):
    released_cells[8]["source"] = "Because it bends.\n"
    assert answer(released_cells) == "Because it bends."


@pytest.mark.parametrize("left", ["", "  \n", "**Why?**", "**Why?**\n\n\nYOUR ANSWER HERE  "])
def test_answer_that_adds_nothing_to_the_stub_is_untouched(answer, released_cells, left):
    released_cells[8]["source"] = left
    assert answer(released_cells) is None


def test_answer_continues_in_own_cells_below(answer, released_cells, cell):
    released_cells[8]["source"] = "First."
    released_cells[9:9] = [cell("markdown", "Second."), cell("code", "1 + 1"), cell("raw", "Third.")]
    assert answer(released_cells) == "First.\n\nSecond.\n\nThird."


@pytest.mark.parametrize("place", [8, 9])
def test_answer_beside_a_stub_left_alone_counts(answer, released_cells, cell, place):
    released_cells[place:place] = [cell("markdown", "One."), cell("markdown", "Two.")]
    assert answer(released_cells) == "One.\n\nTwo."


def test_answer_does_not_reach_beyond_the_next_known_cell(answer, released_cells, cell):
    released_cells.append(cell("markdown", "A note after the end."))
    assert answer(released_cells) is None


def test_answer_without_metadata_is_what_follows_the_cell_before_it(answer, released_cells, cell):
    cells = [found | {"metadata": {}} for found in released_cells]
    cells[8:9] = [cell("markdown", "Because"), cell("markdown", "it bends.")]
    cells.insert(2, cell("markdown", "My notes on sigmoid"))
    assert answer(cells) == "Because\n\nit bends."


def test_answer_is_found_when_the_cell_before_it_is_gone_too(answer, released_cells, cell):
    cells = [found | {"metadata": {}} for found in released_cells]
    cells[7:9] = [cell("markdown", "Because.")]
    assert answer(cells) == "Because."


def test_answer_in_a_cell_turned_into_code_is_read_and_not_run(notebook, released_cells, assignment):
    release = notebook(released_cells)
    released_cells[8] |= {"cell_type": "code", "source": "Because it bends."}
    program = assemble(notebook(released_cells), release, assignment)
    assert program.answers == {"explain": "Because it bends."}
    assert all(step.origin == "release" for step in program.steps)


def test_answer_is_cut_to_its_longest_length(answer, released_cells):
    released_cells[8]["source"] = "x" * (MAX_CHARACTERS + 5)
    assert answer(released_cells) == "x" * MAX_CHARACTERS
