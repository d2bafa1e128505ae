"""Submissions are prepared for nbgrader: names, times, links, and archives within archives."""

import logging
from types import SimpleNamespace

import pytest

from autograder.nbgrader_plugin.collector import NotebookCollector
from autograder.nbgrader_plugin.exchange import CollectWithoutLinks
from autograder.nbgrader_plugin.handed_back import clear
from autograder.nbgrader_plugin.naming import UNREADABLE, prepare


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "submitted" / "anna" / "activations"
    place.mkdir(parents=True)
    return place


def made(path, content="{}"):
    path.write_text(content)
    return str(path)


def test_a_renamed_notebook_gets_its_name_back(folder):
    notebooks = [made(folder / "activations (1).ipynb")]
    prepare(assignment="activations", student="anna", notebooks=notebooks)
    assert notebooks == [str(folder / "activations.ipynb")]
    assert [path.name for path in folder.iterdir()] == ["activations.ipynb"]


def test_of_several_notebooks_none_is_renamed(folder):
    notebooks = [made(folder / "a.ipynb"), made(folder / "b.ipynb")]
    prepare(assignment="activations", student="anna", notebooks=list(notebooks))
    assert sorted(str(path) for path in folder.iterdir()) == notebooks


@pytest.mark.parametrize("content", ["not a time", "2026-10-01 12:00:00 /../../etc/passwd", ""])
def test_a_time_that_cannot_be_read_is_set_aside(folder, content):
    made(folder / "timestamp.txt", content)
    prepare(assignment="activations", student="anna", notebooks=[made(folder / "activations.ipynb")])
    assert not (folder / "timestamp.txt").exists()
    assert (folder / UNREADABLE).read_text() == content


def test_a_time_that_can_be_read_stays(folder):
    made(folder / "timestamp.txt", "2026-10-01 12:00:00 UTC")
    prepare(assignment="activations", student="anna", notebooks=[made(folder / "activations.ipynb")])
    assert (folder / "timestamp.txt").exists()


def test_nothing_foreign_stays_where_nbgrader_shows_files(folder):
    for name in ("evil.html", "evil.svg", "timestamp.txt", "submission_secret.txt"):
        made(folder / name)
    (folder / "link.txt").symlink_to("/etc/passwd")
    (folder / "sub").mkdir()
    clear(folder)
    assert {path.name for path in folder.iterdir()} == {"timestamp.txt", "submission_secret.txt"}


@pytest.fixture
def collector():
    one = NotebookCollector()
    one.parent = None
    app = SimpleNamespace(
        coursedir=SimpleNamespace(assignment_id="activations"), extracted_directory="extracted", parent=None
    )
    object.__setattr__(one, "_trait_values", {**one._trait_values, "parent": app})
    return lambda place: one.collect(f"/course/downloaded/activations/extracted/{place}")


@pytest.mark.parametrize(
    ("place", "student"),
    [
        ("anna.ipynb", "anna"),
        ("class/anna.ipynb", "anna"),
        ("class/anna_activations.ipynb", "anna"),
        ("class/anna/activations.ipynb", "anna"),
        ("class/bob/anna.ipynb", None),
        ("class/bob/anna/activations.ipynb", None),
        ("class/anna.txt", None),
        ("class/=cmd.ipynb", None),
    ],
)
def test_whose_a_file_in_a_zip_is(collector, place, student):
    found = collector(place)
    assert (found and found["student_id"]) == student


def test_links_are_not_collected(tmp_path, caplog):
    private = tmp_path / "private.txt"
    private.write_text("private")
    inbound = tmp_path / "inbound"
    inbound.mkdir()
    made(inbound / "activations.ipynb")
    (inbound / "notes.txt").symlink_to(private)
    (inbound / "solutions").symlink_to(tmp_path)
    (tmp_path / "entry").symlink_to(inbound)
    one = CollectWithoutLinks.__new__(CollectWithoutLinks)
    assert one._ignored(str(inbound), ["activations.ipynb", "notes.txt", "solutions"]) == {"notes.txt", "solutions"}
    with caplog.at_level(logging.WARNING):
        one.do_copy(str(tmp_path / "entry"), str(tmp_path / "dest"))
    assert not (tmp_path / "dest").exists()
