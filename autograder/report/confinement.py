"""Says on which rungs of the sandbox's ladder submissions were graded, and what they could do on the weak ones."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from autograder.report.text_safety import visible_line
from autograder.report.wording import quantity
from autograder.sandbox.rung import COULD

if TYPE_CHECKING:
    from collections.abc import Iterable

    from autograder.model import Result


def sandbox_line(results: Iterable[Result]) -> str:
    """Name the rung in one line, several with their counts; a file without a graded question counts for none."""
    used = Counter(result.sandbox_rung for result in results if result.sandbox_rung and result.questions)
    if not used:
        return "Sandbox: nothing was graded in it."
    rungs = sorted(used)
    named = [f"rung {visible_line(rung)}" for rung in rungs]
    if len(rungs) > 1:
        named = [f"{name} for {quantity(used[rung], 'submission')}" for rung, name in zip(rungs, named, strict=True)]
    warnings = [f" On rung {rung}, submissions could {could}." for rung, could in COULD.items() if rung in used]
    return f"Sandbox: {', '.join(named)}.{''.join(warnings)}"
