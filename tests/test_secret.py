"""Behaviour of the course's secret."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.errors import UsageError
from autograder.secret import course_secret, fingerprint, seed

SECRET = b"a secret of the tests"


@pytest.fixture(autouse=True)
def _no_variable(monkeypatch):
    monkeypatch.delenv("AUTOGRADER_SECRET", raising=False)


def test_a_secret_is_made_on_first_use_and_kept(tmp_path):
    secret = course_secret(tmp_path)
    assert re.fullmatch(rb"[0-9a-f]{64}", secret)
    assert course_secret(tmp_path) == secret


def test_two_courses_get_different_secrets(tmp_path):
    (tmp_path / "other").mkdir()
    assert course_secret(tmp_path) != course_secret(tmp_path / "other")


def test_only_the_owner_may_read_it_and_no_draft_is_left(tmp_path):
    course_secret(tmp_path)
    folder = tmp_path / ".autograder"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "secret").stat().st_mode) == 0o600
    assert [path.name for path in folder.iterdir()] == ["secret"]


def test_the_variable_comes_first_and_makes_no_file(tmp_path, monkeypatch):
    monkeypatch.setenv("AUTOGRADER_SECRET", "  sixteen letters!\n")
    assert course_secret(tmp_path) == b"sixteen letters!"
    assert list(tmp_path.iterdir()) == []


def test_the_variable_may_carry_the_file_to_another_machine(tmp_path, monkeypatch):
    secret = course_secret(tmp_path)
    monkeypatch.setenv("AUTOGRADER_SECRET", (tmp_path / ".autograder/secret").read_text())
    assert course_secret(tmp_path / "elsewhere") == secret


@pytest.mark.parametrize("text", ["", " " * 20, "fifteen letters"])
def test_a_short_variable_is_refused_and_not_shown(tmp_path, monkeypatch, text):
    monkeypatch.setenv("AUTOGRADER_SECRET", text)
    with pytest.raises(UsageError, match="at least 16") as caught:
        course_secret(tmp_path)
    assert "fifteen" not in str(caught.value)


@pytest.mark.parametrize("content", [b"", b"short", b"g" * 64, b"A" * 64, b"0" * 65, b"\xff" * 64])
def test_a_damaged_file_is_refused_and_left_alone(tmp_path, content):
    path = tmp_path / ".autograder" / "secret"
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(UsageError, match="is damaged"):
        course_secret(tmp_path)
    assert path.read_bytes() == content


def refuse(*_args, **_keys):
    raise PermissionError(30, "Read-only file system")


@pytest.mark.parametrize("call", ["mkdir", "open", "link"])
def test_a_folder_that_cannot_be_written_names_the_variable(tmp_path, monkeypatch, call):
    monkeypatch.setattr(os, call, refuse)
    with pytest.raises(UsageError, match=r"Read-only file system.*set the variable AUTOGRADER_SECRET"):
        course_secret(tmp_path)


def test_a_file_in_the_folders_place_is_a_usage_error(tmp_path):
    (tmp_path / ".autograder").touch()
    with pytest.raises(UsageError, match="set the variable"):
        course_secret(tmp_path)


def test_a_secret_that_another_process_made_meanwhile_wins(tmp_path, monkeypatch):
    link = os.link

    def late_link(source, target):
        target.write_bytes(b"0" * 64)
        link(source, target)

    monkeypatch.setattr(os, "link", late_link)
    assert course_secret(tmp_path) == b"0" * 64
    assert [path.name for path in (tmp_path / ".autograder").iterdir()] == ["secret"]


def test_processes_that_race_agree_on_one_secret(tmp_path):
    code = (
        "import sys, pathlib; from autograder.secret import course_secret; sys.stdin.readline();"
        "print(course_secret(pathlib.Path(sys.argv[1])).decode())"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    racers = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(6)]
    for racer in racers:
        racer.stdin.write("go\n")
        racer.stdin.flush()
    found = {racer.communicate()[0].strip() for racer in racers}
    assert found == {course_secret(tmp_path).decode()}


def test_a_fingerprint_tells_secrets_apart_and_is_stable():
    assert fingerprint(SECRET) == "a059068a48a6"
    assert fingerprint(SECRET) != fingerprint(SECRET + b"!")


def test_a_seed_is_stable_across_versions():
    assert seed(SECRET, "activations", "sigmoid") == 0x2DF61D8B0875AD8E25FE0FCFF4716DB6


def test_a_seed_starts_a_generator():
    draws = [np.random.default_rng(seed(SECRET, label)).random() for label in ("a", "b", "a")]
    assert draws[0] == draws[2] != draws[1]


labels = st.lists(st.text(max_size=4), max_size=4)


@given(first=labels, second=labels)
def test_different_labels_give_different_seeds(first, second):
    assert (seed(SECRET, *first) == seed(SECRET, *second)) == (first == second)
    assert 0 <= seed(SECRET, *first) < 2**128


def test_labels_are_not_run_together():
    assert len({seed(SECRET, *parts) for parts in (["ab", "c"], ["a", "bc"], ["abc"], ["abc", ""], ["", "abc"])}) == 5


def test_different_secrets_give_different_seeds():
    assert seed(SECRET, "a") != seed(b"another secret of the tests", "a")


def test_any_label_has_a_seed():
    assert seed(SECRET, "\ud800", "é", "\0") != seed(SECRET, "é", "\ud800", "\0")
