"""The notebook of a submission is found wherever it lies, and what is no single notebook is refused with a remedy."""

import pytest

from autograder.errors import SubmissionError
from autograder.lms.packaging.submitted import submitted_notebook


def read(folder, max_bytes=1000):
    return submitted_notebook(folder, "activations", max_bytes)


@pytest.fixture
def put(tmp_path):
    """Put files of these names into a folder; returns it."""

    def make(*names):
        for name in names:
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"{}")
        return tmp_path

    return make


@pytest.mark.parametrize(
    "name", ["a.ipynb", "A.IPYNB", "deep/er/still/a.ipynb", "Été à 王小明 (1).ipynb", "source/a.ipynb"]
)
def test_one_notebook_of_any_name_is_found(name, put):
    assert read(put(name, "digits.npz", "README.md")) == b"{}"


@pytest.mark.parametrize(
    "name", [".ipynb_checkpoints/a-checkpoint.ipynb", "__MACOSX/._a.ipynb", "._a.ipynb", ".git/a.ipynb"]
)
def test_leavings_of_programs_are_passed_over(name, put):
    assert read(put("a.ipynb", name)) == b"{}"


def test_two_notebooks_are_named(put):
    with pytest.raises(SubmissionError, match=r"a\.ipynb, b/a\.ipynb.*Submit activations\.ipynb alone"):
        read(put("a.ipynb", "b/a.ipynb"))


def test_many_notebooks_are_not_all_named(put):
    with pytest.raises(SubmissionError, match="and 95 more"):
        read(put(*(f"{number}.ipynb" for number in range(100))))


def test_other_kinds_of_files_are_named(put):
    with pytest.raises(SubmissionError, match=r"\.pdf, \.py"):
        read(put("a.py", "b.pdf", "noend"))


def test_nothing_at_all_is_said(tmp_path):
    with pytest.raises(SubmissionError, match="Nothing was submitted"):
        read(tmp_path)


def test_a_folder_that_lacks_counts_as_unreadable(tmp_path):
    with pytest.raises(SubmissionError, match="Submit the notebook alone"):
        read(tmp_path / "submission")


def test_links_are_not_followed(tmp_path):
    (tmp_path / "secret").write_bytes(b"secret")
    (tmp_path / "submission").mkdir()
    (tmp_path / "submission" / "a.ipynb").symlink_to(tmp_path / "secret")
    with pytest.raises(SubmissionError, match="symbolic link"):
        read(tmp_path / "submission")


def test_a_notebook_that_is_too_large_is_refused(put):
    with pytest.raises(SubmissionError):
        read(put("a.ipynb"), max_bytes=1)
