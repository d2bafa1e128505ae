"""A YAML text as plain data that remembers the line of every value, and what is wrong with it as YAML.

The reader builds the data from parser events. Dates stay text, so that a missing offset can be noticed; anchors,
aliases, merge keys and tags are refused, so that no small file can stand for a large one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from ruamel.yaml.events import (
    AliasEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from autograder.course.events import UnreadableError, bounded_events
from autograder.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_INT_DIGITS: Final = 30

Place = tuple[str | int, ...]
"""The keys and list positions that lead from the document's root to a value."""

NULL: Final = re.compile(r"~|null|Null|NULL|")
TRUTH: Final = re.compile(r"true|True|TRUE|false|False|FALSE")
INTEGER: Final = re.compile(r"[-+]?[0-9]+")
FLOAT: Final = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
PLAIN_KEY: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def dotted(place: Place) -> str:
    """Write a place as a `$.path`."""
    steps = (
        f"[{step}]" if isinstance(step, int) else f".{step}" if PLAIN_KEY.fullmatch(step) else f"[{step!r}]"
        for step in place
    )
    return "$" + "".join(steps)


@dataclass
class Document:
    """The plain data of a YAML text: dict, list, str, int, float, bool and None, with the lines they came from.

    `unreadable` holds the places whose value is a stand-in; what else is wrong there says nothing.
    """

    data: Any = None
    problems: list[Problem] = field(default_factory=list)
    value_lines: dict[Place, int] = field(default_factory=dict)
    key_lines: dict[Place, int] = field(default_factory=dict)
    unreadable: set[Place] = field(default_factory=set)

    def line(self, place: Place) -> int:
        """Return the line of the value at a place, or of the nearest value around it."""
        while place not in self.value_lines and place:
            place = place[:-1]
        return self.value_lines.get(place, 1)

    def problem(self, place: Place, message: str, remedy: str, line: int | None = None) -> Problem:
        """Make a problem with the value at a place, or with `line`; the remedy is given without its full stop."""
        return Problem(dotted(place), self.line(place) if line is None else line, message, f"{remedy}.")

    def is_readable(self, place: Place) -> bool:
        """Whether neither the value at a place nor one around it is a stand-in."""
        return not any(place[:length] in self.unreadable for length in range(len(place) + 1))


def read_document(text: str) -> Document:
    """Read a YAML text. What is wrong with it as YAML is listed in the document's `problems`."""
    document = Document()
    try:
        _Builder(document, bounded_events(text)).run()
    except UnreadableError as error:
        document.problems.append(error.problem)
        document.unreadable.add(())
    return document


class _Builder:
    """Turns one text's events into a document."""

    def __init__(self, document: Document, events: Iterator[Event]) -> None:
        self._document = document
        self._events = events

    def run(self) -> None:
        next(self._events)  # the stream's start
        if isinstance(next(self._events), StreamEndEvent):
            return
        self._document.data = self._value(next(self._events), ())
        next(self._events)  # the document's end
        after = next(self._events)
        if not isinstance(after, StreamEndEvent):
            self._refuse((), after, "A second YAML document begins here", "Remove it and the line `---` above it")

    def _value(self, event: Event, place: Place, line: int | None = None) -> Any:  # noqa: ANN401 - any YAML value
        line = event.start_mark.line + 1 if line is None else line
        self._document.value_lines[place] = line
        if isinstance(event, AliasEvent):
            self._refuse(place, event, f"The alias `*{event.anchor}` is not allowed", "Write the value out")
            self._document.unreadable.add(place)
            return None
        if not isinstance(event, ScalarEvent | SequenceStartEvent | MappingStartEvent):
            raise TypeError(f"{type(event).__name__} begins no value")
        if event.anchor is not None:
            self._refuse(place, event, f"The anchor `&{event.anchor}` is not allowed", "Remove it")
        if event.tag is not None:
            self._refuse(
                place, event, f"The tag `{event.tag}` is not allowed", "Remove it; quote what is meant as text"
            )
            self._document.unreadable.add(place)
        if isinstance(event, ScalarEvent):
            return self._scalar(event, place)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(place)
        return self._mapping(place)

    def _refuse(self, place: Place, event: Event, message: str, remedy: str) -> None:
        line = event.start_mark.line + 1
        self._document.problems.append(self._document.problem(place, message, remedy, line))

    def _scalar(self, event: ScalarEvent, place: Place) -> str | int | float | bool | None:
        text: str = event.value
        if LONE_SURROGATE.search(text):
            self._refuse(place, event, "The text holds half a character", "Remove the escape `\\ud...`")
            self._document.unreadable.add(place)
            return ""
        return text if event.style else plain_value(text)

    def _sequence(self, place: Place) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self._events), SequenceEndEvent):
            items.append(self._value(event, (*place, len(items))))
        return items

    def _mapping(self, place: Place) -> dict[str, Any]:
        pairs: dict[str, Any] = {}
        while not isinstance(event := next(self._events), MappingEndEvent):
            key, line = self._key(event, place), event.start_mark.line + 1
            value = next(self._events)
            is_empty = isinstance(value, ScalarEvent) and not value.value and not value.style
            if key is None or key in pairs:
                self._skip(value)
                if key is not None:
                    first = self._document.key_lines[*place, key]
                    message = f"`{key}` stands here a second time, after line {first}"
                    self._refuse((*place, key), event, message, "Keep one of the two")
                continue
            self._document.key_lines[*place, key] = line
            # an empty value's own mark is where the parser noticed it, which may be a line further down
            pairs[key] = self._value(value, (*place, key), line if is_empty else None)
        return pairs

    def _key(self, event: Event, place: Place) -> str | None:
        """Take a key's text as it is written, so that a student's number may be a key; None where it is refused."""
        if isinstance(event, ScalarEvent) and event.tag is None and event.anchor is None:
            if event.value == "<<" and not event.style:
                self._refuse(place, event, "The merge key `<<` is not allowed", "Write the keys out")
                return None
            if not LONE_SURROGATE.search(event.value):
                return str(event.value)
        self._refuse(place, event, "A key must be plain text", "Write it as a word, without brackets, `&`, `*` or `!`")
        self._skip(event)
        return None

    def _skip(self, event: Event) -> None:
        """Pass over a value."""
        depth = 0
        while True:
            depth += isinstance(event, MappingStartEvent | SequenceStartEvent)
            depth -= isinstance(event, MappingEndEvent | SequenceEndEvent)
            if not depth:
                return
            event = next(self._events)


def plain_value(text: str) -> str | int | float | bool | None:
    """Tell what an unquoted YAML scalar means by the core schema of YAML 1.2 (where `yes` and dates are text)."""
    if NULL.fullmatch(text):
        return None
    if TRUTH.fullmatch(text):
        return text.lower() == "true"
    if INTEGER.fullmatch(text) and len(text) <= MAX_INT_DIGITS:
        return int(text)
    if FLOAT.fullmatch(text):
        return float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))
    return text
