"""Downloads that are broken, or that a student made to do harm: each costs itself, and nothing is written elsewhere."""

import stat
import struct
import zipfile
from pathlib import Path

import pytest

PREFIX = "zoe_106_9001_"
SAFE = "obrienannalena_101_9001_hw.ipynb"


def reasons(document):
    return {one["file"]: one["reason"] for one in document["unknown"]}


def files_below(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def only_anna(collect, tmp_path):
    """Collect a download of which only Anna's file is good; return the reasons for all others."""

    def check(path, source="canvas"):
        before = files_below(tmp_path) - {"roster.csv"}
        code, document = collect(path, source)
        assert code == 1
        assert [one["student"] for one in document["matched"]] == ["anna"]
        made = files_below(tmp_path) - before - {"roster.csv"}
        assert made == {"work/submitted/anna/activations/activations.ipynb"}
        return reasons(document)

    return check


@pytest.mark.parametrize(
    "name",
    [
        f"../{PREFIX}hw.ipynb",
        f"x/../../{PREFIX}hw.ipynb",
        f"/var/{PREFIX}hw.ipynb",
        f"..\\{PREFIX}hw.ipynb",
        f"C:{PREFIX}hw.ipynb",
        "../notes.txt",
        "/etc/passwd",
    ],
)
def test_a_name_that_leads_out_of_the_archive_is_not_opened(name, pack, only_anna, notebooks):
    assert name in only_anna(pack([SAFE, (name, notebooks["activations"])]))


@pytest.mark.parametrize("name", [f"{PREFIX}hw.ipynb", f"{PREFIX}notes.txt"])
def test_a_symbolic_link_is_not_followed(name, pack, only_anna):
    link = zipfile.ZipInfo(name)
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert "link" in only_anna(pack([SAFE, (link, "/etc/passwd")]))[name]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_stands_twice_is_given_to_nobody(pack, only_anna):
    assert "more than once" in only_anna(pack([SAFE, f"{PREFIX}hw.ipynb", f"{PREFIX}hw.ipynb"]))[f"{PREFIX}hw.ipynb"]


def test_an_encrypted_member_is_unknown(pack, only_anna):
    path = pack([SAFE, f"{PREFIX}hw.ipynb"])
    data = bytearray(path.read_bytes())
    at = data.rindex(b"PK\x01\x02")  # the last entry of the table
    data[at + 8] |= 1
    path.write_bytes(data)
    assert "encrypted" in only_anna(path)[f"{PREFIX}hw.ipynb"]


def test_a_damaged_member_is_unknown(pack, only_anna, notebooks):
    path = pack([SAFE, (f"{PREFIX}hw.ipynb", notebooks["activations"] + b"  ")])
    data = path.read_bytes()
    at = data.index(f"{PREFIX}hw.ipynb".encode()) + len(f"{PREFIX}hw.ipynb") + 5
    path.write_bytes(data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :])
    assert "damaged" in only_anna(path)[f"{PREFIX}hw.ipynb"]


def test_a_notebook_that_is_too_large_is_unknown(pack, only_anna):
    large = (f"{PREFIX}hw.ipynb", bytes(range(256)) * 90_000)
    assert "larger than 20 MB" in only_anna(pack([SAFE, large]))[f"{PREFIX}hw.ipynb"]


def test_a_large_film_is_no_notebook(pack, only_anna):
    film = f"{PREFIX}film.mp4"
    assert only_anna(pack([SAFE, (film, bytes(range(256)) * 90_000)]))[film] == "It is not a notebook."


def test_a_bomb_is_unknown(pack, only_anna):
    assert only_anna(pack([SAFE, (f"{PREFIX}hw.ipynb", bytes(19_000_000))]))[f"{PREFIX}hw.ipynb"]


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"a.ipynb": b"{}", "b.ipynb": b"{}"}, "2 notebooks"),
        ({"a.txt": b""}, "without a notebook"),
        ({}, "without a notebook"),
        ({"../a.ipynb": b"{}"}, "`..`"),
        ({"a.ipynb": bytes(19_000_000)}, "bomb"),
        ({"deep.zip": b"PK"}, "without a notebook"),
        ({".ipynb_checkpoints/a.ipynb": b"{}"}, "without a notebook"),
    ],
)
def test_a_students_zip_without_exactly_one_good_notebook_is_unknown(files, reason, pack, only_anna, zipped):
    assert reason in only_anna(pack([SAFE, (f"{PREFIX}hw.zip", zipped(files))]))[f"{PREFIX}hw.zip"]


