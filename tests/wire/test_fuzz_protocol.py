"""However a peer times, repeats and names its replies, it answers its own question or breaks the connection for good.

Runs briefly with the other tests, and for long with `--hypothesis-profile=fuzz`.
"""

import contextlib
import json
import queue
import socket
import threading
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from autograder.wire.frames import MAGIC, PREFIX, Client, DeadlineError, PeerDiedError, receive
from autograder.wire.values import WireError, encode

PATIENCE = 60
"""Seconds for a question that gets an answer."""

IMPATIENCE = 0.02
"""Seconds for one that gets none."""

answers = st.integers() | st.text(max_size=5) | st.lists(st.booleans(), max_size=3) | st.floats(allow_nan=False)
shares = st.floats(0, 1, exclude_max=True)


def reply(identity, value, **more):
    bodies = []
    head = {"id": identity, "value": encode(value, bodies), "bodies": [body.nbytes for body in bodies], **more}
    text = json.dumps(head).encode()
    return PREFIX.pack(MAGIC, len(text), sum(body.nbytes for body in bodies)) + text + b"".join(bodies)


class Peer(threading.Thread):
    """The other side: for each request it takes one plan, which makes pieces to send of the request's id."""

    def __init__(self, sock):
        super().__init__(daemon=True)
        self.sock = sock
        self.plans = queue.SimpleQueue()

    def run(self):
        with contextlib.suppress(PeerDiedError, OSError):
            while True:
                head, _ = receive(self.sock)
                for piece in self.plans.get()(head["id"]):
                    self.sock.sendall(piece)


class Conversation(RuleBasedStateMachine):
    """One connection; `excess` says that bytes lie on it that nobody has asked for."""

    def __init__(self):
        super().__init__()
        self.ours, self.theirs = socket.socketpair()
        self.number = 0
        self.client = Client(self.ours, identify=self.next_identity)
        self.peer = Peer(self.theirs)
        self.peer.start()
        self.excess = False
        self.broken = False

    def next_identity(self, size):
        """Ids that a peer can guess: even so an answer may not come before its question."""
        self.number += 1
        return self.number.to_bytes(size, "big")

    def teardown(self):
        self.client.close()
        self.peer.plans.put(lambda _: ())
        self.peer.join()
        self.theirs.close()

    def ask(self, plan, seconds=PATIENCE):
        if not (self.excess or self.broken):
            self.peer.plans.put(plan)
        return self.client.ask("x", None, seconds)

    def refused(self, plan, error=WireError, seconds=PATIENCE):
        """Ask and see the breach that the connection's state calls for, or else this one."""
        wanted = PeerDiedError if self.broken else WireError if self.excess else error
        with pytest.raises(wanted):
            self.ask(plan, seconds)
        self.broken = True

    @rule(value=answers)
    def honest_answer(self, value):
        if self.broken or self.excess:
            self.refused(lambda identity: [reply(identity, value)])
            return
        got = self.ask(lambda identity: [reply(identity, value)])
        assert (type(got), got) == (type(value), value)

    @precondition(lambda self: not self.broken)
    @rule(value=answers, cuts=st.lists(shares, max_size=5))
    def answer_in_pieces(self, value, cuts):
        if self.excess:
            return

        def plan(identity):
            content = reply(identity, value)
            places = sorted({0, len(content), *(int(cut * len(content)) for cut in cuts)})
            return [content[start:stop] for start, stop in pairwise(places)]

        assert self.ask(plan) == value

    @rule(value=answers, more=st.sampled_from(["the same", "another", "a byte"]))
    def answer_and_more(self, value, more):
        if self.broken or self.excess:
            return

        def plan(identity):
            first = reply(identity, value)
            return [first + {"the same": first, "another": reply(identity, "forged"), "a byte": b"A"}[more]]

        assert self.ask(plan) == value
        self.excess = True

    @precondition(lambda self: not self.broken)
    @rule(value=answers, ahead=st.integers(0, 2), share=st.just(1.0) | shares.filter(lambda share: share > 0.1))
    def unasked_answer(self, value, ahead, share):
        """A reply, or its beginning, to a question that is yet to come."""
        content = reply(f"{self.number + 1 + ahead:032x}", value)
        self.theirs.sendall(content[: int(len(content) * share)])
        self.excess = True

    @rule(value=answers, back=st.integers(1, 3))
    def answer_to_another_question(self, value, back):
        self.refused(lambda identity: [reply(f"{int(identity, 16) + back:032x}", value)])

    @rule(
        value=answers,
        change=st.sampled_from(
            [
                lambda identity: identity + " ",
                lambda identity: identity[:-1],
                lambda identity: [identity],
                lambda identity: int(identity, 16),
                lambda identity: "-" + identity,
                lambda identity: "0x" + identity,
                lambda _: None,
                lambda _: "",
                lambda _: True,
            ]
        ),
    )
    def answer_under_an_odd_id(self, value, change):
        self.refused(lambda identity: [reply(change(identity), value)])

    @rule(value=answers)
    def answer_without_an_id(self, value):
        self.refused(lambda identity: [reply(identity, value).replace(b'"id"', b'"di"')])

    @rule(key=st.sampled_from([b'"value"', b'"bodies"']))
    def answer_without_a_part(self, key):
        self.refused(lambda identity: [reply(identity, None).replace(key, key[:-2] + b'?"')])

    @rule(value=answers, share=shares)
    def answer_that_stops(self, value, share):
        """The beginning of a reply, byte after byte, and then silence."""

        def plan(identity):
            content = reply(identity, value)
            return [bytes([byte]) for byte in content[: int(len(content) * share)]]

        self.refused(plan, DeadlineError, IMPATIENCE)

    @rule(value=answers, share=shares)
    def answer_that_ends_too_early(self, value, share):
        def plan(identity):
            content = reply(identity, value)
            yield content[: int(len(content) * share)]
            self.theirs.shutdown(socket.SHUT_RDWR)

        self.refused(plan, PeerDiedError)

    @invariant()
    def a_broken_connection_stays_dead(self):
        assert self.client.dead == self.broken


TestConversation = Conversation.TestCase


def test_an_endless_drip_ends_at_the_deadline():
    """Each byte comes long before the deadline, and the last never."""
    ours, theirs = socket.socketpair()
    stop = threading.Event()

    def drip():
        with contextlib.suppress(OSError, PeerDiedError):
            head, _ = receive(theirs)
            for byte in reply(head["id"], np.zeros(100_000)):
                if stop.wait(0.001):
                    return
                theirs.sendall(bytes([byte]))

    peer = threading.Thread(target=drip, daemon=True)
    with theirs, ours:
        peer.start()
        with pytest.raises(DeadlineError):
            Client(ours).ask("x", None, 0.1)
        stop.set()
        peer.join()
