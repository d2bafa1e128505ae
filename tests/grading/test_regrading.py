"""Grading again shows whose results are others than before and why; a dry run shows the same and keeps nothing."""

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time

import pytest
from click.testing import CliRunner

from autograder.cli import main
from autograder.cli.interruption import INTERRUPTED
from autograder.cli.regrading import FILE

STRICTER = '''

@check()
def test_negative(student):
    """`relu` cuts off what is negative."""
    if student.relu(-1.0) != 0:
        raise CheckFailed("No.")
'''
RIGHT = "def relu(x):\n    return max(x, 0)"
ODD = "def relu(x):\n    return x"
WRONG = "def relu(x):\n    return 7"


@pytest.fixture(scope="module")
def temporary(tmp_path_factory):
    """The folder for temporary files, where nothing may be left."""
    folder = tmp_path_factory.mktemp("temporary")
    before, tempfile.tempdir = tempfile.tempdir, str(folder)
    yield folder
    tempfile.tempdir = before


@pytest.fixture
def course_file(small_course):
    """A course of one question, whose hidden checks may be changed."""
    return small_course()


@pytest.fixture
def stricter(course_file):
    """Add a check to the course's hidden ones; only processes that start after it know it."""

    def call():
        with (course_file.parent / "graders" / "activations" / "test_relu.py").open("a") as file:
            file.write(STRICTER)

    return call


@pytest.fixture
def hand_in(tmp_path, notebook_of):
    """Put notebooks with these answers into the class."""
    (tmp_path / "class").mkdir()

    def call(**answers):
        for student, answer in answers.items():
            content = notebook_of("activations", relu=answer) if answer else b"{"
            (tmp_path / "class" / f"{student}.ipynb").write_bytes(content)

    return call


@pytest.fixture
def grade(tmp_path, course_file, monkeypatch):
    """Grade the class."""
    monkeypatch.chdir(tmp_path)

    def call(*options):
        return CliRunner().invoke(main, ["--course", str(course_file), "grade", "class", "--jobs", "1", *options])

    return call


def state(folder):
    """All that a dry run may not change."""
    paths = sorted(folder.rglob("*"))
    return [(path, path.lstat().st_mtime_ns, path.is_file() and path.read_bytes()) for path in (folder, *paths)]


def changes(done):
    return {one["student"]: one for one in json.loads(done.stdout)["changes"]}


def test_changed_graders_show_exactly_what_they_changed(grade, hand_in, stricter, tmp_path):
    hand_in(ada=RIGHT, bob=ODD, cem=WRONG)
    grade()
    stricter()
    done = grade("--jobs", "2")
    assert "Compared with the run before: 3 results changed, 0 as before.\n" in done.stdout
    lines = done.stdout.partition("Compared")[2].partition("Sandbox")[0].splitlines()[1:]
    assert lines == [
        "  bob, activations: 4 / 4 -> 2.67 / 4 (graders changed)",
        "      relu.negative: added (failed)",
        "  ada, activations: 4 / 4, as before (graders changed)",
        "      relu.negative: added (passed)",
        "  cem, activations: 0 / 4, as before (graders changed)",
        "      relu.negative: added (skipped)",
    ]
    written = json.loads((tmp_path / "graded" / FILE).read_text())
    assert [one["student"] for one in written["changes"]] == ["bob", "ada", "cem"]


def test_another_submission_is_told_from_other_graders(grade, hand_in):
    hand_in(ada=RIGHT, bob=ODD)
    grade()
    hand_in(bob=WRONG, cem=RIGHT)
    done = grade("--json")
    (bob,) = changes(done).values()
    assert (bob["student"], bob["cause"]) == ("bob", "submission")
    assert bob["grade"] == {"before": 4.0, "after": 0.0}
    assert [(one["check"], one["before"], one["after"]) for one in bob["checks"]] == [
        ("relu.values", "passed", "failed"),
        ("relu.zero", "passed", "skipped"),
    ]
    assert json.loads(done.stdout)["as_before"] == 1


def test_a_first_run_and_a_run_that_grades_nothing_compare_nothing(grade, hand_in, tmp_path):
    hand_in(ada=RIGHT)
    assert "Compared" not in grade().stdout
    assert "Compared" not in grade().stdout
    assert json.loads(grade("--json").stdout)["changes"] == []
    assert not (tmp_path / "graded" / FILE).exists()


def test_a_run_that_grades_again_to_the_same_end_says_so(grade, hand_in, stricter):
    hand_in(ada=None, bob=None)
    grade()
    stricter()
    assert "Compared with the run before: 0 results changed, 2 as before.\n" in grade("--jobs", "2").stdout


