"""Landlock holds a process to the files that its rules name, and to what the rules let it do with them."""

import errno

import pytest

from autograder.sandbox.inside import kernel
from autograder.sandbox.inside.landlock import SCOPE_VERSION, TCP_VERSION

VERSION = kernel.landlock_version()
pytestmark = pytest.mark.skipif(VERSION == 0, reason="this kernel has no Landlock")

HELD = """
import json, os, signal, socket, sys
from autograder.sandbox.inside import kernel
from autograder.sandbox.inside.landlock import READ, USE_DEVICE, WORK, Access, Rule, restrict_this_process
os.chdir(sys.argv[1])
readable = os.open("readable/file", os.O_RDONLY)
kernel.forbid_new_privileges()
restrict_this_process([
    Rule("readable", READ), Rule("one", READ), Rule("work", WORK), Rule("listed", Access.READ_DIR),
    Rule("/dev/null", USE_DEVICE), Rule("nowhere/at/all", READ), Rule("one/under/a/file", READ),
])
"""

ALLOWED = {
    "read below a readable folder": "open('readable/file').read()",
    "list a readable folder": "os.listdir('readable')",
    "read a readable file": "open('one').read()",
    "write in the work folder": "open('work/new', 'w').write('1')",
    "shorten in the work folder": "open('work/short', 'w').truncate(3)",
    "make folders in the work folder": "os.mkdir('work/folder')",
    "rename in the work folder": "os.mkdir('work/a'); os.rename('work/a', 'work/b')",
    "move between folders of the work folder": "os.makedirs('work/c/d'); open('work/x', 'w').close(); "
    "os.rename('work/x', 'work/c/d/x')",
    "remove in the work folder": "open('work/gone', 'w').close(); os.remove('work/gone')",
    "list a folder to be listed": "os.listdir('listed')",
    "use a device": "open('/dev/null', 'w').write('1')",
    "read what was open before": "os.read(readable, 1)",
}
REFUSED = {
    "read another file": "open('secret/file')",
    "read another file by a detour": "open('readable/../secret/file')",
    "read another file through a link": "open('readable/link')",
    "list another folder": "os.listdir('secret')",
    "list the folder above": "os.listdir('.')",
    "read in a folder to be listed": "open('listed/file')",
    "write a readable file": "open('readable/file', 'a')",
    "write in a readable folder": "open('readable/new', 'w')",
    "shorten a readable file": "os.truncate('one', 0)",
    "remove a readable file": "os.remove('readable/file')",
    "move a file out": "open('work/out', 'w').close(); os.rename('work/out', 'secret/out')",
    "move a secret in": "os.rename('secret/file', 'work/secret')",
    "link a secret in": "os.link('secret/file', 'work/linked')",
    "make a link": "os.symlink('../secret/file', 'work/symbolic')",
    "make a pipe": "os.mkfifo('work/pipe')",
    "make a named socket": "socket.socket(socket.AF_UNIX).bind('work/socket')",
    "run a program": "os.execv('/bin/true', ['true'])",
    "read another device": "open('/dev/zero')",
    "read about processes": "open('/proc/1/status')",
}


@pytest.fixture(scope="module")
def told(error_numbers, tmp_path_factory):
    """Attempt everything in one process under the rules; returns the error numbers, 0 for none."""
    folder = tmp_path_factory.mktemp("held")
    for name in ("readable", "secret", "work", "listed"):
        (folder / name).mkdir()
        (folder / name / "file").write_text("1")
    (folder / "one").write_text("1")
    (folder / "readable" / "link").symlink_to("../secret/file")
    told = error_numbers(HELD, [*ALLOWED.values(), *REFUSED.values()], folder)
    assert (folder / "secret" / "file").read_text() == (folder / "one").read_text() == "1"
    return told


@pytest.mark.parametrize("use", ALLOWED)
def test_what_a_rule_gives_works(told, use):
    assert told[ALLOWED[use]] == 0


@pytest.mark.parametrize("attempt", REFUSED)
def test_everything_else_is_refused(told, attempt):
    if attempt == "shorten a readable file" and VERSION < 3:
        pytest.skip("this kernel's Landlock does not know of shortening; the filter of system calls does")
    assert told[REFUSED[attempt]] in {errno.EACCES, errno.EXDEV}


def told_alone(error_numbers, tmp_path, source):
    for name in ("readable", "work", "listed"):
        (tmp_path / name).mkdir()
    (tmp_path / "readable" / "file").touch()
    return error_numbers(HELD, [source], tmp_path)[source]


@pytest.mark.skipif(VERSION < TCP_VERSION, reason="this kernel's Landlock does not know of TCP")
@pytest.mark.parametrize("what", ["connect", "bind"])
def test_no_tcp(error_numbers, tmp_path, what):
    source = f"socket.socket().{what}(('127.0.0.1', 9))"
    assert told_alone(error_numbers, tmp_path, source) == errno.EACCES


@pytest.mark.skipif(VERSION < SCOPE_VERSION, reason="this kernel's Landlock does not know of signals")
def test_no_signal_to_a_process_outside(error_numbers, tmp_path):
    assert told_alone(error_numbers, tmp_path, "os.kill(os.getppid(), 0)") == errno.EPERM


def test_rules_add_up_to_less_and_never_to_more(error_numbers, tmp_path):
    again = "restrict_this_process([Rule('/', READ | WORK)]); open('/etc/passwd')"
    assert told_alone(error_numbers, tmp_path, again) == errno.EACCES
