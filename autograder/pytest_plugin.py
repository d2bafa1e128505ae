"""Plain pytest on hidden checks: `pytest autograder/graders/SLUG --submission FILE` grades one notebook.

Loaded by pytest itself through an entry point, so nothing slow is imported before the option is used.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from autograder.model import Result

RESULT: Final = pytest.StashKey[list[Result]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--submission`."""
    group = parser.getgroup("autograder")
    group.addoption("--submission", metavar="FILE", help="grade this notebook by the hidden checks that are collected")


def pytest_configure(config: pytest.Config) -> None:
    """Grade the submission that was asked for, or only make the hidden checks' marks known."""
    submission = config.getoption("--submission", None)
    if submission is None:
        from autograder.checks.plugin import MARKERS  # noqa: PLC0415 - most runs of pytest don't get here

        for line in MARKERS:
            config.addinivalue_line("markers", line)
        return
    from autograder import plain_run  # noqa: PLC0415 - see above
    from autograder.errors import AutograderError  # noqa: PLC0415

    results = config.stash.setdefault(RESULT, [])
    try:
        plugin = plain_run.hidden_checks(Path(submission), config.invocation_params.dir, config.args, results.append)
    except AutograderError as error:
        raise pytest.UsageError(str(error)) from error
    config.pluginmanager.register(plugin, "autograder-hidden-checks")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip hidden checks where no submission was given: they have nothing to check."""
    if config.getoption("--submission", None) is None:
        for item in items:
            if item.get_closest_marker("question"):
                item.add_marker(pytest.mark.skip(reason="a hidden check: give a notebook with --submission FILE"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Show each question's score and every check that did not pass."""
    for result in config.stash.get(RESULT, []):
        if result.reason:
            terminalreporter.write_line(result.reason, red=True)
        for question in result.questions:
            if not question.checks:
                continue
            score = "?" if question.score is None else f"{float(question.score):g}"
            terminalreporter.section(f"{question.id}: {score} of {float(question.points):g}", sep=" ", bold=True)
            for check in question.checks:
                if check.outcome != "passed":
                    terminalreporter.write_line(f"{check.outcome:>14}  {check.id}: {check.message}")
