"""Each limit has an outcome and a sentence of its own on every rung, costs one call only and leaves nothing behind."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from autograder.checks.student import Student, StudentCallError
from autograder.course.schema import Limits
from autograder.model import Outcome
from autograder.sandbox import zygote
from autograder.sandbox.launch import Sandbox
from autograder.sandbox.loading import Step
from autograder.sandbox.session import WorkerSession

MEMORY_BYTES = 500_000_000
LIMITS = Limits(
    call_seconds=10, cell_seconds=5, memory_bytes=MEMORY_BYTES, file_bytes=1_000_000, processes=32, reply_bytes=100_000
)
SHORT = LIMITS.model_copy(update={"call_seconds": 0.5})
LITTLE_MEMORY = LIMITS.model_copy(update={"memory_bytes": 250_000_000})
LITTLE_PROCESSOR_TIME = LIMITS.model_copy(update={"cpu_seconds": 1})


@dataclass(frozen=True)
class Reading:
    """What a student is told."""

    outcome: Outcome
    words: str


MEMORY = Reading(Outcome.OUT_OF_MEMORY, "asked for more memory than grading allows")
TIME = Reading(Outcome.TIMED_OUT, "had not answered when its time was up")
OUTPUT = Reading(Outcome.FAILED, "returned more than grading takes")
FILES = Reading(Outcome.ERRORED, "wrote more to files, or opened more of them, than grading allows")
PROCESSES = Reading(Outcome.ERRORED, "asked for more threads or processes than grading allows")
REFUSED = Reading(Outcome.ERRORED, "out of reach at grading")
DEATH = Reading(Outcome.ERRORED, "ended the Python process that it ran in")

IMPORTS = """
import ctypes, mmap, multiprocessing, os, re, shutil, socket, subprocess, sys, tempfile, threading, time, urllib.request
from concurrent.futures import ThreadPoolExecutor
import numpy as np
def other(x): return x
"""

CASES = {
    "arrays": (MEMORY, "kept = []\nwhile True: kept.append(np.ones(4_000_000))", LIMITS),
    "an array that can't be": (MEMORY, "np.ones(10**12)", LIMITS),
    "a list": (MEMORY, "kept = [0]\nwhile True: kept += kept", LIMITS),
    "a text": (MEMORY, "'x' * 10**10", LIMITS),
    "memory for C++": (
        MEMORY,
        "library = ctypes.CDLL('libstdc++.so.6')\nlibrary._Znwm.argtypes = [ctypes.c_size_t]\nlibrary._Znwm(1 << 45)",
        LIMITS,
    ),
    "shared memory": (
        REFUSED,
        "kept = []\nwhile True:\n kept.append(mmap.mmap(-1, 10**8))\n kept[-1].write(bytes(10**8))",
        LIMITS,
    ),
    "recursion in C": (
        DEATH,
        "class Nested:\n def __repr__(self): return repr([self])\nsys.setrecursionlimit(10**9)\nrepr(Nested())",
        LIMITS,
    ),
    "sleep": (TIME, "time.sleep(100)", SHORT),
    "a loop that swallows everything": (
        TIME,
        "while True:\n try:\n  while True: pass\n except BaseException: pass",
        SHORT,
    ),
    "one long calculation": (TIME, "9 ** (9 ** 8) ** 2", SHORT),
    "a regular expression": (TIME, "re.match('(a+)+b', 'a' * 60)", SHORT),
    "a lock": (TIME, "lock = threading.Lock()\nlock.acquire()\nlock.acquire()", SHORT),
    "processor time": (TIME, "while True: pass", LITTLE_PROCESSOR_TIME),
    "processor time of threads": (
        TIME,
        "def spin():\n while True: pass\nfor _ in range(3): threading.Thread(target=spin).start()\nspin()",
        LITTLE_PROCESSOR_TIME,
    ),
    "a large answer": (OUTPUT, "return np.ones(10**6)", LIMITS),
    "a long list": (OUTPUT, "return [[]] * 300_000", LIMITS),
    "an answer that memory has no room to write down": (OUTPUT, "return [[]] * 10**6", LITTLE_MEMORY),
    "a long print to the errors": (FILES, "for _ in range(3): print('x' * 10**6, file=sys.stderr)", LIMITS),
    "a large file": (FILES, "open('large', 'wb').write(bytes(10**7))", LIMITS),
    "a file with holes": (FILES, "open('hole', 'wb').truncate(10**12)", LIMITS),
    "many large files": (FILES, "for i in range(10**4): open(f'{i}', 'wb').write(b'1' * 900_000)", LIMITS),
    "many small files": (FILES, "for i in range(10**5): open(f'{i}', 'wb').close()", LIMITS),
    "deep folders": (FILES, "while True:\n os.mkdir('d' * 200)\n os.chdir('d' * 200)", LIMITS),
    "files without a name": (
        FILES,
        "kept = []\nwhile True:\n kept.append(open('a', 'wb'))\n os.remove('a')\n kept[-1].write(b'1' * 900_000)",
        LIMITS,
    ),
    "open files": (FILES, "kept = [os.dup(0) for _ in range(1000)]", LIMITS),
    "threads": (PROCESSES, "for _ in range(1000): threading.Thread(target=time.sleep, args=(9,)).start()", LIMITS),
    "a pool of threads": (
        PROCESSES,
        "with ThreadPoolExecutor(1000) as pool: list(pool.map(lambda _: time.sleep(0.1), range(1000)))",
        LIMITS,
    ),
    "fork": (REFUSED, "while True: os.fork()", LIMITS),
    "a program": (REFUSED, "subprocess.run(['ls'])", LIMITS),
    "a program in place of Python": (REFUSED, "os.execv('/usr/bin/env', ['env'])", LIMITS),
    "a process": (REFUSED, "multiprocessing.Process(target=print).start()", LIMITS),
    "a pool of processes": (REFUSED, "multiprocessing.Pool(2)", LIMITS),
    "a socket": (REFUSED, "socket.socket().connect(('127.0.0.1', 80))", LIMITS),
    "a download": (REFUSED, "urllib.request.urlopen('http://example.com')", LIMITS),
    "a file of the machine": (REFUSED, "open('/etc/passwd').read()", LIMITS),
    "a file that is not there": (REFUSED, "np.load('weights.npy')", LIMITS),
    "a file elsewhere": (REFUSED, "open('/tmp/elsewhere', 'w')", LIMITS),
}


@pytest.fixture(scope="module")
def sandbox(rung):
    """A sandbox in which little can be written, so that what fills it is quick to do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(zygote, "WORK_BYTES", 8 << 20)
        patch.setattr(zygote, "WORK_FILES", 200)
        with Sandbox(rung) as made:
            made.prepare()
            made._zygotes[zygote.NUMERICAL].wait_until_ready()
            yield made


