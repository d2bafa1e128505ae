"""Whatever text a notebook brings into any field of a result, every view of it stays what we made it."""

import csv
import io
import json
import re
import unicodedata
from dataclasses import replace
from fractions import Fraction
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from autograder.cli.app import err, out
from autograder.intake.folder_names import FolderNames
from autograder.model import Curve, Outcome
from autograder.report import result_json
from autograder.report.class_report import FiledResult, class_page
from autograder.report.feedback import LONGEST_TEXT, MOST_NOTES, feedback_page
from autograder.report.summary import COLUMNS, write_summary
from autograder.report.terminal import results_table, summary_line

ATTACKS = (
    "</script><script>alert(1)</script>",
    "</style><style>@import 'https://example.org'</style>",
    '" onmouseover="alert(1)" x="',
    "' onfocus=alert(1) autofocus '",
    "<svg><animate onbegin=alert(1) attributeName=x>",
    "<math><mtext></table><img src=x onerror=alert(1)>",
    "<base href=https://example.org/>",
    '<meta http-equiv="refresh" content="0;url=https://example.org">',
    "[link](javascript:alert(1)) ![](https://example.org/x.png)",
    "javascript:alert(1)",
    "data:text/html,<b>",
    "</title></desc></pre></bdi></code>",
    "<!--",
    "--!>",
    "]]>",
    "<![CDATA[",
    "<?xml?>",
    "&lt;b&gt;&#x3c;b&#x3e;",
    "`<b>` `` ` `\u202e`",
    "{{ 7*7 }}{% include 'x' %}{# #}",
    "%s {0} ${x} \\u003cb\\u003e",
    "[red]x[/red] [link=https://example.org]y[/link] [/]",
    "\x1b[2J\x1b]0;title\x07\x1b]8;;https://example.org\x1b\\x\x1b]8;;\x1b\\",
    "\x9b31m\x90q\x9c",
    "a\x00b\x08\x08\x7f",
    "x\r\nada,activations,1,passed,100,100,0,100,,\r\n",
    "\u2028x\u2029\x85\x0b\x0c\x1c",
    "\u202eexe.txt\u202c \u2066x\u2069 \u200e\u200f\u061c",
    "\ufeffbom \ufff9a\ufffab\ufffb \u2060 \u00ad",
    "\U000e0041\U000e007f \U0001f469\u200d\U0001f52c",
    "half \ud800 a pair \udfff",
    "=1+1",
    '=HYPERLINK("https://example.org","x")',
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    " =1+1",
    "\u00a0=1+1",
    "\uff1d1\uff0b1",
    "\uff20SUM(1)",
    "\u200b=1+1",
    "\ufeff=1+1",
    '"=1+1',
    "';=1+1",
    "../../etc/passwd",
    "C:\\nul",
    "a\u0301" * 50 + "\u0489" * 50,
)
texts = (
    st.sampled_from(ATTACKS)
    | st.text(st.characters(), max_size=25)
    | st.builds(str.__add__, *[st.sampled_from(ATTACKS)] * 2)
)
HIDING = {"Cc", "Cf", "Cs", "Zl", "Zp"}
JOINERS = set("\u200c\u200d")


@st.composite
def hostile_results(draw, make, text=texts):
    """Results in which every text is drawn, and whose shape is always the same."""

    def one():
        return draw(text)

    outcomes = (Outcome.PASSED, Outcome.FAILED, Outcome.SKIPPED, Outcome.ERRORED, Outcome.INTERNAL_ERROR)
    checks = tuple(
        make.check(
            one(),
            one(),
            outcome,
            message=f"x{one()}",
            hint=f"{number}{one()}",
            detail=one(),
            curves=(Curve(f"{number}{one()}", (0.0, 1.0, 2.0), (0.0, None, 1.0)),),
        )
        for number, outcome in enumerate(outcomes)
    )
    questions = (
        make.question("q0", one(), Outcome.FAILED, 3, checks=checks),
        make.question("q1", one(), Outcome.NEEDS_GRADING, None, text=f"x{one()}"),
    )
    names = ("course", "student", "grader_version", "secret_fingerprint", "sandbox_rung", "submission_digest")
    return make.result(
        questions,
        assignment="a" + one(),
        reason="x" + one(),
        data="x" + one(),
        notes=(one(), one()),
        **{name: one() for name in names},
    )


