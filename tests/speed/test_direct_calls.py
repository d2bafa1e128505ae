"""Direct calls give what the wire would bring, so that the lower bound checks the same values."""

import numpy as np
import pytest

from autograder.wire.values import FunctionRef, Opaque
from speed.direct import DirectPeer, as_data


@pytest.fixture
def ask():
    peer = DirectPeer()

    def ask(source, name, *arguments):
        peer.client.ask("load", {"number": 1, "source": source, "definitions_only": False}, 1.0)
        request = {"name": name, "arguments": list(arguments), "keywords": {}, "declare": False, "keep_arguments": True}
        return peer.client.ask("call", request, 1.0)

    return ask


def test_a_function_is_called_on_its_arguments(ask):
    assert ask("def double(x): return 2 * x", "double", 21)["value"] == 42


def test_a_reference_names_an_allowed_function(ask):
    assert ask("def apply(f): return f(0.0)", "apply", FunctionRef("numpy.exp"))["value"] == 1


def test_what_a_function_does_to_its_argument_is_seen_and_hurts_nobody(ask):
    mine = np.ones(2)
    reply = ask("def spoil(x):\n    x *= 5\n    return x", "spoil", mine)
    assert reply["arguments"][0].tolist() == [5, 5]
    assert mine.tolist() == [1, 1]


def test_an_exception_is_described_and_not_raised(ask):
    reply = ask("def bad(x): return 1 / 0", "bad", 1)
    assert (reply["status"], reply["type"]) == ("raised", "ZeroDivisionError")


BUFFER = "import numpy as np\nbuffer = np.zeros(1)\ndef f(x):\n    buffer[:] = 1 / x\n    return buffer"


@pytest.mark.parametrize(("until_failure", "replies"), [(True, 2), (False, 3)])
def test_several_calls_bring_what_each_would_bring(until_failure, replies):
    peer = DirectPeer()
    peer.client.ask("load", {"number": 1, "source": BUFFER, "definitions_only": False}, 1.0)
    how = {"keywords": {}, "declare": False, "keep_arguments": False}
    requests = [{"name": "f", "arguments": [x], **how} for x in (1, 0, 2)]
    found = peer.client.ask("calls", {"requests": requests, "until_failure": until_failure}, 1.0)
    assert len(found) == replies
    assert found[0]["value"].tolist() == [1]
    assert found[1]["status"] == "raised"


class Array(np.ndarray):
    """An array whose operators could lie."""


@pytest.mark.parametrize(
    "value",
    [object(), [1, {2}], np.ones(2).view(Array), np.array(["text"]), {"key": (1, lambda: 0)}],
    ids=["object", "set in a list", "subclass of an array", "array of texts", "function in a dict"],
)
def test_what_may_not_cross_becomes_its_types_name(value):
    assert "Opaque(" in repr(as_data(value))


def test_plain_values_stay():
    plain = [None, True, 1, 2.5, "text", (1, [2]), {"key": 3}, np.float32(1), Opaque("a.b")]
    assert as_data(plain) == plain
