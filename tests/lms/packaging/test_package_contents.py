"""A package holds what grading its assignment needs, the same bytes every time, and nothing else."""

import hashlib
import json
import stat
import zipfile

import pytest
from click.testing import CliRunner

from autograder import secret
from autograder.cli import main
from autograder.course.load import load_course
from autograder.lms.packaging.lock import run_time_part

SYSTEMS = ("gradescope", "prairielearn", "github-classroom")


@pytest.fixture(scope="module")
def packages(make_package):
    """A package of activations for each system."""
    return {system: make_package(system, "activations")[0] for system in SYSTEMS}


@pytest.fixture(params=SYSTEMS)
def package(packages, request):
    """Each of these packages, opened."""
    with zipfile.ZipFile(packages[request.param]) as archive:
        yield archive


def grader_of(archive):
    """Give the files of the grader in a package by their paths in it."""
    (course_file,) = (name for name in archive.namelist() if name.endswith("course.yml"))
    place = course_file.removesuffix("course.yml")
    return {name.removeprefix(place): archive.read(name) for name in archive.namelist() if name.startswith(place)}


def test_there_are_no_solutions_specimens_or_tests(package):
    parts = [set(name.split("/")) for name in package.namelist()]
    assert not any(names & {"solutions", "specimens.py", "submitted"} for names in parts)
    assert not any(name.startswith(("tests/specimens", "solutions", "bench")) for name in grader_of(package))


def test_the_solution_s_own_lines_are_nowhere(package, root):
    solution = (root / "solutions" / "activations" / "activations.py").read_text()
    lines = {line.strip() for line in solution.partition("### BEGIN SOLUTION")[2].partition("### END")[0].splitlines()}
    longest = max(lines, key=len).encode()
    assert len(longest) > 20
    assert not any(longest in package.read(name) for name in package.namelist() if "/assignments/" in name)


def test_other_assignments_are_left_out(package):
    files = grader_of(package)
    assert any(name.startswith("autograder/graders/activations/test_") for name in files)
    assert not any(name.startswith(("autograder/graders/mnist", "assignments/mnist")) for name in files)
    assert [one["slug"] for one in json.loads(files["course.yml"])["assignments"]] == ["activations"]


def test_the_engine_is_there_as_a_whole(package, root):
    files = grader_of(package)
    modules = {path.relative_to(root).as_posix() for path in (root / "autograder").rglob("*.py")}
    engine = {name for name in modules if not name.startswith("autograder/graders/")}
    assert engine <= set(files)
    assert "autograder/data/mnist_5k.npz" in files
    assert not any(name.endswith(".pyc") for name in files)


def test_the_course_s_secret_is_there_for_systems_that_only_staff_sees_into(packages, root):
    for system in ("gradescope", "prairielearn"):
        with zipfile.ZipFile(packages[system]) as archive:
            assert grader_of(archive)[".autograder/secret"].strip() == secret.course_secret(root)


def test_the_course_s_secret_is_not_where_students_can_get_at_it(packages, root):
    key = secret.course_secret(root)
    with zipfile.ZipFile(packages["github-classroom"]) as archive:
        other = grader_of(archive)[".autograder/secret"].strip()
        assert not any(key in archive.read(name) for name in archive.namelist())
        assert secret.FILE_FORM.fullmatch(other)


def test_of_the_keys_of_an_installation_only_the_secret_is_there(package):
    assert [name for name in grader_of(package) if name.startswith(".autograder/")] == [".autograder/secret"]


def test_students_repositories_hold_nothing_of_the_grader(packages):
    with zipfile.ZipFile(packages["github-classroom"]) as archive:
        theirs = [name for name in archive.namelist() if name.startswith("student-repository/")]
    assert sorted(theirs) == [
        "student-repository/.github/workflows/classroom.yml",
        "student-repository/activations.ipynb",
    ]


def test_the_image_for_prairielearn_holds_nothing_of_the_course(packages):
    with zipfile.ZipFile(packages["prairielearn"]) as archive:
        names = {name.removeprefix("image/") for name in archive.namelist() if name.startswith("image/")}
    assert names == {"Dockerfile", *(f"environment/{name}" for name in ENVIRONMENT)}


ENVIRONMENT = ("LICENSE", "pyproject.toml", "requirements.lock", "setup.sh")


