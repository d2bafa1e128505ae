"""The exception by which a hidden check says that an answer is wrong."""

from __future__ import annotations


class CheckFailed(AssertionError):  # noqa: N818 - graders read as "raise CheckFailed", like pytest's own names
    """A check's verdict on a wrong answer.

    `message` is one sentence for the student: what was called and a description of what came back. `hint` is one
    question or small experiment. Neither may hold a hidden input, a value computed from one, or an expected value.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        self.message = message
        self.hint = hint
        super().__init__(message)
