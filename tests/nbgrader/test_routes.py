"""Our own commands leave the gradebook that nbgrader's commands leave, row by row."""

import shutil
from dataclasses import replace

import pytest
from nbgrader.api import Gradebook

NEEDS_A_HUMAN = 1
"""The class has a notebook that can't be read."""


@pytest.fixture(scope="session")
def by_our_commands(make_dated_folder, classroom, tmp_path_factory):
    """The course after our commands alone."""
    folder = make_dated_folder(tmp_path_factory.mktemp("ours"))
    folder.autograder("release")
    for name, handed_in in classroom.items():
        folder.hand_in("activations", name, handed_in.content, handed_in.timestamp)
    folder.autograder("grade", "submitted", "--gradebook", "--jobs", 1, code=NEEDS_A_HUMAN)
    return folder


def test_both_routes_have_the_same_tables(by_commands, by_our_commands):
    assert by_our_commands.book.tables() == by_commands.folder.book.tables()


def test_rows_agree(table, by_commands, by_our_commands):
    assert by_our_commands.book.rows(table) == by_commands.folder.book.rows(table)


def test_graded_notebooks_agree(by_commands, by_our_commands, classroom):
    for student in classroom:
        place = f"autograded/{student}/activations/activations.ipynb"
        assert (by_our_commands.path / place).read_bytes() == (by_commands.folder.path / place).read_bytes()


def test_a_route_is_taken_up_where_another_left_it(by_commands, by_our_commands, tmp_path):
    exported = []
    for folder in (by_commands.folder, by_our_commands):
        file = tmp_path / f"{folder.path.parent.name}.csv"
        folder.nbgrader("export", "--to", file)
        exported.append(file.read_text())
    assert exported[0] == exported[1]


@pytest.fixture(scope="module")
def regraded(by_commands, tmp_path_factory):
    """What nbgrader has graded, with points and a comment by hand, after both have graded it again."""
    folder = replace(by_commands.folder, path=tmp_path_factory.mktemp("regraded") / "course")
    shutil.copytree(by_commands.folder.path, folder.path, symlinks=True)
    with Gradebook(f"sqlite:///{folder.book.file}", "activation-functions") as gradebook:
        grade = gradebook.find_grade("explain", "activations", "activations", "anna")
        grade.manual_score, grade.extra_credit, grade.needs_manual_grade = 2.5, 1.0, False
        gradebook.find_comment("explain", "activations", "activations", "anna").manual_comment = "Say more."
        gradebook.db.commit()
    folder.autograder("grade", "submitted", "--gradebook", "--jobs", 1, code=NEEDS_A_HUMAN)
    ours = folder.book.scores("activations", "manual_score"), folder.book.rows("comment")
    folder.nbgrader("autograde", "activations", "--force")
    return folder, ours


def test_points_by_hand_survive_grading_again_by_our_command(regraded):
    _, (scores, comments) = regraded
    assert scores["anna"]["explain"] == 2.5
    assert ("anna", "activations", "explain", None, "Say more.") in comments


def test_points_by_hand_survive_grading_again_by_nbgrader(regraded):
    folder, _ = regraded
    assert folder.book.scores("activations", "manual_score")["anna"]["explain"] == 2.5
    assert folder.book.scores("activations", "extra_credit")["anna"]["explain"] == 1.0


def test_grading_again_changes_no_automatic_points(regraded, by_commands):
    folder, _ = regraded
    assert folder.book.scores("activations") == by_commands.folder.book.scores("activations")