def test_the_secret_is_for_its_owner_only_and_scripts_can_be_run(package):
    scripts = [info for info in package.infolist() if "/templates/" not in info.filename]
    modes = {info.filename.rpartition("/")[2]: info.external_attr >> 16 for info in scripts}
    assert stat.S_IMODE(modes["secret"]) == 0o600
    assert stat.S_IMODE(modes["run_autograder"]) == stat.S_IMODE(modes["setup.sh"]) == 0o755
    assert stat.S_IMODE(modes["course.yml"]) == 0o644
    assert all(stat.S_ISREG(mode) for mode in modes.values())


def test_the_zip_itself_is_for_its_owner_only(packages):
    assert {stat.S_IMODE(file.stat().st_mode) for file in packages.values()} == {0o600}


@pytest.mark.parametrize("system", SYSTEMS)
def test_the_same_course_makes_the_same_bytes(system, packages, make_package):
    again, _ = make_package(system, "activations")
    assert hashlib.sha256(again.read_bytes()).digest() == hashlib.sha256(packages[system].read_bytes()).digest()


def test_gradescope_finds_its_two_scripts_at_the_root(packages):
    with zipfile.ZipFile(packages["gradescope"]) as archive:
        assert {"setup.sh", "run_autograder"} <= set(archive.namelist())


def test_prairielearn_gets_a_question_that_names_its_grader(packages):
    with zipfile.ZipFile(packages["prairielearn"]) as archive:
        info = json.loads(archive.read("questions/activations/info.json"))
        names = archive.namelist()
        page = archive.read("questions/activations/question.html").decode()
    options = info["externalGradingOptions"]
    assert {"uuid", "title", "topic", "type"} <= set(info)
    assert options["entrypoint"] == "/grade/tests/run.sh"
    assert "questions/activations/tests/run.sh" in names
    assert f"serverFilesCourse/{options['serverFilesCourse'][0]}run_autograder" in names
    assert options["timeout"] <= 600
    assert 'pl-file-upload file-names="activations.ipynb"' in page
    assert "<pl-external-grader-results>" in page


def test_prairielearn_gets_the_files_that_the_question_offers(make_package):
    file, _ = make_package("prairielearn", "mnist", "--image", "registry.example/grader:1")
    with zipfile.ZipFile(file) as archive:
        page = archive.read("questions/mnist/question.html").decode()
        for name in ("mnist.ipynb", "digits.npz"):
            assert f'file-name="{name}"' in page
            assert archive.read(f"questions/mnist/clientFilesQuestion/{name}")
        assert json.loads(archive.read("questions/mnist/info.json"))["externalGradingOptions"]["image"] == (
            "registry.example/grader:1"
        )
        assert "registry.example/grader:1" in archive.read("README.md").decode()


def test_the_command_says_that_packages_are_confidential(make_package):
    for system in SYSTEMS:
        assert "Never give it to students" in " ".join(make_package(system, "activations")[1].split())


def test_the_reduced_course_file_grades_like_the_course(packages, course, tmp_path):
    with zipfile.ZipFile(packages["gradescope"]) as archive:
        archive.extract("course.yml", tmp_path)
    reduced = load_course(tmp_path / "course.yml")
    whole = course.assignment("activations")
    (alone,) = reduced.assignments
    assert alone.questions == whole.questions
    assert reduced.limits_for(alone) == course.limits_for(whole)
    assert reduced.data == course.data
    assert reduced.late_for(alone).policy == "none"


DATED = {
    "due": "2026-10-01T23:59:00+02:00",
    "late_until": "2026-10-08T23:59:00+02:00",
    "extensions": {"anna": "2026-10-03T23:59:00+02:00"},
}


@pytest.fixture
def dated_course(altered_course, tmp_path):
    """The project's course with dates, and an extension for a student."""
    return altered_course(tmp_path, lambda document: document["assignments"][0].update(DATED))


def test_dates_and_students_with_extensions_are_left_out(dated_course, make_package):
    file, _ = make_package("gradescope", "activations", course=dated_course)
    with zipfile.ZipFile(file) as archive:
        assert not {"anna", "2026-10"} & set(archive.read("course.yml").decode().replace('"', " ").split())
        assert not set(DATED) & set(json.loads(archive.read("course.yml"))["assignments"][0])


def test_dates_are_kept_for_the_course_s_own_late_policy(dated_course, make_package, tmp_path):
    file, _ = make_package("gradescope", "activations", "--late-policy", course=dated_course)
    with zipfile.ZipFile(file) as archive:
        archive.extract("course.yml", tmp_path / "package")
    original, reduced = load_course(dated_course), load_course(tmp_path / "package" / "course.yml")
    assert reduced.assignments[0] == original.assignments[0]
    assert reduced.late_for(reduced.assignments[0]) == original.late_for(original.assignments[0])


