"""Grading the same submissions again and again in a warm process, behind the wire or by direct calls."""

from __future__ import annotations

import importlib
import os
import shutil
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Final

from autograder import batch, intake
from autograder.course.load import load_course
from speed.direct import DirectPeer
from speed.seams import workers_replaced_by
from speed.soundness import load_sound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from autograder.sandbox.rung import Rung

Scores = dict[str, str]
"""The score of each student, as an exact fraction in words."""

ENVIRONMENT: Final = {
    "MPLBACKEND": "Agg",
    "KERAS_BACKEND": "tensorflow",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "TF_ENABLE_ONEDNN_OPTS": "0",
    "CUDA_VISIBLE_DEVICES": "",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}
"""What a worker's environment says as well."""


SLOW_MODULES: Final = ("matplotlib.pyplot", "scipy.special", "tensorflow", "keras")


class Way(StrEnum):
    """How student code is reached."""

    OURS = "behind the wire"
    DIRECT = "direct calls"


@dataclass(frozen=True)
class Round:
    """One time through all submissions of an assignment."""

    seconds: float
    scores: Scores


class WarmProcess:
    """A process that grades in one way, round after round; it imports what it needs before it is first asked."""

    def __init__(self, way: Way) -> None:
        self._pool = ProcessPoolExecutor(1, get_context("spawn"), initializer=_prepare, initargs=(way,))

    def grade(self, course_file: Path, submitted: Path, slug: str, rung: Rung) -> Round:
        """Grade all submissions of an assignment below `submitted` as one chunk, with all results and pages written."""
        return self._pool.submit(_grade, course_file, submitted, slug, rung).result()

    def close(self) -> None:
        """End the process."""
        self._pool.shutdown()


@contextmanager
def warm_process(way: Way) -> Iterator[WarmProcess]:
    """Start a process for one way of grading, and end it afterwards."""
    process = WarmProcess(way)
    try:
        yield process
    finally:
        process.close()


_way: list[Way] = []


def _prepare(way: Way) -> None:
    os.environ.update(ENVIRONMENT)
    _way.append(way)
    if way is Way.DIRECT:
        for module in SLOW_MODULES:
            importlib.import_module(module)


def _grade(course_file: Path, submitted: Path, slug: str, rung: Rung) -> Round:
    if _way[0] is Way.OURS:
        return _timed(course_file, submitted, slug, rung)
    with workers_replaced_by(DirectPeer):
        return _timed(course_file, submitted, slug, rung)


def _timed(course_file: Path, submitted: Path, slug: str, rung: Rung) -> Round:
    found = intake.discover([submitted], load_course(course_file), None).entries
    entries = tuple(entry for entry in found if entry.load().assignment == slug)
    out = Path(tempfile.mkdtemp(prefix="bench-"))
    try:
        began = time.perf_counter()
        graded = batch.grade_chunk(batch.Chunk(course_file, out, entries, rung))
        seconds = time.perf_counter() - began
        results = load_sound(one.result_file for one in graded)
        return Round(seconds, {result.student: str(result.score) for result in results})
    finally:
        shutil.rmtree(out)
