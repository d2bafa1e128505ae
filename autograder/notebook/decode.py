"""From hostile bytes to a JSON object without outputs, or to a sentence that says what the bytes are instead.

Every step is bounded before it is taken: size, encoding, the number of JSON values, nesting.
"""

from __future__ import annotations

import codecs
import json
import re
from typing import Any

from autograder.errors import SubmissionError
from autograder.notebook.appearance import looks_like

MAX_VALUES = 1_000_000  # strings, lists and objects; at about 250 bytes an object, parsing stays below 300 MB
_REMEDY = "Hand in the .ipynb file itself, as saved by Jupyter or downloaded from Colab."
_NOT_STRUCTURE = bytes(set(range(256)) - set(b'"[{'))
_BLOCK = 1 << 16
_CONFLICT = re.compile(r"^<{7} ", re.MULTILINE)
_WIDE_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)


def too_large(max_bytes: int) -> str:
    """Say why a notebook of more than `max_bytes` is not read, with the remedy."""
    return (
        f"The notebook is larger than {max_bytes / 1e6:g} MB. "
        "Clear the outputs of all cells, save the notebook and hand it in again."
    )


def decode(content: bytes, max_bytes: int, *, attachments: bool = False) -> dict[str, Any]:
    """Parse a notebook's bytes as a JSON object from which all outputs, and by default attachments, have been dropped.

    Of duplicate keys the last counts, as in Jupyter; NaN and Infinity are let pass, as nothing uses numbers.
    Raises SubmissionError on anything else.
    """
    if len(content) > max_bytes:
        raise SubmissionError(too_large(max_bytes))
    if not content.removeprefix(codecs.BOM_UTF8).strip():
        raise SubmissionError(f"The file is empty. {_REMEDY}")
    appearance = looks_like(content)
    if appearance is not None:
        raise SubmissionError(f"The file is {appearance}, not a notebook. {_REMEDY}")
    text = _text(content)
    if len(content) > MAX_VALUES and _values(content) > MAX_VALUES:  # each value is a byte at least
        raise SubmissionError(
            f"The notebook holds more than {MAX_VALUES:,} JSON values. "
            "Clear the outputs of all cells, save the notebook and hand it in again."
        )
    try:
        document = json.loads(
            text,
            object_hook=_without_outputs if attachments else _without_outputs_and_attachments,
            parse_float=_no_number,
            parse_int=_small_integer,
            parse_constant=_no_number,
        )
    except RecursionError:
        raise SubmissionError(f"The file is nested too deeply to be a notebook. {_REMEDY}") from None
    except json.JSONDecodeError as error:
        raise SubmissionError(_why_no_json(text, error)) from None
    if not isinstance(document, dict):
        raise SubmissionError(f"The file is JSON, but not a notebook. {_REMEDY}")
    return document


def _text(content: bytes) -> str:
    """Decode UTF-8, with or without its mark."""
    encoding = next((name for mark, name in _WIDE_MARKS if content.startswith(mark)), None)
    if encoding is None and b"\x00" in content[:4]:
        encoding = "UTF-16"
    if encoding is None:
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            if error.end == len(content) and error.reason == "unexpected end of data":
                raise SubmissionError(_cut_off()) from None
            encoding = "Latin-1 or another old 8-bit encoding" if content.lstrip()[:1] == b"{" else ""
    if not encoding:
        raise SubmissionError(f"The file is not text, so it is no notebook. {_REMEDY}")
    raise SubmissionError(
        f"The file is encoded as {encoding}, but a notebook is UTF-8. "
        "An editor has saved it in another encoding: open it there, save it as UTF-8 and hand it in again."
    )


def _values(content: bytes) -> int:
    """Count strings, lists and objects without building any, so that a small file can't fill the memory."""
    skeleton = content.replace(b"\\\\", b"").replace(b'\\"', b"").translate(None, _NOT_STRUCTURE)
    opened = inside = 0
    for start in range(0, len(skeleton), _BLOCK):  # block by block, as splitting it whole costs a gigabyte
        pieces = skeleton[start : start + _BLOCK].split(b'"')
        opened += sum(map(len, pieces[inside::2]))
        inside = (inside + len(pieces) - 1) % 2
    return opened + skeleton.count(b'"') // 2


def _without_outputs(found: dict[str, Any]) -> dict[str, Any]:
    """Drop outputs as soon as their cell has been parsed."""
    found.pop("outputs", None)
    return found


def _without_outputs_and_attachments(found: dict[str, Any]) -> dict[str, Any]:
    found.pop("attachments", None)
    return _without_outputs(found)


def _no_number(_: str) -> float:
    """Stand in for numbers that nothing reads."""
    return 0.0


def _small_integer(text: str) -> int:
    """Read a version number; integers of any greater length are no concern of ours and cost time."""
    return int(text) if len(text) <= 9 else 0  # noqa: PLR2004 - nine digits fit any version


def _why_no_json(text: str, error: json.JSONDecodeError) -> str:
    """Say what is wrong with a text that is no JSON."""
    if not text.lstrip().startswith("{"):
        return f"The file is plain text, not a notebook. {_REMEDY}"
    if _CONFLICT.search(text):
        return (
            "The notebook holds the marks of an unresolved merge conflict of Git (<<<<<<<). "
            "Resolve the conflict, check that the notebook opens in Jupyter and hand it in again."
        )
    if not text.rstrip().endswith("}"):
        return _cut_off()
    return (
        f"The notebook is damaged: it is not valid JSON at line {error.lineno}, column {error.colno}. "
        "Open it in Jupyter, repair or rewrite it, save it and hand it in again."
    )


def _cut_off() -> str:
    return (
        "The notebook is cut off: its end is missing, as after an upload or download that broke off. "
        "Check that it opens in Jupyter and hand it in again."
    )
