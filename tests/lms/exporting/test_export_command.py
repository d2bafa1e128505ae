"""The command as an instructor runs it: preview first, one file written, exit codes, and no name on the screen."""

import csv
import zipfile
from fractions import Fraction

import pytest
from click.testing import CliRunner

from autograder.cli import main
from autograder.model import Outcome, QuestionResult, Result
from autograder.pseudonyms import open_pseudonyms
from autograder.report import result_json

ROSTER = """student,name,email,canvas_id,username,moodle_id
anna,"O'Brien, Anna-Lena",anna@uni.example,1001,anna,501
bob,=cmd|' /C calc'!A0,bob@uni.example,1002,bob,502
wang,王小明,wang@uni.example,1003,wang,503
"""
SECRET_WORDS = ("O'Brien", "calc", "王小明", "uni.example")


def result_of(student, score, course, **changed):
    question = QuestionResult("relu", "ReLU", Outcome.FAILED, Fraction(score), Fraction(100))
    values = {
        "course": course.course,
        "assignment": "activations",
        "student": student,
        "attempt": 1,
        "outcome": Outcome.FAILED,
        "reason": "",
        "score": Fraction(score),
        "points": Fraction(100),
        "penalty": Fraction(0),
        "grade": Fraction(score),
        "questions": (question,),
        "notes": (),
        "grader_version": "0",
        "secret_fingerprint": "",
        "data": "mnist-5k",
        "duration_seconds": 0.0,
        "sandbox_rung": "A",
        "submission_digest": "",
        "grading_digest": "",
    }
    return Result(**(values | changed))


@pytest.fixture
def folder(tmp_path, monkeypatch, root):
    """A course folder with a roster and a golden template, where commands run."""
    (tmp_path / "course.yml").write_bytes((root / "course.yml").read_bytes())
    (tmp_path / "roster.csv").write_text(ROSTER, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def file_results(folder, course):
    """Put results where `autograder grade` puts them, with a page beside each."""

    def put(*results):
        for result in results:
            place = folder / "graded" / "activations" / result.student
            place.mkdir(parents=True)
            (place / "result.json").write_text(result_json.dumps(result), encoding="utf-8")
            (place / "feedback.html").write_text(f"page of {result.student}", encoding="utf-8")

    def put_points(**points):
        put(*(result_of(student, score, course) for student, score in points.items()))
        return put

    return put_points


@pytest.fixture
def run(folder, golden):
    """Run the command in the folder."""
    (folder / "canvas.csv").write_bytes(golden("canvas.csv"))
    (folder / "worksheet.csv").write_bytes(golden("worksheet_en.csv"))

    def run(name, *options):
        return CliRunner().invoke(main, ["export", name, "--assignment", "activations", *options])

    return run


def test_a_file_is_written_and_the_changes_are_shown(run, file_results, folder):
    file_results(anna=87, wang=100)
    done = run("canvas", "--template", "canvas.csv", "--out", "out/grades.csv")
    assert done.exit_code == 0, done.output
    assert "2 grades to write, 0 unchanged" in done.output
    with (folder / "out" / "grades.csv").open(encoding="utf-8", newline="") as file:
        assert {row[1]: row[-1] for row in csv.reader(file)}["1003"] == "100.00"


def test_a_preview_writes_nothing(run, file_results, folder):
    file_results(anna=87)
    before = sorted(folder.rglob("*"))
    done = run("canvas", "--template", "canvas.csv", "--preview", "--out", "grades.csv")
    assert (done.exit_code, sorted(folder.rglob("*")) == before) == (0, True)
    assert "87.00" in done.output


def test_no_name_or_address_is_on_the_screen(run, file_results):
    file_results(anna=87, bob=5, wang=100, stranger=3)
    done = run("canvas", "--template", "canvas.csv", "--out", "grades.csv")
    assert not [word for word in SECRET_WORDS if word in done.output]


def test_somebody_who_is_not_in_the_template_is_a_finding(run, file_results):
    file_results(anna=87, stranger=3)
    done = run("canvas", "--template", "canvas.csv", "--out", "grades.csv")
    assert (done.exit_code, "stranger: not found in the template" in done.output) == (1, True)


def test_the_template_stays_as_it_is(run, file_results, folder, golden):
    file_results(anna=87)
    run("canvas", "--template", "canvas.csv", "--out", "grades.csv")
    assert (folder / "canvas.csv").read_bytes() == golden("canvas.csv")


def test_the_template_may_be_replaced_where_that_is_asked_for(run, file_results, folder):
    file_results(anna=87)
    assert run("canvas", "--template", "canvas.csv", "--out", "canvas.csv").exit_code == 0
    assert b"87.00" in (folder / "canvas.csv").read_bytes()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ((), "--out FILE"),
        (("--out", "x.csv"), "Export Entire Gradebook"),
        (("--out", "x.csv", "--template", "absent.csv"), "absent.csv"),
        (("--out", "x.csv", "--template", "canvas.csv", "--roster", "absent.csv"), "absent.csv"),
        (("--out", "x.csv", "--template", "canvas.csv", "--column", "Lab 9"), "Lab 9"),
        (("--out", "x.csv", "--template", "canvas.csv", "--graded", "absent"), "absent holds no results"),
    ],
)
def test_what_can_not_be_done_is_a_usage_error_with_a_remedy(run, file_results, options, words):
    file_results(anna=87)
    done = run("canvas", *options)
    assert (done.exit_code, words in done.output) == (2, True)


