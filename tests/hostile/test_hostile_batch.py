"""Hostile notebooks in one batch with honest ones gain nothing, harm nobody, and leave nothing behind."""

import contextlib
import ctypes
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

import pytest

from autograder import atomic
from autograder.course.load import load_course
from autograder.report import result_json
from autograder.specimens import classroom, trial
from autograder.specimens.model import Kind

SEEN_BY_GRADERS_ONLY = "token-of-the-learning-management-system"
SLUGS = ("activations", "mnist")
HONEST = (
    "right-masks",
    "right-scipy_special",
    "right-lambdas",
    "right-one_cell",
    "mistake-sigmoid-textbook",
    "mistake-softmax-textbook",
    "mistake-softmax-in_place",
    "right-functional",
    "right-nested_models",
    "mistake-predictions-unshifted",
    "mistake-predictions-sign",
)
LEFT = ("owned-by-*", "planted-*", "bomb*", "numpy.py", "evil.pth", "conftest.py", "*result*.json", "gradebook.db")
"""Names that the hostile specimens write under, wherever they can."""

SHARED = ("/tmp", "/var/tmp", "/dev/shm", "/dev/mqueue", "/run")  # noqa: S108 - looked at, not used
CHILD_SUBREAPER = 36
SETTLING_SECONDS = 10.0


@dataclass(frozen=True)
class Run:
    """One run of the command: specimens and results by student, and what was written.

    `documents` are the result files, and `shown` is all else that was written or printed, for people to see.
    """

    specimens: dict
    results: dict
    documents: str
    shown: str


@dataclass(frozen=True)
class Batch:
    """A run over a mixed class, and what was there before and after it."""

    run: Run
    before: dict
    after: dict


def honest_ones(course, root):
    every = {one.student: one for slug in SLUGS for one in classroom.specimens_of(course, root, slug)}
    return [every[name] for name in HONEST]


