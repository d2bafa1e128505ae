"""A batch grades only what changed, survives its own processes, and gives the same results in any number of jobs."""

import json
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from types import SimpleNamespace

import pytest

from autograder import batch, intake
from autograder.grading import open_course


@pytest.fixture
def classroom(tmp_path, notebook_of):
    """A folder of four notebooks, one of them unreadable."""
    folder = tmp_path / "class"
    folder.mkdir()
    wrong = "import numpy as np\ndef softsign(x): return x\ndef softsign_derivative(x): return x"
    (folder / "anna.ipynb").write_bytes(notebook_of("activations"))
    (folder / "ben.ipynb").write_bytes(notebook_of("activations", softsign=wrong))
    (folder / "cleo.ipynb").write_bytes(notebook_of("activations", solved=False))
    (folder / "dan.ipynb").write_bytes(b"{")
    return folder


def scores(out):
    return {path.parent.name: json.loads(path.read_text())["score"] for path in out.glob("*/*/result.json")}


def steady(out):
    """The results without what differs from run to run."""
    return {
        path.parent.name: json.loads(path.read_text()) | {"duration_seconds": 0} for path in out.glob("*/*/result.json")
    }


def test_two_jobs_give_the_results_of_one(run, classroom, tmp_path):
    run("grade", classroom, "--assignment", "activations", "--out", "one", "--jobs", 1)
    run("grade", classroom, "--assignment", "activations", "--out", "two", "--jobs", 2)
    assert steady(tmp_path / "one") == steady(tmp_path / "two")
    assert scores(tmp_path / "one") == {"anna": 97, "ben": 93, "cleo": 0, "dan": 0}


def test_only_what_changed_is_graded_again(run, classroom, tmp_path, notebook_of):
    first = run("grade", classroom, "--assignment", "activations", "--json", "--jobs", 1)
    times = {path: path.stat().st_mtime_ns for path in (tmp_path / "graded").glob("*/*/result.json")}
    (classroom / "cleo.ipynb").write_bytes(notebook_of("activations"))
    second = run("grade", classroom, "--assignment", "activations", "--json", "--jobs", 1)
    again = [path.parent.name for path, time in times.items() if path.stat().st_mtime_ns != time]
    assert again == ["cleo"]
    assert json.loads(first.stdout)["unchanged"] == 0
    assert json.loads(second.stdout)["unchanged"] == 3
    assert scores(tmp_path / "graded")["cleo"] == 97


def test_a_damaged_result_is_made_again(run, classroom, tmp_path):
    run("grade", classroom / "anna.ipynb", "--jobs", 1)
    path = tmp_path / "graded" / "activations" / "anna" / "result.json"
    for content in ("", "{}", "[]", path.read_text()[:100]):
        path.write_text(content)
        assert run("grade", classroom / "anna.ipynb", "--jobs", 1).exit_code == 0
        assert json.loads(path.read_text())["score"] == 97


def test_a_result_that_can_not_be_written_ends_the_run_with_the_reason(run, classroom, tmp_path):
    (tmp_path / "graded").mkdir()
    (tmp_path / "graded" / "activations").write_text("in the way")
    done = run("grade", classroom / "anna.ipynb", "--jobs", 1)
    assert done.exit_code == 3
    assert "the result can't be written there" in done.output


def test_chunks_get_smaller_towards_the_end_so_that_all_jobs_end_together():
    entries = [SimpleNamespace(assignment="a")] * 100
    for jobs in (1, 2, 4):
        sizes = [len(part) for part in batch._parts(entries, jobs)]
        assert sum(sizes) == len(entries)
        assert sizes == sorted(sizes, reverse=True)
        assert (sizes[0], sizes[-jobs:]) == (batch.LARGEST_CHUNK, [1] * jobs)


class DyingPool(Executor):
    """Stands for a pool whose processes die on the submission of one student, `deaths` times in all."""

    def __init__(self, student, deaths):
        self.student, self.deaths, self.graded = student, deaths, []

    def __call__(self, _):
        return self

    def submit(self, function, chunk):
        future = Future()
        names = [entry.student for entry in chunk.entries]
        if self.student in names and self.deaths:
            self.deaths -= 1
            future.set_exception(BrokenProcessPool())
        else:
            self.graded += names
            future.set_result(function(chunk))
        return future


def run_with(pool, classroom, out, root):
    entries = intake.discover([classroom], open_course(root / "course.yml"), "activations").entries
    told = []
    graded = batch.run(root / "course.yml", entries, out, jobs=2, tell=told.append, pool=pool)
    assert len(told) == len(entries) == len(graded)
    return [json.loads(one.result_file.read_text()) for one in graded]


def test_a_dead_process_loses_no_submission(classroom, tmp_path, root):
    results = run_with(DyingPool("ben", 1), classroom, tmp_path / "out", root)
    assert [(one["student"], one["score"]) for one in results] == [("anna", 97), ("ben", 93), ("cleo", 0), ("dan", 0)]


def test_a_submission_that_kills_every_process_is_flagged_as_our_fault(classroom, tmp_path, root):
    results = run_with(DyingPool("ben", 99), classroom, tmp_path / "out", root)
    assert [(one["student"], one["outcome"]) for one in results] == [
        ("anna", "needs_grading"),
        ("ben", "internal_error"),
        ("cleo", "not_attempted"),
        ("dan", "errored"),
    ]


def test_an_internal_error_is_graded_again_by_the_next_run(classroom, tmp_path, root):
    run_with(DyingPool("ben", 99), classroom, tmp_path / "out", root)
    pool = DyingPool("nobody", 0)
    results = run_with(pool, classroom, tmp_path / "out", root)
    assert results[1]["score"] == 93
