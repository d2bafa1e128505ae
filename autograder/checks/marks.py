"""The pytest marks by which a grader says which question a check belongs to, what it weighs and when it runs."""

from __future__ import annotations

import pytest


def question(question_id: str) -> pytest.MarkDecorator:
    """Bind all checks of a module to one question: the result is the module's `pytestmark`."""
    return pytest.mark.question(question_id)


def basic(*, weight: int = 1, draws: str = "") -> pytest.MarkDecorator:
    """Mark a check that must pass before the question's checks that are not basic are run at all.

    `draws` names the student's function whose curve on a public grid is shown beside the check.
    """
    return pytest.mark.check(weight=weight, basic=True, draws=draws)


def check(*, weight: int = 1, after: str | None = None, draws: str = "") -> pytest.MarkDecorator:
    """Mark an ordinary check; it is skipped unless the check named by `after`, of the same module, has passed.

    `draws` is as for `basic`.
    """
    return pytest.mark.check(weight=weight, after=after, draws=draws)
