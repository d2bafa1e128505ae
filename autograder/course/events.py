"""The parser events of a YAML text, within bounds, and what a text that can't be parsed is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import Event, MappingEndEvent, MappingStartEvent, SequenceEndEvent, SequenceStartEvent
from ruamel.yaml.reader import ReaderError

from autograder.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_DEPTH: Final = 20
MAX_EVENTS: Final = 100_000


class UnreadableError(Exception):
    """The rest of the text can't be read; carries the one problem that says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def bounded_events(text: str) -> Iterator[Event]:
    """Parse a YAML text, up to a number and depth of values that no course reaches; raises UnreadableError."""
    depth = 0
    for number, event in enumerate(_parsed(text)):
        depth += isinstance(event, MappingStartEvent | SequenceStartEvent)
        depth -= isinstance(event, MappingEndEvent | SequenceEndEvent)
        if depth > MAX_DEPTH or number > MAX_EVENTS:
            reason = "is nested too deeply" if depth > MAX_DEPTH else "holds too many values"
            remedy = "No course needs that; check the brackets and the indentation."
            raise UnreadableError(Problem("$", event.start_mark.line + 1, f"The file {reason}", remedy))
        yield event


def _parsed(text: str) -> Iterator[Event]:
    """Parse a text; every failure of the parser comes out as UnreadableError."""
    line = 1
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            line = event.start_mark.line + 1
            yield event
    except MarkedYAMLError as error:
        raise UnreadableError(_marked(error, line)) from error
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise UnreadableError(_syntax("a control character", line)) from error
    except Exception as error:  # the parser lets errors of other kinds through: whatever they are, the text caused them
        raise UnreadableError(_syntax("", line)) from error


def _marked(error: MarkedYAMLError, line: int) -> Problem:
    """Say where the parser stumbled, and where what it was reading begins."""
    reason = str(error.problem or error.context)
    if error.problem_mark is None:
        return _syntax(reason, line)
    if error.context_mark is not None and error.context_mark.line < error.problem_mark.line:
        reason = f"{reason}, in what begins in line {error.context_mark.line + 1}"
    return _syntax(reason, error.problem_mark.line + 1)


def _syntax(reason: str, line: int) -> Problem:
    remedy = "Check the indentation, colons, quotes and brackets on this line and the one above it"
    if r"'\t'" in reason:  # as the parser quotes a tab
        remedy = "Indent with spaces, never with tabs"
    elif reason == "a control character":
        remedy = "Save the file as plain UTF-8 text"
    message = f"The file is not valid YAML from here on ({reason})" if reason else "The file is not valid YAML"
    return Problem("$", line, message, f"{remedy}.")
