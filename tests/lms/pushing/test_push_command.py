"""`autograder push canvas` shows first, sends on demand, and keeps its secrets."""

import json
import logging
import traceback
from dataclasses import replace
from fractions import Fraction

import pytest
from click.testing import CliRunner

from autograder.cli import main
from autograder.cli.standing import Standing
from autograder.grading import undecided
from autograder.lms.pushing import sending
from autograder.model import Outcome, QuestionResult, Submission
from autograder.pseudonyms import Pseudonyms
from autograder.report import result_json

KEY = "a key of the tests"
ROSTER = """student,name,email,canvas_id
anna,"=cmd|' /C calc'!A0",anna@example.edu,101
ben,"O'Brien, Kim",ben@example.edu,
chen,王小明,chen@example.edu,103
dora,"O'Brien, Kim",dora@example.edu,104
"""
NAMES = ("calc", "O'Brien", "Kim", "王小明", "@example.edu", "Name of")


@pytest.fixture
def grades(canvas, grade_of, monkeypatch):
    """Four students, two of the same name, in Canvas and graded; whatever is put into it counts as graded."""
    canvas.states = ["completed"]
    for user, email in ((101, ""), (102, "ben@example.edu"), (103, ""), (104, "")):
        canvas.enrol(user, email=email)
    there = {name: grade_of(name, points) for name, points in zip(("anna", "ben", "chen", "dora"), (90, 80, 70, 60))}  # noqa: B905 - same length
    monkeypatch.setattr("autograder.cli.pushing.find_standing", lambda *_: Standing(there, "graded"))
    return there


@pytest.fixture
def roster(grades, tmp_path, token, monkeypatch):  # noqa: ARG001 - whoever has a roster has grades as well
    """Where the roster is, with the environment that the command needs."""
    monkeypatch.setenv("CANVAS_TOKEN", token)
    monkeypatch.setenv("AUTOGRADER_PSEUDONYM_KEY", KEY)
    path = tmp_path / "roster.csv"
    path.write_text(ROSTER, encoding="utf-8")
    return path


@pytest.fixture
def push(canvas, root, roster, token):
    """Run the command; returns its result, in which no name, e-mail address or token may ever be."""

    def run(*arguments, url=canvas.origin, course="12"):
        there = ["--course", str(root / "course.yml"), "push", "canvas", "--assignment", "activations", "--url", url]
        result = CliRunner().invoke(main, [*there, "--canvas-course", course, "--roster", str(roster), *arguments])
        for secret in (token, token[2:], *NAMES):
            assert secret not in result.output
        return result

    return run


def test_dry_run_shows_what_would_change_and_sends_nothing(canvas, push):
    result = push()
    assert result.exit_code == 0
    assert [line.split()[:4] for line in result.output.splitlines()[2:4]] == [
        ["anna", "none", "->", "90"],
        ["ben", "none", "->", "80"],
    ]
    assert "4 to send" in result.output
    assert "dry run" in result.output
    assert canvas.counted("POST") == 0


def test_send_sends_and_the_second_run_has_nothing_to_send(canvas, push):
    assert push("--send").exit_code == 0
    assert {user: one["entered_score"] for user, one in canvas.submissions.items()} == {
        101: 90,
        102: 80,
        103: 70,
        104: 60,
    }
    again = push("--send")
    assert (again.exit_code, len(canvas.updates)) == (0, 1)
    assert "0 sent, 4 up to date" in again.output


def test_json_tells_the_same(canvas, push):
    canvas.enter(101, 12.5)
    result = push("--json")
    told = json.loads(result.stdout)
    assert told["changes"][0] == {"student": "ben", "before": None, "after": 80, "comment": True, "overwrites": False}
    assert told["held"] == [{"student": "anna", "before": 12.5, "after": 90, "comment": True, "overwrites": True}]
    assert (told["sent"], told["canvas_points"], result.exit_code) == (False, 100, 1)


