import json
import tracemalloc

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.errors import ReleaseError, SubmissionError
from autograder.notebook.cells import Notebook
from autograder.notebook.reading import MAX_CELLS, read, read_release

REMEDY_WORDS = ("Hand in", "hand it in", "hand in")


def reason(content, max_bytes=20_000_000):
    with pytest.raises(SubmissionError) as caught:
        read(content, max_bytes)
    text = str(caught.value)
    assert any(word in text for word in REMEDY_WORDS), f"no remedy in: {text}"
    return text


def is_read_or_refused(content):
    try:
        return isinstance(read(content), Notebook)
    except SubmissionError as error:
        return bool(str(error))


def with_source(source):
    return json.dumps({"cells": [{"cell_type": "code", "source": source}], "nbformat": 4}).encode()


def test_read_gives_kind_source_id_and_tags_of_each_cell(notebook, released_cells):
    cells = notebook(released_cells).cells
    assert [cell.kind for cell in cells[:3]] == ["markdown", "code", "code"]
    assert cells[1].source == "import numpy as np"
    assert (cells[3].grade_id, cells[3].locked, cells[3].grade, cells[3].solution) == (
        "check-sigmoid",
        True,
        True,
        False,
    )
    assert cells[4].tags == {"experiment"}
    assert [cell.index for cell in cells] == list(range(len(cells)))


def test_read_joins_a_source_given_as_lines():
    assert read(with_source(["a = 1\n", "b = 2"])).cells[0].source == "a = 1\nb = 2"


def test_read_makes_windows_and_old_mac_line_ends_plain():
    assert read(with_source("a = 1\r\nb = 2\rc = 3")).cells[0].source == "a = 1\nb = 2\nc = 3"


def test_read_accepts_a_utf8_mark():
    assert read(b"\xef\xbb\xbf" + with_source("é")).cells[0].source == "é"


def test_read_replaces_lone_surrogates_and_nul_but_keeps_pairs():
    content = b'{"cells": [{"cell_type": "code", "source": "\\ud800 \\u0000 \\ud83d\\ude00"}]}'
    assert read(content).cells[0].source == "\ufffd \ufffd \U0001f600"


def test_read_takes_the_last_of_duplicate_keys_and_lets_nan_pass():
    content = b'{"x": NaN, "y": -Infinity, "cells": [], "cells": [{"cell_type": "code", "source": "a", "source": "b"}]}'
    assert read(content).cells[0].source == "b"


@pytest.mark.parametrize(
    "metadata",
    [
        None,
        [],
        "x",
        {"nbgrader": 3},
        {"nbgrader": {"grade_id": 7, "locked": "yes"}},
        {"tags": {"experiment": 1}},
        {"tags": [1]},
    ],
)
def test_read_ignores_metadata_of_the_wrong_type(metadata):
    content = json.dumps({"cells": [{"cell_type": "code", "source": "a", "metadata": metadata}]}).encode()
    (cell,) = read(content).cells
    assert (cell.grade_id, cell.locked, cell.tags) == (None, False, frozenset())


