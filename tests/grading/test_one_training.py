"""However many students declare the same model, and in however many ways, it is trained once."""

import json

from click.testing import CliRunner

from autograder.cli import main
from autograder.specimens import classroom
from autograder.specimens.model import Kind

STUDENTS = 10
DISTINCT_MODELS = 3


BOUNDS = {
    "without_activation_min": 0.1,
    "without_activation_max": 0.2,
    "accuracy_min": 0.3,
    "accuracy_max": 1.0,
    "gap_min": 0.0,
}


def train_shortly(document):
    profile = document["data"]["profiles"]["mnist-5k"]
    profile["epochs"] = 1
    profile["thresholds"] = BOUNDS


def test_a_class_trains_each_distinct_model_once(tmp_path, altered_course, course, root):
    folder, file = tmp_path, altered_course(tmp_path, train_shortly)
    specimens = [one for one in classroom.specimens_of(course, root, "mnist") if one.kind is Kind.RIGHT][:STUDENTS]
    assert len(specimens) == STUDENTS
    classroom.write_class(course, root, specimens, folder / "class")
    done = CliRunner().invoke(
        main,
        ["--course", str(file), "grade", str(folder / "class"), "--out", str(folder / "graded"), "--jobs", "2"],
    )
    assert done.exit_code == 0, done.output
    results = [json.loads(path.read_text()) for path in (folder / "graded").glob("mnist/*/result.json")]
    assert len(results) == STUDENTS
    structure = [one for result in results for one in result["questions"] if one["id"] in {"model", "separate_layers"}]
    assert all(one["score"] == one["points"] for one in structure)
    trained = list((folder / ".autograder" / "models").glob("*.outputs"))
    assert len(trained) == DISTINCT_MODELS
