"""Ways out of a process that need a counterpart on the machine, which a specimen alone can't bring along."""

import contextlib
import os
import socket
import tempfile
from pathlib import Path

import pytest

from autograder.sandbox.inside.limits import ProcessLimits
from autograder.sandbox.launch import Sandbox
from autograder.wire.frames import DeadlineError, PeerDiedError
from autograder.wire.values import WireError

SEND = """
import socket
def f(name):
    sent = []
    for kind in (socket.SOCK_DGRAM, socket.SOCK_STREAM, socket.SOCK_SEQPACKET):
        try:
            one, two = socket.socketpair(socket.AF_UNIX, kind)
        except OSError:
            continue
        for way in (lambda: one.sendto(b"secret", name), lambda: one.sendmsg([b"secret"], [], 0, name)):
            try:
                sent.append(way())
            except OSError:
                pass
    return sent
"""
WITH_DESCRIPTORS = """
import array, os, socket
def f(name):
    link = socket.socket(fileno=os.dup(3))
    kept = array.array("i", [os.open(".", os.O_RDONLY) for _ in range(5)])
    for _ in range(5):
        link.sendmsg([b"A"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, kept)])
"""


@pytest.fixture(scope="module")
def sandbox(rung):
    with Sandbox(rung) as made:
        yield made


def call(sandbox, source, argument):
    """Run `f` of a cell in a worker of its own; None where that breaks the connection."""
    peer = sandbox.start("autograder.worker.serve", ProcessLimits())
    try:
        peer.client.ask("load", {"number": 1, "source": source, "definitions_only": False}, 20)
        request = {"name": "f", "arguments": [argument], "keywords": {}, "declare": False, "keep_arguments": False}
        return peer.client.ask("call", request, 20)
    except (DeadlineError, PeerDiedError, WireError):
        return None
    finally:
        peer.end()


@pytest.fixture
def listening():
    """A socket with a name to which every user may send."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        name = f"{folder}/listening"
        with contextlib.closing(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)) as link:
            link.bind(name)
            Path(name).chmod(0o777)
            link.setblocking(False)
            yield link, name


def test_no_datagram_reaches_a_socket_with_a_name(sandbox, listening):
    link, name = listening
    assert call(sandbox, SEND, name) is not None
    with pytest.raises(BlockingIOError):
        link.recv(100)


def test_no_datagram_reaches_a_socket_with_an_abstract_name(sandbox):
    with contextlib.closing(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)) as link:
        link.bind(f"\0autograder-test-{os.getpid()}")
        link.setblocking(False)
        call(sandbox, SEND, f"\0autograder-test-{os.getpid()}")
        with pytest.raises(BlockingIOError):
            link.recv(100)


def open_descriptors():
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


def test_descriptors_that_are_sent_along_fill_nobodys_table(sandbox):
    call(sandbox, "def f(name): return 1", "")
    before = open_descriptors()
    call(sandbox, WITH_DESCRIPTORS, "")
    assert open_descriptors() == before
