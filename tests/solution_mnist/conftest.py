"""The source notebook of `mnist`, and a way to run parts of it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import jupytext
import nbformat
import pytest
from nbclient import NotebookClient
from ruamel.yaml import YAML

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
REGION = re.compile(r"^([ \t]*)### BEGIN SOLUTION\n(.*?)^[ \t]*### END SOLUTION", re.MULTILINE | re.DOTALL)


class Source:
    """The notebook taken apart: its cells by grade id, and the questions that the course asks of it."""

    def __init__(self) -> None:
        self.notebook = jupytext.read(ROOT / "solutions" / "mnist" / "mnist.py")
        self.course = YAML(typ="safe").load((ROOT / "course.yml").read_text(encoding="utf-8"))
        self.assignment = next(entry for entry in self.course["assignments"] if entry["slug"] == "mnist")
        self.cells = {self.grade_id(cell): cell for cell in self.notebook.cells if self.grade_id(cell)}
        questions = self.assignment["questions"]
        self.checked = [question["id"] for question in questions if "functions" in question]
        self.coded = [question for question in self.checked if question in self.cells]
        self.prose = "\n\n".join(cell.source for cell in self.notebook.cells if cell.cell_type == "markdown")

    @staticmethod
    def grade_id(cell) -> str:
        return cell.metadata.get("nbgrader", {}).get("grade_id", "")

    @staticmethod
    def without_solution(text: str) -> str:
        return REGION.sub("", text)

    @staticmethod
    def solutions(text: str) -> list[str]:
        return [region for _, region in REGION.findall(text)]

    @property
    def locked(self) -> list[str]:
        """The code that runs before the students' own: neither a check nor an experiment."""
        return [
            cell.source
            for cell in self.notebook.cells
            if cell.cell_type == "code"
            and cell.metadata.get("nbgrader", {}).get("locked")
            and "experiment" not in cell.metadata.get("tags", [])
            and not self.grade_id(cell).startswith("check-")
        ]

    def check(self, question: str) -> str:
        return self.cells[f"check-{question}"].source

    def stub(self, question: str) -> str:
        return REGION.sub(r"\1raise NotImplementedError", self.cells[question].source)

    def answer(self, question: str, old: str = "", new: str = "") -> str:
        """Change one thing in the solution of a question."""
        text = self.cells[question].source
        assert old in text
        return text.replace(old, new)


def run_cells(sources: list[str], folder: Path) -> list[nbformat.NotebookNode]:
    """Run code cells in one fresh kernel, past every error; return them with their outputs."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
    resources = {"metadata": {"path": str(folder)}}
    NotebookClient(notebook, timeout=None, kernel_name="python3", resources=resources, allow_errors=True).execute()
    for cell in notebook.cells:
        cell.error = error(cell)
        cell.printed = "".join(output.text for output in cell.outputs if output.get("name") == "stdout")
    return notebook.cells


def error(cell: nbformat.NotebookNode) -> tuple[str, str]:
    """Return the type and the message of the exception that ended a cell, or two empty strings."""
    for output in cell.outputs:
        if output.output_type == "error":
            return output.ename, output.evalue
    return "", ""


@pytest.fixture(scope="session")
def source() -> Source:
    return Source()


@pytest.fixture(scope="session")
def offline(tmp_path_factory) -> Iterator[Path]:
    """Make a folder to run notebooks in, where Keras has no cache and no way to the network."""
    folder = tmp_path_factory.mktemp("mnist")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KERAS_HOME", str(folder / "keras"))
        patch.setenv("TF_CPP_MIN_LOG_LEVEL", "3")
        for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
            patch.setenv(name, "http://127.0.0.1:9")
        yield folder


@pytest.fixture(scope="session")
def execute():
    """Hand out the way to run cells; each then bears its `error` and what it `printed`."""
    return run_cells
