"""Grading by the command line, as a user does."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from autograder.cli.app import FINDINGS
from autograder.errors import AutograderError
from autograder.sandbox.rung import Rung
from speed.soundness import load_sound

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from typing import Any

    from autograder.model import Result


@dataclass(frozen=True)
class Run:
    """One run of `autograder grade`: how long it took, the time to its first result, and all results."""

    seconds: float
    first_seconds: float
    results: tuple[Result, ...]


def rung_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the option `--rung` to a command."""
    return click.option("--rung", type=click.Choice(Rung), help="The sandbox's rung (default: the best that holds).")(
        function
    )


def grade_command(course_file: Path, submitted: Path, out: Path, *, jobs: int, rung: Rung | None) -> list[str]:
    """Write the command that grades a folder."""
    options = ["--rung", rung, "--allow-weak-sandbox"] if rung else []
    program = [sys.executable, "-m", "autograder", "--course", os.fspath(course_file), "grade", os.fspath(submitted)]
    return [*program, "--out", os.fspath(out), "--jobs", str(jobs), *options]


def grade(command: Sequence[str], out: Path) -> Run:
    """Run such a command to its end; raises AutograderError where it failed, or graded something by our own fault."""
    began, began_at = time.monotonic(), time.time()
    done = subprocess.run(  # noqa: S603 - our own command
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False
    )
    seconds = time.monotonic() - began
    if done.returncode not in {0, FINDINGS}:
        raise AutograderError(f"`autograder grade` ended with {done.returncode}:\n{done.stderr}")
    files = sorted(out.glob("*/*/result.json"))
    results = load_sound(files)
    first = min(file.stat().st_mtime for file in files) - began_at
    return Run(seconds, first, results)
