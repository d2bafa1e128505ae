"""Under a container's default profile the doctor tells the truth, and grading goes on, on the rung that holds there."""

import json
import os
import pwd
import subprocess
import sys
from pathlib import Path

import pytest

PROFILE = Path(__file__).with_name("container_profile.py")
CLOSED = "lies in a folder that is closed to others"


@pytest.fixture(scope="module")
def nobody():
    """The account of an ordinary user, where root runs the tests and that user can read the interpreter."""
    if os.geteuid() != 0:
        pytest.skip("the tests run as an ordinary user already")
    account = pwd.getpwnam("nobody")
    ids = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    try:
        subprocess.run([sys.executable, "-c", "import autograder"], check=True, capture_output=True, cwd="/", **ids)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("an ordinary user can't read this interpreter or this project")
    return ids


@pytest.fixture
def contained(tmp_path, root):
    """Run the command line under the profile, with some measures refused as well."""

    def call(*arguments, without=(), **options):
        refused = [word for what in without for word in ("--without", what)]
        course = ["--course", root / "course.yml"]
        command = [sys.executable, "-m", "autograder", *course, *arguments]
        return subprocess.run(
            [sys.executable, PROFILE, *refused, *command],
            capture_output=True,
            text=True,
            check=False,
            cwd=tmp_path,
            **options,
        )

    return call


@pytest.fixture
def submission(tmp_path, notebook_of):
    path = tmp_path / "student.ipynb"
    path.write_bytes(notebook_of("activations"))
    return path


def rungs(outcome):
    """Tell the rung that is used, and by rung whether it holds and why not."""
    found = json.loads(outcome.stdout)
    return found["rung"], {rung["rung"]: (rung["holds"], rung["reason"]) for rung in found["rungs"]}


def only_rung_c_of_the_strong(outcome):
    used, found = rungs(outcome)
    assert outcome.returncode == 0
    assert used == "C"
    for rung in "AB":
        assert not found[rung][0]
        assert "bwrap" in found[rung][1] or "bubblewrap" in found[rung][1]


def test_rung_c_is_used_as_no_namespaces_are_to_be_had(contained):
    only_rung_c_of_the_strong(contained("doctor", "--json"))


def test_rung_c_is_used_by_an_ordinary_user_too(contained, nobody):
    only_rung_c_of_the_strong(contained("doctor", "--json", **nobody))


def test_namespaces_are_said_to_be_refused_by_containers(contained):
    measures = {one["name"]: one for one in json.loads(contained("doctor", "--json").stdout)["measures"]}
    assert not measures["User namespaces"]["holds"]
    assert "rung C" in measures["User namespaces"]["remedy"]
    assert measures["Landlock"]["holds"]
    assert measures["seccomp"]["holds"]


def graded(outcome, folder):
    assert outcome.returncode == 0, outcome.stderr
    return json.loads((folder / "activations" / "student" / "result.json").read_text())


def test_grading_goes_on_on_rung_c(contained, submission, tmp_path):
    outcome = contained("grade", submission, "--assignment", "activations", "--out", tmp_path / "out")
    result = graded(outcome, tmp_path / "out")
    assert result["sandbox_rung"] == "C"
    assert {question["outcome"] for question in result["questions"]} <= {"passed", "needs_grading"}


def test_without_landlock_no_strong_rung_holds(contained):
    outcome = contained("doctor", "--json", without=["landlock"])
    used, found = rungs(outcome)
    assert outcome.returncode == 1
    assert used is None
    assert "landlock" in found["C"][1]
    assert found["D"][0] or CLOSED in found["D"][1]
    assert found["E"][0] or CLOSED in found["E"][1]


def test_without_landlock_grading_is_refused_with_a_reason(contained, submission, tmp_path):
    outcome = contained("grade", submission, "--out", tmp_path / "out", without=["landlock"])
    assert outcome.returncode == 2
    assert "No rung holds here that keeps files away" in outcome.stderr
    assert "landlock" in outcome.stderr
    assert "autograder doctor" in outcome.stderr
    assert not (tmp_path / "out").exists()


def test_a_weak_rung_grades_where_it_is_allowed_or_says_why_not(contained, submission, tmp_path):
    outcome = contained(
        *("grade", submission, "--assignment", "activations", "--out", tmp_path / "out"),
        *("--rung", "D", "--allow-weak-sandbox"),
        without=["landlock"],
    )
    if outcome.returncode == 2:
        assert os.geteuid() == 0
        assert CLOSED in outcome.stderr
        pytest.skip("rung D needs an interpreter that everybody can read")
    assert graded(outcome, tmp_path / "out")["sandbox_rung"] == "D"


def test_without_seccomp_the_weakest_rung_is_left(contained):
    outcome = contained("doctor", "--json", without=["seccomp"])
    used, found = rungs(outcome)
    assert outcome.returncode == 1
    assert used is None
    assert [rung for rung, (holds, _) in found.items() if holds] == [] if CLOSED in found["E"][1] else ["E"]


def test_without_landlock_only_weak_rungs_that_hold_are_recommended(contained, submission, tmp_path):
    _, found = rungs(contained("doctor", "--json", without=["landlock"]))
    message = contained("grade", submission, "--out", tmp_path / "out", without=["landlock"]).stderr
    assert {rung for rung in "DE" if f"--rung {rung}" in message} == {rung for rung in "DE" if found[rung][0]}
    assert message.count("bwrap:") <= 1


def test_without_seccomp_no_measure_is_explained_by_anothers_failure(contained):
    measures = json.loads(contained("doctor", "--json", without=["seccomp"]).stdout)["measures"]
    own = next(one for one in measures if one["name"] == "Namespaces for each submission")
    assert "libseccomp" not in own["found"]
    assert "seccomp" in own["remedy"]
