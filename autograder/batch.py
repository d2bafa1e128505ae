"""Grading many submissions: in chunks, over any `Executor`, resumable, with nothing kept that a file does not hold."""

from __future__ import annotations

import math
from collections import deque
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import nullcontext
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from autograder import atomic
from autograder.errors import AutograderError, UsageError
from autograder.grading import Grader, open_course, open_grader, our_fault, undecided
from autograder.grading_processes import GradingProcesses
from autograder.out_folder import require_writable, unwritable
from autograder.report import feedback, result_json
from autograder.sandbox.ladder import best_rung
from autograder.sandbox.launch import shared_sandbox
from autograder.sandbox.slow_modules import slow_modules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from autograder.intake import Entry
    from autograder.model import Result, Submission
    from autograder.sandbox.rung import Rung

    Interruptible = Callable[[], AbstractContextManager[None]]

LARGEST_CHUNK: Final = 8
"""How many submissions are told of at once, and are graded again where their process dies."""

CHUNKS_PER_JOB: Final = 3
"""Into how many chunks each process's share of what is left is divided, so that all end at about the same time."""

MOST_LOSSES: Final = 2
"""How often a process may die that grades nothing but one submission, before that submission is given up."""

UNDECIDED: Final = "undecided"
"""The folder for results of submissions whose assignment nobody could tell."""


@dataclass(frozen=True)
class Chunk:
    """A piece of work that can be done anywhere: paths only, so that it is small."""

    course_file: Path
    out: Path
    entries: tuple[Entry, ...]
    rung: Rung


@dataclass(frozen=True)
class Graded:
    """Where a submission's result is, and whether it stood there before the run that came upon it."""

    result_file: Path
    unchanged: bool


def run(
    course_file: Path,
    entries: Sequence[Entry],
    out: Path,
    *,
    jobs: int,
    tell: Callable[[Graded], None],
    rung: Rung | None = None,
    pool: Callable[[int], Executor] = GradingProcesses,
    interruptible: Interruptible = nullcontext,
) -> list[Graded]:
    """Grade all entries with `jobs` processes and tell of each result; returns them in the order of the entries.

    `rung` is the sandbox's, the best one that holds where none is asked for; raises RungError where it does not hold.

    A grading process that dies costs nothing but its time: what it had not finished is graded again, alone. Within
    `interruptible()`, a KeyboardInterrupt leaves nothing half done. Raises AutograderError where the graders can't be
    run at all, UsageError where the results can't be written.
    """
    rung = rung or best_rung()
    require_writable(out)
    stood = {path: _version(path) for path in out.glob("*/*/result.json")}
    chunks = [Chunk(course_file, out, part, rung) for part in _parts(entries, jobs)]
    done: dict[Entry, Graded] = {}
    for chunk, results in _completed(chunks, jobs, pool, interruptible):
        for entry, graded in zip(chunk.entries, results, strict=True):
            file = graded.result_file  # a process that died may have written it in this run
            done[entry] = replace(graded, unchanged=graded.unchanged and stood.get(file) == _version(file))
            tell(done[entry])
    return [done[entry] for entry in entries]


def standing(course_file: Path, entries: Iterable[Entry], out: Path, rung: Rung) -> list[Graded]:
    """Find the results that are up to date, whenever they were made, without grading anything."""
    found = []
    for entry in entries:
        submission = entry.load()
        path = _folder(out, submission) / "result.json"
        if submission.assignment and _is_current(
            path, open_grader(course_file, submission.assignment, rung), submission
        ):
            found.append(Graded(path, unchanged=False))
    return found


def grade_chunk(chunk: Chunk) -> list[Graded]:
    """Grade the entries of one chunk and write their files; what is up to date is left as it is."""
    course = open_course(chunk.course_file)
    done: dict[Entry, Graded] = {}
    stale: dict[str, list[tuple[Entry, Submission]]] = {}
    submissions = [entry.load() for entry in chunk.entries]
    _prepare_sandbox(chunk, submissions)
    for entry, submission in zip(chunk.entries, submissions, strict=True):
        grader = open_grader(chunk.course_file, submission.assignment, chunk.rung) if submission.assignment else None
        path = _folder(chunk.out, submission) / "result.json"
        if grader is None:
            done[entry] = _record(undecided(course, submission), submission, chunk.out, "")
        elif _is_current(path, grader, submission):
            done[entry] = Graded(path, unchanged=True)
        else:
            stale.setdefault(submission.assignment, []).append((entry, submission))
    for slug, pairs in stale.items():
        graded = _grade(chunk, slug, [submission for _, submission in pairs])
        done |= {entry: graded[submission] for entry, submission in pairs}
    return [done[entry] for entry in chunk.entries]


def _prepare_sandbox(chunk: Chunk, submissions: Sequence[Submission]) -> None:
    """Have zygotes start what these notebooks import while everything else is being read."""
    sandbox = shared_sandbox(chunk.rung)
    for modules in {tuple(slow_modules(submission.content.decode("utf-8", "replace"))) for submission in submissions}:
        sandbox.prepare(modules)


