import io
import pickle
import stat
import struct
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.errors import SubmissionError
from autograder.intake import archive_listing
from autograder.intake.discovery import discover
from autograder.intake.naming import REAL


@pytest.fixture
def zipped(tmp_path):
    """Write an archive of (name or ZipInfo, content) pairs and return its path."""

    def write(members, method=zipfile.ZIP_DEFLATED, name="class.zip"):
        path = tmp_path / name
        with zipfile.ZipFile(path, "w", method) as archive:
            for member, data in members:
                archive.writestr(member, data)
        return path

    return write


def loaded(path, course, assignment=None):
    return {entry.student: entry.load() for entry in discover([path], course, assignment).entries}


def patch(path, find, replace):
    """Change bytes of the archive's table, whose records come last."""
    data = path.read_bytes()
    at = data.rindex(find)
    path.write_bytes(data[:at] + replace + data[at + len(find) :])


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_archive_of_notebooks_reads_like_a_folder(zipped, course, activations, mnist, method):
    path = zipped([("anna.ipynb", activations), ("ben.ipynb", mnist)], method)
    found = loaded(path, course)
    assert found["anna"].content == activations
    assert found["ben"].assignment == "mnist"
    assert found["ben"].origin == f"{path}:ben.ipynb"


def test_archive_of_nbgraders_tree_keeps_timestamps_and_ignores_what_macos_adds(zipped, course, activations):
    path = zipped(
        [
            ("class/", b""),
            ("class/anna/activations/work.ipynb", activations),
            ("class/anna/activations/timestamp.txt", b"2026-01-01 10:00:00 UTC"),
            ("class/ben/activations/", b""),
            ("__MACOSX/class/anna/activations/._work.ipynb", b"\x00\x05\x16\x07"),
            ("class/.DS_Store", b""),
            ("class/anna/activations/.ipynb_checkpoints/work-checkpoint.ipynb", activations),
        ]
    )
    found = loaded(path, course)
    assert set(found) == {"anna", "ben"}
    assert found["anna"].submitted_at is not None
    assert "no notebook" in found["ben"].problem


def test_archive_without_a_suffix_is_known_by_its_start(zipped, course, activations):
    assert set(loaded(zipped([("anna.ipynb", activations)], name="download"), course)) == {"anna"}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("../evil.ipynb", "`..`"),
        ("a/../../evil.ipynb", "`..`"),
        ("/etc/evil.ipynb", "absolute"),
        ("C:/evil.ipynb", "absolute"),
        ("a\\evil.ipynb", "backslash"),
        ("d/" * 12 + "evil.ipynb", "too deeply"),
    ],
)
def test_archive_member_with_a_bad_name_costs_itself_only(zipped, course, activations, name, words):
    path = zipped([("anna.ipynb", activations), (name, activations)])
    found = loaded(path, course)
    assert found["anna"].content == activations
    assert found["anna"].problem == ""
    assert words in found["evil"].problem
    assert found["evil"].content == b""
    assert found["evil"].assignment == "activations"
    assert list(path.parent.rglob("*")) == [path]


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_archive_member_that_is_no_plain_file_is_refused(zipped, course, activations, kind):
    link = zipfile.ZipInfo("evil.ipynb")
    link.external_attr = (kind | 0o777) << 16
    found = loaded(zipped([("anna.ipynb", activations), (link, b"/etc/passwd")]), course)
    assert "symbolic link or a special file" in found["evil"].problem
    assert found["anna"].problem == ""


def test_archive_member_that_unpacks_to_too_much_costs_itself_only(zipped, course, activations):
    found = loaded(zipped([("anna.ipynb", activations), ("bomb.ipynb", b"0" * 60_000)]), course)
    assert "larger than 0.05 MB" in found["bomb"].problem
    assert found["anna"].content == activations


def test_archive_member_of_an_absurd_ratio_is_refused(zipped, course, activations):
    limits = course.limits.model_copy(update={"notebook_bytes": 9_000_000, "archive_bytes": 20_000_000})
    course = course.model_copy(update={"limits": limits})
    found = loaded(zipped([("anna.ipynb", activations), ("bomb.ipynb", b"0" * 8_000_000)]), course)
    assert "zip bomb" in found["bomb"].problem
    assert found["anna"].problem == ""


def test_archive_that_unpacks_to_too_much_leaves_out_its_largest(zipped, course, activations):
    padded = activations + b" " * 45_000
    members = [(f"large{n}.ipynb", padded) for n in range(4)] + [("anna.ipynb", activations)]
    found = loaded(zipped(members), course, "activations")
    assert found["anna"].content == activations
    refused = [name for name, submission in found.items() if submission.problem]
    assert len(refused) == 2
    assert all("limits.archive_bytes" in found[name].problem for name in refused)


def test_archive_member_that_lies_about_its_size_is_refused(zipped, course, activations):
    path = zipped([("anna.ipynb", activations), ("liar.ipynb", b"0" * 40_000)])
    patch(path, struct.pack("<L", 40_000), struct.pack("<L", 39_000))
    found = loaded(path, course)
    assert "damaged" in found["liar"].problem
    assert found["anna"].problem == ""


