"""A folder that results can't be written to is found before the first submission, and said with its remedy."""

import errno
import json
import os

import pytest

from autograder import atomic, batch
from autograder.errors import UsageError
from autograder.out_folder import require_writable

USAGE = 2
MAKE_ROOM = "Make room there, or choose another --out; the same command goes on with what is left."

CHOOSE_ANOTHER = "Choose another --out, or make this one writable."
REMEDIES = {
    errno.EROFS: CHOOSE_ANOTHER,
    errno.EACCES: CHOOSE_ANOTHER,
    errno.ENOSPC: MAKE_ROOM,
    errno.EDQUOT: MAKE_ROOM,
}


@pytest.fixture
def fails(monkeypatch):
    """Have writing fail by this error wherever `where` is in the path."""

    def call(number, where):
        write = atomic.write

        def failing(path, content):
            if where in os.fspath(path):
                raise OSError(number, os.strerror(number), os.fspath(path))
            write(path, content)

        monkeypatch.setattr(atomic, "write", failing)

    return call


@pytest.fixture
def classroom(tmp_path, notebook_of):
    """Two notebooks without an answer, which are graded fast."""
    for student in ("anna", "ben"):
        folder = tmp_path / "class" / student / "activations"
        folder.mkdir(parents=True)
        (folder / "activations.ipynb").write_bytes(notebook_of("activations", solved=False))
    return tmp_path / "class"


@pytest.fixture
def graded_anything(monkeypatch):
    """Tells of the chunks whose grading was begun."""
    begun = []
    grade_chunk = batch.grade_chunk
    monkeypatch.setattr(batch, "grade_chunk", lambda chunk: begun.append(chunk) or grade_chunk(chunk))
    return begun


def words(done):
    return " ".join(done.output.split())


@pytest.mark.parametrize("inner", ["", "inside"])
def test_a_file_as_folder_is_refused_before_anything_is_graded(run, classroom, tmp_path, graded_anything, inner):
    file = tmp_path / "results"
    file.write_text("in the way")
    done = run("grade", classroom, "--jobs", 1, "--out", file / inner)
    assert done.exit_code == USAGE
    assert f"{file / inner}: results can't be written there ({file} is not a folder). Choose another --out" in words(
        done
    )
    assert graded_anything == []
    assert file.read_text() == "in the way"


@pytest.mark.parametrize("number", REMEDIES)
def test_a_folder_that_takes_nothing_is_refused_before_anything_is_graded(
    run, classroom, fails, graded_anything, number
):
    fails(number, "graded")
    done = run("grade", classroom, "--jobs", 1)
    assert done.exit_code == USAGE
    assert f"graded: results can't be written there ({os.strerror(number)}). {REMEDIES[number]}" in words(done)
    assert graded_anything == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_of_somebody_else_is_refused(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(UsageError, match="Choose another --out"):
        require_writable(tmp_path / "graded")


def test_a_disk_that_fills_up_ends_the_run_and_what_was_graded_stays(run, classroom, tmp_path, fails):
    fails(errno.ENOSPC, "ben")
    done = run("grade", classroom, "--jobs", 1)
    assert done.exit_code == USAGE
    assert f"graded/activations/ben: results can't be written there (No space left on device). {MAKE_ROOM}" in words(
        done
    )
    result = json.loads((tmp_path / "graded" / "activations" / "anna" / "result.json").read_text())
    assert result["outcome"] == "not_attempted"


def test_something_in_the_way_of_a_result_is_named(run, classroom, tmp_path):
    (tmp_path / "graded").mkdir()
    (tmp_path / "graded" / "activations").write_text("in the way")
    done = run("grade", classroom, "--jobs", 1)
    assert done.exit_code == USAGE
    assert f"({tmp_path / 'graded' / 'activations'} is not a folder). Choose another --out" in words(done)


@pytest.mark.parametrize("report", ["index.html", "summary.csv"])
def test_a_report_that_can_not_be_written_is_named_too(run, classroom, tmp_path, report):
    (tmp_path / "graded" / report).mkdir(parents=True)
    done = run("grade", classroom, "--jobs", 1)
    assert done.exit_code == USAGE
    assert "graded: results can't be written there (Is a directory). Choose another --out" in words(done)


def test_trying_leaves_nothing(tmp_path):
    require_writable(tmp_path / "new" / "graded")
    assert list((tmp_path / "new" / "graded").iterdir()) == []
