"""A file that an LMS made is written back byte for byte, whatever its encoding, delimiter, quotes and line ends."""

import codecs
import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.errors import UsageError
from autograder.lms.exporting.sheet import parse_sheet

GOLDEN_FILES = (
    "canvas.csv",
    "canvas_semicolon.csv",
    "worksheet_en.csv",
    "worksheet_de.csv",
    "worksheet_fr.csv",
    "moodle_gradebook.csv",
    "blackboard.xls",
    "brightspace.csv",
)
CELLS = st.text(st.sampled_from("aß王,;\t\"\r\n'= -.5"), max_size=6)


@pytest.mark.parametrize("name", GOLDEN_FILES)
def test_a_golden_file_is_written_as_it_was_read(golden, name):
    sheet = parse_sheet(golden(name), name)
    assert sheet.content(sheet.rows) == golden(name)


@given(
    rows=st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=5),
    delimiter=st.sampled_from(",;\t"),
    end=st.sampled_from(["\n", "\r\n"]),
    quoting=st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
)
def test_cells_are_read_as_pythons_csv_reads_them(rows, delimiter, end, quoting):
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=delimiter, lineterminator=end, quoting=quoting)
    writer.writerow(["Student", "ID", "Grade", "Comment", "Section", "Points", "End", "Last", "One", "Two"])
    writer.writerows(rows)
    sheet = parse_sheet(file.getvalue().encode(), "made")
    read = list(csv.reader(io.StringIO(file.getvalue(), newline=""), delimiter=delimiter, strict=True))
    # A line without anything has no cell for Python and an empty one here.
    assert [[cell.text for cell in row.cells] for row in sheet.rows] == [row or [""] for row in read]


@given(text=st.text(st.characters(codec="utf-8"), min_size=1, max_size=30).filter(str.strip))
def test_whatever_can_be_read_is_written_back(text):
    try:
        sheet = parse_sheet(text.encode(), "made")
    except UsageError:
        return
    assert sheet.content(sheet.rows) == text.encode()


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (b"", "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (b"", "utf-16-le"),
        (b"", "utf-16-be"),
    ],
)
def test_every_encoding_is_recognised_and_kept(mark, encoding):
    content = mark + "Name,Grade\r\n王小明,5\r\n".encode(encoding)
    sheet = parse_sheet(content, "made")
    assert (sheet.rows[1].text(0), sheet.content(sheet.rows)) == ("王小明", content)


def test_a_changed_cell_is_quoted_where_the_old_one_was():
    sheet = parse_sheet(b'a,b\n"1",2\n', "made")
    row = sheet.rows[1].with_text(0, "3", ",").with_text(1, "4", ",")
    assert sheet.content([row]) == b'"3",4\n'


def test_a_changed_cell_is_quoted_where_the_delimiter_stands_in_it():
    sheet = parse_sheet(b"a,b\n1,2\n", "made")
    assert sheet.content([sheet.rows[1].with_text(1, "3,5", ",")]) == b'1,"3,5"\n'


def test_a_short_row_is_lengthened_by_a_new_cell():
    sheet = parse_sheet(b"a,b,c\n1\n", "made")
    assert sheet.content([sheet.rows[1].with_text(2, "3", ",")]) == b"1,,3\n"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b" \r\n", "is empty"),
        (b"PK\x03\x04rest", "spreadsheet"),
        (b"a,b\n\xe9,1\n", "not text in UTF-8"),
        (b'a,b\n"never closed,1\n', "never closed"),
    ],
)
def test_what_is_no_text_of_cells_is_refused_with_the_reason(content, words):
    with pytest.raises(UsageError, match=words):
        parse_sheet(content, "made.csv")
