"""A class of hard names goes from each system's download to its gradebook, and everybody finds the own grade there."""

import csv
import io
import json
import re
import zipfile
from contextlib import chdir
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner
from pyarrow import parquet

from autograder.cli import main

GOLDEN = Path(__file__).parent / "golden"
TITLE = "Activation functions and their derivatives"
ENROLLED = {"1001", "1002", "1003", "1004", "1005", "1999"}
FORMULA = "=cmd|' /C calc'!A0"
NAMES = {
    "aobrien7": "O'Brien, Anna-Lena",
    "xcalc7": FORMULA,
    "wxm7": "王小明",
    "klee7": "Lee, Kim",
    "klee8": "Lee, Kim",
}
LEFT_OUT = {
    "aobrien7": (),
    "xcalc7": ("softmax",),
    "wxm7": ("gelu", "tanh"),
    "klee7": ("softmax", "sigmoid", "neuron"),
    "klee8": ("neuron", "mish", "relu", "elu"),
}
"""What each has not answered, so that no two have the same grade."""

UNANSWERED = "raise NotImplementedError"
OVERFLOWING = """
import numpy as np

def softplus(z):
    return np.log(1 + np.exp(np.asarray(z, dtype=float)))

def softplus_derivative(z):
    return 1 / (1 + np.exp(-np.asarray(z, dtype=float)))
"""
PERSONAL = (*NAMES, "O'Brien", "Anna-Lena", "obrienannalena", "calc'!A0", "王小明", "leekim", "uni.example", "_lee")


@dataclass(frozen=True)
class Way:
    """A file that a system lets one download and takes back; its rows are told by `column` of the roster."""

    source: str
    format: str
    template: str | None
    column: str
    points: int

    def __str__(self):
        return self.format


WAYS = (
    Way("canvas", "canvas", "canvas.csv", "canvas_id", 100),
    Way("moodle", "moodle", "moodle.csv", "email", 100),
    Way("moodle", "moodle-worksheet", "moodle_worksheet.csv", "moodle_id", 24),
    Way("blackboard", "blackboard", "blackboard.xls", "username", 100),
    Way("brightspace", "brightspace", "brightspace.csv", "org_defined_id", 10),
    Way("gradescope", "csv", None, "student", 100),
    Way("gradescope", "parquet", None, "student", 100),
)
CANVAS, BLACKBOARD = WAYS[0], WAYS[3]
each_way = pytest.mark.parametrize("way", WAYS, ids=str)


@dataclass(frozen=True)
class Journey:
    """A course's folder in which a download was collected and graded."""

    folder: Path
    account: dict
    results: dict
    printed: list

    def run(self, *words):
        """Run a command in the course's folder; it has to succeed."""
        with chdir(self.folder):
            done = CliRunner().invoke(main, list(map(str, words)))
        assert done.exit_code == 0, done.output
        self.printed.append(done.output)
        return done.stdout

    def export(self, way, *options):
        """Export into the golden template and return the file's content."""
        template = ("--template", GOLDEN / way.template) if way.template else ()
        self.run("export", way.format, "--assignment", "activations", *template, "--out", f"out.{way.format}", *options)
        return (self.folder / f"out.{way.format}").read_bytes()


@pytest.fixture(scope="module")
def notebooks(notebook_of):
    """What each member of a download holds, by the golden lists' words."""
    made = {
        student: notebook_of("activations", softplus=OVERFLOWING, **dict.fromkeys(left_out, UNANSWERED))
        for student, left_out in LEFT_OUT.items()
    }
    return {
        **made,
        "stub": notebook_of("activations", solved=False),
        "metadata": (GOLDEN / "gradescope_metadata.yml").read_bytes(),
        "rubbish": b"\0",
    }


