import io
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from autograder.model import Outcome
from autograder.report.class_report import FiledResult, class_page
from autograder.report.terminal import results_table, summary_line
from autograder.report.wording import UNREADABLE


def printed(results, *, colour=False):
    console = Console(file=io.StringIO(), width=160, force_terminal=colour, color_system="standard" if colour else None)
    console.print(results_table(results))
    return console.file.getvalue()


def test_a_row_tells_student_score_outcome_and_reason(make):
    lines = printed([make.typical(), make.unreadable(student="noah")]).splitlines()
    assert lines[0].split() == ["Student", "Assignment", "Score", "Outcome", "Reason"]
    assert lines[1].split() == ["ada", "activations", "9.6", "/", "33", "partly", "right"]
    assert "The file ends in the middle of the notebook." in lines[2]


def test_a_file_that_can_not_be_read_is_called_as_in_the_class_report(make):
    text = printed([make.unreadable()])
    assert "unreadable" in text
    assert "raised an error" not in text
    chip = UNREADABLE.text
    assert f"</svg>{chip}</span>" in class_page([FiledResult("a", make.unreadable())], "A course", {})


def test_a_late_submission_shows_its_grade(make):
    assert "9.6 / 33 (late: 8.6)" in printed([make.typical(penalty=Fraction(1))])


def test_markup_and_escape_sequences_in_a_name_do_nothing(make):
    text = printed([make.typical(student="[bold red]x[/] \x1b[2J\n100")])
    assert r"[bold red]x[/] \x1b[2J\n100" in text


@given(st.text(st.characters(), min_size=1, max_size=30))
def test_no_name_brings_a_control_character_to_the_terminal(make, name):
    text = printed([make.result(student=name, reason=name)])
    assert not {character for character in text if ord(character) < 0x20 or 0x7F <= ord(character) < 0xA0} - {"\n"}


def test_outcomes_are_coloured_on_a_terminal(make):
    lost = make.result([make.question(outcome=Outcome.FAILED, score=0)])
    assert "\x1b[31mfailed" in printed([lost], colour=True)
    assert "\x1b[33mpartly right" in printed([make.typical()], colour=True)


def test_the_summary_line_counts_what_is_left_to_do(make):
    broken = make.result(outcome=Outcome.INTERNAL_ERROR)
    summary = summary_line([make.typical(), make.unreadable(), broken, make.result([make.question()])])
    assert summary.splitlines()[-1] == (
        "2 of 4 submissions graded; 2 need a human; 1 with a question to grade by hand."
    )


def test_the_summary_line_is_short_where_nothing_is_left(make):
    assert summary_line([make.result([make.question()])]) == "Sandbox: rung A.\n1 of 1 submission graded."


def test_the_summary_line_tells_what_a_weak_rung_let_pass(make):
    sandbox, counts = summary_line([make.typical(sandbox_rung="E")]).splitlines()
    assert sandbox.startswith("Sandbox: rung E. On rung E, submissions could read the hidden checks")
    assert counts.startswith("1 of 1")
