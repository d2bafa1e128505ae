"""The package for PrairieLearn, run in folders laid out as those of a grading job, under a container's profile."""

import json
import shutil

import pytest

WRONG = "def relu(z):\n    return np.abs(z)\n\n\nrelu_derivative = relu\n"


@pytest.fixture(scope="module")
def package(make_package):
    """A package of activations."""
    return make_package("prairielearn", "activations")[0]


@pytest.fixture
def job(tmp_path, package, unpacked):
    """The folder of a grading job, put together as the question's info.json says."""
    course, job = unpacked(package, tmp_path / "course"), tmp_path / "grade"
    question = course / "questions" / "activations"
    options = json.loads((question / "info.json").read_text())["externalGradingOptions"]
    for folder in ("data", "student"):
        (job / folder).mkdir(parents=True)
    (job / "data" / "data.json").write_text(json.dumps({"submitted_answers": {}, "params": {}}))
    shutil.copytree(question / "tests", job / "tests")
    for folder in options["serverFilesCourse"]:
        shutil.copytree(course / "serverFilesCourse" / folder, job / "serverFilesCourse" / folder)
    return job


@pytest.fixture
def grade_in(job, ran):
    """Submit files by their names and start the entry point."""

    def call(files, **options):
        for name, content in files.items():
            (job / "student" / name).write_bytes(content)
        return ran(job / "tests" / "run.sh", job, **options)

    return call


def test_a_right_notebook_gets_the_whole_score(grade_in, notebook_of, schema_of):
    run = grade_in({"activations.ipynb": notebook_of("activations")})
    assert run.process.returncode == 0, run.process.stderr
    document = schema_of("prairielearn", run.document)
    assert document["score"] == 1
    assert document["message"] == "97 of the 97 points that checks can give."
    assert "rung C" in run.process.stdout


def test_a_wrong_function_costs_its_share(grade_in, notebook_of, schema_of):
    run = grade_in({"activations.ipynb": notebook_of("activations", relu=WRONG)})
    document = schema_of("prairielearn", run.document)
    assert document["score"] == pytest.approx(93 / 97, abs=1e-3)
    points = sum(test["points"] for test in document["tests"])
    assert document["score"] == pytest.approx(points / sum(test["max_points"] for test in document["tests"]))
    missed = next(test for test in document["tests"] if test["name"] == "ReLU" and not test["points"])
    assert missed["message"]


def test_what_can_t_be_read_is_not_gradable(grade_in, schema_of):
    run = grade_in({"activations.ipynb": b"{"})
    document = schema_of("prairielearn", run.document)
    assert document["gradable"] is False
    assert document["format_errors"][0]
    assert run.process.returncode == 0


def test_without_a_sandbox_nothing_is_lost_but_time(grade_in, notebook_of, schema_of):
    run = grade_in({"activations.ipynb": notebook_of("activations")}, without=["landlock"])
    document = schema_of("prairielearn", run.document)
    assert document["gradable"] is False
    assert "our fault" in document["message"]
    assert run.process.returncode == 2


def test_a_grader_without_its_secret_does_not_invent_another(job, grade_in, notebook_of):
    """As where the hidden folder was forgotten when files were copied."""
    shutil.rmtree(job / "serverFilesCourse" / "autograder_activations" / ".autograder")
    run = grade_in({"activations.ipynb": notebook_of("activations")})
    assert run.process.returncode != 0
    assert run.document is None
    assert not (job / "serverFilesCourse" / "autograder_activations" / ".autograder").exists()
