"""However many students declare the same model, and in however many ways, it is trained once."""

import json

import pytest
from click.testing import CliRunner
from ruamel.yaml import YAML

from autograder.cli import main
from autograder.specimens import classroom
from autograder.specimens.model import Kind

STUDENTS = 10
DISTINCT_MODELS = 3


@pytest.fixture
def small_course(tmp_path, root):
    """The project's course in a folder of its own, whose model cache is empty and whose trainings are short."""
    for name in ("solutions", "assignments", "autograder", "tests"):
        (tmp_path / name).symlink_to(root / name)
    yaml = YAML(typ="rt")
    document = yaml.load((root / "course.yml").read_text())
    document["data"]["profiles"]["mnist-5k"]["epochs"] = 1
    bounds = {"without_activation_min": 0.1, "without_activation_max": 0.2, "accuracy_min": 0.3, "accuracy_max": 1.0}
    document["data"]["profiles"]["mnist-5k"]["thresholds"] |= bounds | {"gap_min": 0.0}
    with (tmp_path / "course.yml").open("w") as file:
        yaml.dump(document, file)
    return tmp_path / "course.yml"


def test_a_class_trains_each_distinct_model_once(small_course, course, root):
    folder = small_course.parent
    specimens = [one for one in classroom.specimens_of(course, root, "mnist") if one.kind is Kind.RIGHT][:STUDENTS]
    assert len(specimens) == STUDENTS
    classroom.write_class(course, root, specimens, folder / "class")
    done = CliRunner().invoke(
        main,
        ["--course", str(small_course), "grade", str(folder / "class"), "--out", str(folder / "graded"), "--jobs", "2"],
    )
    assert done.exit_code == 0, done.output
    results = [json.loads(path.read_text()) for path in (folder / "graded").glob("mnist/*/result.json")]
    assert len(results) == STUDENTS
    structure = [one for result in results for one in result["questions"] if one["id"] in {"model", "separate_layers"}]
    assert all(one["score"] == one["points"] for one in structure)
    trained = list((folder / ".autograder" / "models").glob("*.outputs"))
    assert len(trained) == DISTINCT_MODELS
