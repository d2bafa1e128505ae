"""Work folders are removed with all that they hold, those of killed makers too, and never while their maker lives."""

import os
import stat
import sys
import tempfile
from pathlib import Path

import pytest

from autograder.sandbox import work_folder
from autograder.sandbox.inside import work
from autograder.sandbox.work_folder import PREFIX, WorkFolder, remove_abandoned

LONG_NAME = "d" * 200
BEYOND_ANY_PATH = 40
"""Folders of such names, one in the other, whose path is longer than the system takes."""


@pytest.fixture
def parent(tmp_path, monkeypatch):
    """A folder for temporary files of its own."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def make_deep(folder, count=BEYOND_ANY_PATH):
    """Make folders in one another, deeper than a path can name, with a file in each."""
    here = os.open(folder, os.O_RDONLY)
    for _ in range(count):
        os.mkdir(LONG_NAME, dir_fd=here)
        os.close(os.open("file", os.O_CREAT | os.O_WRONLY, dir_fd=here))
        deeper = os.open(LONG_NAME, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = deeper
    os.close(here)


def test_a_folder_goes_with_its_maker(parent):
    with WorkFolder(None) as folder:
        Path(folder.path, "file").touch()
        assert Path(folder.path).parent == parent
    assert list(parent.iterdir()) == []


def test_a_folder_that_another_process_takes_for_abandoned_is_made_again(parent, monkeypatch):
    taken = []

    def lock(claim, how):
        if not taken:
            taken.extend(parent.iterdir())
            taken[0].rmdir()
        flock(claim, how)

    flock = work_folder.fcntl.flock
    monkeypatch.setattr(work_folder.fcntl, "flock", lock)
    with WorkFolder(None) as folder:
        assert list(parent.iterdir()) == [Path(folder.path)] != taken


def test_a_folder_is_its_owners_alone(parent):
    with WorkFolder(None) as folder:
        assert stat.S_IMODE(Path(folder.path).stat().st_mode) == stat.S_IRWXU
    assert list(parent.iterdir()) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_a_folder_can_be_another_users(parent):
    with WorkFolder(61184) as folder:
        assert Path(folder.path).stat().st_uid == 61184
    assert list(parent.iterdir()) == []


def test_a_folder_that_nobody_claims_is_removed(parent):
    abandoned = parent / f"{PREFIX}abandoned"
    (abandoned / "1").mkdir(parents=True)
    remove_abandoned(str(parent))
    assert not abandoned.exists()


def test_making_a_folder_removes_abandoned_ones(parent):
    abandoned = parent / f"{PREFIX}abandoned"
    abandoned.mkdir()
    with WorkFolder(None):
        assert not abandoned.exists()


def test_a_claimed_folder_stays(parent):
    with WorkFolder(None) as folder:
        Path(folder.path, "file").touch()
        remove_abandoned(str(parent))
        assert Path(folder.path, "file").exists()


def test_a_folder_whose_maker_was_killed_is_abandoned(parent, child):
    program = (
        "import json, os, signal, sys, tempfile\n"
        "from autograder.sandbox.work_folder import WorkFolder\n"
        "tempfile.tempdir = sys.argv[1]\n"
        "print(json.dumps(WorkFolder(None).path), flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    path = Path(child(program, parent).told)
    assert path.exists()
    remove_abandoned(str(parent))
    assert not path.exists()


def test_other_folders_files_and_links_are_left_alone(parent):
    (parent / "other").mkdir()
    (parent / f"{PREFIX}file").touch()
    (parent / f"{PREFIX}link").symlink_to(parent / "other")
    remove_abandoned(str(parent))
    assert {path.name for path in parent.iterdir()} == {"other", f"{PREFIX}file", f"{PREFIX}link"}


def test_a_deep_tree_is_removed(tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    make_deep(folder)
    work.remove(folder)
    assert list(tmp_path.iterdir()) == []


def test_a_wide_and_odd_tree_is_removed_and_links_are_not_followed(tmp_path):
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "file").touch()
    folder = tmp_path / "folder"
    folder.mkdir()
    for name in ("a b", "-rf", "new\nline", ".lifted-1", b"\xff".decode(errors="surrogateescape"), "…"):
        (folder / name).mkdir()
        (folder / name / ".lifted-2").touch()
        (folder / name / "inner").mkdir()
    (folder / "link").symlink_to(kept)
    (folder / "a b" / "link").symlink_to(kept)
    os.mkfifo(folder / "pipe")
    os.link(kept / "file", folder / "hard")
    work.remove(folder)
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
    assert (kept / "file").exists()


def test_folders_closed_even_to_their_owner_are_removed(tmp_path):
    folder = tmp_path / "folder"
    (folder / "closed" / "inner" / "innermost").mkdir(parents=True)
    (folder / "closed" / "inner" / "file").touch()
    for path in ("closed/inner/innermost", "closed/inner", "closed"):
        (folder / path).chmod(0)
    work.remove(folder)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_gone_is_no_error(tmp_path):
    work.remove(tmp_path / "nowhere")


def test_bytes_and_files_are_counted_however_deep(tmp_path):
    for name in ("a", "b", "c/d"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "file").write_bytes(b"1" * 100_000)
    assert not work.exceeds(str(tmp_path), 1_000_000, 10)
    assert work.exceeds(str(tmp_path), 200_000, 10)
    assert work.exceeds(str(tmp_path), 1_000_000, 6)


def test_holes_in_files_are_not_counted(tmp_path):
    with (tmp_path / "hole").open("wb") as file:
        file.truncate(10**9)
    assert not work.exceeds(str(tmp_path), 1_000_000, 10)


def test_links_are_not_followed_when_counting(tmp_path):
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "link").symlink_to(sys.prefix)
    assert not work.exceeds(str(tmp_path / "folder"), 1_000_000, 10)


def test_what_is_too_deep_to_be_measured_exceeds(tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    make_deep(folder)
    assert work.exceeds(str(folder), 10**9, 10**6)
    work.remove(folder)


def test_a_folder_that_is_gone_holds_nothing(tmp_path):
    assert not work.exceeds(str(tmp_path / "nowhere"), 0, 0)
