"""Has pytest collect hidden checks, in a session that stays open for whatever is to be checked by them."""

from __future__ import annotations

import os
import traceback
from contextlib import ExitStack
from typing import TYPE_CHECKING, Final

import pytest
from _pytest.config import _prepareconfig

from autograder.errors import AutograderError

if TYPE_CHECKING:
    from pathlib import Path

PYTEST_OPTIONS: Final = (
    "--import-mode=importlib",
    "--noconftest",
    "--override-ini=addopts=",
    "--disable-plugin-autoload",
    "--capture=no",
    "--config-file=/dev/null",
    "-p", "no:cacheprovider",
    "-p", "no:terminal",
    "-p", "no:logging",
    "-p", "no:faulthandler",
    "-p", "no:warnings",  # alters the filters of the whole process for as long as the session is open
    "-p", "no:unraisableexception",  # collects the garbage of the whole process at every start
    "-p", "no:threadexception",
)  # fmt: skip


def collect(folder: Path, root: Path, plugin: object) -> None:
    """Let a plug-in have the items that pytest collects in a folder, ready to be run whenever it wants to.

    Does what `pytest.main` does up to its loop over the items, and lets the session end with the process: whoever runs
    items tears down what they set up. A session that fails is ended, as it has a hook on every import. Modules are
    named by their way from `root` on, as those of several folders may be called the same. Raises AutograderError where
    there is nothing to collect or where it fails.
    """
    complaints = _Complaints()
    found: list[pytest.Item] = []
    with ExitStack() as after_failure:
        try:
            config = _prepareconfig([*PYTEST_OPTIONS, f"--rootdir={root}", os.fspath(folder)], [plugin, complaints])
            after_failure.callback(config._ensure_unconfigure)  # noqa: SLF001 - pytest has no public name for it
            session = pytest.Session.from_config(config)
            config._do_configure()  # noqa: SLF001 - likewise
            config.hook.pytest_sessionstart(session=session)
            config.hook.pytest_collection(session=session)
            found = session.items
        except pytest.UsageError as error:
            complaints.texts.append(str(error))
        except (Exception, SystemExit):  # noqa: BLE001 - collecting runs whatever modules hold
            complaints.texts.append(traceback.format_exc())
        if complaints.texts or not found:
            told = "\n".join(complaints.texts) or "There are none."
            raise AutograderError(f"The hidden checks in {folder} could not be run:\n{told}")
        after_failure.pop_all()


class _Complaints:
    """A plug-in of pytest's that keeps what it says of modules that can't be collected."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    @pytest.hookimpl
    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep the account of a failure."""
        if report.failed:
            self.texts.append(report.longreprtext)
