"""A delimited text file, read so that whatever is not changed is written back byte for byte.

Python's `csv` reads values but forgets how they stood in the file: which cells were quoted, how lines ended.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from autograder.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

DELIMITERS: Final = ",;\t"
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SPREADSHEETS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True)
class Cell:
    """One cell: `raw` is its text in the file, quotes included, and `text` what it says."""

    raw: str
    text: str

    def saying(self, text: str, delimiter: str) -> Cell:
        """Make the cell say something else, quoted where it was or where it has to be."""
        if text == self.text:
            return self
        if self.raw.startswith('"') or any(mark in text for mark in (delimiter, '"', "\n", "\r")):
            return Cell('"' + text.replace('"', '""') + '"', text)
        return Cell(text, text)


@dataclass(frozen=True)
class Row:
    """One record with the line end that followed it; `line` is where it began, counted from 1."""

    cells: tuple[Cell, ...]
    end: str
    line: int

    def text(self, column: int | None) -> str:
        """What a cell says, without the space around it; a cell that is not there says nothing."""
        return self.cells[column].text.strip() if column is not None and column < len(self.cells) else ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it."""
        return not any(cell.text.strip() for cell in self.cells)

    def with_text(self, column: int, text: str, delimiter: str) -> Row:
        """Return the row with another text in a column, lengthened where it ended before."""
        cells = list(self.cells) + [Cell("", "")] * (column + 1 - len(self.cells))
        cells[column] = cells[column].saying(text, delimiter)
        return replace(self, cells=tuple(cells))

    def only(self, columns: Iterable[int]) -> Row:
        """Return the row with these columns alone, in this order."""
        cells = tuple(self.cells[column] if column < len(self.cells) else Cell("", "") for column in columns)
        return replace(self, cells=cells)


@dataclass(frozen=True)
class Sheet:
    """The whole file: its byte order mark, encoding, delimiter and rows; the first row is the header."""

    name: str
    mark: bytes
    encoding: str
    delimiter: str
    rows: tuple[Row, ...]

    @property
    def header(self) -> tuple[str, ...]:
        """The titles of the columns."""
        return tuple(cell.text.strip() for cell in self.rows[0].cells)

    def column(self, index: int) -> list[str]:
        """What every row below the header says in a column."""
        return [row.text(index) for row in self.rows[1:]]

    def texts(self) -> Iterator[str]:
        """What every cell below the header says."""
        return (cell.text.strip() for row in self.rows[1:] for cell in row.cells)

    def content(self, rows: Iterable[Row]) -> bytes:
        """Write rows as this file is written."""
        lines = (self.delimiter.join(cell.raw for cell in row.cells) + row.end for row in rows)
        return self.mark + "".join(lines).encode(self.encoding)


def read_sheet(path: Path) -> Sheet:
    """Read a file that an LMS made: UTF-8 or UTF-16, with or without a mark; comma, semicolon or tab.

    Raises UsageError where it can't be read or is no such file.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: the template can't be read ({error.strerror}). Check the path.") from error
    return parse_sheet(content, str(path))


def parse_sheet(content: bytes, name: str) -> Sheet:
    """Take a file's bytes apart; `name` is for messages. Raises UsageError."""
    if content.startswith(_SPREADSHEETS):
        raise UsageError(f"{name} is a spreadsheet or an archive, not text. Download the gradebook as CSV instead.")
    mark, encoding = _encoding(content)
    try:
        text = content[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        raise UsageError(
            f"{name} is not text in {encoding.upper()} (byte {error.start}). "
            "Use the file as it was downloaded, or save it as CSV in UTF-8."
        ) from error
    if not text.strip():
        raise UsageError(f"{name} is empty. Download the gradebook again.")
    # What separates the cells of the header into the most columns is the delimiter.
    delimiter = max(DELIMITERS, key=lambda candidate: len(_rows(text, candidate, name, most=1)[0].cells))
    return Sheet(name, mark, encoding, delimiter, tuple(_rows(text, delimiter, name)))


def _encoding(content: bytes) -> tuple[bytes, str]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return mark, encoding
    sample = content[:2000]
    # Latin letters in UTF-16 have a zero for every second byte.
    if sample[1::2].count(0) > len(sample) // 4:
        return b"", "utf-16-le"
    if sample[0::2].count(0) > len(sample) // 4:
        return b"", "utf-16-be"
    return b"", "utf-8"


def _rows(text: str, delimiter: str, name: str, most: int | None = None) -> list[Row]:
    pattern = re.compile(rf'("(?:[^"]|"")*")?([^{delimiter}\r\n]*)({delimiter}|\r\n|\n|\r|\Z)')
    rows: list[Row] = []
    cells: list[Cell] = []
    line = began = 1
    place = 0
    while place < len(text) or cells:
        found = pattern.match(text, place)
        if found is None or (found[1] is None and found[2].startswith('"')):
            raise UsageError(f"{name}, line {line}: a quotation mark is never closed. Download the file again.")
        quoted, rest, end = found[1], found[2], found[3]
        inside = quoted[1:-1].replace('""', '"') if quoted else ""
        cells.append(Cell((quoted or "") + rest, inside + rest))
        place = found.end()
        line += len(re.findall(r"\r\n|\n|\r", found[0]))
        if end != delimiter:
            rows.append(Row(tuple(cells), end, began))
            cells, began = [], line
            if len(rows) == most:
                break
    return rows
