"""nbgrader's own commands take the course from its sources to an export, without a setting on any command line."""

import csv
import zipfile

import numpy as np
import pytest

from autograder.release.cells import CHECK_PREFIX

STUDENTS = {"anna", "ben", "chen", "dora", "eva", "finn", "gus", "hal"}
LOST_BY_CHEN = 20  # two days begun, ten percent of 100 points each


@pytest.fixture(scope="module")
def book(by_commands):
    return by_commands.folder.book


@pytest.fixture(scope="module")
def most(course):
    """The points of each automatic question, by the cell that holds them."""
    questions = course.assignment("activations").questions
    return {CHECK_PREFIX + question.id: float(question.points) for question in questions if not question.manual}


def automatic(book, student):
    return {cell: score for cell, score in book.scores("activations")[student].items() if cell != "explain"}


def test_the_release_is_the_one_that_our_command_makes(by_commands, root):
    made = by_commands.folder.released("activations").read_bytes()
    assert made == (root / "assignments" / "activations" / "activations.ipynb").read_bytes()


def test_the_release_folder_holds_no_answers(by_commands):
    folder = by_commands.folder.released("activations").parent
    assert [path.name for path in folder.iterdir()] == ["activations.ipynb"]


def test_list_shows_what_is_released(by_commands):
    assert "activation-functions activations" in by_commands.ran["list"].stderr


def test_a_student_fetches_the_released_notebook(by_commands):
    assert by_commands.fetched == by_commands.folder.released("activations").read_bytes()


def test_the_whole_class_is_collected(by_commands):
    collected = by_commands.folder.path.glob("submitted/*/activations/activations.ipynb")
    assert {path.parts[-3] for path in collected} == STUDENTS


def test_the_due_date_of_the_course_file_is_in_the_gradebook(book):
    assert ("activations", "2026-10-01 21:59:00.000000", "activation-functions") in book.rows("assignment")


@pytest.mark.parametrize("student", ["anna", "chen", "eva", "finn", "gus"])
def test_right_answers_get_the_points_of_each_question(book, most, student):
    assert automatic(book, student) == most


def test_mistakes_cost_points_in_their_own_questions_only(book, most):
    found = automatic(book, "ben")
    assert {cell for cell in most if found[cell] < most[cell]} == {"check-sigmoid", "check-softmax"}


def test_a_mistake_that_fails_some_checks_leaves_part_of_the_points(book, most):
    assert 0 < automatic(book, "ben")["check-sigmoid"] < most["check-sigmoid"]


@pytest.mark.parametrize("student", ["dora", "hal"])
def test_an_untouched_or_unreadable_notebook_gets_nothing(book, most, student):
    assert automatic(book, student) == dict.fromkeys(most, 0)


def test_a_written_answer_waits_for_a_person(book):
    waiting = book.scores("activations", "needs_manual_grade")
    assert {student for student in STUDENTS if waiting[student]["explain"]} == STUDENTS - {"ben", "dora", "hal"}


@pytest.mark.parametrize("student", ["ben", "dora", "hal"])
def test_an_untouched_written_answer_waits_for_nobody(book, student):
    assert book.scores("activations")[student]["explain"] == 0


def test_an_unreadable_notebook_is_flagged(book):
    assert [student for student, _, _, is_flagged, _ in book.rows("submitted_notebook") if is_flagged] == ["hal"]


def test_lateness_costs_what_the_course_file_says(book):
    penalties = {student: penalty or 0 for student, *_, penalty in book.rows("submitted_notebook")}
    assert penalties == dict.fromkeys(STUDENTS, 0) | {"chen": LOST_BY_CHEN}


def test_no_kernel_is_started(by_commands):
    assert list(by_commands.folder.home.glob("runtime/kernel-*")) == []
    assert "kernel" not in by_commands.ran["autograde"].stderr.lower()


def test_everyone_has_feedback(by_commands):
    pages = by_commands.folder.path.glob("feedback/*/activations/activations.html")
    assert {path.parts[-3] for path in pages} == STUDENTS


def test_feedback_comes_back_to_the_student(by_commands):
    (page,) = by_commands.student.path.glob("activations/feedback/*/activations.html")
    own = by_commands.folder.path / "feedback" / "anna" / "activations" / "activations.html"
    assert page.read_bytes() == own.read_bytes()


def test_the_export_has_everyone_with_their_grades(by_commands):
    with (by_commands.folder.path / "grades.csv").open(newline="", encoding="utf-8") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file) if row["assignment"] == "activations"}
    assert set(rows) == STUDENTS
    assert {name: float(row["score"]) for name, row in rows.items() if name in {"anna", "chen", "dora"}} == {
        "anna": 97,
        "chen": 97 - LOST_BY_CHEN,
        "dora": 0,
    }


def test_no_log_names_a_path_of_hidden_checks_or_shows_a_traceback(by_commands):
    told = "".join(done.stdout + done.stderr for done in by_commands.ran.values())
    assert "Traceback" not in told
    assert "graders" not in told


@pytest.fixture(scope="module")
def mnist(make_course_folder, notebook_of, tmp_path_factory):
    """The course after `mnist` was released, collected from a zip and graded."""
    folder = make_course_folder(tmp_path_factory.mktemp("mnist"))
    folder.nbgrader("generate_assignment", "mnist")
    folder.nbgrader("release_assignment", "mnist")
    archive = folder.path / "downloaded" / "mnist" / "archive" / "class.zip"
    archive.parent.mkdir(parents=True)
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("anna.ipynb", notebook_of("mnist"))
        made.writestr("ben_mnist.ipynb", notebook_of("mnist", solved=False))
    folder.nbgrader("zip_collect", "mnist")
    folder.nbgrader("autograde", "mnist")
    return folder


def test_the_digits_are_released_beside_the_notebook(mnist):
    for folder in (mnist.released("mnist").parent, mnist.exchange / "activation-functions" / "outbound" / "mnist"):
        assert sorted(path.name for path in folder.iterdir()) == ["digits.npz", "mnist.ipynb"]
        with np.load(folder / "digits.npz", allow_pickle=False) as digits:
            assert len(digits.files) > 0


def test_notebooks_in_a_zip_are_collected_by_their_names(mnist):
    collected = mnist.path.glob("submitted/*/mnist/mnist.ipynb")
    assert sorted(path.parts[-3] for path in collected) == ["anna", "ben"]


def test_trained_models_get_their_points(mnist, course):
    questions = course.assignment("mnist").questions
    most = {CHECK_PREFIX + one.id: float(one.points) for one in questions if not one.manual}
    assert mnist.book.scores("mnist")["anna"] == most | {"explain": None}
    assert mnist.book.scores("mnist")["ben"] == dict.fromkeys(most, 0) | {"explain": 0}


def test_feedback_is_released_to_a_class_that_was_collected_from_a_zip(mnist):
    mnist.nbgrader("generate_feedback", "mnist")
    mnist.nbgrader("release_feedback", "mnist")
    assert len(list(mnist.exchange.glob("activation-functions/feedback/*.html"))) == 2
