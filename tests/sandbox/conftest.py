"""Workers on each rung that this machine offers, and throw-away processes that take restrictions upon themselves."""

import functools
import json
import subprocess
import sys
import time

import psutil
import pytest

from autograder.sandbox.ladder import choose_rung
from autograder.sandbox.rung import STRONG, RungError

PATIENCE = 20


@functools.cache
def why_not(rung):
    """Say why a rung is not offered here; None where it is."""
    try:
        choose_rung(rung)
    except RungError as error:
        return str(error)
    return None


@pytest.fixture(scope="session", params=STRONG, ids=lambda rung: f"rung {rung}")
def rung(request):
    """Each strong rung that this machine offers."""
    reason = why_not(request.param)
    if reason is not None:
        pytest.skip(reason)
    return request.param


@pytest.fixture(scope="session")
def child():
    """Run a program in a Python process of its own; returns it with what it printed as JSON, or None."""

    def run(program, *arguments):
        command = [sys.executable, "-IB", "-c", program, *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
        done.told = json.loads(done.stdout) if done.stdout else None
        return done

    return run


ATTEMPT_EACH = """
told = {}
for source in json.loads(sys.argv[-1]):
    try:
        exec(source)
        told[source] = 0
    except OSError as error:
        told[source] = error.errno
print(json.dumps(told))
"""


@pytest.fixture(scope="session")
def error_numbers(child):
    """Attempt things in one process after a preamble, which imports json and sys; returns error numbers, 0 for none."""

    def run(preamble, sources, *arguments):
        done = child(preamble + ATTEMPT_EACH, *arguments, json.dumps(list(sources)))
        assert done.returncode == 0, done.stderr
        return done.told

    return run


@pytest.fixture
def settled():
    """Wait until a condition holds, as processes are ended without being waited for."""

    def wait(condition):
        deadline = time.monotonic() + PATIENCE
        while not condition() and time.monotonic() < deadline:
            time.sleep(0.01)
        return condition()

    return wait


@pytest.fixture
def processes():
    """The ids of all processes below this one, zombies among them."""
    return lambda: {process.pid for process in psutil.Process().children(recursive=True)}