def test_grade_of_somebody_else_is_held_back_until_overwrite(canvas, push):
    canvas.enter(101, 12.5)
    result = push("--send")
    assert (result.exit_code, canvas.submissions[101]["score"]) == (1, 12.5)
    assert "needs --overwrite" in result.output
    assert push("--send", "--overwrite").exit_code == 0
    assert canvas.submissions[101]["score"] == 90


def test_student_who_is_not_in_canvas_is_listed_and_the_others_are_sent(canvas, push, grades, grade_of):
    grades["erik"] = grade_of("erik", 50)
    result = push("--send")
    assert result.exit_code == 1
    assert "Left out: erik: the roster has no such student." in result.output
    assert len(canvas.updates[0]) == 4


def test_pseudonyms_are_sent_to_their_owners_and_stay_pseudonyms_here(canvas, push, grades, grade_of):
    name = Pseudonyms(KEY.encode()).of("anna")
    grades.clear()
    grades[name] = grade_of(name, 55)
    result = push("--send")
    assert canvas.submissions[101]["score"] == 55
    assert name in result.output
    assert "anna" not in result.output


def test_hostile_id_of_a_student_is_made_visible(push, grades, grade_of):
    grades["\x1b[31m[bold]x"] = grade_of("\x1b[31m[bold]x", 5)
    result = push()
    assert "\\x1b[31m[bold]x" in result.output
    assert "\x1b" not in result.output


def test_scaling_is_said(canvas, push):
    canvas.assignments[0]["points_possible"] = 50.0
    result = push("--send")
    assert "Our 100 points are 50 in Canvas" in result.output
    assert canvas.submissions[101]["entered_score"] == 45


@pytest.mark.parametrize("title", ["activations", " Activation functions and their derivatives"])
def test_assignment_is_found_by_its_title_or_slug(canvas, push, title):
    canvas.assignments = [{"id": 1, "name": "Other"}, {"id": 2, "name": "Activations"}, canvas.assignments[0]]
    canvas.assignments[2]["name"] = title
    assert "assignment 34" in push().output


@pytest.mark.parametrize(("titles", "said"), [(["Other"], "None of the course's 1"), (["activations"] * 2, "1, 2")])
def test_assignment_that_is_not_there_once_is_a_usage_error(canvas, push, titles, said):
    canvas.assignments = [{"id": number, "name": title} for number, title in enumerate(titles, 1)]
    result = push()
    assert result.exit_code == 2
    assert said in result.stderr
    assert "--canvas-assignment" in result.stderr


def test_assignment_may_be_named_by_its_number(canvas, push):
    assert push("--canvas-assignment", "34").exit_code == 0
    assert canvas.counted("GET", "/assignments?") == 0


@pytest.mark.parametrize(
    "where", [{"url": "http://canvas.example.edu"}, {"url": "canvas"}, {"course": "13"}, {"course": "../12"}]
)
def test_wrong_place_is_a_usage_error(push, where):
    assert push("--send", **where).exit_code == 2


def test_missing_token_is_a_usage_error_before_anything_is_read(canvas, push, monkeypatch):
    monkeypatch.delenv("CANVAS_TOKEN")
    result = push("--send")
    assert (result.exit_code, canvas.requests) == (2, [])
    assert "CANVAS_TOKEN" in result.stderr


def test_token_that_canvas_does_not_know_is_a_usage_error(push, monkeypatch):
    monkeypatch.setenv("CANVAS_TOKEN", "7~expired")
    result = push()
    assert result.exit_code == 2
    assert "7~expired" not in result.output


def test_canvas_that_fails_is_no_usage_error(canvas, push, fault):
    canvas.fail("POST", "update_grades", fault(400, "Name of 101 @example.edu"))
    result = push("--send")
    assert result.exit_code == 3
    assert "0 of 4 grades sent; not sent: anna, ben, chen, dora." in " ".join(result.stderr.split())


def test_token_that_may_not_edit_grades_is_a_usage_error_that_says_what_was_sent(canvas, push, fault):
    canvas.fail("POST", "update_grades", fault(401, '{"status": "unauthorized"}'))
    result = push("--send")
    assert result.exit_code == 2
    assert "0 of 4 grades sent" in " ".join(result.stderr.split())


