"""The boundary is visible in the imports, and nothing crosses it by another way."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "autograder"
MODULES = sorted(PACKAGE.rglob("*.py"))
GRADERS = sorted((PACKAGE / "graders").rglob("*.py"))
ENGINE = [path for path in MODULES if path not in GRADERS]
UNPICKLERS = {"pickle", "cPickle", "dill", "cloudpickle", "marshal", "shelve", "joblib"}
PUBLIC_TO_GRADERS = ("autograder.checks", "autograder.wire.values", "numpy", "pytest", "hypothesis", "__future__")


def imported(path):
    """Every module that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def test_the_import_contracts_hold():
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_nothing_unpickles(path):
    assert not {name.partition(".")[0] for name in imported(path)} & UNPICKLERS
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    keywords = [keyword for call in calls for keyword in call.keywords if keyword.arg == "allow_pickle"]
    assert all(isinstance(word.value, ast.Constant) and word.value.value is False for word in keywords)


@pytest.mark.parametrize("path", ENGINE, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_the_engine_imports_neither_graders_nor_course_material(path):
    names = set(imported(path))
    assert not {name for name in names if name.startswith("autograder.graders")}
    assert not {name.partition(".")[0] for name in names} & {"solutions", "assignments", "tests"}


@pytest.mark.parametrize("path", GRADERS, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_graders_import_nothing_but_what_is_meant_for_them(path):
    strangers = {name for name in imported(path) if not name.startswith(PUBLIC_TO_GRADERS)}
    assert not strangers


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_module_says_what_it_is_for_and_stays_readable(path):
    text = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text)) or path.name == "__init__.py"
    assert len(text.splitlines()) <= 400


def test_no_file_is_named_for_having_no_purpose():
    assert not {path.stem for path in MODULES} & {"util", "utils", "helper", "helpers", "common", "misc"}
