"""Under pseudonyms, intake finds the same submissions and tells nobody's id or file name."""

import zipfile
from dataclasses import replace

import pytest

from autograder.errors import UsageError
from autograder.intake.discovery import discover
from autograder.pseudonyms import FOLDER_FORM, FORM, Pseudonyms

ANNA, BOB, CLEO = "anna.schmidt@example.org", "Bob.O-Neil@example.org", "cleo.王小明@example.org"
WORDS = ("anna", "schmidt", "bob", "neil", "cleo", "王", "example.org", "dora", "homework")
KEY = Pseudonyms(b"a key of the tests")


def told(intake):
    """All that an entry or a remark tells, without what the files are read by."""
    entries = [replace(entry, source=None, parts=()) for entry in intake.entries]
    return repr((entries, intake.problems)).lower()


@pytest.fixture
def found(course):
    """Discover submissions under pseudonyms, and see that nothing tells who handed them in."""

    def call(*paths, assignment=None):
        intake = discover(paths, course, assignment, pseudonyms=KEY)
        for word in WORDS:
            assert word not in told(intake)
        plain = discover(paths, course, assignment)
        assert [KEY.of(entry.student) for entry in plain.entries] == [entry.student for entry in intake.entries]
        assert [entry.load().content for entry in plain.entries] == [entry.load().content for entry in intake.entries]
        assert len(plain.problems) == len(intake.problems)
        return intake

    return call


@pytest.mark.parametrize(
    "form", ["{}.ipynb", "{}/activations/activations.ipynb", "activations/{}.ipynb", "{}/{}.ipynb", "wrap/{}/{}.ipynb"]
)
def test_students_in_every_layout_go_by_pseudonyms(put, activations, found, form):
    intake = found(put({form.format(name, name): activations for name in (ANNA, BOB, CLEO)}))
    assert {entry.student for entry in intake.entries} == {KEY.of(name) for name in (ANNA, BOB, CLEO)}
    assert all(entry.folder == entry.student for entry in intake.entries)


def test_a_place_keeps_what_the_course_itself_names(put, activations, found):
    (entry,) = found(put({f"{ANNA}/activations/activations.ipynb": activations})).entries
    assert entry.origin == f"path 1/{KEY.of(ANNA)}/activations/activations.ipynb"


def test_files_that_are_passed_over_are_not_named(put, activations, found):
    names = (f"{BOB}.zip", f"{BOB}.docx", f"{BOB}.ipynb.txt", f"homework of dora/{BOB}.pdf")
    intake = found(put({f"{ANNA}.ipynb": activations} | dict.fromkeys(names, b"x")))
    assert len(intake.problems) == len(names)


def test_files_that_lie_where_no_submission_is_expected_are_not_named(put, activations, found):
    deep = f"{ANNA}/activations/more/{BOB}/"
    intake = found(put({f"{ANNA}/activations/a.ipynb": activations, f"{deep}x.ipynb": b"", f"{deep}y.ipynb": b""}))
    assert len(intake.problems) == 2


def test_a_folder_without_the_one_notebook_names_no_file(put, activations, found):
    intake = found(
        put(
            {
                f"{ANNA}/activations/{ANNA}.ipynb": activations,
                f"{ANNA}/activations/homework.ipynb": activations,
                f"{BOB}/activations/{BOB}.docx": b"",
                f"{CLEO}/dora/{CLEO}.ipynb": activations,
                f"{CLEO}/dora/homework.ipynb": activations,
            }
        ),
        assignment="activations",
    )
    assert all(entry.problem for entry in intake.entries)


def test_links_and_unreadable_timestamps_name_nobody(put, activations, found):
    folder = put({f"{ANNA}/activations/a.ipynb": activations, f"{ANNA}/activations/timestamp.txt": b"yesterday"})
    (folder / BOB).symlink_to(folder / ANNA)
    (folder / f"{CLEO}.link").symlink_to(folder)
    assert found(folder).problems


def test_too_deep_a_folder_is_not_named(put, activations, found):
    intake = found(put({f"{ANNA}/activations/a.ipynb": activations, f"{'/'.join([BOB] * 9)}/a.ipynb": b""}))
    assert any("lies too deep" in problem for problem in intake.problems)


def test_an_archive_names_neither_itself_nor_a_member(tmp_path, activations, found):
    path = tmp_path / f"{ANNA}.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in (f"{BOB}.ipynb", f"../{CLEO}.ipynb", f"/home/dora/{ANNA}.ipynb", f"{ANNA}\\homework.ipynb"):
            archive.writestr(name, activations)
        archive.writestr(f"../{BOB}.docx", b"")
        archive.writestr(f"{BOB}.docx", b"")
    intake = found(path)
    assert len(intake.entries) == 4
    assert len(intake.problems) == 2


def test_no_stray_is_lost_where_names_become_alike(tmp_path, activations, course):
    path = tmp_path / "class.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("../jose\u0301.ipynb", "../jos\xe9.ipynb"):
            archive.writestr(name, activations)
    assert len(discover([path], course, pseudonyms=KEY).entries) == 2


def test_a_broken_archive_is_its_owners(tmp_path, found):
    path = tmp_path / f"{BOB}.zip"
    path.write_bytes(b"no zip")
    (entry,) = found(path).entries
    assert entry.student == KEY.of(BOB)
    assert entry.problem


def test_attempts_are_told_and_get_folders_by_pseudonym(put, activations, found):
    stamped = {f"{ANNA}/activations/a.ipynb": activations, f"{ANNA}/activations/timestamp.txt": b"2026-10-01 10:00:00"}
    late = stamped | {f"{ANNA}/activations/timestamp.txt": b"2026-10-02 10:00:00"}
    intake = found(put(late, "dora"), put(stamped, "early"))
    assert [entry.attempt for entry in intake.entries] == [2, 1]
    assert all(FOLDER_FORM.fullmatch(entry.folder) for entry in intake.entries)
    assert "They count as attempts in this order." in intake.problems[0]


def test_a_further_folder_does_not_depend_on_the_number_of_the_path(put, activations, course):
    one, two = (put({f"{ANNA}.ipynb": activations}, name) for name in ("one", "two"))
    other = put({f"{BOB}.ipynb": activations}, "other")
    folders = [
        [entry.folder for entry in discover(paths, course, pseudonyms=KEY).entries]
        for paths in ([one, two], [other, one, two])
    ]
    assert folders[0] == folders[1][1:]
    assert len({*folders[0]}) == 2


def test_folders_that_have_pseudonyms_already_keep_them(put, activations, found):
    intake = found(put({f"{KEY.of(ANNA)}/activations/a.ipynb": activations}))
    assert [entry.student for entry in intake.entries] == [KEY.of(ANNA)]
    assert FORM.fullmatch(intake.entries[0].folder)


@pytest.mark.parametrize("name", [f"{ANNA}.ipynb", f"{BOB}.docx", f"empty/{BOB}"])
def test_a_path_of_no_use_is_named_by_its_number(put, activations, course, name):
    folder = put({"a.ipynb": activations, f"{BOB}.docx": b"x", f"empty/{BOB}/nothing.txt": b""})
    with pytest.raises(UsageError) as caught:
        discover([folder / "a.ipynb", folder / name], course, pseudonyms=KEY)
    assert "path 2" in str(caught.value)
    assert not any(word in str(caught.value).lower() for word in WORDS)
