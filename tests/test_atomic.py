"""A file is replaced as a whole or not at all."""

import os
import stat
from pathlib import Path
from unittest.mock import Mock

import pytest

from autograder import atomic


def test_a_file_is_written_with_its_folders(tmp_path):
    atomic.write(tmp_path / "a" / "b" / "page.html", "Zoë\n")
    assert (tmp_path / "a" / "b" / "page.html").read_bytes() == b"Zo\xc3\xab\n"


def test_a_file_is_replaced(tmp_path):
    path = tmp_path / "result.json"
    atomic.write(path, b"a long content")
    atomic.write(path, b"short")
    assert path.read_bytes() == b"short"


def test_nothing_else_is_left_in_the_folder(tmp_path):
    atomic.write(tmp_path / "page.html", "x")
    assert list(tmp_path.iterdir()) == [tmp_path / "page.html"]


def test_a_link_is_replaced_and_not_followed(tmp_path):
    target = tmp_path / "target"
    target.write_bytes(b"mine")
    path = tmp_path / "page.html"
    path.symlink_to(target)
    atomic.write(path, "x")
    assert not path.is_symlink()
    assert target.read_bytes() == b"mine"


@pytest.mark.parametrize("umask", [0o022, 0o077])
def test_the_mode_follows_the_umask(tmp_path, umask):
    before = os.umask(umask)
    try:
        atomic.write(tmp_path / "page.html", "x")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "page.html").stat().st_mode) == 0o666 & ~umask


def test_a_reader_meets_the_old_file_until_the_new_one_is_whole(tmp_path, monkeypatch):
    path = tmp_path / "page.html"
    atomic.write(path, "old")
    replace, seen = Path.replace, []

    def look_and_replace(self, target):
        seen.append((path.read_bytes(), self.read_bytes(), self.parent))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", look_and_replace)
    atomic.write(path, "new")
    assert seen == [(b"old", b"new", tmp_path)]


@pytest.mark.parametrize("interruption", [OSError, KeyboardInterrupt])
def test_an_interruption_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch, interruption):
    path = tmp_path / "page.html"
    atomic.write(path, "old")

    monkeypatch.setattr(Path, "replace", Mock(side_effect=interruption))
    with pytest.raises(interruption):
        atomic.write(path, "new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [tmp_path / "page.html"]


def test_a_temporary_name_that_is_taken_is_refused_and_left_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(atomic, "token_hex", lambda _: "taken")
    others = tmp_path / ".writing-taken"
    others.write_bytes(b"another process is writing this")
    with pytest.raises(FileExistsError):
        atomic.write(tmp_path / "page.html", "x")
    assert others.read_bytes() == b"another process is writing this"
    assert list(tmp_path.iterdir()) == [others]


def test_text_that_can_not_be_encoded_leaves_the_old_file(tmp_path):
    path = tmp_path / "page.html"
    atomic.write(path, "old")
    with pytest.raises(UnicodeEncodeError):
        atomic.write(path, "\ud800")
    assert list(tmp_path.iterdir()) == [tmp_path / "page.html"]
    assert path.read_bytes() == b"old"