def test_read_drops_outputs_while_parsing():
    outputs = [{"data": {"text/plain": ["x" * 100]}} for _ in range(20_000)]
    content = json.dumps(
        {"cells": [{"cell_type": "code", "source": "a", "outputs": outputs[:2_000]} for _ in range(10)]}
    ).encode()
    tracemalloc.start()
    notebook = read(content)
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(notebook.cells) == 10
    assert kept < 200_000


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG image"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG image"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "WebP image"),
        (b"\x00\x00\x00\x18ftypheic", "photo"),
        (b"PK\x03\x04\x14\x00", "zip archive"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\n<!DOCTYPE html><html>", "web page"),
        ('{"cells": [{"source": "é"}]}'.encode("latin-1"), "Latin-1"),
        ('{"cells": []}'.encode("utf-16"), "UTF-16"),
        ('{"cells": []}'.encode("utf-16-be"), "UTF-16"),
        ('{"cells": []}'.encode("utf-32"), "UTF-32"),
        (bytes(range(128, 256)), "not text"),
        (b"import numpy as np\n", "plain text"),
        (b'{"cells": [{"cell_type": "code", "sou', "cut off"),
        ('{"cells": [{"source": "é'.encode()[:-1], "cut off"),
        (b'{"cells": [},]}', "damaged"),
        (b'{"cells": [\n<<<<<<< HEAD\n{}\n=======\n>>>>>>> x\n]}', "merge conflict"),
        (b"[1, 2]", "not a notebook"),
        (b'"text"', "not a notebook"),
        (b'{"a": 1}', "not a notebook"),
        (b'{"cells": {}}', "not a notebook"),
        (b'{"worksheets": [{"cells": []}], "nbformat": 3}', "old format"),
        (b'{"cells": [3]}', "Cell 1"),
        (b'{"cells": [{"cell_type": "code", "source": 3}]}', "cell 1"),
        (b'{"cells": [{"cell_type": "code", "source": ["a", 3]}]}', "cell 1"),
        (b'{"cells": ' + b"[" * 200_000 + b"]" * 200_000 + b"}", "nested too deeply"),
        (b'{"cells": [' + b"{}," * 1_100_000 + b"{}]}", "JSON values"),
        (b'{"cells": [' + b'"a",' * 1_100_000 + b'""]}', "JSON values"),
        (b'{"cells": [' + b"{}," * MAX_CELLS + b"{}]}", "cells"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_read_says_what_is_wrong_and_what_to_do(content, words):
    text = reason(content)
    assert words in text


def test_read_refuses_more_bytes_than_allowed_and_names_the_limit():
    assert "larger than 0.001 MB" in reason(with_source("x" * 2_000), 1_000)


def test_read_counts_no_values_inside_strings():
    brackets = "[{" * 600_000
    assert read(with_source(brackets + '\\"' + "[")).cells[0].source.startswith(brackets)


def test_read_takes_a_number_of_any_length():
    digits = b"9" * 100_000
    assert read(b'{"nbformat": ' + digits + b', "x": ' + digits + b'.5, "cells": []}').cells == ()


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_read_raises_nothing_but_submission_errors_on_any_bytes(content):
    assert is_read_or_refused(content)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["cells", "cell_type", "source", "metadata", "nbgrader", "grade_id", "tags", "id", "outputs"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=25,
)


@settings(deadline=None)
@given(
    st.one_of(json_values, json_values.map(lambda value: {"cells": [value]}), json_values.map(lambda v: {"cells": v}))
)
def test_read_raises_nothing_but_submission_errors_on_any_json(value):
    assert is_read_or_refused(json.dumps(value).encode())


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_read_raises_nothing_but_submission_errors_on_a_mutated_notebook(data, to_bytes, released_cells):
    content = bytearray(to_bytes(released_cells))
    for _ in range(data.draw(st.integers(1, 6))):
        start = data.draw(st.integers(0, len(content)))
        end = data.draw(st.integers(start, min(len(content), start + 40)))
        content[start:end] = data.draw(
            st.binary(max_size=20) | st.sampled_from([b'"', b"{", b"]", b"\\", b"\\u0000", b"null"])
        )
    assert is_read_or_refused(bytes(content))


def test_read_release_reads_a_file(tmp_path, to_bytes, released_cells):
    path = tmp_path / "a.ipynb"
    path.write_bytes(to_bytes(released_cells))
    assert len(read_release(path).cells) == len(released_cells)


def test_read_release_names_the_command_that_makes_a_missing_or_broken_one_again(tmp_path):
    broken = tmp_path / "broken.ipynb"
    broken.write_bytes(b"{")
    for path in (broken, tmp_path / "missing.ipynb"):
        with pytest.raises(ReleaseError, match="autograder release"):
            read_release(path)
