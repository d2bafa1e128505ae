"""Makes text that students control harmless where people read it: pages, terminals and spreadsheets."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_HIDDEN_CATEGORIES: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
# Letters and marks by category that nevertheless draw nothing at all.
_BLANK_LETTERS: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0")
# Persian and Indic spelling and emoji families need these two between their own characters, and nowhere else.
_JOINERS: Final = frozenset("\u200c\u200d")
_ESCAPES: Final = {"\n": r"\n", "\t": r"\t", "\r": r"\r", "\0": r"\0"}

# The full-width forms are read as the plain ones by some spreadsheets.
_FORMULA_STARTS: Final = frozenset("=+-@\t\r\n\0\uff1d\uff0b\uff0d\uff20")
_NUMBER: Final = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")


def visible(text: str) -> str:
    r"""Spell out each character that would act or hide instead of showing (`\x1b`, `\u202e`).

    Line feeds and tabs stay, because text of several lines needs them.
    """
    return _spell_out(text, keep="\n\t")


def visible_line(text: str) -> str:
    """As `visible`, but the text stays on one line, so that it can't forge a line of a log or a table."""
    return _spell_out(text, keep="")


def defused(text: str) -> str:
    """Return a text cell that no spreadsheet takes for a formula, not even after trimming; a plain number stays."""
    if not _FORMULA_STARTS.isdisjoint((text[:1], text.lstrip()[:1])) and not _NUMBER.fullmatch(text):
        return "'" + text
    return text


def _spell_out(text: str, keep: str) -> str:
    rest = text
    for character in keep:
        rest = rest.replace(character, "")
    if rest.isprintable() and (rest.isascii() or _BLANK_LETTERS.isdisjoint(rest)):
        return text
    return "".join(
        character if character in keep or _shows(text, index) else _escape(character)
        for index, character in enumerate(text)
    )


def _shows(text: str, index: int) -> bool:
    character = text[index]
    if character in _JOINERS:
        neighbours = text[max(index - 1, 0) : index] + text[index + 1 : index + 2]
        return len(neighbours) == len("ab") and all(n > "\x7f" and not _hidden(n) for n in neighbours)
    return not _hidden(character)


def _hidden(character: str) -> bool:
    return unicodedata.category(character) in _HIDDEN_CATEGORIES or character in _BLANK_LETTERS


def _escape(character: str) -> str:
    code = ord(character)
    if character in _ESCAPES:
        return _ESCAPES[character]
    if code <= 0xFF:  # noqa: PLR2004 - the widest code that two hex digits hold
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004 - the same for four digits
