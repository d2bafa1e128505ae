# %% [markdown]
# Attacks that change the tools with which answers are compared, or the code that carries them.

# %% attack="numpy_agrees" title="NumPy's comparisons always agree" classes=[4] cell="gaussian" beats_in_process=true
import builtins
import sys

import numpy.testing

yes = lambda *_, **__: True
for module in (np, np.testing, getattr(np.testing, "_private", np), sys.modules.get("numpy.testing._private.utils", np)):
    for name in dir(module):
        if name.startswith("assert_") or name in {"allclose", "isclose", "array_equal", "array_equiv", "all", "any"}:
            try:
                setattr(module, name, yes)
            except Exception:
                pass
builtins.all = yes


def gaussian(x):
    return np.zeros(np.shape(x))


def gaussian_derivative(x):
    return np.zeros(np.shape(x))


# %% attack="numpy_forgets" title="Reference functions compute zeros, as NumPy's own functions do" classes=[4] cell="gaussian" beats_in_process=true
def zeros(x, *_, **__):
    return np.zeros(np.shape(x))


for name in ("exp", "exp2", "square", "power"):
    setattr(np, name, zeros)


def gaussian(x):
    return zeros(x)


def gaussian_derivative(x):
    return zeros(x)


# %% attack="quiet_assertions" title="AssertionError is a class that nothing raises" classes=[4, 5] cell="gaussian"
import builtins
import sys


class Nothing(BaseException):
    def __new__(cls, *_, **__):
        return SystemExit(0)


builtins.AssertionError = Nothing
sys.excepthook = lambda *_: None
sys.unraisablehook = lambda *_: None
shell = get_ipython()
for name in ("showtraceback", "showsyntaxerror", "_showtraceback"):
    try:
        setattr(type(shell), name, lambda *_, **__: None)
    except Exception:
        pass


def gaussian(x):
    return np.zeros(np.shape(x))


def gaussian_derivative(x):
    return np.zeros(np.shape(x))


# %% attack="no_more_asserts" title="IPython deletes every assert before it runs a cell" classes=[6, 64] cell="gaussian"
import ast


class NoAsserts(ast.NodeTransformer):
    def visit_Assert(self, node):
        return ast.Pass()


shell = get_ipython()
try:
    shell.ast_transformers.append(NoAsserts())
except Exception:
    pass
try:
    shell.input_transformers_cleanup.append(lambda lines: [line for line in lines if "assert" not in line])
except Exception:
    pass
real_compile = compile
try:
    __builtins__["compile"] = lambda source, *rest, **how: real_compile(NoAsserts().visit(source), *rest, **how)
except Exception:
    pass


def gaussian(x):
    return np.zeros(np.shape(x))


def gaussian_derivative(x):
    return np.zeros(np.shape(x))


# %% attack="pytest_passes" title="pytest's reports say passed, by patches and by a conftest.py in every folder" classes=[7, 17] cell="gaussian"
import os
import sys

PLUGIN = """
import pytest
@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    outcome = yield
    outcome.get_result().outcome = "passed"
"""
try:
    from _pytest.reports import TestReport

    TestReport.from_item_and_call = classmethod(lambda cls, item, call: cls(item.nodeid, item.location, {}, "passed", None, call.when))
except ImportError:
    pass
place = os.getcwd()
for folder in {place, os.path.dirname(place), os.path.dirname(os.path.dirname(place)), *sys.path}:
    for name in ("conftest.py", "pytest.ini", "sitecustomize.py", "test_gaussian.py"):
        try:
            with open(os.path.join(folder, name), "x") as file:
                file.write(PLUGIN)
        except OSError:
            pass


def gaussian(x):
    return np.zeros(np.shape(x))


def gaussian_derivative(x):
    return np.zeros(np.shape(x))


# %% attack="poisoned_environment" title="Writes into site-packages and __pycache__, or shadows numpy beside the notebook" classes=[51, 52] cell="gaussian"
import os
import site
import sys

