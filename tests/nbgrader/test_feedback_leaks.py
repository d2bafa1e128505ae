"""What nbgrader hands back to students tells nothing of hidden checks and runs nothing."""

import re

import pytest

TELLING = re.compile(r"[A-Za-z_]\w*\(.*\w+.*\)")
SHORTEST = 25


@pytest.fixture(scope="module")
def hidden_lines(root):
    """The lines of the hidden checks that could tell what they do; their titles are for everyone."""
    found = set()
    for path in (root / "autograder" / "graders" / "activations").glob("test_*.py"):
        text = re.sub(r'""".*?"""', "", path.read_text(), flags=re.DOTALL)
        found |= {line.strip() for line in text.splitlines() if len(line.strip()) >= SHORTEST and TELLING.search(line)}
    assert len(found) > 100
    return found


@pytest.fixture(scope="module")
def pages(by_commands):
    """Everything that students get, as text."""
    folder = by_commands.folder
    shown = [*folder.path.glob("feedback/*/*/*"), *folder.exchange.glob("activation-functions/feedback/**/*.*")]
    return {path: path.read_text(encoding="utf-8") for path in shown if path.is_file()}


def test_no_line_of_a_hidden_check_is_handed_back(pages, hidden_lines):
    assert pages
    assert [line for line in hidden_lines for page in pages.values() if line in page] == []


def test_no_traceback_is_handed_back(pages):
    assert [path for path, page in pages.items() if "Traceback (most recent" in page] == []


def test_nothing_but_the_page_and_what_nbgrader_knows_it_by_is_handed_back(by_commands):
    handed = by_commands.folder.path.glob("feedback/*/*/*")
    assert {path.name for path in handed} == {"activations.html", "timestamp.txt", "submission_secret.txt"}


def test_the_title_of_a_failed_check_and_its_hint_are_handed_back(by_commands):
    page = (by_commands.folder.path / "feedback" / "ben" / "activations" / "activations.html").read_text()
    assert "raises no overflow, division by zero or invalid value on its way" in page