def test_token_in_an_unforeseen_error_is_not_printed(push, token, monkeypatch):
    def broken(*_):
        raise RuntimeError(f"Bearer {token}")

    monkeypatch.setattr(sending.Sending, "run", broken)
    result = push("--send")
    assert result.exit_code == 3
    assert "RuntimeError: Bearer [token]" in result.stderr
    assert token not in "".join(traceback.format_exception(result.exception))


def test_logs_of_a_push_hold_no_token_and_no_person(push, token, caplog):
    caplog.set_level(logging.DEBUG)
    push("--send")
    assert "update_grades" in caplog.text
    for secret in (token, token[-4:], *NAMES, "Question 1"):
        assert secret not in caplog.text


def test_complete_only_leaves_out_who_waits(canvas, push, grades, grade_of):
    grades["anna"] = replace(grade_of("anna", 40), waiting=("explain",))
    result = push("--send", "--complete-only")
    assert result.exit_code == 1
    assert "Left out: anna: still to be graded by hand: explain." in result.output
    assert list(canvas.updates[0]) == [102, 103, 104]


def test_no_comments_sends_grades_alone(canvas, push):
    push("--send", "--no-comments")
    assert all(list(entry) == ["posted_grade"] for entry in canvas.updates[0].values())


def test_excused_student_is_no_finding(canvas, push):
    canvas.submissions[101]["excused"] = True
    result = push("--send")
    assert (result.exit_code, canvas.submissions[101]["excused"]) == (0, True)
    assert "Excused in Canvas, which is never overwritten: anna." in result.output


@pytest.fixture
def folder(course, root, tmp_path, token, monkeypatch):
    """A course folder as it is after grading, with its roster: anna's work could not be read, ben's was graded."""
    monkeypatch.setenv("CANVAS_TOKEN", token)
    (tmp_path / "course.yml").write_bytes((root / "course.yml").read_bytes())
    (tmp_path / "roster.csv").write_text(ROSTER, encoding="utf-8")
    unread = undecided(course, Submission("anna", "anna", "activations", "", problem="It is cut off."))
    questions = tuple(
        QuestionResult(one.id, one.title, Outcome.FAILED, Fraction(one.points) / 2, Fraction(one.points))
        for one in course.assignment("activations").questions
    )
    graded = replace(
        unread,
        student="ben",
        outcome=Outcome.FAILED,
        reason="",
        questions=questions,
        points=Fraction(100),
        score=Fraction(50),
        grade=Fraction(45),
    )
    for result in (unread, graded):
        place = tmp_path / "graded" / "activations" / result.student / "result.json"
        place.parent.mkdir(parents=True)
        place.write_text(result_json.dumps(result), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_results_of_grading_are_sent_by_the_roster_beside_the_course(canvas, folder):
    canvas.states = ["completed"]
    canvas.enrol(101)
    canvas.enrol(102, email="ben@example.edu")
    there = ["push", "canvas", "--assignment", "activations", "--url", canvas.origin, "--canvas-course", "12"]
    result = CliRunner().invoke(main, [*there, "--graded", str(folder / "graded"), "--send"])
    assert (result.exit_code, [standing["score"] for standing in canvas.submissions.values()]) == (1, [None, 45])
    assert "Left out: anna: It is cut off.\n" in result.output
    assert canvas.comments(102)[0].splitlines()[:3] == [
        "Activation functions and their derivatives: 45 of 100 points",
        "Before lateness: 50 of 100 points",
        "A neuron 1.5 of 3",
    ]


@pytest.mark.parametrize("arguments", [["--graded", "nowhere"], ["--assignment", "nope"], ["--roster", "nobody.csv"]])
def test_what_is_not_there_is_a_usage_error(canvas, folder, arguments):  # noqa: ARG001 - the folder is where it runs
    there = ["push", "canvas", "--url", canvas.origin, "--canvas-course", "12", "--graded", "graded"]
    result = CliRunner().invoke(main, [*there, "--assignment", "activations", *arguments])
    assert (result.exit_code, canvas.requests) == (2, [])
