import unicodedata
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.model import Curve, Outcome
from autograder.report.feedback import LONGEST_TEXT, MOST_NOTES, feedback_page

HOSTILE = st.sampled_from(
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "'><svg onload=alert(1)>",
        "{{ 7 * 7 }}{% raw %}",
        "</title></style></pre></textarea>",
        "-->]]><!--",
        "`<b>`",
        "\x1b]0;title\x07",
        "\u202e<",
        "&lt;i&gt;&#60;",
    ]
)
ANY_TEXT = st.one_of(HOSTILE, st.text(st.characters(), min_size=1, max_size=20))


def view(parse, result, title="Activation functions"):
    return parse(feedback_page(result, title))


def written(make, text):
    """Make a result in which every text is drawn from `text`."""
    curve = Curve(text(), (0.0, 1.0, 2.0), (0.0, None, 1.0))
    outcomes = (Outcome.PASSED, Outcome.FAILED, Outcome.SKIPPED)
    checks = tuple(
        make.check(text(), text(), outcome, message=text(), hint=text(), detail=text(), curves=(curve,))
        for outcome in outcomes
    )
    texts = ("course", "assignment", "student", "reason", "grader_version", "data", "sandbox_rung")
    questions = (
        make.question(text(), text(), Outcome.FAILED, checks=checks),
        make.question(text(), text(), Outcome.NEEDS_GRADING, None, text=text()),
    )
    return make.result(questions, notes=(text(), text()), **{name: text() for name in texts})


@settings(max_examples=60)
@given(st.data())
def test_no_text_in_any_field_adds_or_removes_an_element(make, parse, data):
    plain = view(parse, written(make, lambda: "x"), "x")
    page = view(parse, written(make, lambda: data.draw(ANY_TEXT)), data.draw(ANY_TEXT))
    assert page.structure == plain.structure