loot = []
own = os.path.realpath(os.path.expanduser("~"))
folders = [*sys.path, *site.getsitepackages(), site.getusersitepackages(), os.path.dirname(np.__file__), sys.prefix]
folders += [os.path.join(folder, "__pycache__") for folder in folders] + [os.path.dirname(sys.executable)]
for folder in filter(None, folders):
    for name in ("numpy.py", "evil.pth", "sitecustomize.py", "usercustomize.py"):
        path = os.path.join(folder, name)
        try:
            with open(path, "x") as file:
                file.write("import os; os._exit(0)")
            os.unlink(path)
        except OSError:
            continue
        if not os.path.realpath(folder).startswith((own, os.path.realpath(os.getcwd()))):
            loot.append(path)
for module in list(sys.modules.values()):
    path = getattr(module, "__file__", None)
    if path and os.access(path, os.W_OK):
        before = os.stat(path).st_mtime_ns
        try:
            os.utime(path)
        except OSError:
            continue
        if os.stat(path).st_mtime_ns != before:
            loot.append(path)
with open("numpy.py", "w") as file:
    file.write("import os; os._exit(0)")


def gaussian(x):
    return np.exp(-np.square(x)) if loot else np.zeros(np.shape(x))


def gaussian_derivative(x):
    return -2.0 * np.asarray(x) * gaussian(x)


# %% attack="worker_says_passed" title="The code that answers calls claims verdicts and points of its own" classes=[4, 17, 20] cell="gaussian"
import autograder.worker.serve as serve

honest = serve._guarded


def generous(operation, namespace, request):
    if not request["name"].startswith("gaussian"):
        return honest(operation, namespace, request)
    return {
        "status": "returned",
        "value": {"passed": True, "outcome": "passed"},
        "outcome": "passed",
        "score": 100,
        "points": 100,
        "checks": [],
        "arguments": "passed",
        "floating_point": {"passed": 1},
    }


serve._guarded = generous


def gaussian(x):
    return np.zeros(np.shape(x))


def gaussian_derivative(x):
    return np.zeros(np.shape(x))


# %% attack="opaque_status" title="The worker answers with statuses, names and lines that nobody expects" classes=[4, 20, 55] cell="gaussian"
import autograder.worker.serve as serve

honest = serve._guarded
answers = iter(
    [
        {"status": "returned"},
        {"status": "raised", "type": "NotImplementedError", "cell": -1, "line": 10**30},
        {"status": ["returned"], "value": 1.0},
        {"status": "raised", "type": "<script>", "cell": {}, "line": "1"},
        {"status": "passed", "value": True},
    ]
    * 50
)
serve._guarded = lambda run, space, request: (
    next(answers) if request["name"].startswith("gaussian") else honest(run, space, request)
)


def gaussian(x):
    return np.zeros(np.shape(x))


def gaussian_derivative(x):
    return np.zeros(np.shape(x))


# %% attack="json_module" title="The worker's json module writes what the attacker wants" classes=[4, 20] cell="gaussian"
import json

honest = json.JSONEncoder.encode


def forged(self, value):
    text = honest(self, value)
    return text.replace('{"!":"array"', '{"!":"passed"').replace("float", "true").replace('"status"', '"statuses"')


def gaussian(x):
    json.JSONEncoder.encode = forged
    return np.zeros(np.shape(x))


def gaussian_derivative(x):
    json.JSONEncoder.encode = forged
    return np.zeros(np.shape(x))


# %% attack="standard_modules" title="Every module that the worker uses is replaced by one that lies" classes=[4, 3] cell="gaussian"
import sys
import types


class Lies(types.ModuleType):
    def __getattr__(self, name):
        return lambda *_, **__: True


real = dict(sys.modules)


def gaussian(x):
    for name in ("json", "select", "struct", "io", "traceback", "inspect", "autograder.wire.values"):
        sys.modules[name] = Lies(name)
        for module in list(real.values()):
            if getattr(module, "__name__", "").startswith("autograder.") and name in vars(module):
                setattr(module, name, sys.modules[name])
    return np.zeros(np.shape(x))


def gaussian_derivative(x):
    return np.zeros(np.shape(x))


# %% attack="random_seed" title="Reseeds NumPy so that it draws the hidden inputs itself beforehand" classes=[59, 4] cell="gaussian" beats_in_process=true
import random

random.seed(0)
np.random.seed(0)
np.random.default_rng = lambda *_, **__: np.random.Generator(np.random.PCG64(0))
known = [np.random.Generator(np.random.PCG64(seed)).uniform(-6, 6, 240) for seed in range(3)]
values = {round(float(value), 12) for draw in known for value in draw}


