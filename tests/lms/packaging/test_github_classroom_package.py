"""The package for GitHub Classroom, run in folders laid out as its workflow does."""

import base64
import json
import re

import pytest
from ruamel.yaml import YAML

WRONG = "def relu(z):\n    return np.abs(z)\n\n\nrelu_derivative = relu\n"


@pytest.fixture(scope="module")
def folder(make_package, unpacked, tmp_path_factory):
    """A package of activations, unpacked."""
    return unpacked(make_package("github-classroom", "activations")[0], tmp_path_factory.mktemp("classroom"))


@pytest.fixture
def workflow(folder):
    """The workflow of the students' repository."""
    text = (folder / "student-repository" / ".github" / "workflows" / "classroom.yml").read_text()
    return YAML(typ="safe").load(text)


@pytest.fixture
def steps(workflow):
    """The steps of its only job, by name."""
    (job,) = workflow["jobs"].values()
    return {step["name"]: step for step in job["steps"]}


@pytest.fixture
def grade_in(folder, tmp_path, ran):
    """Check a notebook out where the workflow does, and run the package; returns the run and the step's output."""

    def call(content, **options):
        output = tmp_path / "output"
        output.write_text("earlier=1\n")
        (tmp_path / "submission" / ".git").mkdir(parents=True)
        if content is not None:
            (tmp_path / "submission" / "activations.ipynb").write_bytes(content)
        variables = {"GITHUB_OUTPUT": str(output), "GITHUB_WORKSPACE": str(tmp_path)}
        program = folder / "grader-repository" / "run_autograder"
        run = ran(program, tmp_path, **variables, **options)
        lines = output.read_text().splitlines()
        assert lines[0] == "earlier=1"
        assert all(re.fullmatch(r"[a-z]+=[A-Za-z0-9+/=]+", line) for line in lines)
        last = dict(line.split("=", 1) for line in lines)["result"]  # as with GitHub, the last one counts
        return run.process, json.loads(base64.b64decode(last))

    return call


def reported(document):
    """Do with a document what the reporter does: points, of how many, and whether it fails the run."""
    points = sum(test["score"] for test in document["tests"]) if document["max_score"] else None
    return points, document["max_score"] or None, document["status"] in {"fail", "error"}


def test_a_right_notebook_reports_all_points(grade_in, notebook_of, schema_of):
    process, document = grade_in(notebook_of("activations"))
    assert process.returncode == 0, process.stderr
    assert reported(schema_of("github_classroom", document)) == (97, 97, False)


def test_a_wrong_function_costs_its_points_and_says_why(grade_in, notebook_of, schema_of):
    _, document = grade_in(notebook_of("activations", relu=WRONG))
    assert reported(schema_of("github_classroom", document)) == (93, 97, True)
    assert next(test for test in document["tests"] if test["name"] == "ReLU")["message"]


def test_an_empty_repository_reports_no_points_of_all(grade_in, schema_of):
    process, document = grade_in(None)
    assert process.returncode == 0
    assert reported(schema_of("github_classroom", document)) == (0, 97, True)


def test_a_failed_grading_reports_no_points_at_all(grade_in, notebook_of, schema_of):
    process, document = grade_in(notebook_of("activations"), without=["landlock"])
    assert process.returncode == 2
    assert reported(schema_of("github_classroom", document)) == (None, None, True)


def test_the_workflow_has_the_names_that_the_reporter_asks_for(workflow):
    assert workflow["name"] == "Autograding Tests"
    assert list(workflow["jobs"]) == ["run-autograding-tests"]


def test_the_reporter_gets_the_output_of_the_grading_step(steps):
    report = steps["Report"]
    assert report["uses"].startswith("classroom-resources/autograding-grading-reporter@")
    (runner,) = report["with"]["runners"].split(",")
    assert report["env"] == {f"{runner.upper()}_RESULTS": f"${{{{ steps.{steps['Grade']['id']}.outputs.result }}}}"}
    assert re.fullmatch("[a-zA-Z0-9]+", runner)


def test_grader_and_submission_are_fetched_into_places_of_their_own(steps):
    places = {steps[name]["with"]["path"] for name in ("Fetch the submission", "Fetch the grader")}
    assert places == {"submission", "grader"}
    assert all(
        steps[name]["with"]["persist-credentials"] is False for name in ("Fetch the submission", "Fetch the grader")
    )
    assert "secrets." in steps["Fetch the grader"]["with"]["ssh-key"]


def test_the_readme_says_that_students_can_read_the_grader(folder):
    text = " ".join((folder / "README.md").read_text().split())
    assert "Whoever can push to a repository can change its workflow" in text
    assert "autograder grade" in text


def test_a_step_without_the_output_s_file_is_refused(run, tmp_path, monkeypatch):
    monkeypatch.delenv("GITHUB_OUTPUT", raising=False)
    outcome = run("answer", "github-classroom", "activations", "--base", tmp_path)
    assert outcome.exit_code == 2
    assert "--output" in outcome.output