@pytest.fixture(scope="module")
def travel(tmp_path_factory, altered_course, notebooks):
    """Collect a golden download in a course of its own, and grade what was collected."""

    def make(source, *options, to_gradebook=()):
        folder = tmp_path_factory.mktemp(source)
        altered_course(folder, set_due)
        (folder / "roster.csv").write_bytes((GOLDEN / "roster.csv").read_bytes())
        lines = (GOLDEN / f"{source}.txt").read_text(encoding="utf-8").splitlines()[1:]
        with zipfile.ZipFile(folder / "download.zip", "w") as archive:
            for name, content in (line.split(" => ") for line in lines):
                archive.writestr(name, notebooks[content])
        journey = Journey(folder, {}, {}, [])
        about = ("--assignment", "activations", "--roster", "roster.csv", "--timezone", "Europe/Berlin")
        told = journey.run("collect", "download.zip", "--from", source, *about, "--json", *options)
        journey.account.update(json.loads(told))
        journey.run("grade", "submitted", "--jobs", 1, *options, *to_gradebook)
        for file in folder.glob("graded/activations/*/result.json"):
            journey.results[file.parent.name] = json.loads(file.read_text(encoding="utf-8"))
        return journey

    return make


def set_due(document):
    document["assignments"][0]["due"] = "2026-10-01T00:00:00+02:00"


@pytest.fixture(scope="module")
def journeys(travel):
    """The journey of each system's download, made when it is first asked for."""
    made = {}

    def journey(source):
        if source not in made:
            made[source] = travel(source)
        return made[source]

    return journey


@pytest.fixture(scope="module")
def readers(canvas_reader, canvas_number, worksheet_import, blackboard_upload, brightspace_import):
    """By format: read an exported file as its system does, and return what each id of that system has then."""

    def canvas(content):
        grades, points = canvas_reader(content, ENROLLED)
        assert points == {"4711": "100.00"}
        return {who: canvas_number(row["4711"]) for who, row in grades.items() if row["4711"]}

    def moodle_worksheet(content):
        return {who: grade for who, (grade, _) in worksheet_import(content, "de").items() if grade is not None}

    def blackboard(content):
        return {who: Fraction(cell) for who, cell in blackboard_upload(content)["880011"].items()}

    def brightspace(content):
        return {who.removeprefix("#"): grade for who, grade in brightspace_import(content)[TITLE].items()}

    return {
        "canvas": canvas,
        "moodle-worksheet": moodle_worksheet,
        "blackboard": blackboard,
        "brightspace": brightspace,
        "csv": lambda content: {row["student"]: Fraction(row["grade"]) for row in rows_of(content)},
        "parquet": lambda content: {row["student"]: Fraction(row["grade"]) for row in table_of(content)},
    }


@pytest.fixture(scope="module")
def grades_in(readers, gradebook_import):
    """Return each student's grade in an exported file, as its system takes it."""
    emails = {person["email"] for person in roster()}
    item = f"Assignment: {TITLE} (Real)"
    every = {**readers, "moodle": lambda content: gradebook_import(content, "Email address", item, emails)}

    def read(way, content):
        students = {person[way.column]: person["student"] for person in roster()}
        return {students[who]: grade for who, grade in every[way.format](content).items()}

    return read


def roster():
    with (GOLDEN / "roster.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rows_of(content):
    return list(csv.DictReader(io.StringIO(content.decode(), newline=""), strict=True))


def table_of(content):
    return parquet.read_table(io.BytesIO(content)).to_pylist()


def exact(document, key="grade"):
    return Fraction(document.get(f"{key}_exact", str(document[key])))


def differing(way, grades, results):
    """Return whose grade is not the result's, in the system's points and to the cent."""
    assert grades.keys() == results.keys() == NAMES.keys()
    expected = {student: exact(result) * way.points / exact(result, "points") for student, result in results.items()}
    cent = Fraction(1, 100)
    return {student: grade for student, grade in grades.items() if not 2 * abs(grade - expected[student]) <= cent}


@pytest.mark.parametrize("source", sorted({way.source for way in WAYS}))
def test_the_own_notebook_of_each_is_graded(source, journeys, notebooks):
    journey = journeys(source)
    written = {
        student: journey.folder / "submitted" / student / "activations" / "activations.ipynb" for student in NAMES
    }
    assert {student: file.read_bytes() for student, file in written.items()} == {
        student: notebooks[student] for student in NAMES
    }
    assert (journey.account["ambiguous"], journey.account["missing"]) == ([], [])


@pytest.mark.parametrize("source", sorted({way.source for way in WAYS}))
def test_no_two_have_the_same_grade_so_that_none_can_be_mistaken_for_another(source, journeys):
    assert len({exact(result) for result in journeys(source).results.values()}) == len(NAMES)


@each_way
def test_the_system_gets_the_grade_of_each_result(way, journeys, grades_in):
    journey = journeys(way.source)
    assert differing(way, grades_in(way, journey.export(way)), journey.results) == {}


@pytest.mark.parametrize("source", ["blackboard", "brightspace", "gradescope"])
def test_a_moment_in_the_download_makes_one_alone_late(source, journeys):
    penalties = {student: exact(result, "penalty") for student, result in journeys(source).results.items()}
    assert {student for student, penalty in penalties.items() if penalty} == {"klee8"}


@each_way
def test_names_come_through_and_none_is_a_formula(way, journeys):
    content = journeys(way.source).export(way)
    if way.format == "parquet":
        names = {row["student"]: row["name"] for row in table_of(content)}
        assert names == NAMES
        return
    text = content.decode("utf-16" if content[:2] == b"\xff\xfe" else "utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t" if "\t" in text else ",", strict=True))
    cells = {cell for row in rows for cell in row}
    assert not [cell for cell in cells if re.match(r"\s*[=+@-](?!$)", cell)]
    assert {"'" + FORMULA, f'\'="{FORMULA}"'} & cells
    assert {"O'Brien, Anna-Lena", "Anna-Lena O'Brien", "O'Brien"} & cells
    assert {"王小明", "小明"} & cells


