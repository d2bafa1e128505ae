"""The project as a course folder of its own, with nbgrader's commands, its exchange, its students and its database."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from ruamel.yaml import YAML

from autograder.course.load import load_course
from autograder.release import build_source_notebook
from autograder.specimens.classroom import make_builder, specimens_of
from autograder.specimens.model import Transform

COURSE_ID = "activation-functions"
SECRET = "a secret that only these tests have"  # noqa: S105 - of no course
ON_TIME = "2026-10-01 12:00:00.000000 UTC"
LATE = "2026-10-03 06:00:00.000000 UTC"  # a day and some hours after the course's due date
DUE = "2026-10-01T23:59:00+02:00"
EXTENDED = "2026-10-08T23:59:00+02:00"
COPIED = ("solutions", "assignments", "autograder/graders", "tests/specimens")
OF_JUPYTER = ("JUPYTER", "JPY_", "IPYTHON", "NBGRADER", "AUTOGRADER")
"""How variables begin that would lead commands to the folders and the settings of whoever runs the tests."""

MARKUP = """
An answer. <script>window.owned = "script"</script> <img src=x onerror="window.owned = 'image'">
<svg onload="window.owned = 'svg'"><script>window.owned = "script in svg"</script></svg>
<iframe srcdoc="<script>parent.owned = 'frame'</script>"></iframe> <object data="data:text/html,owned"></object>
<details open ontoggle="window.owned = 'toggle'">more</details> <input autofocus onfocus="window.owned = 'focus'">
<form action="https://example.org/" id="explain"><input name="password"></form> <base href="https://example.org/">
<meta http-equiv="refresh" content="0;url=https://example.org/"> <style>body { display: none }</style>
<div style="position: fixed; inset: 0; z-index: 99999; background: red">covers everything</div>
<a href="javascript:window.owned = 'link'" id="formgrader">link</a> </div></div></div></body></html>

[a link](javascript:window.owned='markdown') ![a picture](x"onerror="window.owned='picture')
"""

PREPROCESSORS = """
from nbgrader.apps.baseapp import NbGrader
from nbgrader.converters import Autograde

app = NbGrader()
app.initialize([])
for one in Autograde(coursedir=app.coursedir, parent=app).autograde_preprocessors:
    print(one if isinstance(one, str) else one.__name__)
"""
"""Prints what nbgrader would have each submission go through."""

ROWS = {
    "course": "SELECT id FROM course",
    "assignment": "SELECT name, duedate, course_id FROM assignment",
    "notebook": "SELECT a.name, n.name, n.kernelspec FROM notebook n JOIN assignment a ON a.id = n.assignment_id",
    "student": "SELECT id, first_name, last_name, email, lms_user_id FROM student",
    "base_cell": """SELECT a.name, n.name, b.name, b.type FROM base_cell b JOIN notebook n ON n.id = b.notebook_id
        JOIN assignment a ON a.id = n.assignment_id""",
    "grade_cells": """SELECT a.name, n.name, b.name, c.max_score, c.cell_type FROM grade_cells c
        JOIN base_cell b ON b.id = c.id JOIN notebook n ON n.id = b.notebook_id
        JOIN assignment a ON a.id = n.assignment_id""",
    "solution_cells": """SELECT a.name, n.name, b.name FROM solution_cells c JOIN base_cell b ON b.id = c.id
        JOIN notebook n ON n.id = b.notebook_id JOIN assignment a ON a.id = n.assignment_id""",
    "task_cells": "SELECT b.name, c.max_score, c.cell_type FROM task_cells c JOIN base_cell b ON b.id = c.id",
    "source_cell": """SELECT a.name, n.name, c.name, c.cell_type, c.locked, c.source, c.checksum FROM source_cell c
        JOIN notebook n ON n.id = c.notebook_id JOIN assignment a ON a.id = n.assignment_id""",
    "submitted_assignment": """SELECT s.student_id, a.name, s.timestamp, s.extension FROM submitted_assignment s
        JOIN assignment a ON a.id = s.assignment_id""",
    "submitted_notebook": """SELECT s.student_id, a.name, n.name, m.flagged, m.late_submission_penalty
        FROM submitted_notebook m JOIN submitted_assignment s ON s.id = m.assignment_id
        JOIN notebook n ON n.id = m.notebook_id JOIN assignment a ON a.id = s.assignment_id""",
    "grade": """SELECT s.student_id, a.name, b.name, g.auto_score, g.manual_score, g.extra_credit,
        g.needs_manual_grade FROM grade g JOIN base_cell b ON b.id = g.cell_id
        JOIN submitted_notebook m ON m.id = g.notebook_id JOIN submitted_assignment s ON s.id = m.assignment_id
        JOIN assignment a ON a.id = s.assignment_id""",
    "comment": """SELECT s.student_id, a.name, b.name, c.auto_comment, c.manual_comment FROM comment c
        JOIN base_cell b ON b.id = c.cell_id JOIN submitted_notebook m ON m.id = c.notebook_id
        JOIN submitted_assignment s ON s.id = m.assignment_id JOIN assignment a ON a.id = s.assignment_id""",
    "alembic_version": "SELECT version_num FROM alembic_version",
}
"""Each table of nbgrader's database, its random ids replaced by what they stand for."""


