"""Ordering what one student handed in: which notebooks are attempts, in what order, and which can't be told apart."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from autograder.intake.listing import Parts
    from autograder.lms.collecting.finding import Finding

_NOT_THE_ONE: Final = "The student handed in another notebook beside it, and that one answers this assignment."
_NEITHER: Final = "The student handed in {count} notebooks together, and nothing tells which of them is meant."


@dataclass(frozen=True, slots=True)
class Standing:
    """What becomes of one finding for one student. A `reason` says why it is left out.

    Then `chosen` tells a notebook that gave way to another from one that could be meant.
    """

    attempt: int = 1
    latest: bool = True
    reason: str = ""
    chosen: bool = True


def standings(findings: Sequence[Finding], answers_it: Callable[[Parts], bool]) -> list[Standing]:
    """Return a standing for each of a student's findings, all of them readable notebooks, in the same order."""
    result: dict[int, Standing] = {}
    series: dict[Hashable, list[int]] = defaultdict(list)
    for index, finding in enumerate(findings):
        series[finding.series].append(index)
    kept = list(range(len(findings)))
    if len(series) > 1:
        kept = _choose(list(series.values()), findings, answers_it, result)
    groups: dict[Hashable, list[int]] = defaultdict(list)
    keys = _keys([findings[index] for index in kept])
    for index, key in zip(kept, keys, strict=True):
        groups[key].append(index)
    singles: list[int] = []
    for key in sorted(groups):  # type: ignore[type-var]  # all are numbers, or all are moments
        if len(groups[key]) == 1:
            singles += groups[key]
        else:
            singles += _choose([[index] for index in groups[key]], findings, answers_it, result)
    numbers = [findings[index].attempt for index in kept]
    for place, index in enumerate(singles, start=1):
        number = findings[index].attempt if None not in numbers else None
        result[index] = Standing(place if number is None else number, latest=place == len(singles))
    return [result[index] for index in range(len(findings))]


def _keys(findings: Sequence[Finding]) -> list[Hashable]:
    """Return for each finding what orders it; the same for all where nothing orders all of them."""
    attempts = [finding.attempt for finding in findings]
    if None not in attempts:
        return list(attempts)
    moments = [finding.moment for finding in findings]
    return list(moments) if None not in moments else [0] * len(findings)


def _choose(
    options: Sequence[Sequence[int]],
    findings: Sequence[Finding],
    answers_it: Callable[[Parts], bool],
    result: dict[int, Standing],
) -> list[int]:
    """Return the only option whose notebooks answer the assignment; note why all others, or all, are left out."""
    right = [option for option in options if any(answers_it(findings[index].parts) for index in option)]
    chosen = list(right[0]) if len(right) == 1 else []
    count = sum(map(len, options))
    for option in options:
        for index in option:
            if index not in chosen:
                result[index] = (
                    Standing(reason=_NOT_THE_ONE)
                    if chosen
                    else Standing(reason=_NEITHER.format(count=count), chosen=False)
                )
    return chosen
