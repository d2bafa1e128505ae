"""Marks carry what the plug-in reads, and a failed check is an AssertionError with words."""

from __future__ import annotations

from autograder.checks import CheckFailed, basic, check, question


def test_marks_carry_question_weight_and_gate():
    assert question("tanh").mark.args == ("tanh",)
    assert basic(weight=3).mark.kwargs == {"weight": 3, "basic": True, "draws": ""}
    assert check(after="test_values").mark.kwargs == {"weight": 1, "after": "test_values", "draws": ""}
    assert basic().mark.name == check().mark.name == "check"


def test_a_failed_check_is_an_assertion_with_a_message_and_a_hint():
    failure = CheckFailed("`f` returned None.", "Where is its return?")
    assert isinstance(failure, AssertionError)
    assert (str(failure), failure.message, failure.hint) == (
        "`f` returned None.",
        failure.message,
        "Where is its return?",
    )
    assert CheckFailed("`f` returned None.").hint == ""