@dataclass(frozen=True)
class Book:
    """nbgrader's database, read without nbgrader's help."""

    file: Path

    def rows(self, table):
        """Read a table, ordered, as tuples."""
        return self.select(ROWS[table])

    def select(self, query):
        with closing(sqlite3.connect(f"file:{self.file}?mode=ro", uri=True)) as database:
            return sorted(database.execute(query), key=repr)

    def tables(self):
        return {name for (name,) in self.select("SELECT name FROM sqlite_master WHERE type = 'table'")}

    def scores(self, slug, column="auto_score"):
        """Return by student and cell what stands in one column of the grades."""
        found = {}
        for student, assignment, cell, *values in self.rows("grade"):
            names = ("auto_score", "manual_score", "extra_credit", "needs_manual_grade")
            if assignment == slug:
                found.setdefault(student, {})[cell] = dict(zip(names, values, strict=True))[column]
        return found


@dataclass(frozen=True)
class CourseFolder:
    """A course folder, and the environment in which its commands run."""

    path: Path
    exchange: Path
    home: Path

    @property
    def environment(self):
        return environment_in(self.home) | {"NBGRADER_EXCHANGE": str(self.exchange), "AUTOGRADER_SECRET": SECRET}

    def nbgrader(self, *arguments, code=0):
        """Run one of nbgrader's commands in the root of the course."""
        return run(["-m", "nbgrader", *arguments], self.path, self.environment, code)

    def autograder(self, *arguments, code=0):
        """Run one of our commands in the root of the course."""
        return run(["-m", "autograder", *arguments], self.path, self.environment, code)

    def released(self, slug):
        return self.path / "assignments" / slug / f"{slug}.ipynb"

    def arrive(self, slug, student, content, timestamp=ON_TIME):
        """Put a submission into the exchange as `nbgrader submit` does."""
        inbound = self.exchange / COURSE_ID / "inbound" / f"{student}+{slug}+{timestamp}+{'0' * 12}"
        fill(inbound, slug, content, timestamp)
        return inbound

    def hand_in(self, slug, student, content, timestamp=ON_TIME):
        """Put a submission where collecting puts one."""
        folder = self.path / "submitted" / student / slug
        fill(folder, slug, content, timestamp)
        return folder

    @property
    def book(self):
        return Book(self.path / "gradebook.db")


@dataclass(frozen=True)
class Student:
    """Someone with a folder and settings of their own, who knows of the course the exchange and its name."""

    name: str
    path: Path
    environment: dict

    def nbgrader(self, *arguments, code=0):
        return run(["-m", "nbgrader", *arguments], self.path, self.environment, code)

    def submit(self, slug, content, timestamp=ON_TIME):
        """Write the notebook into what was fetched and submit it at that moment."""
        (self.path / slug / f"{slug}.ipynb").write_bytes(content)
        return self.nbgrader("submit", slug, f"--student={self.name}", f"--ExchangeSubmit.timestamp_format={timestamp}")


