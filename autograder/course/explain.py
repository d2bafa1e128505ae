"""What pydantic found wrong with a course, said in plain English with the line and the remedy."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from autograder.course.json_schema import properties_at
from autograder.course.schema import PATTERN_MEANINGS, Course

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pydantic_core import ErrorDetails

    from autograder.course.document import Document, Place
    from autograder.errors import Problem

QUOTED = re.compile(r"'([^']*)'")

WANTED = {
    "model_type": ("a mapping of keys to values", "Write it as indented lines `key: value`"),
    "dict_type": ("a mapping of keys to values", "Write it as indented lines `key: value`"),
    "tuple_type": ("a list", "Write it as `[a, b]` or as lines that begin with `-`"),
    "string_type": ("text", "Put it in quotes, if it is meant as text"),
    "int_type": ("a whole number", "Write it in digits, without quotes, `_`, decimal point or unit"),
    "float_type": ("a number", "Write it in digits, without quotes or unit"),
    "finite_number": ("a finite number", "Write it in digits, without quotes or unit"),
    "bool_type": ("true or false", "Write `true` or `false`, without quotes"),
}

BOUNDS = {
    "greater_than": ("gt", "above"),
    "greater_than_equal": ("ge", "at least"),
    "less_than": ("lt", "below"),
    "less_than_equal": ("le", "at most"),
}


def shape_problems(document: Document) -> Iterator[Problem]:
    """Every way in which a document lacks the shape of a course."""
    try:
        Course.model_validate(document.data)
    except ValidationError as error:
        for details in error.errors(include_url=False):
            if _says_something(details, document):
                yield _explained(details, document)


def _says_something(details: ErrorDetails, document: Document) -> bool:
    """Tell whether an error is more than the echo of another one."""
    if details["type"] == "too_short" and details["input"]:
        return False  # pydantic counts only the elements that have no problem of their own
    is_about_key = details["type"] == "extra_forbidden"
    return document.is_readable(details["loc"][:-1] if is_about_key else details["loc"])


def suggestion(word: str, allowed: Iterable[str]) -> str:
    """Say the remedy for a word that is none of the allowed ones."""
    allowed = list(allowed)
    near = difflib.get_close_matches(word, allowed, n=1)
    guess = f"Did you mean `{near[0]}`? " if near else ""
    return f"{guess}Allowed here: {', '.join(allowed)}"


def described(value: object) -> str:
    """Name a YAML value, briefly."""
    match value:
        case None:
            return "nothing"
        case bool():
            return str(value).lower()
        case int() | float():
            return f"the number {value}"
        case str():
            return f"the text {_short(value)!r}"
        case list():
            return "a list"
        case _:
            return "a mapping"


def _short(text: str, longest: int = 40) -> str:
    return text if len(text) <= longest else text[: longest - 3] + "..."


def _explained(details: ErrorDetails, document: Document) -> Problem:
    place: Place = details["loc"]
    kind, value, context = details["type"], details["input"], details.get("ctx", {})
    if kind == "missing":
        return _missing(place, document)
    if kind == "extra_forbidden":
        return _unknown_key(place, document)
    line = document.line(place)
    if place not in document.value_lines and place[-1:] == ("[key]",):
        place = place[:-1]
        line = document.key_lines.get(place, document.line(place))
    message, remedy = _about_value(kind, value, context, str(details["msg"]))
    return document.problem(place, message, f"{remedy}", line)


def _missing(place: Place, document: Document) -> Problem:
    key = str(place[-1])
    about = properties_at(place[:-1])[key].get("description", "")
    remedy = f"Add `{key}:` here ({about[:1].lower()}{about[1:]})"
    return document.problem(place, f"`{key}` is missing", remedy)


def _unknown_key(place: Place, document: Document) -> Problem:
    key = str(place[-1])
    message = f"`{_short(key)}` is not a key that is known here"
    remedy = suggestion(key, properties_at(place[:-1]))
    return document.problem(place, message, remedy, document.key_lines.get(place))


def _about_value(  # noqa: PLR0911 - one case a kind of error
    kind: str, value: object, context: dict[str, Any], fallback: str
) -> tuple[str, str]:
    """Say what is wrong with a value, and what to do; `fallback` is for what no rule of the schema provokes today."""
    got = described(value)
    if "remedy" in context:
        return f"{_capital(fallback)} is wanted, not {got}", context["remedy"]
    if kind in WANTED:
        wanted, remedy = WANTED[kind]
        return f"{_capital(wanted)} is wanted, not {got}", remedy
    if kind in BOUNDS:
        key, word = BOUNDS[kind]
        return f"{_capital(got)} is out of range", f"Give a number that is {word} {context[key]:g}"
    match kind:
        case "literal_error":
            choices = QUOTED.findall(context["expected"])
            remedy = suggestion(value, choices) if isinstance(value, str) and choices else f"Use {context['expected']}"
            return f"{_capital(got)} is not one of the choices", remedy
        case "string_pattern_mismatch":
            return f"{_capital(got)} does not have the right form", PATTERN_MEANINGS[context["pattern"]]
        case "string_too_long":
            return f"{_capital(got)} is too long", f"Use at most {context['max_length']} characters"
        case "too_short":
            return "At least one entry is wanted, not none", "Add one"
        case _:
            return fallback, "See docs/course.md"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
