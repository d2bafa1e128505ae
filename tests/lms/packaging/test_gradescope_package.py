"""The package for Gradescope, run in folders laid out as Gradescope's, under a container's profile."""

import json
import shutil

import pytest

WRONG = "def relu(z):\n    return np.abs(z)\n\n\nrelu_derivative = relu\n"


@pytest.fixture(scope="module")
def package(make_package):
    """A package of activations."""
    return make_package("gradescope", "activations")[0]


@pytest.fixture(scope="module")
def lay_out(package, unpacked, metadata):
    """Make Gradescope's folder, without a submission."""

    def make(base, package=package, users=()):
        unpacked(package, base / "source")
        (base / "submission").mkdir()
        (base / "results").mkdir()
        (base / "submission_metadata.json").write_text(json.dumps({**metadata, "users": [*metadata["users"], *users]}))
        shutil.copy(base / "source" / "run_autograder", base)  # as Gradescope does
        return base

    return make


@pytest.fixture
def base(tmp_path, lay_out):
    """Gradescope's folder in a place of its own."""
    return lay_out(tmp_path / "autograder")


@pytest.fixture(scope="module")
def right_run(tmp_path_factory, lay_out, notebook_of, ran):
    """A run of the package on a right notebook with a name of its own, deep in folders."""
    base = lay_out(tmp_path_factory.mktemp("right") / "autograder")
    place = base / "submission" / "deep" / "er"
    place.mkdir(parents=True)
    (place / "Anna O'Brien (1).ipynb").write_bytes(notebook_of("activations"))
    return ran(base / "run_autograder", base)


@pytest.fixture
def grade_in(base, ran):
    """Submit files by their names and run the package."""

    def call(files, **options):
        for name, content in files.items():
            path = base / "submission" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return ran(base / "run_autograder", base, **options)

    return call


def by_question(document):
    """Add up the scores of a document's tests by question."""
    found = {}
    for test in document["tests"]:
        (question,) = test["tags"]
        found[question] = found.get(question, 0) + test["score"]
    return {question: round(score, 6) for question, score in found.items()}


def test_a_right_notebook_gets_all_points_that_checks_can_give(right_run, schema_of, course):
    assert right_run.process.returncode == 0, right_run.process.stderr
    document = schema_of("gradescope", right_run.document)
    questions = course.assignment("activations").questions
    assert by_question(document) == {one.id: one.points for one in questions if not one.manual}
    assert document["score"] == 97
    assert {test["status"] for test in document["tests"]} == {"passed"}
    assert "graded by your instructor" in document["output"]


def test_it_runs_on_rung_c_where_there_are_no_namespaces(right_run):
    assert right_run.document["extra_data"]["sandbox_rung"] == "C"


def test_what_it_prints_names_nobody(right_run, metadata):
    printed = right_run.process.stdout + right_run.process.stderr
    assert not any(word in printed for word in ("Anna", "O'Brien", "anna@example.edu", metadata["users"][0]["sid"]))


def test_verdicts_are_those_of_grading_at_home(grade_in, grade, notebook_of, schema_of):
    wrong = notebook_of("activations", relu=WRONG, silu="def silu(z):\n    raise NotImplementedError\n")
    at_home = grade("activations", {"anna": wrong})["anna"]
    document = schema_of("gradescope", grade_in({"a.ipynb": wrong}).document)
    checks = {check["id"]: check for question in at_home["questions"] for check in question["checks"]}
    assert {test["extra_data"]["check"]: test["extra_data"]["outcome"] for test in document["tests"]} == {
        name: check["outcome"] for name, check in checks.items()
    }
    assert document["score"] == pytest.approx(at_home["score"], abs=0.005 * len(at_home["questions"]))
    assert document["extra_data"]["secret_fingerprint"] == at_home["secret_fingerprint"]
    assert document["extra_data"]["submission_digest"]
    missed = next(test for test in document["tests"] if test["extra_data"]["check"] == "relu.values")
    assert checks["relu.values"]["message"] in missed["output"]


def test_points_of_the_tests_are_those_of_the_course(grade_in, notebook_of):
    document = grade_in({"a.ipynb": notebook_of("activations", solved=False)}).document
    assert document["score"] == 0
    assert round(sum(test["max_score"] for test in document["tests"]), 6) == 97
    assert "no answer yet" in document["output"]


