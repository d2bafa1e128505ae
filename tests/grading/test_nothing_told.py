"""Nothing of a submission is in any line that a command prints or logs, nor in any file but those made to show it.

Those show two things: the answer to a question graded by hand, and the line of code at which a student's call failed.
"""

import json
import logging
import re
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.report import feedback

MARKER = "zyxmarker"
OWN = (
    f"# {MARKER}\nprint('{MARKER}')",
    f"import logging, warnings\nwarnings.warn('{MARKER}')\nlogging.error('{MARKER}')",
    f"import os, sys\nsys.stderr.write('{MARKER}')\nos.write(1, b'{MARKER}')\nos.write(2, b'{MARKER}')",
    f"raise ValueError('{MARKER}')",
    f"class {MARKER}(Exception): pass\nraise {MARKER}('{MARKER}')",
    f"def {MARKER} broken(:",
    f"import {MARKER}",
    f"!ls {MARKER}",
    f"%%{MARKER}\n{MARKER}",
)
MODEL = f"""
def build_model(activation="relu"):
    model = keras.Sequential([
        keras.Input(shape=(28, 28), name="{MARKER}_input"),
        keras.layers.Flatten(name="{MARKER}_flat"),
        keras.layers.Dense(128, activation=activation, name="{MARKER}_hidden"),
        keras.layers.Dropout(0.2, name="{MARKER}_dropout"),
        keras.layers.Dense(10, activation="softmax", name="{MARKER}_output"),
    ], name="{MARKER}")
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
"""


def marked(notebook):
    """The notebook with the marker in outputs, metadata, a cell of text, and the answer that is graded by hand."""
    document = json.loads(notebook)
    document["metadata"][MARKER] = MARKER
    document["cells"].append({"cell_type": "markdown", "id": MARKER, "metadata": {}, "source": MARKER})
    for cell in document["cells"]:
        cell["metadata"]["note"] = MARKER
        if cell["cell_type"] == "code":
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": MARKER}]
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == "explain":
            cell["source"] = f"Because of {MARKER}."
    return json.dumps(document).encode()


@pytest.fixture(scope="module")
def notebooks(notebook_of):
    """Submissions that are right, wrong, slow to say so, and unreadable, all full of the marker."""
    failing = {
        "relu": f"def relu(x):\n    raise ValueError('{MARKER}')  # {MARKER}",
        "elu": f"def elu(x, alpha=1):\n    return {MARKER}",
        "tanh": f"def tanh(x):\n    return '{MARKER}'",
        "silu": f"def silu(x):\n    return {{'{MARKER}': type('{MARKER}', (), {{}})()}}",
    }
    return {
        "activations/ada.ipynb": marked(notebook_of("activations", own=OWN)),
        "activations/bob.ipynb": marked(notebook_of("activations", own=OWN, **failing)),
        "mnist/cem.ipynb": marked(notebook_of("mnist", own=OWN, model=MODEL)),
        "mnist/hal.ipynb": marked(notebook_of("mnist", model=MODEL.replace("softmax", MARKER))),
        "activations/dia.ipynb": marked(notebook_of("activations"))[:-200],
        "activations/eve.ipynb": f'{{"cells": "{MARKER}"}}'.encode(),
        "activations/fay.ipynb": MARKER.encode(),
        "activations/gus.ipynb": f'{{"cells": [{{"cell_type": "code", "source": {{"{MARKER}": 1}}}}]}}'.encode(),
    }


@pytest.fixture
def classroom(tmp_path, notebooks):
    """The class's folder."""
    for name, content in notebooks.items():
        path = tmp_path / "class" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return tmp_path / "class"


def without_quotations(result):
    """The result without what is made to show a student's own text."""
    document = json.loads(result)
    for question in document["questions"]:
        question["text"] = ""
        for check in question["checks"]:
            check["message"] = re.sub(r"at line \d+ of its cell: `.*`\.", "", check["message"])
    return json.dumps(document)


@pytest.mark.parametrize("options", [("--jobs", "1"), ("--jobs", "2", "--json"), ("--dry-run",)])
def test_no_output_and_no_log_tells_of_a_submission(root, classroom, tmp_path, told, options):
    (tmp_path / "temporary").mkdir()
    command = [sys.executable, "-X", "dev", "-m", "autograder", "--course", root / "course.yml", "grade", classroom]
    done = subprocess.run(
        [*command, "--out", tmp_path / "graded", *options],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env={"PATH": "/usr/bin:/bin", "TMPDIR": str(tmp_path / "temporary"), "TF_CPP_MIN_LOG_LEVEL": "0"},
    )
    assert done.returncode == 1
    assert told([MARKER], done.stdout, done.stderr, tmp_path / "temporary") == []


def test_nothing_but_the_files_for_a_student_and_the_staff_tells_of_it(run, classroom, root, told, caplog):
    caplog.set_level(logging.DEBUG)
    done = run("grade", classroom)
    assert done.exit_code == 1
    assert told([MARKER], done.output, caplog.text, root / ".autograder") == []
    readable = ("activations/ada", "activations/bob", "mnist/cem", "mnist/hal")
    made_to_show = {f"graded/{place}/{name}" for place in readable for name in ("result.json", "feedback.html")}
    assert {*told([MARKER], Path("graded"))} == made_to_show
    for path in Path("graded").glob("*/*/result.json"):
        assert told([MARKER], without_quotations(path.read_text())) == []


def test_a_fault_of_ours_prints_nothing_of_the_submission_at_which_it_came(run, classroom, told, monkeypatch):
    page = feedback.feedback_page

    def feedback_page(result, title):
        if result.questions:
            raise KeyError(result.questions[-1].text)
        return page(result, title)

    monkeypatch.setattr(feedback, "feedback_page", feedback_page)
    done = run("grade", classroom / "activations" / "ada.ipynb", "--jobs", 1)
    assert "KeyError in test_nothing_told.py" in done.stdout
    assert told([MARKER], done.output) == []
