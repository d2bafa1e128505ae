"""`grade --gradebook` records the attempt that counts, shows hand grading on its page, and says what it left out."""

import json

import pytest
from click.testing import CliRunner

from autograder.cli import main

SLUG = "activations"


@pytest.fixture
def course_file(altered_course, tmp_path):
    return altered_course(tmp_path, lambda document: document.update(late={"policy": "none"}))


@pytest.fixture
def call(course_file, monkeypatch):
    monkeypatch.chdir(course_file.parent)
    return lambda *arguments: CliRunner().invoke(main, ["--course", str(course_file), *map(str, arguments)])


@pytest.fixture
def hand_in(tmp_path, notebook_of):
    def make(place, student, time=None, **how):
        folder = tmp_path / place / student / SLUG
        folder.mkdir(parents=True)
        (folder / f"{SLUG}.ipynb").write_bytes(notebook_of(SLUG, **how))
        if time is not None:
            (folder / "timestamp.txt").write_text(f"{time} UTC")

    return make


def shown(call):
    return {one["student"]: one for one in json.loads(call("gradebook", "show", SLUG, "--json").output)}


def test_hand_grading_belongs_to_the_attempt_that_counts(call, hand_in, tmp_path):
    hand_in("earlier", "anna", "2026-10-01 12:00:00", solved=False)
    hand_in("submitted", "anna", "2026-10-02 12:00:00")
    command = ("grade", "submitted", "earlier", "--gradebook", "--jobs", 1)
    assert call(*command).exit_code == 0
    assert shown(call)["anna"]["grade"] == 97
    call("gradebook", "override", "anna", SLUG, "explain", "3", "--reason", "Well put.")
    assert call(*command).exit_code == 0
    pages = {path.parent.name: path.read_text() for path in tmp_path.glob(f"graded/{SLUG}/*/feedback.html")}
    assert ["Well put." in pages[name] for name in sorted(pages, key=len)] == [True, False]
    call("gradebook", "override", "anna", SLUG, "explain", "--clear")
    call("report", "graded", "--gradebook")
    assert "Well put." not in (tmp_path / "graded" / SLUG / "anna" / "feedback.html").read_text()


def test_of_several_without_an_order_none_is_recorded(call, hand_in):
    hand_in("one", "anna", solved=False)
    hand_in("two", "anna")
    hand_in("two", "bob", solved=False)
    done = call("grade", "one", "two", "--gradebook", "--jobs", 1)
    assert done.exit_code == 1
    assert "anna: not recorded" in done.output
    assert set(shown(call)) == {"bob"}


def test_a_gradebook_that_cannot_be_used_is_refused_before_grading(call, hand_in, tmp_path):
    hand_in("one", "anna", solved=False)
    done = call("grade", "one", "--gradebook", "nonsense", "--jobs", 1)
    assert done.exit_code == 2
    assert not (tmp_path / "graded").exists()


def test_pseudonyms_do_not_come_beside_real_ids(call, hand_in):
    hand_in("one", "anna", solved=False)
    assert call("grade", "one", "--gradebook", "--jobs", 1).exit_code == 0
    done = call("grade", "one", "--gradebook", "--pseudonymous", "--out", "other", "--jobs", 1)
    assert done.exit_code == 2
    assert "pseudonyms beside" in done.output


def test_an_override_of_a_question_without_a_cell_of_its_own_names_it(call, tmp_path, notebook_of):
    folder = tmp_path / "one" / "anna" / "mnist"
    folder.mkdir(parents=True)
    (folder / "mnist.ipynb").write_bytes(notebook_of("mnist", solved=False))
    assert call("grade", "one", "--gradebook", "--jobs", 1).exit_code == 0
    done = call("gradebook", "override", "anna", "mnist", "accuracy", "7", "--reason", "Seen in class.")
    assert done.exit_code == 0, done.output
    found = json.loads(call("gradebook", "show", "mnist", "--json").output)[0]["questions"]
    assert found["accuracy"]["score"] == 7
    assert found["model"]["comment"] == "Accuracy with the activation: Seen in class."
