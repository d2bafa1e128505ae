"""Each measure is tried in a process of its own, so that one which fails or holds says nothing about the others."""

import json
import subprocess
import sys
from dataclasses import asdict

import pytest

from autograder.sandbox.inside.trials import Answer, Outcome, Question
from autograder.sandbox.system_calls import compile_filter


@pytest.fixture
def tried():
    def call(*, user=None, program=b"", readable=()):
        result = subprocess.run(
            [sys.executable, "-c", "from autograder.sandbox.inside.trials import main; main()"],
            input=json.dumps(asdict(Question(user, program.hex(), readable))),
            capture_output=True,
            text=True,
            check=True,
        )
        return Answer.loads(result.stdout)

    return call


def test_what_can_be_read_is_told_from_what_can_not(tried, tmp_path):
    assert tried(readable=("/", sys.executable)).reading == Outcome()
    outcome = tried(readable=("/", f"{tmp_path}/missing")).reading
    assert outcome.error == "ENOENT"
    assert outcome.message.endswith("missing")


def test_a_filter_holds_only_if_it_refuses_something(tried):
    assert tried(program=compile_filter()).seccomp.works
    assert not tried(program=b"").seccomp.works
    let_all_pass = bytes.fromhex("060000000000ff7f")
    assert tried(program=let_all_pass).seccomp.error == "ENOTRECOVERABLE"


def test_a_filter_that_ends_the_process_does_not_hold_and_spoils_no_other_trial(tried):
    kill = bytes.fromhex("0600000000000080")
    answer = tried(program=kill)
    assert answer.seccomp.error == "DIED"
    assert answer.reading.works


def test_landlock_has_a_version_where_it_holds(tried):
    answer = tried()
    assert answer.landlock.works is (answer.landlock_version > 0)
