"""A batch grades only what changed, survives its own processes, and gives the same results in any number of jobs."""

import json
import re
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from types import SimpleNamespace

import pytest

from autograder import batch, intake
from autograder.grading import Grader, open_course
from autograder.report import feedback
from autograder.sandbox.ladder import best_rung


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


def test_chunks_get_smaller_towards_the_end_so_that_all_jobs_end_together():
    entries = [SimpleNamespace(assignment="a")] * 100
    for jobs in (1, 2, 4):
        sizes = [len(part) for part in batch._parts(entries, jobs)]
        assert sum(sizes) == len(entries)
        assert sizes == sorted(sizes, reverse=True)
        assert (sizes[0], sizes[-jobs:]) == (batch.LARGEST_CHUNK, [1] * jobs)


class DyingPool(Executor):
    """Stands for a pool whose processes die on the submission of one student, `deaths` times in all.

    With `at_once`, the pool knows of the death already when it is asked to do the work; with `after_work`, the work is
    done before the death.
    """

    def __init__(self, student, deaths, *, at_once=False, after_work=False):
        self.student, self.deaths, self.at_once, self.after_work = student, deaths, at_once, after_work
        self.graded = []

    def __call__(self, _):
        return self

    def submit(self, function, chunk):
        future = Future()
        names = [entry.student for entry in chunk.entries]
        if self.student in names and self.deaths:
            self.deaths -= 1
            if self.at_once:
                raise BrokenProcessPool
            if self.after_work:
                function(chunk)
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


@pytest.mark.parametrize("at_once", [False, True])
def test_a_dead_process_loses_no_submission(classroom, tmp_path, root, at_once):
    results = run_with(DyingPool("ben", 1, at_once=at_once), classroom, tmp_path / "out", root)
    assert [(one["student"], one["score"]) for one in results] == [("anna", 97), ("ben", 93), ("cleo", 0), ("dan", 0)]


@pytest.mark.parametrize("at_once", [False, True])
def test_a_submission_that_kills_every_process_is_flagged_as_our_fault(classroom, tmp_path, root, at_once):
    results = run_with(DyingPool("ben", 99, at_once=at_once), classroom, tmp_path / "out", root)
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


def test_each_result_is_written_for_its_own_submission_whatever_the_order(classroom, tmp_path, root, monkeypatch):
    grade = Grader.grade
    monkeypatch.setattr(
        Grader, "grade", lambda grader, submissions, finished: grade(grader, reversed(submissions), finished)
    )
    entries = tuple(intake.discover([classroom], open_course(root / "course.yml"), "activations").entries)
    graded = batch.grade_chunk(batch.Chunk(root / "course.yml", tmp_path / "out", entries, best_rung()))
    results = [json.loads(one.result_file.read_text()) for one in graded]
    assert [(one["student"], one["score"]) for one in results] == [("anna", 97), ("ben", 93), ("cleo", 0), ("dan", 0)]
    assert [one.result_file.parent.name for one in graded] == ["anna", "ben", "cleo", "dan"]


def test_unchanged_is_only_what_stood_before_the_run(classroom, tmp_path, root):
    entries = intake.discover([classroom], open_course(root / "course.yml"), "activations").entries[:3]

    def unchanged(pool, count):
        done = batch.run(root / "course.yml", entries[:count], tmp_path / "out", jobs=2, tell=repr, pool=pool)
        return [one.unchanged for one in done]

    assert unchanged(DyingPool("anna", 1, after_work=True), 2) == [False, False]
    assert unchanged(DyingPool("anna", 1, after_work=True), 3) == [True, True, False]


def test_a_fault_of_ours_is_one_sentence_with_its_account_in_the_result(classroom, run, tmp_path, monkeypatch):
    page = feedback.feedback_page

    def feedback_page(result, title):
        if result.questions:
            raise LookupError("no such\nshape.")
        return page(result, title)

    monkeypatch.setattr(feedback, "feedback_page", feedback_page)
    done = run("grade", classroom / "cleo.ipynb", "--jobs", 1)
    assert done.exit_code == 1
    assert re.search(r"LookupError in test_batch.py, line \d+. The detail in its result.json tells more.", done.stdout)
    assert "Traceback" not in done.output
    assert "no such" not in done.output
    result = json.loads((tmp_path / "graded" / "activations" / "cleo" / "result.json").read_text())
    assert "no such" not in result["reason"]
    assert "LookupError: no such\nshape." in result["detail"]
    assert "in feedback_page\n" in result["detail"]
