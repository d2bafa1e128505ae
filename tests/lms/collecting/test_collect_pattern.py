"""A folder of files whose names a regular expression describes."""

import pytest


@pytest.fixture
def collected(collect, notebooks, tmp_path):
    """Collect files by their names in a folder; return whose they are, or the list they are in."""

    def call(pattern, *names):
        folder = tmp_path / "folder"
        for name in names:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(notebooks["activations"])
        _, document = collect(folder, "folder", "--pattern", pattern)
        return {
            **{one["file"]: (one["student"], one["attempt"], one["late"]) for one in document["matched"]},
            **{one["file"]: one["candidates"] for one in document["ambiguous"]},
            **{one["file"]: "unknown" for one in document["unknown"]},
        }

    return call


def test_ids_of_the_roster_are_found_whatever_their_case(collected):
    assert collected(r"^(?P<student>\w+)_hw", "ANNA_hw1.ipynb", "bob_hw1.ipynb", "zoe.ipynb") == {
        "ANNA_hw1.ipynb": ("anna", 1, False),
        "bob_hw1.ipynb": "unknown",
        "zoe.ipynb": "unknown",
    }


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        (r"(?P<name>.+)-hw", "Nunez, Zoe-hw.ipynb"),
        (r"(?P<email>.+)-hw", "Zoe@Example.edu-hw.ipynb"),
        (r"(?P<canvas_id>\d+)", "106.ipynb"),
        (r"(?P<org_defined_id>\d+)", "9006.ipynb"),
        (r"(?P<sis_user_id>S\d+)", "hw S6 x.ipynb"),
    ],
)
def test_each_column_of_the_roster_may_be_a_group(pattern, name, collected):
    assert collected(pattern, name) == {name: ("zoe", 1, False)}


def test_a_pattern_with_a_slash_is_for_the_whole_path(collected):
    found = collected(r"week1/(?P<student>\w+)/", "week1/zoe/hw.ipynb", "week2/anna/hw.ipynb")
    assert found == {"week1/zoe/hw.ipynb": ("zoe", 1, False), "week2/anna/hw.ipynb": "unknown"}


def test_attempts_moments_and_lateness_are_kept(collected):
    pattern = r"(?P<student>\w+?)-(?P<timestamp>[\dT-]+?)?(?:-try(?P<attempt>\d+))?(?P<late>-late)?\.ipynb"
    names = ["zoe--try1.ipynb", "zoe--try3-late.ipynb", "anna-2026-10-01-00-00-01.ipynb"]
    assert collected(pattern, *names) == {
        "zoe--try1.ipynb": ("zoe", 1, False),
        "zoe--try3-late.ipynb": ("zoe", 3, True),
        "anna-2026-10-01-00-00-01.ipynb": ("anna", 1, False),
    }


@pytest.mark.parametrize(
    ("name", "late"),
    [
        ("anna 2026-10-01T00:00:01.ipynb", True),
        ("anna 2026-09-30T23:59:59.ipynb", False),
        ("anna 2026-09-30T22:00:01Z.ipynb", True),
        ("anna 2026-10-01T00:00:01+05:00.ipynb", False),
        ("zoe 2026-10-04T23:59:59.ipynb", False),
        ("zoe 2026-10-05T00:00:01.ipynb", True),
        ("anna 2026-13-45T00:00:01.ipynb", False),
    ],
)
def test_where_a_moment_is_known_the_due_date_of_the_student_tells_lateness(name, late, collected):
    assert collected(r"(?P<student>\w+) (?P<timestamp>\S+)\.ipynb", name) == {name: (name.split()[0], 1, late)}


def test_ids_that_disagree_are_asked_about(collected):
    found = collected(r"(?P<student>\w+)-(?P<canvas_id>\d+)", "zoe-106.ipynb", "anna-106.ipynb")
    assert found == {"zoe-106.ipynb": ("zoe", 1, False), "anna-106.ipynb": ["anna", "zoe"]}