def give_up(chunk: Chunk) -> list[Graded]:
    """Write results that say that grading itself failed, for submissions whose process died again and again."""
    course, graded = open_course(chunk.course_file), []
    for entry in chunk.entries:
        submission = entry.load()
        result = undecided(
            course, submission, internal="The process that graded this submission ended again and again. Grade again."
        )
        graded.append(_record(result, submission, chunk.out, ""))
    return graded


def _grade(chunk: Chunk, slug: str, submissions: list[Submission]) -> dict[Submission, Graded]:
    graded: dict[Submission, Graded] = {}
    grader = open_grader(chunk.course_file, slug, chunk.rung)

    def record(submission: Submission, result: Result) -> None:
        try:
            graded[submission] = _record(result, submission, chunk.out, grader.assignment.title)
        except AutograderError:
            raise  # a full disk is nobody's result
        except Exception as error:  # noqa: BLE001 - one result that can't be shown costs no other
            fault = our_fault(grader.course, submission, error)
            graded[submission] = _record(fault, submission, chunk.out, grader.assignment.title)

    grader.grade(submissions, record)
    return graded


def _record(result: Result, submission: Submission, out: Path, title: str) -> Graded:
    folder = _folder(out, submission)
    page, document = feedback.feedback_page(result, title or "Submission"), result_json.dumps(result)
    try:
        atomic.write(folder / "feedback.html", page)
        atomic.write(folder / "result.json", document)
    except OSError as error:
        raise unwritable(folder, error) from error
    return Graded(folder / "result.json", unchanged=False)


def _folder(out: Path, submission: Submission) -> Path:
    return out / (submission.assignment or UNDECIDED) / submission.folder


def _is_current(path: Path, grader: Grader, submission: Submission) -> bool:
    """Whether a result stands that was made from these bytes by these graders, and did not fail by our own fault."""
    try:
        result = result_json.load(path)
    except (OSError, UsageError):
        return False
    return grader.still_holds(result, submission) and path.with_name("feedback.html").exists()


def _parts(entries: Sequence[Entry], jobs: int) -> Iterator[tuple[Entry, ...]]:
    """Divide the entries by assignments, in chunks of one assignment each that get smaller towards the end.

    One submission of each assignment goes first and alone: the models that most of a class declares are trained with
    it, while the other processes are busy with something else.
    """
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(entry.assignment, []).append(entry)
    scouts = jobs > 1 and len(groups) > 1
    if scouts:
        yield from ((group[0],) for group in reversed(groups.values()))
    queues = [deque(group[1:] if scouts else group) for group in groups.values()]
    left = sum(len(queue) for queue in queues)
    for queue in queues:
        while queue:
            size = min(len(queue), LARGEST_CHUNK, math.ceil(left / (jobs * CHUNKS_PER_JOB)))
            yield tuple(queue.popleft() for _ in range(size))
            left -= size


def _version(path: Path) -> tuple[int, int]:
    """Tell a file from one that replaces it."""
    status = path.stat()
    return status.st_ino, status.st_mtime_ns


def _completed(
    chunks: Iterable[Chunk], jobs: int, pool: Callable[[int], Executor], interruptible: Interruptible
) -> Iterator[tuple[Chunk, list[Graded]]]:
    """Do all chunks, in a pool where there is more than one job, and yield each as it is done."""
    if jobs == 1:
        for chunk in chunks:
            with interruptible():
                graded = grade_chunk(chunk)
            yield chunk, graded
        return
    waiting = deque(chunks)
    while waiting:
        lost: list[Chunk] = []
        with pool(jobs) as executor:
            yield from _until_broken(executor, waiting, jobs, lost, interruptible)
        for chunk in lost:
            for entry in chunk.entries:
                alone = replace(chunk, entries=(entry,))
                yield alone, _grade_suspect(alone, pool, interruptible)


def _until_broken(
    executor: Executor, waiting: deque[Chunk], jobs: int, lost: list[Chunk], interruptible: Interruptible
) -> Iterator[tuple[Chunk, list[Graded]]]:
    """Work on the waiting chunks, no more at a time than there are jobs, so that a dead process loses few others."""
    running: dict[Future[list[Graded]], Chunk] = {}
    try:
        while (waiting and not lost) or running:
            while waiting and not lost and len(running) < jobs:
                chunk = waiting.popleft()
                try:
                    running[executor.submit(grade_chunk, chunk)] = chunk
                except BrokenProcessPool:  # a process died since the last look at those that run
                    lost.append(chunk)
            with interruptible():
                done = wait(running, return_when=FIRST_COMPLETED).done
            for future in done:
                chunk = running.pop(future)
                try:
                    yield chunk, future.result()
                except BrokenProcessPool:
                    lost.append(chunk)
    finally:
        for future in running:
            future.cancel()


def _grade_suspect(alone: Chunk, pool: Callable[[int], Executor], interruptible: Interruptible) -> list[Graded]:
    """Grade one submission in a process of its own, so that it is known who kills it."""
    for _ in range(MOST_LOSSES):
        with pool(1) as executor:
            try:
                future = executor.submit(grade_chunk, alone)
                with interruptible():
                    return future.result()
            except BrokenProcessPool:
                continue
    return give_up(alone)
