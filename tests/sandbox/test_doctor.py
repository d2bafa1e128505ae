"""The doctor finds out by trying, explains what is missing, and ends with 1 where nothing keeps files away."""

import json
import subprocess
import sys
from dataclasses import replace

import pytest

from autograder.sandbox import doctor, ladder
from autograder.sandbox.doctor import Diagnosis, Measure, Need
from autograder.sandbox.inside.probe import Attempt
from autograder.sandbox.inside.trials import Answer, Outcome
from autograder.sandbox.ladder import Finding
from autograder.sandbox.rung import STRONG, Rung
from autograder.sandbox.system import System
from autograder.sandbox.system_calls import FilterError

WORKS = Outcome()
ALL_WORKS = Answer(WORKS, WORKS, WORKS, 7, WORKS, WORKS)
LINUX = System(families=("debian",), kernel=(6, 1))
NEED = Need(1, 1_000_000_000)
HOLDING = {rung: Finding(rung, refused=frozenset(Attempt)) for rung in Rung}
MEASURES = (Measure("Landlock", holds=False, found="version [0]", remedy="Use a newer kernel."),)


DOCTOR = """
from autograder.cli.doctor import main
from autograder.sandbox import doctor, ladder, rung
measures = (doctor.Measure("Landlock", True, "found " * 100),)
findings = tuple(ladder.Finding(one, refused=ladder.promised(one)) for one in rung.Rung)
doctor.examine = lambda need: doctor.Diagnosis(measures, findings)
main(["doctor"])
"""


def named(diagnosis):
    return {measure.name: measure for measure in diagnosis.measures}


@pytest.fixture
def run_with(run, monkeypatch):
    def call(diagnosis, *options):
        monkeypatch.setattr(doctor, "examine", lambda _: diagnosis)
        return run("doctor", *options)

    return call


def test_it_finds_the_rung_that_grading_uses(run):
    outcome = run("doctor", "--json")
    found = json.loads(outcome.stdout)
    ladder.best_rung.cache_clear()
    assert found["rung"] == ladder.best_rung()
    assert outcome.exit_code == 0
    assert [rung["rung"] for rung in found["rungs"]] == list(Rung)


def test_what_is_missing_has_a_remedy_and_what_holds_has_none(run):
    found = json.loads(run("doctor", "--json").stdout)
    assert {bool(measure["remedy"]) is measure["holds"] for measure in found["measures"]} == {False}
    assert all(bool(rung["reason"]) is not rung["holds"] for rung in found["rungs"])


def test_tables_name_every_measure_and_the_rung_that_is_used(run):
    outcome = run("doctor")
    for word in ("bubblewrap", "User namespaces", "Landlock", "seccomp", "Memory", "`autograder grade` uses rung"):
        assert word in outcome.stdout


def test_without_a_strong_rung_it_ends_with_1_and_names_the_weak_ones(run_with):
    findings = (*(Finding(rung, f"No {rung}.") for rung in STRONG), HOLDING[Rung.D], HOLDING[Rung.E])
    outcome = run_with(Diagnosis(MEASURES, findings))
    assert outcome.exit_code == 1
    assert "refuses to grade here" in outcome.stdout
    assert "--rung D or --rung E with --allow-weak-sandbox" in outcome.stdout
    assert "No B." in outcome.stdout
    assert "Use a newer kernel." in outcome.stdout


def test_json_has_the_rungs_attempts_by_name(run_with):
    weak = Finding(Rung.E, refused=frozenset(Attempt) - {Attempt.READ_FILE, Attempt.MOUNT})
    broken = Finding(Rung.C, refused=frozenset(Attempt) - {Attempt.MOUNT})
    outcome = run_with(Diagnosis(MEASURES, (broken, weak)), "--json")
    found = json.loads(outcome.stdout)
    assert outcome.exit_code == 1
    assert found["rung"] is None
    assert found["rungs"] == [
        {"rung": "C", "holds": False, "reason": str(broken), "allowed": ["mount"]},
        {"rung": "E", "holds": True, "reason": "", "allowed": ["read_file", "mount"]},
    ]


def test_a_weak_rung_is_never_the_one_that_is_used():
    assert Diagnosis((), (HOLDING[Rung.E], HOLDING[Rung.D])).rung is None
    assert Diagnosis((), (Finding(Rung.A, "No."), HOLDING[Rung.B], HOLDING[Rung.C])).rung is Rung.B


def test_elsewhere_than_on_linux_only_the_weakest_rung_is_offered(monkeypatch):
    for module in (doctor, ladder):
        monkeypatch.setattr(module, "this_system", lambda: System(platform="darwin"))
    diagnosis = doctor.examine(NEED)
    assert diagnosis.rung is None
    assert [finding.rung for finding in diagnosis.findings if finding.holds] == [Rung.E]
    for name in ("bubblewrap", "User namespaces", "Landlock", "seccomp"):
        assert not named(diagnosis)[name].holds
        assert "Only Linux" in named(diagnosis)[name].remedy


@pytest.mark.parametrize(
    ("version", "judges"),
    [
        (1, ["emptying files", "TCP", "signals"]),
        (3, ["TCP", "signals"]),
        (4, ["signals"]),
        (5, ["signals"]),
        (6, []),
    ],
)
def test_an_older_landlock_holds_and_is_said_to_lack_something(version, judges):
    measure = doctor._landlock(LINUX, replace(ALL_WORKS, landlock_version=version))
    assert measure.holds
    assert f"version {version}" in measure.found
    assert [word for word in ("emptying files", "TCP", "signals") if word in measure.found] == judges