def test_the_page_that_moodle_gives_each_is_the_own_one(journeys, feedback_import):
    journey = journeys("moodle")
    pages = feedback_import(journey.export(Way("moodle", "moodle-feedback", "moodle_worksheet.csv", "moodle_id", 0)))
    feedback = journey.folder / "graded" / "activations"
    assert pages == {
        int(person["moodle_id"]): (
            "feedback.html",
            (feedback / person["student"] / "feedback.html").read_text(encoding="utf-8"),
        )
        for person in roster()
    }


@pytest.mark.parametrize("source", sorted({way.source for way in WAYS}))
def test_no_name_or_address_is_printed_on_the_way(source, journeys, told):
    journey = journeys(source)
    for way in WAYS:
        if way.source == source:
            journey.export(way)
    names = [word for word in PERSONAL if word not in NAMES]
    # The account of the files is what shows their names, and so those of students.
    assert told(names, *journey.printed[1:]) == []


@pytest.fixture(scope="module")
def recorded(travel):
    """A journey into the gradebook, where one of the two Lees was then given points by hand."""
    journey = travel("canvas", to_gradebook=("--gradebook",))
    words = ("override", "klee8", "activations", "neuron", "2.5", "--reason", "The idea is right.")
    journey.run("gradebook", *words)
    return journey


def test_a_score_that_was_given_by_hand_reaches_the_system_and_nobody_else(recorded, grades_in):
    grades = grades_in(CANVAS, recorded.export(CANVAS))
    results = {student: exact(result) for student, result in recorded.results.items()}
    given = {student: grades[student] - round(results[student], 2) for student in NAMES}
    assert given == {**dict.fromkeys(NAMES, 0), "klee8": Fraction("2.5")}


def test_the_results_alone_are_exported_where_that_is_asked_for(recorded, grades_in):
    grades = grades_in(CANVAS, recorded.export(CANVAS, "--graded", "graded"))
    assert differing(CANVAS, grades, recorded.results) == {}


@pytest.fixture(scope="module")
def pseudonymous(travel):
    return travel("blackboard", "--pseudonymous")


def test_grades_under_pseudonyms_go_back_to_their_owners(pseudonymous, journeys, grades_in):
    assert all(re.fullmatch(r"anon-[0-9a-f]{16}", name) for name in pseudonymous.results)
    grades = grades_in(BLACKBOARD, pseudonymous.export(BLACKBOARD))
    assert differing(BLACKBOARD, grades, journeys("blackboard").results) == {}


def test_under_pseudonyms_nobody_is_named_before_the_export(pseudonymous, told):
    places = [
        path for path in pseudonymous.folder.glob("*") if path.name in {"submitted", "submitted-earlier", "graded"}
    ]
    assert len(places) == len(("submitted", "submitted-earlier", "graded"))
    assert told(PERSONAL, *places, *pseudonymous.printed[:2]) == []