@pytest.fixture
def student_of(sandbox, processes, settled):
    """Make a student whose `f` has a given body; afterwards no process and no file of hers may be left."""
    before = processes()
    sessions = []

    def make(body, limits):
        source = IMPORTS + "def f():\n" + "".join(f"    {line}\n" for line in body.split("\n"))
        sessions.append(WorkerSession([Step(1, source)], limits, sandbox.start))
        return Student(sessions[-1], {1: source})

    yield make
    for session in sessions:
        session.close()
    assert settled(lambda: processes() == before)
    work = sandbox._zygotes[zygote.NUMERICAL]._work
    assert work is None or settled(lambda: [path.name for path in Path(work.path).iterdir()] == ["zygote"])


@pytest.mark.parametrize("case", CASES)
def test_a_limit_costs_its_call_and_is_said(student_of, case):
    reading, body, limits = CASES[case]
    student = student_of(body, limits)
    with pytest.raises(StudentCallError) as failure:
        student.f()
    assert (failure.value.outcome, failure.value.hint != "") == (reading.outcome, True)
    assert reading.words in failure.value.message
    assert student.other(2) == 2


@pytest.mark.parametrize(
    "body",
    [
        "for _ in range(10): print('x' * 10**7)",
        "with tempfile.TemporaryDirectory() as d: np.save(d + '/a', np.ones(4)); np.load(d + '/a.npy')",
        "with ThreadPoolExecutor(4) as pool: list(pool.map(np.ones, range(9)))",
        "kept = np.ones(10**7)",
        "import asyncio; asyncio.run(asyncio.sleep(0))",
        "import matplotlib.pyplot as plt; plt.plot([1, 2]); plt.savefig('a.png'); os.remove('a.png')",
    ],
    ids=["print", "files", "threads", "memory", "asyncio", "figure"],
)
def test_what_honest_code_may_do_is_within_the_limits(student_of, body):
    assert student_of(f"{body}\nreturn 1", LIMITS).f() == 1


def test_the_text_of_an_exception_stays_inside(student_of):
    student = student_of("raise ValueError('x' * 10**8)", LIMITS)
    with pytest.raises(StudentCallError, match="raised ValueError at line"):
        student.f()
    assert student.other(2) == 2