def test_a_file_that_is_only_called_a_zip_is_unknown(pack, only_anna):
    assert "can't be read as one" in only_anna(pack([SAFE, (f"{PREFIX}hw.zip", b"no zip")]))[f"{PREFIX}hw.zip"]


@pytest.mark.parametrize("ending", [".ipynb.txt", ".ipynb.json", ".IPYNB.download"])
def test_a_notebook_with_another_ending_is_unknown_with_the_remedy(ending, pack, only_anna):
    assert "Rename" in only_anna(pack([SAFE, f"{PREFIX}hw{ending}"]))[f"{PREFIX}hw{ending}"]


def test_a_link_in_an_unpacked_download_is_not_followed(only_anna, notebooks, tmp_path):
    folder = tmp_path / "unpacked"
    folder.mkdir()
    (folder / SAFE).write_bytes(notebooks["activations"])
    (tmp_path / "secret.ipynb").write_bytes(notebooks["activations"])
    (folder / f"{PREFIX}hw.ipynb").symlink_to(tmp_path / "secret.ipynb")
    assert "symbolic link" in only_anna(folder)[f"{PREFIX}hw.ipynb"]


def test_an_empty_notebook_is_handed_on_to_the_grader_who_says_so(pack, collect):
    code, document = collect(pack([(SAFE, b"")]), "canvas")
    assert (code, [one["student"] for one in document["matched"]]) == (0, ["anna"])


def test_a_download_without_files_comes_to_nothing(pack, collect):
    code, document = collect(pack([]), "moodle")
    assert (code, document["matched"], document["unknown"]) == (0, [], [])


@pytest.mark.parametrize(
    "content", [b"", b"no zip at all", b"PK\x05\x06" + bytes(10), b"PK\x03\x04" + bytes(50), bytes(100_000)]
)
def test_what_is_no_zip_is_a_usage_error(content, run, roster, tmp_path):
    path = tmp_path / "download.zip"
    path.write_bytes(content)
    result = run("collect", path, "--from", "canvas", "--assignment", "activations", "--roster", roster())
    assert (result.exit_code, "no zip archive" in result.stderr) == (2, True)


def test_a_zip_that_claims_a_huge_table_is_a_usage_error(run, roster, pack):
    path = pack([SAFE])
    data = bytearray(path.read_bytes())
    struct.pack_into("<L", data, data.rindex(b"PK\x05\x06") + 12, 9_000_000)
    path.write_bytes(data)
    result = run("collect", path, "--from", "canvas", "--assignment", "activations", "--roster", roster())
    assert result.exit_code == 2
    assert not Path("submitted").exists()


@pytest.mark.parametrize(
    "metadata",
    [
        b"\xff\xfe\x00",
        b"- a list",
        b"submission_1: [",
        b"submission_1:\n  :submitters: *nowhere\n",
        b"submission_1:\n  :submitters: !!python/object/apply:os.system [ls]\n",
        b"[" * 5_000,
        b"submission_1:\n  :submitters:\n  - text\n  - 5\n  - :sid: [1]\n    :email: {}\n",
        b"",
    ],
)
def test_metadata_that_is_no_list_of_submissions_matches_nobody(metadata, pack, collect, notebooks):
    members = [("submission_metadata.yml", metadata), ("submission_1/hw.ipynb", notebooks["activations"])]
    code, document = collect(pack(members), "gradescope")
    assert (code, document["matched"]) == (1, [])
    assert reasons(document)["submission_1/hw.ipynb"]


def test_a_gradescope_export_without_its_metadata_says_what_is_missing(pack, collect):
    _, document = collect(pack(["export/submission_1/hw.ipynb"]), "gradescope")
    assert "submission_metadata.yml" in reasons(document)["export/submission_1/hw.ipynb"]


@pytest.mark.parametrize(
    ("name", "code"), [(".hidden/x_1_2_a.ipynb", 1), (".ipynb_checkpoints/x_1_2_a.ipynb", 0), (".cache/x.txt", 0)]
)
def test_a_hidden_file_is_listed_and_a_hidden_notebook_needs_a_look(name, code, pack, collect):
    found, document = collect(pack([SAFE, name]), "canvas")
    assert (found, list(reasons(document))) == (code, [name])
