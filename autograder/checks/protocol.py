"""Runs one collected check by pytest's own set-up and tells how it ended.

A class means a hundred thousand of these. Where nobody watches and no other plug-in has a say, pytest's objects are
therefore driven directly: fixtures and tear-down are pytest's as ever, but no report is made that nobody reads.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from inspect import iscoroutinefunction, isgeneratorfunction
from types import ModuleType
from typing import TYPE_CHECKING, Final

import pytest
from _pytest.runner import CallInfo, get_reraise_exceptions, runtestprotocol

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping

OWN_MARKS: Final = frozenset({"question", "check"})


@dataclass(frozen=True)
class Ending:
    """How a check ended: with which exception, if any, whether the check itself raised it, and pytest's account."""

    error: BaseException | None
    in_check: bool
    account: Callable[[], str]


PASSED: Final = Ending(None, in_check=True, account=str)


class CheckRunner:
    """Runs checks one after another; a plug-in of pytest's, as it listens to the reports that pytest makes."""

    def __init__(self, arguments: Mapping[str, Callable[[], object]]) -> None:
        self._arguments = arguments
        self._ways: dict[pytest.Item, Callable[[], Ending]] = {}
        self._error: BaseException | None = None

    def fixtures(self) -> ModuleType:
        """Make pytest's fixtures of the arguments."""
        module = ModuleType("autograder-fixtures")
        for name, value in self._arguments.items():
            setattr(module, name, pytest.fixture(value, name=name))
        return module

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Remember the exception itself: a report only holds its text."""
        if call.excinfo is not None and self._error is None:
            self._error = call.excinfo.value
        return (yield)

    def run(self, item: pytest.Item) -> Ending:
        """Run one check. What it set up is torn down before the next one, or by `tear_down`."""
        # Which check comes next depends on this one's verdict, so fixtures of a wider scope are kept until it is known.
        if item.session._setupstate.stack:  # noqa: SLF001 - pytest has no public name for it
            item.session._setupstate.teardown_exact(item)  # noqa: SLF001
        if item not in self._ways:
            self._ways[item] = self._way_of(item)
        return self._ways[item]()

    def _way_of(self, item: pytest.Item) -> Callable[[], Ending]:
        """Find the shortest way to run a check that leaves nothing out."""
        if not isinstance(item, pytest.Function) or _others_matter(item):
            return partial(self._run_with_hooks, item)
        if self._is_plain(item):
            given = {name: self._arguments[name] for name in item.fixturenames}
            return partial(_call, item, item.obj, given)
        return partial(_run_directly, item)

    def _is_plain(self, item: pytest.Function) -> bool:
        """Whether a check is a function that takes nothing but our arguments, so that nothing has to be set up."""
        known = item._fixtureinfo.name2fixturedefs  # noqa: SLF001
        ours = all(
            name in self._arguments and known[name][-1].func is self._arguments[name] for name in item.fixturenames
        )
        is_function = item.cls is None and not hasattr(item, "callspec") and not iscoroutinefunction(item.obj)
        return ours and is_function and not isgeneratorfunction(item.obj)

    def _run_with_hooks(self, item: pytest.Item) -> Ending:
        self._error = None
        reports = runtestprotocol(item, log=_is_shown(item.config), nextitem=item)
        failed = [report for report in reports if not report.passed]
        if not failed:
            return PASSED
        in_check = all(report.when == "call" for report in failed)
        return Ending(self._error, in_check, lambda: "\n".join(report.longreprtext for report in failed))


def tear_down(session: pytest.Session) -> None:
    """Tear down everything that is still set up."""
    session._setupstate.teardown_exact(None)  # noqa: SLF001 - see CheckRunner.run


def _call(item: pytest.Function, function: Callable[..., None], given: Mapping[str, Callable[[], object]]) -> Ending:
    """Call a check that takes these arguments."""
    call = CallInfo.from_call(
        lambda: function(**{name: value() for name, value in given.items()}),
        "call",
        reraise=get_reraise_exceptions(item.config),
    )
    if call.excinfo is None:
        return PASSED
    return Ending(call.excinfo.value, in_check=True, account=lambda: _account(item, call))


def _run_directly(item: pytest.Function) -> Ending:
    if not item._request:  # noqa: SLF001 - as pytest's own protocol does at an item's second run
        item._initrequest()  # type: ignore[unreachable]  # noqa: SLF001 - it is, after the first run
    try:
        call = CallInfo.from_call(
            lambda: item.session._setupstate.setup(item),  # noqa: SLF001
            "setup",
            reraise=get_reraise_exceptions(item.config),
        )
        if call.excinfo is None:
            call = CallInfo.from_call(item.runtest, "call", reraise=get_reraise_exceptions(item.config))
        if call.excinfo is None:
            return PASSED
        return Ending(call.excinfo.value, call.when == "call", lambda: _account(item, call))
    finally:
        item._request = False  # type: ignore[assignment]  # noqa: SLF001
        item.funcargs = None  # type: ignore[assignment]


def _account(item: pytest.Item, call: pytest.CallInfo[None]) -> str:
    report: pytest.TestReport = item.ihook.pytest_runtest_makereport(item=item, call=call)
    return report.longreprtext


def _others_matter(item: pytest.Item) -> bool:
    """Whether somebody watches pytest's own output, or the check has marks that other plug-ins may act upon."""
    return _is_shown(item.config) or not OWN_MARKS.issuperset(mark.name for mark in item.iter_markers())


def _is_shown(config: pytest.Config) -> bool:
    return config.pluginmanager.has_plugin("terminalreporter")