def test_archive_member_with_broken_bytes_is_refused(zipped, course, activations):
    path = zipped([("anna.ipynb", activations), ("ben.ipynb", activations)], zipfile.ZIP_STORED)
    data = bytearray(path.read_bytes())
    data[data.index(activations) + 5] ^= 0xFF
    path.write_bytes(data)
    found = loaded(path, course)
    assert "damaged" in found["anna"].problem
    assert found["ben"].problem == ""


def test_archive_member_that_is_encrypted_is_refused(zipped, course, activations):
    path = zipped([("anna.ipynb", activations), ("ben.ipynb", activations)])
    data = bytearray(path.read_bytes())
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    found = loaded(path, course)
    assert "password" in found["ben"].problem
    assert found["anna"].problem == ""


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_archive_member_of_an_unbounded_method_is_refused(zipped, course, activations, method):
    found = loaded(zipped([("anna.ipynb", activations)], method), course, "activations")
    assert "unusual method" in found["anna"].problem


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_archive_with_a_name_twice_believes_neither(zipped, course, activations, mnist):
    found = loaded(zipped([("anna.ipynb", activations), ("anna.ipynb", mnist), ("ben.ipynb", activations)]), course)
    assert "more than once" in found["anna"].problem
    assert found["ben"].problem == ""


def test_archive_written_by_macos_gives_names_as_they_were(zipped, course, activations):
    path = zipped([("J\u00f6rg.ipynb", activations)])
    raw = path.read_bytes().replace(b"\x00\x08\x08\x00", b"\x00\x00\x08\x00")  # the flag that says UTF-8
    path.write_bytes(raw)
    assert set(loaded(path, course)) == {"J\u00f6rg"}


def test_archive_in_an_archive_is_noted_and_not_opened(zipped, course, activations):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("ben.ipynb", activations)
    path = zipped([("anna.ipynb", activations), ("ben.zip", inner.getvalue())])
    intake = discover([path], course)
    assert [entry.student for entry in intake.entries] == ["anna"]
    assert "ben.zip" in intake.problems[0]


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"not a zip", "no zip archive"), (b"PK\x03\x04cut off", "no zip archive"), (b"", "no zip archive")],
)
def test_archive_that_is_none_is_one_submission_with_a_problem(put, course, activations, data, words):
    folder = put({"class.zip": data, "anna.ipynb": activations})
    found = loaded(folder / "class.zip", course)
    assert words in found["class"].problem
    assert len(discover([folder / "class.zip", folder / "anna.ipynb"], course).entries) == 2


def test_archive_without_notebooks_is_one_submission_with_a_problem(zipped, course):
    assert "no notebook" in loaded(zipped([("x.txt", b"")]), course)["class"].problem


def test_archive_with_too_many_members_is_refused_as_a_whole(zipped, course, activations, monkeypatch):
    path = zipped([(f"{n}.ipynb", activations) for n in range(5)])
    monkeypatch.setattr(archive_listing, "MAX_ENTRIES", 4)
    assert "5 files" in loaded(path, course)["class"].problem


@pytest.mark.parametrize("wide", [True, False])
def test_archive_with_too_long_a_table_is_refused_before_it_is_read(zipped, activations, monkeypatch, wide):
    path = zipped([("a.ipynb", activations)])
    size = archive_listing.MAX_TABLE_BYTES + 1
    if wide:
        record = b"PK\x06\x06" + bytes(36) + struct.pack("<Q", size) + bytes(8)
        patch(path, b"PK\x05\x06", record + b"PK\x06\x07" + bytes(16) + b"PK\x05\x06")
    else:
        end = path.read_bytes().rindex(b"PK\x05\x06")
        path.write_bytes(path.read_bytes()[: end + 12] + struct.pack("<L", size) + bytes(6))
    monkeypatch.setattr(zipfile, "ZipFile", lambda _: pytest.fail("the table was read"))
    with pytest.raises(SubmissionError, match="too many files"):
        archive_listing.open_archive(path, 1_000, 1_000, REAL)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_archive_with_any_bytes_changed_never_raises(data, zipped, course, activations):
    path = zipped([("anna.ipynb", activations), ("b/activations/x.ipynb", activations)])
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(bytes(content[: data.draw(st.integers(len(content) - 3, len(content)))]))
    for submission in loaded(path, course, "activations").values():
        assert bool(submission.problem) != bool(submission.content)


@pytest.mark.parametrize("spelling", ["./anna.ipynb", ".//anna.ipynb"])
def test_archive_with_one_place_in_two_spellings_believes_neither(zipped, course, activations, mnist, spelling):
    found = loaded(zipped([("anna.ipynb", activations), (spelling, mnist)]), course)
    assert "more than once" in found["anna"].problem


def test_archive_entries_are_small_when_sent_about_and_can_be_keys(zipped, course, activations):
    path = zipped([(f"s{n}.ipynb", activations) for n in range(300)])
    entries = discover([path], course).entries
    assert len(set(entries)) == 300
    assert len(pickle.dumps(entries[0])) < 3_000
