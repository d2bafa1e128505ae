import base64
import hashlib
import re
from importlib.resources import files

import pytest

from autograder.report.feedback import feedback_page
from autograder.report.pages import prose

STYLE = (files("autograder.report") / "templates" / "style.css").read_text(encoding="utf-8")


def test_the_policy_allows_nothing_but_the_inline_stylesheet(make, parse):
    page = feedback_page(make.typical(), "T")
    policy = next(value for value in parse(page).values("content") if "default-src" in value)
    style = re.search("<style>(.*?)</style>", page, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy.split("; ") == [
        "default-src 'none'",
        "img-src 'none'",
        f"style-src 'sha256-{digest}'",
        "base-uri 'none'",
        "form-action 'none'",
    ]


def test_the_stylesheet_loads_nothing():
    assert not re.search(r"url\(|@import|</", STYLE)


def test_prose_marks_code_and_escapes_all_else():
    assert str(prose("`a<b` & <i>")) == "<code>a&lt;b</code> &amp; &lt;i&gt;"


@pytest.mark.parametrize("text", ["a ` b", "``", "`over\nlines`"])
def test_prose_leaves_lone_backticks_alone(text):
    assert str(prose(text)) == text


def test_prose_spells_out_hidden_characters():
    assert str(prose("a\x1b`b\u202e`")) == r"a\x1b<code>b\u202e</code>"


def colours(block):
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))


LIGHT = colours(STYLE.split("@media", 1)[0])
DARK = colours(re.search(r"prefers-color-scheme: dark\) \{(.*?)\n\}", STYLE, re.DOTALL)[1])


def luminance(colour):
    channels = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


TONES = ("good", "bad", "warn", "idle", "wait", "ours")
TEXT = [
    *((ink, paper) for ink in ("ink", "muted", "link", *TONES) for paper in ("paper", "surface")),
    *((tone, f"{tone}-soft") for tone in TONES),
    *(("ink", f"{tone}-soft") for tone in TONES),
]


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "paper"), TEXT)
def test_text_contrasts_with_its_background(palette, ink, paper):
    assert contrast(palette[ink], palette[paper]) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("line", ["line-1", "line-2"])
def test_curves_contrast_with_their_card(palette, line):
    assert contrast(palette[line], palette["surface"]) >= 3
