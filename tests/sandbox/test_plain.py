"""On the weakest rung student code is nobody's but its own user's: never root's."""

import contextlib
import errno
import os
import sys
import tempfile
from pathlib import Path

import pytest

from autograder.sandbox import plain
from autograder.sandbox.inside.limits import ProcessLimits
from autograder.sandbox.inside.probe import Attempt
from autograder.sandbox.ladder import PROBE, probe
from autograder.sandbox.plain import PlainPeer, closed_to_others
from autograder.sandbox.rung import Rung, RungError
from autograder.sandbox.user_ids import USER_IDS

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root gives rights up")


@pytest.fixture
def peer():
    with contextlib.ExitStack() as stack:

        def start():
            started = PlainPeer(PROBE, ProcessLimits())
            stack.callback(started.discard)
            return started

        yield start


@as_root
def test_started_by_root_it_runs_under_an_id_without_an_account_or_not_at_all(peer):
    if closed_to_others() is not None:
        with pytest.raises(RungError, match=r"closed to others.* as an ordinary user"):
            peer()
        return
    path = peer().client.ask("leave", "written", 10)
    assert Path(path).stat().st_uid in USER_IDS


def test_nobody_acts_as_root_there_whoever_starts_it():
    finding = probe(Rung.E)
    assert not {Attempt.BE_ROOT, Attempt.HOLD_CAPABILITIES} & set(finding.allowed)


def test_an_ordinary_user_stays_who_it_is(peer, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    path = peer().client.ask("leave", "written", 10)
    assert Path(path).stat().st_uid == os.getuid()


@pytest.mark.parametrize("error", [errno.EPERM, errno.EINVAL])
def test_root_that_can_hand_it_to_nobody_else_is_told_what_to_do(peer, monkeypatch, error):
    def refuse(*_):
        raise OSError(error, os.strerror(error))

    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(os, "chown", refuse)
    with pytest.raises(RungError, match=r"^Rung E does not hold here: .*as an ordinary user, or grant CAP_SETUID"):
        peer()


def test_what_fails_for_another_reason_stays_what_it_is(peer, monkeypatch):
    monkeypatch.setattr(plain.sys, "executable", "/nonexistent/python")
    with pytest.raises(FileNotFoundError):
        peer()


@pytest.fixture
def folder():
    """A folder that everybody may enter, which pytest's own is not."""
    with tempfile.TemporaryDirectory() as path:
        Path(path).chmod(0o755)
        yield Path(path)


@pytest.mark.parametrize(("mode", "is_closed"), [(0o700, True), (0o750, True), (0o711, False)])
def test_a_folder_that_others_may_not_enter_closes_all_that_lies_in_it(monkeypatch, folder, mode, is_closed):
    inner = folder / "environment" / "bin"
    inner.mkdir(parents=True)
    inner.parent.chmod(mode)
    monkeypatch.setattr(sys, "executable", str(inner / "python"))
    assert (closed_to_others() == str(inner / "python")) is is_closed