def test_results_under_pseudonyms_go_back_to_their_students(run, file_results, folder):
    key = open_pseudonyms(folder)
    file_results(**{key.of("anna"): 87, key.of("wang"): 9})
    done = run("canvas", "--template", "canvas.csv", "--out", "grades.csv")
    assert done.exit_code == 0, done.output
    with (folder / "grades.csv").open(encoding="utf-8", newline="") as file:
        grades = {row[1]: row[-1] for row in csv.reader(file)}
    assert (grades["1001"], grades["1003"]) == ("87.00", "9.00")


def test_feedback_pages_under_pseudonyms_are_found(run, file_results, folder):
    file_results(**{open_pseudonyms(folder).of("anna"): 87})
    done = run("moodle-feedback", "--template", "worksheet.csv", "--out", "feedback.zip")
    assert done.exit_code == 0, done.output
    with zipfile.ZipFile(folder / "feedback.zip") as archive:
        assert archive.namelist() == ["O'Brien, Anna-Lena_501_assignsubmission_file_/feedback.html"]


def test_what_the_grader_failed_on_is_left_out_and_a_finding(run, file_results, course, folder):
    fault = {"outcome": Outcome.INTERNAL_ERROR, "reason": "OSError.", "questions": (), "points": Fraction(0)}
    unreadable = {"outcome": Outcome.ERRORED, "reason": "Not a notebook.", "questions": ()}
    file_results(anna=87)(result_of("wang", 0, course, **fault), result_of("bob", 0, course, **unreadable))
    done = run("canvas", "--template", "canvas.csv", "--out", "grades.csv")
    assert done.exit_code == 1
    assert {"wang: left out: OSError.", "bob: left out: Not a notebook."} <= {
        line.strip() for line in done.output.splitlines()
    }
    with (folder / "grades.csv").open(encoding="utf-8", newline="") as file:
        grades = {row[1]: row[-1] for row in csv.reader(file)}
    assert (grades["1002"], grades["1003"]) == ("71.50", "")


def test_submissions_without_an_order_are_left_out_and_a_finding(run, file_results, course, folder):
    file_results(anna=87)
    again = folder / "graded" / "activations" / "anna-again"
    again.mkdir()
    (again / "result.json").write_text(result_json.dumps(result_of("anna", 9, course)), encoding="utf-8")
    done = run("canvas", "--template", "canvas.csv", "--out", "grades.csv")
    assert (done.exit_code, "anna: left out: There are several submissions" in done.output) == (1, True)
    assert "0 grades to write" in done.output


def test_a_gradebook_that_is_asked_for_and_empty_is_a_usage_error(run, file_results):
    file_results(anna=87)
    done = run("canvas", "--template", "canvas.csv", "--out", "grades.csv", "--gradebook")
    assert (done.exit_code, "gradebook holds no submission" in done.output) == (2, True)


@pytest.mark.parametrize("name", ["moodle", "brightspace", "csv", "parquet"])
def test_formats_that_need_no_template_are_made(run, file_results, folder, name):
    file_results(anna=87, wang=9)
    done = run(name, "--out", "made")
    assert done.exit_code == 0, done.output
    assert (folder / "made").stat().st_size > 50