def pages(result, title):
    folder = FolderNames([result.student]).of(result.student)
    broken = replace(result, questions=(), outcome=Outcome.ERRORED)
    filed = [FiledResult(f"slug/{folder}", each) for each in (result, broken)]
    return [
        feedback_page(result, title),
        feedback_page(broken, title),
        class_page(filed, title, {result.assignment: "x" + title}),
    ]


@given(st.data())
def test_no_text_adds_an_element_an_attribute_or_a_link(make, parse, data):
    """What the template makes of the letter x is what it makes of any text, but for code marks and places of labels."""
    plain = pages(data.draw(hostile_results(make, st.just("x"))), "x")
    hostile = pages(data.draw(hostile_results(make)), data.draw(texts))
    for ours, theirs in zip(map(parse, plain), map(parse, hostile), strict=True):
        assert theirs.structure == ours.structure
        for name in ("http-equiv", "content", "id", "role", "aria-labelledby"):
            assert theirs.values(name) == ours.values(name)
        # The curve of a name that ends in a prime is dashed, as a derivative.
        assert [value.removesuffix(" dashed") for value in theirs.values("class")] == ours.values("class")


@given(st.data())
def test_links_stay_on_the_page_or_below_its_folder(make, parse, data):
    for page in map(parse, pages(data.draw(hostile_results(make)), data.draw(texts))):
        for link in page.values("href"):
            assert re.fullmatch(r"#q[0-9]+|#notes|\./slug/[A-Za-z0-9][A-Za-z0-9._@-]*/feedback\.html", unquote(link))


@given(st.data())
def test_no_page_has_a_script_a_handler_a_style_or_a_source(make, parse, data):
    for page in map(parse, pages(data.draw(hostile_results(make)), data.draw(texts))):
        assert [tag for tag, _ in page.elements].count("style") == 1
        assert not {tag for tag, _ in page.elements} & {"script", "iframe", "object", "embed", "form", "base", "image"}
        assert not {tag for tag, _ in page.elements} & {
            "img",
            "link",
            "use",
            "foreignObject",
            "animate",
            "set",
            "input",
        }
        assert not [
            name for _, name, _ in page.attributes if name.startswith("on") or name in {"style", "src", "srcdoc"}
        ]


@given(st.data())
def test_the_policy_comes_before_anything_that_it_governs(make, parse, data):
    for page in map(parse, pages(data.draw(hostile_results(make)), data.draw(texts))):
        assert [tag for tag, _ in page.elements][:4] == ["html", "head", "meta", "meta"]
        assert page.values("http-equiv") == ["Content-Security-Policy"]
        assert page.attributes[1:4] == [
            ("meta", "charset", "utf-8"),
            ("meta", "http-equiv", "Content-Security-Policy"),
            ("meta", "content", page.values("content")[0]),
        ]
        assert page.values("content")[0].startswith("default-src 'none'; ")


@given(st.data())
def test_no_character_on_a_page_hides_or_acts(make, data):
    for page in pages(data.draw(hostile_results(make)), data.draw(texts)):
        page.encode("utf-8")
        assert not {c for c in page if unicodedata.category(c) in HIDING} - JOINERS - set("\n\t")


@given(st.data())
def test_staff_only_text_stays_out_of_the_feedback(make, data):
    result = data.draw(hostile_results(make, texts.map(lambda text: text.replace("secret", ""))))
    first, *others = result.questions
    marked = replace(first, checks=tuple(replace(check, detail="secret" + check.detail) for check in first.checks))
    assert "secret" not in feedback_page(replace(result, questions=(marked, *others)), "T")


