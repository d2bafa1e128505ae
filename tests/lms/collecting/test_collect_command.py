"""The command line of `autograder collect`: usage errors, the text for people, dry runs and pseudonyms."""

import json
from pathlib import Path

import pytest

from autograder.pseudonyms import open_pseudonyms

FILE = "nunezzoe_106_9001_hw.ipynb"


@pytest.fixture
def call(run, roster, pack):
    """Collect a good download in a way that may be wrong."""

    def collect(*options, path=None, source="canvas", slug="activations", file=None):
        path = pack([FILE]) if path is None else path
        file = roster() if file is None else file
        return run("collect", path, "--from", source, "--assignment", slug, "--roster", file, *options)

    return collect


def test_a_good_download_ends_with_0_and_says_what_was_written(call):
    result = call()
    assert result.exit_code == 0
    assert "1 submission of 1 student written to submitted" in result.stdout


def test_what_is_not_matched_is_listed_with_the_reason(call, pack):
    result = call(path=pack([FILE, "doejane_1_2_hw.ipynb", "zoe.pdf"]))
    assert result.exit_code == 1
    assert "ambiguous: doejane_1_2_hw.ipynb (jane1, jane2): " in result.stdout
    assert "unknown: zoe.pdf: " in result.stdout


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"source": "lms"}, "'lms' is not one of"),
        ({"slug": "nothing"}, "No assignment is called nothing"),
        ({"path": "no/such.zip"}, "There is no download at no/such.zip"),
        ({"file": "no/such.csv"}, "the roster can't be read"),
        ({"source": "folder"}, "needs `--pattern`"),
    ],
)
def test_usage_errors_end_with_2_and_say_what_is_wrong(wrong, said, call):
    result = call(**wrong)
    assert (result.exit_code, said in " ".join(result.stderr.split())) == (2, True)
    assert not Path("submitted").exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--timezone", "Mars/Olympus"], "no time zone"),
        (["--timezone", "../../etc/passwd"], "no time zone"),
        (["--pattern", "(?P<student>.*)"], "is for `--from folder`"),
        (["--into", ".."], "has no name"),
    ],
)
def test_options_that_make_no_sense_end_with_2(options, said, call):
    result = call(*options)
    assert (result.exit_code, said in " ".join(result.stderr.split())) == (2, True)


@pytest.mark.parametrize(
    ("pattern", "said"),
    [("(", "no regular expression"), ("a(?P<who>.)", "'who'"), (".*", "no group"), ("(?P<late>.)", "no group")],
)
def test_a_pattern_that_can_not_work_ends_with_2(pattern, said, call, tmp_path):
    result = call("--pattern", pattern, source="folder", path=tmp_path)
    assert (result.exit_code, said in " ".join(result.stderr.split())) == (2, True)


def test_groups_that_nobody_is_in_are_a_usage_error(call, roster):
    result = call("--groups", file=roster([("zoe", "Zoe", "")], ("student", "name", "email")))
    assert (result.exit_code, "nobody is in a group" in result.stderr) == (2, True)


@pytest.mark.parametrize(
    "student", ["../zoe", "a/b", ".hidden", "=cmd", "-rf", "con", "x.", "a|b", "a\\b", "x.ipynb", "*"]
)
def test_an_id_that_can_not_name_a_folder_is_refused_with_its_line(student, call, roster):
    people = [("anna", "Anna", ""), (student, "Zoe", "")]
    result = call(file=roster(people, ("student", "name", "email")))
    assert (result.exit_code, "line 3: the student" in result.stderr) == (2, True)
    assert not Path("submitted").exists()


@pytest.mark.parametrize("student", ["王小明", "zoë", "o'neill", "a.b@example.edu", "zoe+x", "12 34", "_x", "Z" * 64])
def test_an_id_that_can_name_a_folder_is_one(student, call, roster):
    result = call(file=roster([(student, "Zoë Nuñez", "")], ("student", "name", "email")))
    assert result.exit_code == 0
    assert Path(f"submitted/{student}/activations/activations.ipynb").is_file()


def test_a_dry_run_tells_the_same_and_writes_nothing(call):
    dry = json.loads(call("--json", "--dry-run").stdout)
    assert not Path("submitted").exists()
    real = json.loads(call("--json").stdout)
    assert [one["path"] for one in dry["matched"]] == [one["path"] for one in real["matched"]]
    assert [one["written"] for one in (*dry["matched"], *real["matched"])] == [None, "new"]


def test_collecting_twice_changes_nothing(call):
    call()
    assert json.loads(call("--json").stdout)["matched"][0]["written"] == "unchanged"


def test_into_another_folder(call):
    assert call("--into", "class/week 1").exit_code == 0
    assert Path("class/week 1/zoe/activations/activations.ipynb").is_file()


def test_a_folder_that_can_not_be_made_is_said(call):
    Path("taken").write_text("")
    result = call("--into", "taken/submitted")
    assert (result.exit_code, "--into" in result.stderr) == (2, True)


def test_file_names_do_nothing_to_the_terminal(call, pack):
    result = call(path=pack([FILE, "evil\x1b[2J\u202e\n.pdf"]))
    assert "\\x1b[2J\\u202e\\n.pdf" in result.stdout


MEMBERS = (FILE, "doejane_1_2_hw.ipynb", "doejane_1_3_notes.pdf", "Jane Doe.ipynb", "obrienannalena_101_5_hw.ipynb.txt")


@pytest.mark.parametrize("json_option", [["--json"], []])
def test_pseudonymous_accounts_and_folders_tell_nobody(json_option, call, pack, people, tmp_path):
    result = call("--pseudonymous", *json_option, path=pack(MEMBERS))
    assert result.exit_code == 1
    folders = [str(path.relative_to(tmp_path)) for root in ("work",) for path in (tmp_path / root).rglob("*")]
    shown = "\n".join([result.stdout, result.stderr, *folders]).casefold()
    for student, name, email, *_ in people:
        parts = [student, email, *name.replace(",", " ").casefold().split()]
        assert not [part for part in parts if len(part) > 3 and part in shown]
    assert "doejane" not in shown


def test_pseudonyms_are_those_of_the_installation(call, course_folder):
    document = json.loads(call("--pseudonymous", "--json").stdout)
    expected = open_pseudonyms(course_folder).of("zoe")
    assert (document["matched"][0]["student"], document["matched"][0]["file"]) == (expected, "member 1")
    assert Path(f"submitted/{expected}/activations/activations.ipynb").is_file()


def test_a_pseudonymous_folder_takes_any_id(call, roster):
    assert call("--pseudonymous", file=roster([("a/b", "Zoë Nuñez", "")], ("student", "name", "email"))).exit_code == 0


def test_what_was_collected_under_pseudonyms_can_be_collected_again_from_there(call, course_folder):
    call("--pseudonymous")
    strangers = call("--json", "--into", "real", source="nbgrader", path=Path("submitted"))
    assert json.loads(strangers.stdout)["matched"] == []
    result = call("--json", "--pseudonymous", "--into", "again", source="nbgrader", path=Path("submitted"))
    pseudonym = open_pseudonyms(course_folder).of("zoe")
    assert [one["student"] for one in json.loads(result.stdout)["matched"]] == [pseudonym]