def test_a_data_set_that_is_not_in_the_grader_is_brought_along(altered_course, make_package, tmp_path):
    def change(document):
        document["data"]["profile"] = "mnist"
        document["data"]["profiles"]["mnist"]["path"] = "elsewhere/own.npz"

    path = altered_course(tmp_path, change)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "own.npz").write_bytes(b"digits")
    file, _ = make_package("gradescope", "mnist", course=path)
    with zipfile.ZipFile(file) as archive:
        assert archive.read("data/own.npz") == b"digits"
        assert json.loads(archive.read("course.yml"))["data"]["profiles"]["mnist"]["path"] == "data/own.npz"


def refusal(course, slug, *options, system="gradescope"):
    """Ask for a package that can't be made; returns what is said."""
    outcome = CliRunner().invoke(main, ["--course", str(course), "package", system, slug, *options])
    assert outcome.exit_code == 2
    return " ".join(outcome.output.split())


def test_a_data_set_that_lacks_is_named_with_a_remedy(altered_course, tmp_path):
    def change(document):
        document["data"]["profile"] = "mnist"
        document["data"]["profiles"]["mnist"]["path"] = "elsewhere/own.npz"

    text = refusal(altered_course(tmp_path, change), "mnist")
    assert "own.npz" in text
    assert "mnist-5k" in text


def test_an_unknown_assignment_is_refused(root):
    assert "activations, mnist" in refusal(root / "course.yml", "softmax")


def test_hidden_checks_that_lack_are_named(altered_course, tmp_path):
    def change(document):
        document["assignments"][0]["questions"][0]["id"] = "axon"

    assert "test_axon.py" in refusal(altered_course(tmp_path, change), "activations")


def test_a_release_that_lacks_is_named_with_a_remedy(altered_course, tmp_path):
    path = altered_course(tmp_path, lambda document: document.update(folders={"assignments": "nowhere"}))
    assert "autograder release activations" in refusal(path, "activations")


def test_nothing_to_check_is_refused(altered_course, tmp_path):
    def change(document):
        document["assignments"][0].update(
            points=3, questions=[{"id": "explain", "title": "Why", "points": 3, "manual": True}]
        )

    assert "graded by hand" in refusal(altered_course(tmp_path, change), "activations")


def test_a_place_that_can_t_be_written_is_named(root, tmp_path):
    (tmp_path / "file").touch()
    assert "--out" in refusal(root / "course.yml", "activations", "--out", str(tmp_path / "file" / "a.zip"))


def test_the_usual_place_is_below_build(run, tmp_path):
    outcome = run("package", "prairielearn", "activations")
    assert outcome.exit_code == 0
    assert (tmp_path / "build" / "activations-prairielearn.zip").is_file()


def test_a_secret_from_the_environment_is_packed_whatever_its_form(run, monkeypatch, tmp_path):
    monkeypatch.setenv(secret.VARIABLE, "a sentence that nobody guesses é")
    assert run("package", "gradescope", "activations", "--out", tmp_path / "a.zip").exit_code == 0
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.read(".autograder/secret").decode() == "a sentence that nobody guesses é\n"


LOCK = """# by a tool
click==8.2 \\
    --hash=sha256:aa
Mypy==1.14 \\
    --hash=sha256:bb \\
    --hash=sha256:cc
unknown==1 ; sys_platform == 'win32' \\
    --hash=sha256:dd
"""
PYPROJECT = '[project]\ndependencies = ["click>=8"]\n[project.optional-dependencies]\ndev = ["mypy", "click"]\n'


def test_what_only_development_needs_is_not_installed():
    kept = run_time_part(LOCK, PYPROJECT)
    assert kept == LOCK.replace(LOCK[LOCK.index("Mypy") : LOCK.index("unknown")], "")


def test_the_packed_lock_has_what_grading_imports_and_no_linters(packages):
    with zipfile.ZipFile(packages["gradescope"]) as archive:
        lock = archive.read("requirements.lock").decode()
    names = {line.partition("==")[0] for line in lock.splitlines() if "==" in line and not line.startswith(" ")}
    assert {"numpy", "scipy", "tensorflow-cpu", "tensorflow", "pytest", "pydantic", "pyseccomp", "ruamel-yaml"} <= names
    assert not {"mypy", "ruff", "selenium", "import-linter", "mpmath"} & names