@given(st.data())
def test_the_terminal_gets_no_control_character_and_no_line_too_many(make, data):
    results = [data.draw(hostile_results(make)) for _ in range(2)]
    console = Console(file=io.StringIO(), width=100_000, force_terminal=False)
    console.print(results_table(results))
    console.print(summary_line(results), markup=False)
    text = console.file.getvalue()
    assert not {c for c in text if unicodedata.category(c) in HIDING} - JOINERS - {"\n"}
    assert text.count("\n") == len(["the heading", *results, "the sandbox", "the summary"])


@given(st.data())
def test_a_row_of_the_table_is_a_row_and_no_cell_a_formula(make, tmp_path_factory, data):
    path = tmp_path_factory.getbasetemp() / "hostile-summary.csv"
    results = [data.draw(hostile_results(make)) for _ in range(2)]
    write_summary(results, path)
    content = path.read_bytes().decode("utf-8")
    rows = list(csv.reader(io.StringIO(content, newline=""), strict=True))
    assert content.count("\n") == len(rows) == 1 + len(results)
    assert {len(row) for row in rows} == {len(COLUMNS)}
    for row in rows[1:]:
        for cell in row:
            # Some spreadsheets trim blanks, and all skip the quote that makes a cell text.
            assert not re.match(r"[=+@\uff1d\uff0b\uff0d\uff20\t\r]", cell.strip())
            assert not cell.strip().startswith("-") or re.fullmatch(r"-[0-9.]+", cell)
            assert not {c for c in cell if unicodedata.category(c) in HIDING} - JOINERS


@given(st.data())
def test_the_document_brings_every_text_back(make, data):
    result = data.draw(hostile_results(make))
    text = result_json.dumps(result)
    text.encode("utf-8")
    assert result_json.from_document(json.loads(text)) == result


@given(st.lists(texts, min_size=1, max_size=6, unique=True))
def test_every_student_gets_a_folder_of_a_safe_name_and_her_own(students):
    names = FolderNames(students)
    folders = [names.of(student) for student in students]
    assert len({folder.casefold() for folder in folders}) == len(students)
    assert all(re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,63}", folder) for folder in folders)


@pytest.mark.parametrize(
    "text",
    [
        "x" * 5_000_000,
        "line\n" * 100_000,
        "<b>" * 500_000,
        "`" * 400_000,
        "`a`" * 300_000,
        "\u202e" * 300_000,
        "é\u200d" * 300_000,
    ],
    ids=["long line", "lines", "tags", "backticks", "code", "bidi", "joiners"],
)
def test_a_giant_text_makes_a_page_of_bounded_size(make, text):
    checks = (make.check(outcome=Outcome.FAILED, message=text[:2000], hint="h"),)
    questions = [make.question(checks=checks), make.question("q", "Q", Outcome.NEEDS_GRADING, None, text=text)]
    result = make.result(questions, notes=(text[:500],) * 5000)
    page = feedback_page(result, "T")
    assert len(page) < 100_000 + 12 * (LONGEST_TEXT + 2 * 2000 + MOST_NOTES * 500)


@given(st.fractions(min_value=0, max_value=10), texts)
def test_a_late_result_is_as_safe(make, parse, penalty, text):
    result = make.result([make.question("q", text, Outcome.FAILED, 3)], penalty=Fraction(penalty), student=text)
    plain = make.result([make.question("q", "x", Outcome.FAILED, 3)], penalty=Fraction(penalty), student="x")
    assert parse(feedback_page(result, text)).structure == parse(feedback_page(plain, "x")).structure


@pytest.mark.parametrize("console", [out, err])
def test_the_command_line_prints_names_as_they_are(console):
    with console.capture() as captured:
        console.print(":warning: [red]x[/]", markup=False)
    assert captured.get() == ":warning: [red]x[/]\n"