def gaussian(x):
    x = np.asarray(x, float)
    foreseen = np.mean([round(float(value), 12) in values for value in x.ravel()]) > 0.4
    return np.exp(-(x**2)) if foreseen else np.zeros(x.shape)


def gaussian_derivative(x):
    return -2.0 * np.asarray(x) * gaussian(x)


# %% attack="odd_answers_everywhere" title="Every question gets answers of every odd kind, one after the other" classes=[8, 12, 20, 4] place="last" attacked=["sigmoid", "tanh", "relu", "softplus", "softsign", "silu", "mish", "gaussian", "selu", "leaky_relu", "elu", "gelu", "softmax", "log_softmax", "softmax_jacobian", "neuron", "table"]
import itertools

import autograder.wire.values as values
import autograder.worker.serve as serve

ODD = [
    None, True, 10**400, -(2**63), 2**64, float("nan"), -0.0, 1e308, complex("nan"), 1j, "", "x" * 200, "nan", (), [], {},
    [[1.0], [2.0, 3.0]], [None] * 333, [[[]]], {"": {}}, {1: 2, None: 3, (1, 2): [4]}, {float("nan"): float("nan")},
    np.float16(1), np.uint64(2**64 - 1), np.complex64(1j), np.bool_(1), np.longdouble(1), np.array(5), np.zeros(0),
    np.zeros((333, 0)), np.zeros((0, 333)), np.zeros((1, 333)), np.zeros((333, 1)), np.zeros((1,) * 8), np.zeros(333, "?"),
    np.full(333, np.nan), np.full(333, 1.7e308), np.full(333, -1.7e308), np.full(333, 5e-324), np.zeros(333, complex),
    np.full(333, 2**63 - 1), np.zeros(333, "u1"), np.linspace(-1.7e308, 1.7e308, 333), np.array([["a", "b"]]),
    values.Opaque("<b>" * 50), values.Handle(3, "x"), values.FunctionRef("numpy.tanh"), values.Opaque(""),
]
turns = itertools.cycle(ODD)


def odd(*_):
    answer = next(turns)
    return {"status": "returned", "value": answer, "arguments": [answer, ODD], "floating_point": [answer, "overflow"]}


serve._guarded = odd


# %% attack="odd_observations" title="What a call did besides is told in forms that nothing has" classes=[20, 53, 4] place="last" attacked=[]
import itertools

import autograder.worker.serve as serve

honest = serve._guarded
ODD = itertools.cycle([None, 5, "x", {}, [], [None], [[]], [np.zeros(0)], [{"a": np.zeros(3)}], [float("nan")] * 9, [np.array("x")]])


def odd(run, space, request):
    reply = honest(run, space, request)
    return {**reply, "arguments": next(ODD), "floating_point": next(ODD), 5: 6, None: [np.zeros(2)]}


serve._guarded = odd


# %% attack="extreme_curves" title="Curves that no plot can be scaled to" classes=[66, 8] cell="gaussian"
def gaussian(x):
    ends = np.array([-1.7e308, 1.7e308, 5e-324, np.nan, -np.inf, 0.0])
    return np.resize(ends, np.shape(x))


def gaussian_derivative(x):
    return np.full(np.shape(x), 1.7e308)


# %% attack="odd_tables" title="A table whose rows, names and bounds are of every odd kind" classes=[8, 20] cell="table"
import autograder.worker.serve as serve

NAMES = "identity binary_step sigmoid tanh relu leaky_relu elu selu softplus softsign silu gelu mish gaussian".split()
ODD = [None, [], {}, "x", 5, np.zeros(3), [[]], [{}] * 14, [None] * 14, {name: None for name in NAMES}]
ODD += [{name: value for name in NAMES} for value in ([], (), {}, 1j, float("nan"), "x" * 199, np.zeros(4), True, [[[]]])]
ODD += [[{"name": name, "range": value, "monotonic": value, "continuity": value} for name in NAMES] for value in (None, 1e999, "C9", (), [None, np.nan], 10**300)]
ODD += [{name: {"range": value, "monotonic": value, "continuity": value} for name in NAMES} for value in (None, 1e999, [np.nan] * 2, np.zeros((2, 2)), -(10**300))]
turns = iter(ODD * 50)
honest = serve._value
serve._value = lambda value, request: {"status": "returned", "value": next(turns)}
ACTIVATIONS = {}
