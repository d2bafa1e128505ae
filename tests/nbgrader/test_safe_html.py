"""What students write in Markdown is shown, and neither runs nor reaches anything with the reader's rights."""

import pytest
from jinja2 import Environment

from autograder.nbgrader_plugin.safe_html import LONGEST, safe_markdown


@pytest.fixture
def show():
    environment = Environment(autoescape=False)  # noqa: S701 - as nbconvert has it
    environment.filters["markdown2html"] = safe_markdown
    template = environment.from_string("{{ cell.source | markdown2html }}")

    def call(source, **cell):
        return template.render(cell={"source": source, **cell})

    return call


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<img src='/logout'>",
        "<img src='https://example.org/seen.png'>",
        "[click](javascript:alert(1))",
        "[my plot](evil.html)",
        "[my plot](/files/evil.html)",
        "[my plot](//example.org/evil.html)",
        "[page](data:text/html;base64,PHNjcmlwdD4=)",
        "<a href='evil.svg'>plot</a>",
        "<iframe src='evil.html'></iframe>",
        "<form action='/api/terminals'><button>ok</button></form>",
        "<style>body { display: none }</style>",
        "<div class='navbar-fixed-top' id='statusmessage' style='position: fixed; height: 900px'>x</div>",
    ],
)
def test_nothing_runs_loads_or_covers(show, source):
    shown = show(source).lower()
    for harmful in (
        *("<script", "onerror", "javascript:", "evil", "logout", "example.org", "data:text", "<iframe"),
        *("<form", "<style", "class=", "id=", "position", "height"),
    ):
        assert harmful not in shown


def test_ordinary_answers_look_as_before(show):
    shown = show("**Bold** `x < 3` and $a<b$, [a page](https://example.org)\n\n| a | b |\n|---|---|\n| 1 | 2 |")
    for part in ("<strong>Bold</strong>", "<code>x &lt; 3</code>", 'href="https://example.org"', "<table>"):
        assert part in shown


def test_an_attached_picture_is_shown(show):
    shown = show("![plot](attachment:p.png)", attachments={"p.png": {"image/png": "iVBORw0KGgo="}})
    assert 'src="data:image/png;base64,iVBORw0KGgo="' in shown


def test_what_is_too_long_to_turn_into_html_is_shown_as_text(show):
    shown = show("<div>" * LONGEST)
    assert shown.startswith("<pre>&lt;div&gt;")