def test_the_changes_of_the_last_run_that_changed_any_are_kept(grade, hand_in, tmp_path):
    hand_in(ada=RIGHT)
    grade()
    hand_in(ada=WRONG)
    grade()
    written = (tmp_path / "graded" / FILE).read_bytes()
    assert b'"ada"' in written
    grade()
    assert (tmp_path / "graded" / FILE).read_bytes() == written


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b'{"schema_version": 0}', b"\xff\xfe"])
def test_a_result_of_another_format_is_counted_as_not_comparable(grade, hand_in, tmp_path, content):
    hand_in(ada=RIGHT, bob=RIGHT)
    grade()
    (tmp_path / "graded" / "activations" / "ada" / "result.json").write_bytes(content)
    done = grade()
    assert done.exit_code == 0
    assert "0 results changed, 1 as before, 1 not comparable" in done.stdout


def test_a_fault_of_ours_is_said_to_be_one(grade, hand_in, tmp_path):
    hand_in(ada=RIGHT)
    grade()
    path = tmp_path / "graded" / "activations" / "ada" / "result.json"
    document = json.loads(path.read_text())
    path.write_text(json.dumps(document | {"outcome": "internal_error", "questions": [], "grading_digest": ""}))
    assert "  ada, activations: internal error -> 4 / 4 (graded again)\n" in grade().stdout


@pytest.mark.parametrize("answers", [{"ada": WRONG, "cem": RIGHT}, {"ada": None}])
def test_a_dry_run_shows_what_the_real_one_would_and_changes_nothing(grade, hand_in, tmp_path, temporary, answers):
    hand_in(ada=RIGHT, bob=RIGHT)
    grade()
    hand_in(**answers)
    before = state(tmp_path / "graded")
    dry = grade("--json", "--dry-run")
    assert state(tmp_path / "graded") == before
    assert list(temporary.iterdir()) == []
    real = grade("--json")
    assert dry.exit_code == real.exit_code
    found = [json.loads(done.stdout) for done in (dry, real)]
    assert [one.pop("report") is None for one in found] == [True, False]
    assert found[0] == found[1]
    assert found[0]["changes"]


def test_a_dry_run_does_not_grade_what_is_unchanged(grade, hand_in):
    hand_in(ada=RIGHT, bob=RIGHT)
    grade()
    hand_in(bob=ODD)
    assert json.loads(grade("--json", "--dry-run").stdout)["unchanged"] == 1


def test_a_dry_run_makes_no_folder_and_names_no_report(grade, hand_in, tmp_path):
    hand_in(ada=RIGHT)
    done = grade("--dry-run")
    assert done.exit_code == 0
    assert not (tmp_path / "graded").exists()
    assert "Report:" not in done.stdout
    assert "index.html" not in done.output
    assert re.search(r"^ada .* 4 / 4", done.stdout, re.MULTILINE)


def test_a_dry_run_into_what_is_no_folder_is_refused_as_the_real_one(grade, hand_in, tmp_path):
    hand_in(ada=RIGHT)
    (tmp_path / "graded").write_text("mine")
    done = [grade(*options) for options in (("--dry-run",), ())]
    assert [one.exit_code for one in done] == [2, 2]
    assert done[0].output == done[1].output
    assert (tmp_path / "graded").read_text() == "mine"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_dry_run_into_a_folder_that_is_closed_is_refused_as_the_real_one(grade, hand_in, tmp_path):
    hand_in(ada=RIGHT)
    (tmp_path / "graded").mkdir(mode=0o500)
    done = [grade(*options) for options in (("--dry-run",), ())]
    assert [one.exit_code for one in done] == [2, 2]


def test_a_dry_run_that_is_interrupted_leaves_nothing(course_file, hand_in, tmp_path):
    hand_in(**dict.fromkeys(("ada", "bob", "cem", "dia"), f"import time\ntime.sleep(1.5)\n{RIGHT}"))
    own = tmp_path / "own"
    own.mkdir(mode=0o755)
    command = [
        sys.executable,
        "-m",
        "autograder",
        "--course",
        course_file,
        "grade",
        "class",
        "--dry-run",
        "--jobs",
        "1",
    ]
    running = subprocess.Popen(
        [*command, "--assignment", "activations"],
        cwd=tmp_path,
        env={**os.environ, "TMPDIR": str(own)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    while running.poll() is None and not list(own.glob("*/activations/*/result.json")):
        time.sleep(0.01)
    running.send_signal(signal.SIGINT)
    output, _ = running.communicate()
    assert running.returncode == INTERRUPTED, output
    assert "A dry run keeps nothing of it." in output
    assert list(own.iterdir()) == []
    assert not (tmp_path / "graded").exists()
