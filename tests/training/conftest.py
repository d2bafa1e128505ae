"""Trainers for tests, a real one and one that only counts, and a way to run hidden checks without a submission."""

import copy
import hashlib
import importlib.util
import json
import os
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from autograder.checks import CheckFailed
from autograder.course.load import load_course
from autograder.data import Digits, load
from autograder.training import Training
from autograder.wire.frames import Client
from autograder.wire.values import Opaque
from autograder.worker.declare import declaration

ROOT = Path(__file__).parents[2]
GRADERS = ROOT / "autograder" / "graders" / "mnist"

SERVE = (
    "import socket, sys; from autograder.trainer.serve import operations; from autograder.wire.frames import serve; "
    "serve(socket.socket(fileno=int(sys.argv[1])), operations())"
)


@pytest.fixture(scope="session")
def connect_to_trainer():
    """Start real trainers, and end them with the session."""
    processes = []

    def connect():
        ours, theirs = socket.socketpair()
        with theirs:
            command = [sys.executable, "-c", SERVE, str(theirs.fileno())]
            environment = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": ""}
            process = subprocess.Popen(command, pass_fds=[theirs.fileno()], env=environment, stderr=subprocess.DEVNULL)
        processes.append((process, ours))
        return Client(ours)

    yield connect
    for process, ours in processes:
        ours.close()
        process.wait()


@pytest.fixture(scope="session")
def digits():
    return load("mnist-5k")


@pytest.fixture(scope="session")
def few_digits():
    """Make a data set that trains in no time."""
    whole = load("mnist-5k")
    return Digits("mnist-5k", whole.x_train[:320], whole.y_train[:320], whole.x_test[:50], whole.y_test[:50])


@dataclass(frozen=True)
class Plan:
    """How models are trained."""

    epochs: int = 1
    batch_size: int = 32
    seed: int = 1


@pytest.fixture(scope="session")
def schedule():
    return Plan


class CountingClient:
    """Answers as a trainer does, with outputs that depend on the plan and the seed alone."""

    def __init__(self, seconds=0.0):
        self.asked = []
        self.seconds = seconds
        self.closed = False
        self.images = 0

    def ask(self, operation, arguments, seconds):
        assert seconds > 0
        self.asked.append((operation, arguments))
        if operation == "test_images":
            self.images = len(arguments)
        if operation != "train":
            return None
        time.sleep(self.seconds)
        text = json.dumps([arguments["plan"], arguments["seed"]], sort_keys=True)
        seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
        return {"outputs": np.random.default_rng(seed).random((self.images, 10), np.float32)}

    def close(self):
        self.closed = True

    def count(self, operation):
        return sum(asked == operation for asked, _ in self.asked)


@pytest.fixture
def counting_client():
    return CountingClient


class Function:
    """Stands for a student's function, in this process."""

    def __init__(self, name, function):
        self.name = name
        self.function = function

    def __call__(self, *args, **kwargs):
        return self.observe(*args, **kwargs).value

    def observe(self, *args, **kwargs):
        args = copy.deepcopy(args)  # as the wire does
        events = set()
        with np.errstate(all="call", under="ignore", call=lambda kind, _: events.add(kind)):
            value = self.function(*args, **kwargs)
        words = {"overflow": "overflow", "invalid value": "invalid", "divide by zero": "divide"}
        return SimpleNamespace(value=value, arguments=args, floating_point=frozenset(words[kind] for kind in events))

    def declare(self, *args, **kwargs):
        value = self.function(*args, **kwargs)
        tree = declaration(value)
        return Opaque(type(value).__name__) if tree is None else tree


@pytest.fixture(scope="session")
def student_function():
    """Make functions that stand for a student's."""
    return Function


@pytest.fixture(scope="session")
def profile():
    return load_course(ROOT / "course.yml").data.active


@pytest.fixture(scope="session")
def digits_training(connect_to_trainer, tmp_path_factory, digits, profile):
    return Training(connect_to_trainer, tmp_path_factory.mktemp("cache"), digits, profile)


@pytest.fixture(scope="session")
def checks_of():
    """Find the checks of a question, by their names."""
    return load_checks


def load_checks(question):
    spec = importlib.util.spec_from_file_location(f"hidden_{question}", GRADERS / f"test_{question}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return {name: check for name, check in vars(module).items() if name.startswith("test_")}


@pytest.fixture
def failed(digits_training, profile):
    """Run all checks of a question, without regard to gates; returns the failures by the check's name."""

    def run(question, functions):
        student = SimpleNamespace(**{name: Function(name, function) for name, function in functions.items()})
        given = {"student": student, "training": digits_training, "thresholds": profile.thresholds}
        failures = {}
        for name, check in load_checks(question).items():
            given["rng"] = np.random.default_rng(len(name))
            wanted = check.__code__.co_varnames[: check.__code__.co_argcount]
            try:
                check(**{fixture: given[fixture] for fixture in wanted})
            except CheckFailed as failure:
                failures[name] = failure
        return failures

    return run
