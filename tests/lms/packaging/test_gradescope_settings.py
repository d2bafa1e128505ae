"""Who sees what, and when: from the command line into the package, and back."""

import pytest

from autograder.errors import UsageError
from autograder.lms.packaging import settings


@pytest.fixture
def parsed(course):
    """Read visibilities for activations."""
    return lambda *texts: settings.parsed(texts, course.assignment("activations"), late_policy=False)


def test_checks_are_visible_by_default(parsed):
    assert parsed().of_question("relu") == "visible"


def test_a_question_may_differ_from_the_others(parsed):
    chosen = parsed("after_published", "relu=hidden")
    assert (chosen.of_question("relu"), chosen.of_question("tanh")) == ("hidden", "after_published")


@pytest.mark.parametrize(
    "text", ["", "invisible", "relu=", "relu=VISIBLE", "axon=visible", "explain=visible", "=visible"]
)
def test_anything_else_is_refused_with_what_there_is(text, parsed):
    with pytest.raises(UsageError, match=r"after_due_date|neuron, sigmoid"):
        parsed(text)


def test_settings_come_back_from_the_file(parsed, tmp_path):
    chosen = parsed("hidden", "relu=visible")
    (tmp_path / "package.json").write_bytes(settings.dumped(chosen))
    assert settings.load(tmp_path) == chosen


@pytest.mark.parametrize("content", [None, b"", b"{", b'{"visibility": "never"}', b'{"more": 1}'])
def test_a_file_that_is_something_else_is_refused(content, tmp_path):
    if content is not None:
        (tmp_path / "package.json").write_bytes(content)
    with pytest.raises(UsageError, match="Make the package again"):
        settings.load(tmp_path)


def test_hidden_totals_are_announced(make_package):
    assert "hide each student's total" in " ".join(
        make_package("gradescope", "activations", "--visibility", "hidden")[1].split()
    )
    assert "total" not in make_package("gradescope", "activations")[1]
