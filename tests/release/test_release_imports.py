"""Importing the release package stays cheap: nbgrader and jupytext load when a notebook is built."""

from __future__ import annotations

import subprocess
import sys


def test_importing_release_loads_no_notebook_library():
    code = (
        "import sys, autograder.release\n"
        "print(sorted({'nbgrader', 'jupytext', 'nbformat', 'nbconvert', 'IPython'} & sys.modules.keys()))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