@pytest.mark.parametrize(
    ("files", "told"),
    [
        pytest.param({"__MACOSX/._a.ipynb": b"x", ".DS_Store": b"x"}, "Submit your notebook", id="leavings of a Mac"),
        pytest.param({"a.ipynb": b"{}", "b/c.ipynb": b"{}"}, "Submit activations.ipynb alone", id="two"),
        pytest.param({"a.ipynb": b"\xff\xfe{"}, "save it as UTF-8 and hand it in again", id="another encoding"),
    ],
)
def test_what_can_t_be_graded_gets_score_zero_and_a_reason_with_a_remedy(files, told, grade_in, schema_of):
    run = grade_in(files)
    assert run.process.returncode == 0
    document = schema_of("gradescope", run.document)
    assert document["score"] == 0
    assert told in document["output"]


def test_without_a_sandbox_no_score_is_recorded_and_staff_is_told_why(grade_in, notebook_of):
    run = grade_in({"a.ipynb": notebook_of("activations")}, without=["landlock"])
    assert run.process.returncode == 2
    assert not {"score", "tests"} & set(run.document)
    assert "our fault" in run.document["output"]
    assert "landlock" in run.process.stderr


def test_where_a_check_itself_fails_no_score_is_recorded(grade_in, notebook_of, base):
    (base / "source" / "autograder" / "graders" / "activations" / "test_relu.py").write_text(
        '"""A broken check."""\n'
        "from autograder.checks import basic, question\n\n"
        'pytestmark = question("relu")\n\n\n'
        "@basic()\ndef test_values(student, rng):\n"
        '    """`relu` is checked."""\n'
        "    raise KeyError(17)\n"
    )
    run = grade_in({"a.ipynb": notebook_of("activations")})
    assert run.process.returncode == 3
    assert not {"score", "tests"} & set(run.document)
    assert "our fault" in run.document["output"]


def test_a_run_that_is_cut_short_leaves_no_score(base, notebook_of, ran):
    (base / "submission" / "a.ipynb").write_bytes(notebook_of("activations"))
    (base / "source" / "autograder" / "scoring.py").write_text("import os\nos._exit(137)\n")
    run = ran(base / "run_autograder", base)
    assert run.process.returncode != 0
    assert run.document is None or not {"score", "tests"} & set(run.document)


def test_the_packed_grader_is_what_runs(base, notebook_of, ran):
    """Not the one that is installed where the tests run."""
    (base / "submission" / "a.ipynb").write_bytes(notebook_of("activations"))
    (base / "source" / "autograder" / "__init__.py").write_text('"""Changed."""\n\n__version__ = "9.9"\n')
    assert ran(base / "run_autograder", base).document["extra_data"]["grader_version"] == "9.9"


@pytest.fixture(scope="module")
def dated_package(altered_course, make_package, tmp_path_factory):
    """A package that applies the course's late policy, and shows some checks later."""
    path = altered_course(tmp_path_factory.mktemp("course"), lambda document: document["assignments"][0].update(DATES))
    options = ("--late-policy", "--visibility", "after_published", "--visibility", "softmax=after_due_date")
    return make_package("gradescope", "activations", *options, course=path)[0]


DATES = {"due": "2026-10-01T12:00:00-07:00", "extensions": {"3035": "2026-10-09T23:00:00-07:00"}}


@pytest.fixture
def dated_run(tmp_path, dated_package, lay_out, notebook_of, ran):
    """Run that package on a right notebook of Anna and others."""

    def call(*others):
        base = lay_out(tmp_path / "dated", dated_package, others)
        (base / "submission" / "a.ipynb").write_bytes(notebook_of("activations"))
        return ran(base / "run_autograder", base).document

    return call


def test_lateness_costs_points_where_the_package_says_so(dated_run):
    document = dated_run()
    assert document["score"] == 87
    assert "10 of 97 points were taken off for lateness" in document["output"]


def test_checks_are_shown_when_the_package_says(dated_run):
    document = dated_run({"sid": 3035})
    seen = {test["tags"][0]: test["visibility"] for test in document["tests"]}
    assert seen.pop("softmax") == "after_due_date"
    assert set(seen.values()) == {"after_published"}
    assert document["score"] == 97  # by the extension of one of the group


@pytest.fixture
def mnist_base(tmp_path, make_package, lay_out, root):
    """Gradescope's folder with a package of mnist, and the models that have been trained here already."""
    base = lay_out(tmp_path / "mnist", make_package("gradescope", "mnist")[0])
    (root / ".autograder" / "models").mkdir(parents=True, exist_ok=True)
    (base / "source" / ".autograder" / "models").symlink_to(root / ".autograder" / "models")
    return base


def test_models_are_declared_and_judged_in_there(mnist_base, notebook_of, ran, schema_of):
    (mnist_base / "submission" / "a.ipynb").write_bytes(notebook_of("mnist"))
    document = schema_of("gradescope", ran(mnist_base / "run_autograder", mnist_base).document)
    assert document["score"] == 90
