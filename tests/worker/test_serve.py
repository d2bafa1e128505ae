"""A worker's operations bring plain data back, whatever student code does."""

import numpy as np
import pytest

from autograder.wire.values import FunctionRef
from autograder.worker.serve import operations

SOURCE = """
import numpy as np
def double(x): return 2 * x
def spoil(x):
    x[0] = 99.0
    return x
def overflow(x): return np.exp(np.asarray(x))
def quiet(x):
    with np.errstate(all="ignore"):
        return np.exp(np.asarray(x))
def logarithm(x): return np.log(np.asarray(x))
def stub(x): raise NotImplementedError
def apply(f, x): return f(x)
def keywords(x, *, a=1): return x + a
def leave(x): raise SystemExit
TABLE = {"a": (0.0, 1.0)}
import collections
ORDERED = collections.OrderedDict(a=collections.defaultdict(int, b=1))
def masked(x): return np.ma.masked_array(x, mask=False)
number = 3
"""


@pytest.fixture
def ask():
    answers = operations()
    answers["load"]({"number": 1, "source": SOURCE, "definitions_only": False})

    def call(name, *arguments, declare=False, keep=False, **keywords):
        request = {"name": name, "arguments": list(arguments), "keywords": keywords}
        return answers["call"](request | {"declare": declare, "keep_arguments": keep})

    call.value = lambda name: answers["value"]({"name": name})
    return call


def test_a_call_brings_the_value(ask):
    assert ask("double", 4)["value"] == 8


def test_keywords_are_passed(ask):
    assert ask("keywords", 1, a=5)["value"] == 6


def test_a_changed_argument_shows(ask):
    reply = ask("spoil", np.zeros(2), keep=True)
    assert reply["arguments"][0][0] == 99.0


@pytest.mark.parametrize(
    ("name", "x", "flags"),
    [
        ("overflow", 1000.0, ["overflow"]),
        ("quiet", 1000.0, []),
        ("overflow", -1000.0, []),
        ("logarithm", 0.0, ["divide"]),
        ("logarithm", -1.0, ["invalid"]),
    ],
)
def test_floating_point_events_are_collected(ask, name, x, flags):
    assert ask(name, x)["floating_point"] == flags


def test_missing_uncallable_and_failing_names_are_told_apart(ask):
    assert ask("nothing")["status"] == "missing"
    assert ask("number")["status"] == "not_callable"
    assert (ask("stub", 1)["status"], ask("stub", 1)["type"]) == ("raised", "NotImplementedError")
    assert ask("leave", 1)["type"] == "SystemExit"


def test_allowed_functions_are_passed_by_name(ask):
    assert ask("apply", FunctionRef("numpy.square"), 3.0)["value"] == 9.0


@pytest.mark.parametrize("name", ["os.system", "builtins.eval", "numpy.load"])
def test_other_functions_are_not(ask, name):
    assert ask("apply", FunctionRef(name), "x")["status"] == "raised"


def test_containers_of_the_library_become_plain(ask):
    assert ask.value("ORDERED")["value"] == {"a": {"b": 1}}
    assert type(ask.value("ORDERED")["value"]["a"]) is dict
    assert type(ask("masked", np.ones(2))["value"]) is np.ndarray


def test_a_variable_is_handed_out(ask):
    assert ask.value("TABLE")["value"] == {"a": (0.0, 1.0)}
    assert ask.value("MISSING")["status"] == "missing"