def fill(folder, slug, content, timestamp):
    """Write what one submission consists of."""
    folder.mkdir(parents=True)
    (folder / f"{slug}.ipynb").write_bytes(content)
    (folder / "timestamp.txt").write_text(timestamp)
    (folder / "submission_secret.txt").write_text(hashlib.sha512(bytes(folder)).hexdigest())


def environment_in(home):
    """Return the variables of someone who lives in that folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OF_JUPYTER)}
    return kept | {
        "HOME": str(home),
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),  # nbgrader calls alembic
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "IPYTHONDIR": str(home / "ipython"),
    }


def run(command, folder, environment, code):
    """Run a module's command and return how it went; it must end with `code`, where that is not None."""
    done = subprocess.run(
        [sys.executable, *map(str, command)],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert code in {done.returncode, None}, f"{' '.join(map(str, command))} ended with {done.returncode}\n{done.stderr}"
    return done


@pytest.fixture(scope="session")
def make_course_folder(root):
    """Set up a copy of the project's course, with a home and an exchange of its own, after a change to course.yml."""

    def make(folder, change=lambda _: None):
        path, home, exchange = folder / "course", folder / "home", folder / "exchange"
        for name in COPIED:
            shutil.copytree(root / name, path / name, ignore=shutil.ignore_patterns("__pycache__", ".*", "*.ipynb_*"))
        shutil.copy(root / "nbgrader_config.py", path)
        yaml = YAML(typ="rt")
        document = yaml.load((root / "course.yml").read_text())
        change(document)
        with (path / "course.yml").open("w") as file:
            yaml.dump(document, file)
        (path / ".autograder").mkdir()
        (root / ".autograder" / "models").mkdir(parents=True, exist_ok=True)
        (path / ".autograder" / "models").symlink_to(root / ".autograder" / "models")
        exchange.mkdir()
        exchange.chmod(0o777)
        settle(home, exchange)
        made = CourseFolder(path, exchange, home)
        derive_sources(made)
        return made

    return make


def settle(home, exchange):
    """Make a home whose owner has told nbgrader of the course and of the exchange."""
    (home / "config").mkdir(parents=True)
    settings = {"CourseDirectory": {"course_id": COURSE_ID}, "Exchange": {"root": str(exchange)}}
    (home / "config" / "nbgrader_config.json").write_text(json.dumps(settings))


def derive_sources(folder):
    """Put the notebooks that nbgrader reads beside their sources."""
    course = load_course(folder.path / "course.yml")
    for assignment in course.assignments:
        source = folder.path / "solutions" / assignment.slug / f"{assignment.slug}.py"
        nbformat.write(build_source_notebook(source, assignment), source.with_suffix(".ipynb"))


@pytest.fixture
def course_folder(make_course_folder, tmp_path):
    """A fresh course folder as the project has it."""
    return make_course_folder(tmp_path)


@pytest.fixture(scope="session")
def make_student(tmp_path_factory):
    """Set up a student of a course who lives in a folder of their own."""

    def make(folder, name):
        home = tmp_path_factory.mktemp(name)
        settle(home, folder.exchange)
        (home / "work").mkdir()
        return Student(name, home / "work", environment_in(home))

    return make


@dataclass(frozen=True)
class HandedIn:
    """What one student hands in, and when."""

    content: bytes
    timestamp: str = ON_TIME


@pytest.fixture(scope="session")
def classroom(root, course, notebook_of):
    """A small class for `activations`, by student id."""
    mistakes = {
        one.name: one.cells[0].source
        for one in specimens_of(course, root, "activations")
        if one.name in {"sigmoid-textbook", "softmax-textbook"}
    }
    sigmoid, softmax = mistakes["sigmoid-textbook"], mistakes["softmax-textbook"]
    released = json.loads((root / "assignments" / "activations" / "activations.ipynb").read_text())
    unanswered = "".join(next(one["source"] for one in released["cells"] if marks(one).get("grade_id") == "explain"))
    return {
        "anna": HandedIn(notebook_of("activations")),
        "ben": HandedIn(notebook_of("activations", sigmoid=sigmoid, softmax=softmax, explain=unanswered)),
        "chen": HandedIn(notebook_of("activations"), LATE),
        "dora": HandedIn(notebook_of("activations", solved=False)),
        "eva": HandedIn(notebook_of("activations"), LATE),  # with an extension
        "finn": HandedIn(notebook_of("activations", transforms=(Transform.STRIP_METADATA,))),
        "gus": HandedIn(with_markup(notebook_of("activations", transforms=(Transform.MARKUP_OUTPUTS,)))),
        "hal": HandedIn(notebook_of("activations")[:50_000]),  # cut off
    }


def with_markup(content):
    """Answer in writing by markup that takes over the page of whoever reads it, in a cell of one's own as well."""
    notebook = json.loads(content)
    for cell in notebook["cells"]:
        if marks(cell).get("grade_id") == "explain":
            cell["source"] = [MARKUP]
    notebook["cells"].insert(0, {"cell_type": "markdown", "id": "own", "metadata": {}, "source": [MARKUP]})
    return json.dumps(notebook).encode()


def marks(cell):
    return cell["metadata"].get("nbgrader", {})


def with_dates(document):
    """Give `activations` a due date, which two of the class miss, one of them by permission."""
    activations = next(one for one in document["assignments"] if one["slug"] == "activations")
    activations["due"] = DUE
    activations["extensions"] = {"eva": EXTENDED}


@pytest.fixture(scope="session")
def make_dated_folder(make_course_folder):
    """Set up the project's course with a due date for the class."""
    return lambda folder: make_course_folder(folder, with_dates)


@pytest.fixture(scope="session")
def by_commands(make_dated_folder, make_student, classroom, tmp_path_factory):
    """The course after nbgrader's commands alone, from release to export, and what each of them did."""
    folder = make_dated_folder(tmp_path_factory.mktemp("commands"))
    student = make_student(folder, "anna")
    ran = {}

    def nbgrader(command, *arguments, who=folder):
        ran[command] = who.nbgrader(command, *arguments)

    nbgrader("generate_assignment", "activations")
    nbgrader("release_assignment", "activations")
    nbgrader("list")
    nbgrader("fetch_assignment", "activations", who=student)
    fetched = (student.path / "activations" / "activations.ipynb").read_bytes()
    ran["submit"] = student.submit("activations", classroom["anna"].content)
    for name, handed_in in classroom.items():
        if name != student.name:
            folder.arrive("activations", name, handed_in.content, handed_in.timestamp)
    nbgrader("collect", "activations")
    nbgrader("autograde", "activations")
    nbgrader("generate_feedback", "activations")
    nbgrader("release_feedback", "activations")
    nbgrader("fetch_feedback", "activations", who=student)
    nbgrader("export")
    return Route(folder, ran, student, fetched)


@dataclass(frozen=True)
class Route:
    """A course at its end, what its commands returned, and one of its students with the notebook that came."""

    folder: CourseFolder
    ran: dict
    student: Student
    fetched: bytes


@pytest.fixture(params=ROWS)
def table(request):
    """Each table of nbgrader's database."""
    return request.param


@pytest.fixture(scope="session")
def hostile_builder(course, root):
    """Builds the notebooks of hostile specimens of `activations`."""
    return make_builder(course, root, course.assignment("activations"))


@pytest.fixture(scope="session")
def require_engine():
    """Fail a test that would have nbgrader run hostile code in a kernel, without any sandbox."""

    def check(folder):
        preprocessors = run(["-c", PREPROCESSORS], folder.path, folder.environment, 0).stdout.split()
        assert "Execute" not in preprocessors, "nbgrader would run notebooks in a kernel of its own"

    return check
