"""The search of the privacy tests finds a word however it is written, and nothing else."""

import json

import pytest

WORDS = ("Anna@uni.edu", "王小明", "O'Neil")


@pytest.mark.parametrize(
    "text",
    ["to ANNA@uni.edu.", json.dumps("王小明"), "./anna%40uni.edu/feedback.html", "O&#39;Neil", "o&#x27;neil", "王小明"],
)
def test_a_word_is_found_in_any_spelling(told, text):
    assert told(WORDS, "harmless", text) == [text]


def test_files_are_named_by_content_and_by_name(told, tmp_path):
    (tmp_path / "out" / "anna@uni.edu").mkdir(parents=True)
    (tmp_path / "out" / "index.html").write_bytes(b"\xff o'neil")
    (tmp_path / "out" / "harmless").write_bytes(b"\xff")
    assert sorted(told(WORDS, tmp_path / "out")) == ["out/anna@uni.edu", "out/index.html"]


def test_nothing_is_found_where_nothing_is(told, tmp_path):
    (tmp_path / "file").write_text("anna at uni.edu")
    assert told(WORDS, "", "王小", tmp_path / "file") == []
