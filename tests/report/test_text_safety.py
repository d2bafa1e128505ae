import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.report.text_safety import defused, visible, visible_line

ANY_TEXT = st.text(st.characters())
RISKY_START = re.compile("[=+\\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20]")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("\x1b[31mred", r"\x1b[31mred"),
        ("a\u202eb", r"a\u202eb"),
        ("zero\u200bwidth", r"zero\u200bwidth"),
        ("half \ud800 pair", r"half \ud800 pair"),
        ("\x00", r"\0"),
        ("tag \U000e0041", r"tag \U000e0041"),
        ("filler \u3164", r"filler \u3164"),
        ("c1 \x9b", r"c1 \x9b"),
        ("return\r", r"return\r"),
    ],
)
def test_visible_spells_out_characters_that_hide_or_act(text, wanted):
    assert visible(text) == wanted


@pytest.mark.parametrize(
    "text", ["", "ada", "Zoë", "陳怡君", "אסתר", "two\nlines\tand a tab", "\u0645\u06cc\u200c\u062e", "👩\u200d🔬"]
)
def test_visible_leaves_honest_text_alone(text):
    assert visible(text) == text


@pytest.mark.parametrize("text", ["ab\u200dcd", "\u200dé", "é\u200d", "é\u200d\u200dé"])
def test_visible_spells_out_joiners_that_join_nothing(text):
    assert "\u200d" not in visible(text)


def test_visible_line_keeps_everything_on_one_line():
    assert visible_line("ada\ngrace\t100\r\u2028") == r"ada\ngrace\t100\r\u2028"


@given(ANY_TEXT)
def test_visible_line_lets_nothing_hidden_through_but_joiners(text):
    assert all(
        c in "\u200c\u200d" or unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Zl", "Zp"} for c in visible_line(text)
    )


@given(ANY_TEXT)
def test_visible_is_idempotent(text):
    assert visible(visible(text)) == visible(text)


@given(ANY_TEXT)
def test_visible_text_can_be_encoded(text):
    assert visible(text).encode().decode() == visible(text)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "\0", "\uff1d", "\uff0b", "\uff0d", "\uff20"])
def test_defused_quotes_what_a_spreadsheet_could_run(start):
    assert defused(start + "SUM(A1)") == "'" + start + "SUM(A1)"


@pytest.mark.parametrize("text", [" =1+1", "\u00a0@SUM(A1)", "  -1+1"])
def test_defused_quotes_what_a_spreadsheet_could_run_after_trimming_it(text):
    assert defused(text) == "'" + text


@pytest.mark.parametrize("text", ["", "ada", "a=b", "-1.5e3", "+4", "-12", "'=x", "12.5"])
def test_defused_leaves_harmless_text_and_numbers_alone(text):
    assert defused(text) == text


@pytest.mark.parametrize("text", ["-1.5e3\n", "-1+1", "+1e", "-", "=1", "-\u0663"])
def test_defused_quotes_what_only_begins_like_a_number(text):
    assert defused(text) == "'" + text


@given(st.one_of(ANY_TEXT, st.builds(str.__add__, st.sampled_from("=+-@\t\r\n\0\uff1d"), ANY_TEXT)))
def test_defused_text_starts_no_formula_unless_it_is_a_number(text):
    cell = defused(text)
    assert cell.removeprefix("'") == text.removeprefix("'")
    assert not RISKY_START.match(cell) or re.fullmatch(r"[+-]?[0-9.]+([eE][+-]?[0-9]+)?", cell)
