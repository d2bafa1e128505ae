"""What raises scores in nbgrader as it comes gains nothing where our engine grades, and costs nobody else a point."""

import json
from dataclasses import dataclass

import pytest

from autograder.release.cells import CHECK_PREFIX
from autograder.specimens.classroom import hostile_of

HONEST = ("a-honest", "z-honest")  # graded first and last
LIMITS = {"call_seconds": 1.5, "cell_seconds": 2, "submission_seconds": 15}
SPECIMENS = (
    "lying-agreeing_object",
    "lying-agreeing_subclass",
    "patching-quiet_assertions",
    "patching-no_more_asserts",
    "reading-solutions_by_walk",
    "signalling-kills_everyone",
    "ending-exit_while_loading",
    "notebook-rewritten_checks",
    "notebook-claimed_grade_ids",
    "notebook-raised_points",
    "notebook-odd_types",
    "notebook-deep_metadata",
)
HARMS_ITSELF = "patching-no_more_asserts"
"""Replaces the compiler, so that the cells after it are lost as well."""

WRONG = "\n\ndef gaussian(x):\n    return np.zeros(np.shape(x))\n\n\ngaussian_derivative = gaussian\n"

PARTIAL_CREDIT = """
shell = get_ipython()
if shell is not None:
    shell.events.register("pre_run_cell", lambda *_: shell.displayhook(4.0))
"""
ANOTHER_NUMPY = """
import builtins
import types

real = builtins.__import__


class Agreeing(types.ModuleType):
    def __getattr__(self, name):
        return Agreeing(name)

    def __call__(self, *_, **__):
        return True


def forged(name, *rest, **how):
    return Agreeing(name) if name.partition(".")[0] == "numpy" and "gaussian" in globals() else real(name, *rest, **how)


builtins.__import__ = forged
"""
GRADEBOOK = """
import pathlib
import sqlite3

# The nearest course above; never further, as this may be run where nothing holds it.
course = next((folder for folder in [pathlib.Path.cwd(), *pathlib.Path.cwd().parents]
               if (folder / "nbgrader_config.py").exists()), None)
try:
    with sqlite3.connect(f"file:{course / 'gradebook.db'}?mode=rw", uri=True) as database:
        database.execute("UPDATE grade SET auto_score = 0, manual_score = 0, needs_manual_grade = 0")
except (sqlite3.Error, OSError, TypeError):
    pass
"""
PARENT = """
import os

try:
    os.kill(os.getppid(), 9)
except OSError:
    pass
"""
SWALLOWS = """
import time

while True:
    try:
        time.sleep(1)
    except BaseException:
        pass
"""
CELLS = {
    "shows-partial-credit": PARTIAL_CREDIT,
    "imports-another-numpy": ANOTHER_NUMPY,
    "edits-the-gradebook": GRADEBOOK,
    "kills-its-parent": PARENT,
    "swallows-interrupts": SWALLOWS,
}
"""Attacks before a wrong answer. In nbgrader as it comes, each earns full points, harms others or ends the batch."""


def claims_points(notebook):
    forged = {"grade": True, "solution": False, "locked": False, "points": 1000, "grade_id": "bonus"}
    notebook["cells"].append(graded_cell(forged | {"schema_version": 3, "cell_type": "code"}, "1000"))


def claims_an_answer_again(notebook):
    """Show a graded cell a second time, with an output that claims its points."""
    again = next(one["metadata"]["nbgrader"] for one in notebook["cells"] if grade_id(one) == "check-gaussian")
    notebook["cells"] += [graded_cell(again, "4.0"), graded_cell(again, "4.0")]


def brings_outputs(notebook):
    """Claim the points of every graded cell by outputs that stand in the file already, large ones too."""
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code" and cell["metadata"].get("nbgrader", {}).get("grade"):
            noise = {"output_type": "stream", "name": "stdout", "text": ["PASSED\n" * 50_000]}
            cell["outputs"] = [shown(str(cell["metadata"]["nbgrader"]["points"])), noise]


def asks_for_another_kernel(notebook):
    notebook["metadata"]["kernelspec"] = {"name": "../../evil", "display_name": "<b>Evil</b>", "language": "sh"}
    notebook["metadata"]["language_info"] = {"name": "sh", "file_extension": "../../evil.sh"}


def loses_all_marks(notebook):
    for cell in notebook["cells"]:
        cell["metadata"] = {}
    notebook["metadata"] = {}


TAMPERINGS = {
    "claims-points": claims_points,
    "claims-an-answer-again": claims_an_answer_again,
    "brings-outputs": brings_outputs,
    "asks-for-another-kernel": asks_for_another_kernel,
    "loses-all-marks": loses_all_marks,
}
"""Attacks by the notebook's file, beside a wrong answer."""

