"""Compares what a person reads as the same: names, titles and ids in the cells of a template."""

from __future__ import annotations

import unicodedata


def comparable(text: str) -> str:
    """Write a text in the form in which it is compared: regardless of case, spaces and how accents are spelled."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