def test_landlock_that_was_refused_does_not_hold_whatever_its_version():
    measure = doctor._landlock(LINUX, replace(ALL_WORKS, landlock=Outcome("ENOSYS", "Function not implemented")))
    assert not measure.holds
    assert measure.remedy


@pytest.mark.parametrize(
    ("complaint", "remedy"),
    [
        (FilterError("libseccomp was not found.", is_missing=True), "apt-get install libseccomp2"),
        (FilterError("libseccomp can't compile the filter."), "CONFIG_SECCOMP_FILTER"),
    ],
)
def test_a_missing_library_is_told_from_a_missing_seccomp(complaint, remedy):
    measure = doctor._seccomp(LINUX, ALL_WORKS, complaint)
    assert not measure.holds
    assert remedy in measure.remedy


def test_a_filter_that_the_kernel_refuses_does_not_hold():
    refused = replace(ALL_WORKS, seccomp=Outcome("EPERM", "prctl(PR_SET_SECCOMP): Operation not permitted"))
    assert not doctor._seccomp(LINUX, refused, None).holds


def test_bubblewrap_that_is_not_installed_is_to_be_installed(monkeypatch):
    monkeypatch.setattr(doctor.bubblewrap.shutil, "which", lambda *_, **__: None)
    measure = doctor._bubblewrap(LINUX, ALL_WORKS)
    assert (measure.holds, measure.found) == (False, "not installed")
    assert "apt-get install bubblewrap" in measure.remedy


def test_a_bubblewrap_that_fails_is_quoted(monkeypatch, tmp_path):
    program = tmp_path / "bwrap"
    program.write_text("#!/bin/sh\necho 'bwrap: no luck today' >&2\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setattr(doctor.bubblewrap, "find", lambda: str(program))
    measure = doctor._bubblewrap(LINUX, ALL_WORKS)
    assert (measure.holds, measure.found) == (False, "bwrap: no luck today")


@pytest.mark.parametrize(
    ("jobs", "each", "remedy"), [(2, 4, ""), (3, 4, "--jobs 2"), (1, 11, "Lower limits.memory_bytes")]
)
def test_memory_must_do_for_all_submissions_at_once(monkeypatch, jobs, each, remedy):
    monkeypatch.setattr(doctor, "memory_bytes", lambda: 10)
    measure = doctor._memory(Need(jobs, each))
    assert measure.holds is (not remedy)
    assert remedy in measure.remedy


def test_root_that_can_become_nobody_else_is_told_so(monkeypatch):
    monkeypatch.setattr(doctor.os, "geteuid", lambda: 0)
    measure = doctor._user(replace(ALL_WORKS, change_of_user=Outcome("EPERM", "Operation not permitted")))
    assert not measure.holds
    assert "CAP_SETUID" in measure.remedy


def test_root_is_told_that_student_code_is_somebody_elses(monkeypatch):
    monkeypatch.setattr(doctor.os, "geteuid", lambda: 0)
    measure = doctor._user(ALL_WORKS)
    assert (measure.name, measure.holds) == ("A user other than root", True)
    assert "ids from 61184 on" in measure.found


CLOSED = replace(ALL_WORKS, reading=Outcome("EACCES", "Permission denied: /root/python"))


def test_a_closed_interpreter_is_no_fault_where_a_strong_rung_holds():
    measure = doctor._interpreter(CLOSED, Rung.C)
    assert (measure.holds, measure.remedy) == (True, "")
    assert "closed to others" in measure.found
    assert "D and E can't" in measure.found


def test_a_closed_interpreter_is_to_be_moved_where_only_weak_rungs_could_hold():
    measure = doctor._interpreter(CLOSED, None)
    assert not measure.holds
    assert "as an ordinary user" in measure.remedy


def test_namespaces_of_their_own_are_explained_by_what_else_is_missing():
    missing = Measure("seccomp", holds=False, found="refused", remedy="Allow it.")
    there = Measure("bubblewrap", holds=True, found="starts")
    measure = doctor._own_namespaces(Finding(Rung.A, "libseccomp can't compile the filter."), [there, missing])
    assert measure.found == "can't be tried without: seccomp"
    assert measure.remedy == "Only rung A takes them. See: seccomp."


def test_namespaces_of_their_own_are_explained_by_the_rung_where_nothing_else_is_missing():
    measure = doctor._own_namespaces(Finding(Rung.A, "unshare: refused."), [])
    assert measure.found == "Rung A does not hold here: unshare: refused."
    assert "user namespace inside bubblewrap" in measure.remedy


@pytest.mark.parametrize(("columns", "widest"), [("70", 70), ("100", 100), ("400", 120), (None, 120)])
def test_tables_in_a_pipe_are_as_wide_as_columns_says_and_never_too_wide_to_read(monkeypatch, columns, widest):
    monkeypatch.delenv("COLUMNS", raising=False)
    if columns:
        monkeypatch.setenv("COLUMNS", columns)
    done = subprocess.run(
        [sys.executable, "-c", DOCTOR], stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True, check=True
    )
    assert max(map(len, done.stdout.splitlines())) == widest