UNREADABLE = ("is-cut-off", "is-empty", "notebook-many_cells")
ATTACKERS = (*SPECIMENS, *CELLS, *TAMPERINGS)


def grade_id(cell):
    return cell["metadata"].get("nbgrader", {}).get("grade_id")


def shown(text):
    return {"output_type": "execute_result", "execution_count": 1, "metadata": {}, "data": {"text/plain": [text]}}


def graded_cell(marks, output):
    made = {"cell_type": "code", "id": f"made-{output.partition('.')[0]}", "metadata": {"nbgrader": marks}}
    return made | {"execution_count": 1, "outputs": [shown(output)], "source": ["pass"]}


@pytest.fixture(scope="module")
def notebooks(root, course, notebook_of, hostile_builder):
    """Every attacker's notebook, by student id."""
    hostile = {one.name: one for one in hostile_of(course, root, "activations")}
    made = {name: hostile_builder.build(hostile[name]) for name in (*SPECIMENS, "notebook-many_cells")}
    for name, cell in CELLS.items():
        made[name] = notebook_of("activations", gaussian=cell + WRONG)
    for name, tamper in TAMPERINGS.items():
        notebook = json.loads(notebook_of("activations", gaussian=WRONG))
        tamper(notebook)
        made[name] = json.dumps(notebook).encode()
    return made | {"is-cut-off": notebook_of("activations")[:50_000], "is-empty": b""}


@dataclass(frozen=True)
class Batch:
    """A class after nbgrader has graded it in one run, and what the run returned."""

    folder: object
    done: object


@pytest.fixture(scope="module")
def batch(make_course_folder, require_engine, notebooks, notebook_of, tmp_path_factory):
    folder = make_course_folder(tmp_path_factory.mktemp("attacked"), lambda document: document["limits"].update(LIMITS))
    require_engine(folder)
    for name, content in (notebooks | dict.fromkeys(HONEST, notebook_of("activations"))).items():
        folder.hand_in("activations", name, content)
    folder.nbgrader("generate_assignment", "activations")
    return Batch(folder, folder.nbgrader("autograde", "activations", code=None))


@pytest.fixture(scope="module")
def most(course):
    questions = course.assignment("activations").questions
    return {CHECK_PREFIX + one.id: float(one.points) for one in questions if not one.manual}


def automatic(batch, student):
    scores = batch.folder.book.scores("activations").get(student, {})
    return {cell: score for cell, score in scores.items() if cell != "explain"}


@pytest.mark.parametrize("student", HONEST)
def test_honest_students_get_their_points_beside_attackers(batch, most, student):
    assert automatic(batch, student) == most


@pytest.mark.parametrize("student", ATTACKERS)
def test_an_attacked_question_earns_nothing(batch, student):
    assert automatic(batch, student)["check-gaussian"] == 0


@pytest.mark.parametrize("student", [name for name in ATTACKERS if name != HARMS_ITSELF])
def test_what_an_attacker_has_answered_earns_its_points(batch, most, student):
    assert automatic(batch, student) | {"check-gaussian": 0} == most | {"check-gaussian": 0}


@pytest.mark.parametrize("student", UNREADABLE)
def test_an_unreadable_notebook_earns_nothing(batch, student):
    assert {score for score in automatic(batch, student).values() if score} == set()


def test_nobody_has_points_that_a_person_gives(batch):
    for column in ("manual_score", "extra_credit"):
        given = batch.folder.book.scores("activations", column).values()
        assert {value for cells in given for value in cells.values()} == {None}


def test_no_graded_cell_is_added(batch, most):
    cells = batch.folder.book.rows("grade_cells")
    assert {name: points for _, _, name, points, _ in cells} == most | {"explain": 3}


def test_no_file_is_left_in_the_course(batch):
    known = {"assignments", "autograded", "autograder", "course.yml", "gradebook.db", "nbgrader_config.py"}
    known |= {"graded", "solutions", "submitted", "tests", ".autograder"}
    assert {path.name for path in batch.folder.path.iterdir()} <= known


def test_the_log_holds_nothing_that_students_wrote(batch):
    told = batch.done.stdout + batch.done.stderr
    assert "PASSED" not in told
    assert "<b>Evil" not in told


def test_unreadable_notebooks_wait_for_a_person(batch):
    flagged = {student for student, _, _, is_flagged, _ in batch.folder.book.rows("submitted_notebook") if is_flagged}
    assert flagged == set(UNREADABLE)