def grade(course_file, specimens, folder, rung, jobs):
    """Grade specimens as a class by the command, under ids that tell nothing, in the order given."""
    course, root = load_course(course_file), course_file.parent
    builders = {slug: classroom.make_builder(course, root, course.assignment(slug)) for slug in SLUGS}
    students = {f"s{number:03d}": specimen for number, specimen in enumerate(specimens)}
    for student, specimen in students.items():
        content = builders[specimen.slug].build(specimen)
        atomic.write(folder / "submitted" / student / specimen.slug / f"{specimen.slug}.ipynb", content)
    temporary = folder / "temporary"
    temporary.mkdir()
    command = [sys.executable, "-m", "autograder", "--course", course_file, "grade", folder / "submitted"]
    done = subprocess.run(
        [*command, "--out", folder / "graded", "--jobs", str(jobs), "--rung", rung],
        env={**os.environ, "TMPDIR": str(temporary), "LMS_TOKEN": SEEN_BY_GRADERS_ONLY},
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in {0, 1}, done.stdout + done.stderr
    files = {path.parent.name: path for path in (folder / "graded").glob("*/*/result.json")}
    results = {student: result_json.load(files[student]) for student in students}
    documents = "\n".join(path.read_text(encoding="utf-8") for path in files.values())
    pages = [path for suffix in ("html", "csv") for path in (folder / "graded").rglob(f"*.{suffix}")]
    shown = "\n".join([*(path.read_text(encoding="utf-8") for path in pages), done.stdout, done.stderr])
    return Run(students, results, documents, shown)


def verdicts(result):
    return {question.id: (question.score, {c.id: c.outcome for c in question.checks}) for question in result.questions}


def surroundings():
    """What a submission could have left outside its own folder."""
    cache = Path(__file__).parents[2] / ".autograder" / "models"
    importable = [folder for folder in sys.path if Path(folder).is_dir()]
    return {
        "files": {str(path) for folder in (*SHARED, *importable) for name in LEFT for path in Path(folder).glob(name)},
        "mounts": {line.split()[4] for line in Path("/proc/self/mountinfo").read_text().splitlines()},
        "planted": [
            line
            for kind in ("shm", "msg", "sem")
            for line in Path("/proc/sysvipc", kind).read_text().splitlines()
            if line.split()[0] == str(0x5EED)
        ],
        "keys": "planted" in Path("/proc/keys").read_text(),
        "cache": {str(path): path.stat().st_size for path in cache.glob("*") if path.suffix != ".lock"},
    }


def children():
    return {pid for path in Path("/proc/self/task").glob("*/children") for pid in path.read_text().split()}


@pytest.fixture(scope="module")
def orphans_come_here():
    """Have processes that lose their parents become children of this one, so that none is overlooked."""
    libc = ctypes.CDLL(None)
    libc.prctl(CHILD_SUBREAPER, 1, 0, 0, 0)
    yield
    libc.prctl(CHILD_SUBREAPER, 0, 0, 0, 0)


@pytest.fixture(scope="module")
def alone(short_course, root, tmp_path_factory, rung):
    """What the honest ones get by themselves."""
    course = load_course(short_course)
    run = grade(short_course, honest_ones(course, root), tmp_path_factory.mktemp("alone"), rung, 1)
    return {run.specimens[student].student: verdicts(result) for student, result in run.results.items()}


@pytest.fixture(scope="module")
def batch(short_course, root, tmp_path_factory, rung, orphans_come_here):  # noqa: ARG001 - in force while it runs
    """Everything hostile in one run, with the honest ones spread among it."""
    course = load_course(short_course)
    hostile = [one for slug in SLUGS for one in classroom.hostile_of(course, root, slug)]
    honest = honest_ones(course, root)
    step = len(hostile) // len(honest) + 1
    parts = [hostile[start : start + step] for start in range(0, len(hostile), step)]
    mixed = [one for part, own in zip_longest(parts, honest) for one in (*(part or ()), own) if one is not None]
    folder = tmp_path_factory.mktemp("batch")
    before = surroundings() | {"children": children()}
    run = grade(short_course, mixed, folder, rung, 2)
    left = sorted(path.name for path in (folder / "temporary").iterdir())
    after = surroundings() | {"children": remaining(before["children"]), "temporary": left}
    return Batch(run, before, after)


def remaining(known):
    """The processes that go on after a moment; those that have ended are taken leave of."""
    deadline = time.monotonic() + SETTLING_SECONDS
    while new := children() - known:
        for pid in new:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(int(pid), os.WNOHANG)
        if time.monotonic() > deadline:
            return new
        time.sleep(0.05)
    return set()


def test_hostile_notebooks_gain_nothing(batch):
    judged = [trial.judge(specimen, batch.run.results[student]) for student, specimen in batch.run.specimens.items()]
    hostile = [one for one in judged if one.specimen.kind is Kind.HOSTILE]
    assert len(hostile) > 100
    assert [f"{one.specimen.student}: {'; '.join(one.problems)}" for one in hostile if one.problems] == []


def test_honest_notebooks_get_what_they_get_alone(batch, alone):
    together = {
        specimen.student: verdicts(batch.run.results[student])
        for student, specimen in batch.run.specimens.items()
        if specimen.kind is not Kind.HOSTILE
    }
    assert together == alone


def test_every_notebook_has_a_result_on_the_rung_that_was_asked_for(batch, rung):
    assert set(batch.run.results) == set(batch.run.specimens)
    assert {result.sandbox_rung for result in batch.run.results.values()} == {rung}


def test_no_process_goes_on(batch):
    assert batch.after["children"] == set()


def test_no_file_is_left_in_the_folder_for_temporary_files(batch):
    assert batch.after["temporary"] == []


@pytest.mark.parametrize("kind", ["files", "mounts", "planted", "keys"])
def test_nothing_is_left_on_the_machine(batch, kind):
    assert batch.after[kind] == batch.before[kind]


def test_the_cache_of_models_is_as_it_was(batch):
    assert batch.before["cache"].items() <= batch.after["cache"].items()


def test_no_secret_is_in_anything_written(batch, short_course):
    secret = (short_course.parent / ".autograder" / "secret").read_text().strip()
    for text in (batch.run.documents, batch.run.shown):
        assert SEEN_BY_GRADERS_ONLY not in text
        assert secret not in text


def test_no_page_or_table_brings_active_content(batch):
    for sign in ("<script>alert", "<img src=x", "<svg onload", "\x1b", "\u202e", '"=HYPERLINK'):
        assert sign not in batch.run.shown
