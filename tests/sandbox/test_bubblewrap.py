"""The command of bubblewrap binds what is granted and nothing else, and hides what lies within it."""

import os
from pathlib import PurePath

import pytest

from autograder.sandbox import bubblewrap, grants
from autograder.sandbox.rung import RungError

ARGUMENTS = {
    "--bind": 2, "--ro-bind": 2, "--dev-bind": 2, "--ro-bind-try": 2, "--bind-try": 2, "--symlink": 2,
    "--dir": 1, "--tmpfs": 1, "--perms": 1, "--size": 1, "--proc": 1, "--dev": 1, "--remount-ro": 1, "--chdir": 1,
    "--hostname": 1, "--cap-add": 1, "--cap-drop": 1,
}  # fmt: skip
"""How many arguments each option takes; all others take none."""

INNER = ["python", "-c", "pass"]


@pytest.fixture(params=[True, False], ids=["own namespaces", "shared namespaces"])
def own_namespaces(request):
    """Whether each child has namespaces of its own."""
    return request.param


@pytest.fixture
def options(monkeypatch, own_namespaces):
    """Write the command for a user id and take it apart into options, each with its arguments."""

    def take_apart(user_id):
        monkeypatch.setattr(bubblewrap, "find", lambda: "/usr/bin/bwrap")
        monkeypatch.setattr(os, "geteuid", lambda: user_id)
        words = bubblewrap.command(INNER, own_namespaces=own_namespaces, work_bytes=1 << 20)
        assert words[0] == "/usr/bin/bwrap"
        assert words[-len(INNER) :] == INNER
        found, rest = [], words[1 : -len(INNER)]
        while rest:
            count = ARGUMENTS.get(rest[0], 0)
            found.append((rest[0], *rest[1 : 1 + count]))
            rest = rest[1 + count :]
        assert all(option[0].startswith("--") for option in found)
        return found

    return take_apart


@pytest.fixture(params=[0, 1000], ids=["root", "ordinary user"])
def words(request, options):
    """The options as root and as an ordinary user."""
    return options(request.param)


def test_nothing_but_grants_is_bound_and_that_for_reading_only(words):
    bound = [option for option in words if "bind" in option[0]]
    assert {option[0] for option in bound} == {"--ro-bind"}
    machine = {path for path in grants.MACHINE if path.startswith("/sys/")}
    paths = {option[1] for option in bound}
    assert {grant.path for grant in grants.grants()} <= paths <= {grant.path for grant in grants.grants()} | machine
    assert all(source == target for _, source, target in bound)


def test_parents_of_what_is_bound_exist_before_and_can_be_passed_by_all(words):
    passable, bound = {"/"}, set()
    for before, option in zip([("",), *words], words, strict=False):
        if option[0] == "--dir":
            assert before[0] == "--perms"
            if before[1] == "0755":
                passable.add(option[1])
        if option[0] == "--ro-bind":
            parents = {os.fspath(parent) for parent in PurePath(option[1]).parents}
            assert parents <= passable or any(PurePath(option[1]).is_relative_to(path) for path in bound)
            bound.add(option[1])


def test_what_is_excepted_lies_under_an_empty_folder(words):
    order = {option[1]: number for number, option in enumerate(words) if option[0] in {"--ro-bind", "--tmpfs"}}
    for grant in grants.grants():
        for folder in grant.exceptions():
            hidden = [number for number, option in enumerate(words) if option == ("--tmpfs", folder)]
            assert hidden, folder
            assert min(hidden) > order[grant.path]


def test_every_namespace_is_new_and_ends_with_us(words):
    names = {option[0] for option in words}
    assert {"--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--die-with-parent"} <= names
    assert "--new-session" in names
    assert not names & {"--share-net", "--as-pid-1"}


def test_the_root_folder_is_closed_for_writing_after_all_is_set_up(words):
    number = words.index(("--remount-ro", "/"))
    assert [option for option in words[number + 1 :] if option[0] != "--chdir"] == []


def test_root_drops_all_capabilities_but_those_that_end_being_root(options):
    words = options(0)
    assert ("--unshare-user",) not in words
    assert [option[1] for option in words if option[0] == "--cap-add"] == ["CAP_SETUID", "CAP_SETGID", "CAP_SETPCAP"]
    assert words.index(("--cap-drop", "ALL")) < words.index(("--cap-add", "CAP_SETUID"))


def test_an_ordinary_user_gets_a_user_namespace_and_no_capability(options):
    words = options(1000)
    assert ("--unshare-user",) in words
    assert not [option for option in words if option[0].startswith("--cap-add")]


def test_a_work_area_of_children_together_is_limited_in_size(options, own_namespaces):
    words = options(1000)
    areas = [number for number, option in enumerate(words) if option[1:] == (bubblewrap.WORK,)]
    (number,) = areas
    if own_namespaces:
        assert words[number] == ("--dir", bubblewrap.WORK)
    else:
        assert words[number - 1 : number + 1] == [("--size", str(1 << 20)), ("--tmpfs", bubblewrap.WORK)]


def test_where_bubblewrap_is_missing_it_is_said_how_to_get_it(monkeypatch):
    monkeypatch.setattr("shutil.which", lambda *_, **__: None)
    with pytest.raises(RungError, match="apt-get install bubblewrap"):
        bubblewrap.find()
