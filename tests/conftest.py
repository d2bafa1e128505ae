"""Ways to a submission and to its result that tests of several parts share."""

import html
import json
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner
from hypothesis import settings
from ruamel.yaml import YAML

from autograder.cli import main
from autograder.course.load import load_course
from autograder.specimens.build import Builder
from autograder.specimens.classroom import make_builder
from autograder.specimens.model import Kind, OwnCell, Specimen

# A shared machine may stall for longer than any honest deadline.
settings.register_profile("autograder", deadline=None)
settings.register_profile("fuzz", deadline=None, max_examples=10_000, print_blob=True)
settings.load_profile("autograder")

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def browser_arguments():
    """Chromium without a screen, also as root, that asks nothing of any network by itself."""
    return (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-quic",
    )


@pytest.fixture(scope="session")
def root():
    """The folder of the project's own course."""
    return ROOT


@pytest.fixture(scope="session")
def course():
    """The project's own course."""
    return load_course(ROOT / "course.yml")


@pytest.fixture(scope="session")
def notebook_of(course):
    """Make a solved notebook in which some solution cells hold other sources, `None` standing for the stub."""
    builders: dict[str, Builder] = {}

    def make(slug, *, own=(), transforms=(), solved=True, **changed):
        if slug not in builders:
            builders[slug] = make_builder(course, ROOT, course.assignment(slug))
        builder = builders[slug] if solved else Builder(released_text(slug), {})
        cells = [OwnCell(source, question) for question, source in changed.items()]
        return builder.build(
            Specimen(slug, Kind.RIGHT, "made", "", (*cells, *(OwnCell(text) for text in own)), transforms=transforms)
        )

    return make


def released_text(slug):
    """The released notebook's file."""
    return (ROOT / "assignments" / slug / f"{slug}.ipynb").read_text()


@pytest.fixture(scope="session")
def altered_course():
    """Set up the project's course in another folder, with an empty model cache, after a change to its course.yml."""

    def make(folder, change):
        for name in ("solutions", "assignments", "autograder", "tests"):
            (folder / name).symlink_to(ROOT / name)
        yaml = YAML(typ="rt")
        document = yaml.load((ROOT / "course.yml").read_text())
        change(document)
        with (folder / "course.yml").open("w") as file:
            yaml.dump(document, file)
        return folder / "course.yml"

    return make


@pytest.fixture
def run(monkeypatch, tmp_path):
    """Run the command line in a folder of its own, on the project's course; returns click's result."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments):
        return CliRunner().invoke(main, ["--course", str(ROOT / "course.yml"), *map(str, arguments)])

    return call


@pytest.fixture
def grade(run, tmp_path):
    """Grade notebooks by student id, and return their result documents by student id."""

    def call(slug, notebooks, *options):
        folder = tmp_path / "submitted"
        for student, content in notebooks.items():
            path = folder / student / slug / f"{slug}.ipynb"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        outcome = run("grade", folder, "--out", tmp_path / "graded", "--jobs", 1, *options)
        assert outcome.exit_code in {0, 1}, outcome.output
        return {
            student: json.loads((tmp_path / "graded" / slug / student / "result.json").read_text())
            for student in notebooks
        }

    return call


@pytest.fixture
def told():
    """Find what tells one of the words: texts, and files at or below paths, by their content or name.

    For tests that no id, name or e-mail address of a student and nothing of a submission is told. Case does not count,
    nor does how JSON, HTML or a link writes a character.
    """

    def tells(words, text):
        text = re.sub(r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), text)
        spellings = [each.casefold() for each in (text, unquote(text), html.unescape(text))]
        return any(word.casefold() in spelling for word in words for spelling in spellings)

    def search(words, *places):
        found = []
        for place in places:
            if not isinstance(place, Path):
                found += [place] if tells(words, place) else []
                continue
            for path in (place, *place.rglob("*")):
                content = path.read_bytes().decode(errors="replace") if path.is_file() else ""
                name = str(path.relative_to(place.parent))
                found += [name] if tells(words, f"{name}\n{content}") else []
        return found

    return search
