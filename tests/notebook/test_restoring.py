"""A submission gets the released cells back, whatever became of them, and keeps what its author wrote."""

import json

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.errors import SubmissionError
from autograder.notebook import assemble, read, read_release
from autograder.notebook.restoring import blank, release_document, restore, with_answers, with_remark

SLUG = "activations"
LIMIT = 20_000_000


@pytest.fixture(scope="module")
def release(root):
    return release_document(root / "assignments" / SLUG / f"{SLUG}.ipynb")


@pytest.fixture(scope="module")
def restored(root, course, release):
    given_cells = read_release(root / "assignments" / SLUG / f"{SLUG}.ipynb")
    assignment = course.assignment(SLUG)

    def make(content):
        document = restore(content, LIMIT, release, given_cells, assignment)
        program = assemble(read(content), given_cells, assignment)
        document = with_answers(document, program, release)
        nbformat.validate(nbformat.from_dict(document))
        return document

    return make


def grade_id(cell):
    return cell["metadata"].get("nbgrader", {}).get("grade_id")


def by_id(document):
    return {grade_id(cell): cell for cell in document["cells"] if grade_id(cell)}


def changed(content, change):
    document = json.loads(content)
    change(document)
    return json.dumps(document).encode()


def test_an_untouched_notebook_is_the_release(restored, release, root):
    content = (root / "assignments" / SLUG / f"{SLUG}.ipynb").read_bytes()
    assert restored(content)["cells"] == blank(release)["cells"]


def test_answers_stay_and_checks_are_the_released_ones(restored, release, notebook_of):
    def tamper(document):
        for cell in document["cells"]:
            if grade_id(cell) == "check-tanh":
                cell["source"] = "assert True"
                cell["metadata"]["nbgrader"]["points"] = 1000

    cells = by_id(restored(changed(notebook_of(SLUG, sigmoid="def sigmoid(x):\n    return x"), tamper)))
    assert cells["sigmoid"]["source"] == "def sigmoid(x):\n    return x"
    assert cells["check-tanh"] == {**by_id(release)["check-tanh"], "outputs": [], "execution_count": None}


def test_lost_metadata_are_found_again(restored, release, notebook_of):
    def forget(document):
        for cell in document["cells"]:
            cell["metadata"] = {}

    cells = by_id(restored(changed(notebook_of(SLUG), forget)))
    assert cells.keys() == by_id(release).keys()
    assert "return" in cells["sigmoid"]["source"]


@given(st.sets(st.integers(0, 60)))
def test_every_grade_cell_is_there_once_and_in_order_after_any_deletion(restored, release, notebook_of, gone):
    def delete(document):
        document["cells"] = [cell for index, cell in enumerate(document["cells"]) if index not in gone]

    document = restored(changed(notebook_of(SLUG), delete))
    graded = [grade_id(cell) for cell in document["cells"] if cell["metadata"].get("nbgrader", {}).get("grade")]
    wanted = [grade_id(cell) for cell in release["cells"] if cell["metadata"].get("nbgrader", {}).get("grade")]
    assert sorted(graded) == sorted(wanted)
    assert len({cell["id"] for cell in document["cells"]}) == len(document["cells"])


def test_of_copies_the_last_that_was_worked_on_keeps_the_place(restored, notebook_of):
    def copy(document):
        cell = next(cell for cell in document["cells"] if grade_id(cell) == "sigmoid")
        document["cells"].append({**cell, "id": "copy", "source": "def sigmoid(x):\n    return 2 * x"})

    document = restored(changed(notebook_of(SLUG), copy))
    places = [cell["source"] for cell in document["cells"] if grade_id(cell) == "sigmoid"]
    assert places == ["def sigmoid(x):\n    return 2 * x"]


def test_forged_metadata_are_dropped(restored, notebook_of):
    def forge(document):
        marks = {"grade": True, "solution": False, "locked": True, "grade_id": "bonus", "points": 500}
        cell = {"cell_type": "code", "metadata": {"nbgrader": marks}, "source": "1", "outputs": [], "id": "bonus"}
        document["cells"].append(cell)

    document = restored(changed(notebook_of(SLUG), forge))
    assert "bonus" not in by_id(document)
    assert document["cells"][-1]["metadata"] == {}


def test_outputs_and_raw_html_cells_do_not_come_through(restored, notebook_of):
    def add(document):
        output = {"output_type": "display_data", "data": {"text/html": "<script>1</script>"}, "metadata": {}}
        for cell in document["cells"]:
            if cell["cell_type"] == "code":
                cell["outputs"] = [output]
        document["cells"].append({"cell_type": "raw", "metadata": {}, "source": "<script>2</script>", "id": "raw"})

    document = restored(changed(notebook_of(SLUG), add))
    assert not any(cell.get("outputs") for cell in document["cells"])
    last = document["cells"][-1]
    assert last["cell_type"] == "markdown"
    assert last["source"] == "```\n<script>2</script>\n```"


def test_an_answer_beside_its_place_is_put_into_it(restored, notebook_of):
    def move(document):
        place = next(i for i, cell in enumerate(document["cells"]) if grade_id(cell) == "explain")
        mine = {"cell_type": "markdown", "metadata": {}, "source": "Because of the slopes.", "id": "mine"}
        document["cells"].insert(place + 1, mine)

    cells = by_id(restored(changed(notebook_of(SLUG, solved=False), move)))
    assert cells["explain"]["source"].endswith("\n\nBecause of the slopes.")


def test_a_stub_with_lines_deleted_is_no_answer(restored, release, notebook_of):
    def shorten(document):
        cell = next(cell for cell in document["cells"] if grade_id(cell) == "explain")
        cell["source"] = cell["source"][:1]

    cells = by_id(restored(changed(notebook_of(SLUG, solved=False), shorten)))
    assert cells["explain"]["source"] == by_id(release)["explain"]["source"]


def test_pictures_in_an_answer_stay_and_other_attachments_go(restored, notebook_of):
    def attach(document):
        cell = next(cell for cell in document["cells"] if grade_id(cell) == "explain")
        cell["source"] = "![plot](attachment:plot.png)"
        cell["attachments"] = {
            "plot.png": {"image/png": "iVBORw0KGgo="},
            "page.html": {"text/html": "<script>1</script>"},
            "drawing.svg": {"image/svg+xml": "<svg onload='1'/>"},
        }

    cells = by_id(restored(changed(notebook_of(SLUG), attach)))
    assert cells["explain"]["attachments"] == {"plot.png": {"image/png": "iVBORw0KGgo="}}


def test_bytes_that_are_no_notebook_are_refused(restored):
    with pytest.raises(SubmissionError):
        restored(b"{")


def test_a_remark_stands_at_the_top(release):
    assert with_remark(release, "Mind this.")["cells"][0]["source"] == "Mind this."
    assert with_remark(release, "Mind this.")["cells"][1:] == release["cells"]
