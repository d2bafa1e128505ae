"""Comparing people's names whatever their order, case, accents, punctuation and spaces."""

from __future__ import annotations

import unicodedata
from typing import Final

_ACCENTS: Final = frozenset(map(chr, range(0x300, 0x370)))
MOST_WORDS: Final = 12
"""Of a name; what is longer is compared in the given order only."""

# Letters that no normal form takes apart.
_PLAIN_LETTERS: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "\u0131": "i", "ħ": "h", "ŧ": "t"}
)


def name_keys(name: str) -> frozenset[str]:
    """Return keys of which two spellings of one name share at least one: `Doe, Jane`, `Jane DOE` and `doejane` do.

    Empty where the name holds no letter and no digit. Different names may share a key; that has to be asked about.
    """
    words = [word for word in map(_folded, name.replace(",", " ").split()) if word]
    if not words:
        return frozenset()
    if len(words) > MOST_WORDS:
        return frozenset({"".join(words)})
    return frozenset("".join(words[at:] + words[:at]) for at in range(len(words)))


def _folded(word: str) -> str:
    """Return a word's letters and digits, without accents."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    return "".join(letter for letter in decomposed if _spells(letter)).translate(_PLAIN_LETTERS)


def _spells(letter: str) -> bool:
    """Whether it tells names apart: letters, digits, and the marks that are vowels in other scripts than Latin."""
    return letter.isalnum() or (unicodedata.category(letter)[0] == "M" and letter not in _ACCENTS)