@settings(max_examples=60)
@given(ANY_TEXT)
def test_no_hidden_character_reaches_the_page(make, text):
    page = feedback_page(written(make, lambda: text), text)
    hidden = {c for c in page if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"}} - set("\n\t\u200c\u200d")
    assert not hidden


def test_the_page_runs_and_loads_nothing(make, parse):
    page = view(parse, make.typical())
    tags = {tag for tag, _ in page.elements}
    assert not tags & {"script", "img", "link", "iframe", "object", "form", "base", "image", "use"}
    assert not [name for _, name, _ in page.attributes if name.startswith("on") or name in {"style", "src"}]
    assert all(value.startswith("#") for value in page.values("href"))


def test_ids_are_unique_and_every_reference_has_its_target(make, parse):
    page = view(parse, make.typical())
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    named = [name for value in page.values("aria-labelledby") for name in value.split()]
    assert {*named, *(link[1:] for link in page.values("href"))} <= set(ids)


def test_headings_start_at_one_and_skip_no_level(make, parse):
    levels = [int(tag[1]) for tag, _ in view(parse, make.typical()).elements if tag in {"h1", "h2", "h3", "h4"}]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_picture_is_described_or_hidden_from_readers(make, parse):
    page = view(parse, make.typical())
    pictures = [names for tag, names in page.elements if tag == "svg"]
    assert all({"role", "aria-labelledby"} <= set(names) or "aria-hidden" in names for names in pictures)
    assert sum("role" in names for names in pictures) == 2
    assert "sigmoid starts at 0.002473 for x" in page.text


def test_score_questions_messages_and_hints_are_shown(make, parse):
    words = view(parse, make.typical()).words
    assert "9.6 / 33" in words
    assert "so far; 3 not scored yet" in words
    assert "relu raised a ValueError in line 3 of your cell." in words
    assert "Hint: Does a loop run over every element?" in words
    assert "Start with Softplus." in words


def test_every_outcome_is_said_in_words(make, parse):
    words = view(parse, make.typical()).words
    for text in (
        "passed",
        "partly right",
        "raised an error",
        "took too long",
        "not attempted",
        "waiting for your instructor",
    ):
        assert f"1 {text}" in words


@pytest.mark.parametrize(("score", "word"), [(0, "failed"), (Fraction(1, 9), "partly right")])
def test_a_question_that_failed_is_partly_right_where_it_earned_something(make, parse, score, word):
    words = view(parse, make.result([make.question("mish", "Mish", Outcome.FAILED, score)])).words
    assert f"1 {word}" in words
    assert f"Mish {word}" in words


def test_a_check_that_failed_is_never_partly_right(make, parse):
    words = view(parse, make.typical()).words
    assert "Large inputs give finite values failed" in words


def overflows(make, *hints):
    checks = (make.check(str(n), f"T{n}", Outcome.FAILED, message="M", hint=hint) for n, hint in enumerate(hints))
    return make.question("mish", "Mish", Outcome.FAILED, checks=tuple(checks))


def test_a_hint_is_given_once_a_question(make, parse):
    words = view(parse, make.result([overflows(make, "Look up.", "Look down.", "Look up.")])).words
    assert words.count("Hint: Look up.") == 1
    assert words.count("Hint: Look down.") == 1
    assert words.count("The same hint as above applies.") == 1
    assert words.index("T2 failed") < words.index("The same hint as above applies.")


def test_the_same_hint_is_given_again_in_another_question(make, parse):
    words = view(parse, make.result([overflows(make, "Look up."), overflows(make, "Look up.")])).words
    assert words.count("Hint: Look up.") == 2
    assert "same hint" not in words


def test_checks_without_a_hint_refer_to_none(make, parse):
    assert "same hint" not in view(parse, make.result([overflows(make, "", "")])).words


def test_staff_detail_is_not_on_the_page(make):
    assert "812.4" not in feedback_page(make.typical(), "T")


def test_skipped_checks_are_folded(make, parse):
    page = view(parse, make.typical())
    assert page.values("class").count("skipped") == 2
    assert "3 checks skipped" in page.words


def test_passed_checks_are_folded_only_beside_missed_ones(make, parse):
    folds = [names for tag, names in view(parse, make.typical()).elements if tag == "details" and "class" in names]
    assert "open" in folds[0]
    assert all("open" not in names for names in folds[1:])


def test_missed_checks_come_before_passed_ones(make, parse):
    words = view(parse, make.typical()).words
    assert words.index("Large inputs give finite values failed") < words.index("2 checks passed")


def test_an_answer_for_the_instructor_is_shown_as_it_was_written(make):
    page = feedback_page(make.typical(), "T")
    assert "waits for your instructor" in page
    assert "one.\n\nSoftmax turns &lt;logits&gt; into probabilities.</pre>" in page


def test_a_long_answer_is_cut_and_says_so(make, parse):
    long = make.question("explain", "E", Outcome.NEEDS_GRADING, None, text="y" * (LONGEST_TEXT + 1))
    words = view(parse, make.result([long])).words
    assert "y" * LONGEST_TEXT in words
    assert "y" * (LONGEST_TEXT + 1) not in words
    assert "your instructor sees the rest" in words


def test_notes_have_a_section_that_is_not_endless(make, parse):
    words = view(parse, make.typical()).words
    assert "Notes on your notebook Cell 4: the line !pip install seaborn was skipped." in words
    many = view(parse, replace(make.typical(), notes=("n",) * (MOST_NOTES + 5)))
    assert "And 5 more." in many.words


def test_notes_are_told_of_before_the_questions_with_a_link(make, parse):
    page = view(parse, make.typical())
    words = page.words
    assert words.index("2 notes on how your notebook was read and run.") < words.index("Questions")
    assert "#notes" in page.values("href")
    many = view(parse, replace(make.typical(), notes=("n",) * (MOST_NOTES + 5))).words
    assert f"{MOST_NOTES + 5} notes on how" in many
    assert "1 note on how" in view(parse, replace(make.typical(), notes=("n",))).words


def test_no_notes_no_section_and_no_word_of_them(make, parse):
    page = view(parse, replace(make.typical(), notes=()))
    assert "otes" not in page.words
    assert "#notes" not in page.values("href")


def test_lateness_shows_score_and_loss(make, parse):
    words = view(parse, make.typical(penalty=Fraction(1))).words
    assert "Grade: 8.6 / 33 9.6 earned, 1 taken off for lateness" in words


def test_an_unreadable_file_gets_its_reason_and_no_score(make, parse):
    result = make.unreadable()
    words = view(parse, result).words
    assert "Not graded" in words
    assert result.reason in words
    assert "/ 100" not in words
    assert "Question by question" not in words


def test_an_internal_error_is_called_our_fault_without_its_reason(make, parse):
    result = make.result(outcome=Outcome.INTERNAL_ERROR, reason="KeyError: 'secret'", detail="line 812, in secret")
    words = view(parse, result).words
    assert "our fault, not yours" in words
    assert "KeyError" not in words
    assert "812" not in words
    assert "Submit your notebook again" not in words


def test_an_internal_error_in_a_question_leaves_the_rest(make, parse):
    result = make.result([make.question(outcome=Outcome.INTERNAL_ERROR, score=None), make.question("relu", "ReLU")])
    words = view(parse, result).words
    assert "Part of the grading failed" in words
    assert "6 / 12" in words


@pytest.mark.parametrize(("score", "wanted"), [(Fraction(99_999, 1000), "99.99 / 100"), (Fraction(100), "100 / 100")])
def test_full_marks_are_shown_only_when_earned(make, parse, score, wanted):
    assert wanted in view(parse, make.result([make.question(score=score, points=100)])).words


def test_full_marks_leave_nothing_to_start_with(make, parse):
    assert "Start with" not in view(parse, make.result([make.question()])).words


def test_the_page_is_the_same_for_the_same_result(make):
    assert feedback_page(make.typical(), "T") == feedback_page(make.typical(), "T")


def test_an_untouched_question_for_the_instructor_counts_as_nothing_earned(make, parse):
    untouched = make.question("explain", "E", Outcome.NOT_ATTEMPTED, None, 3)
    words = view(parse, make.result([make.question(), untouched])).words
    assert "not attempted 0 / 3" in words
    assert "so far" not in words
