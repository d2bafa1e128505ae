"""How a course's policies must agree with themselves: data profiles, thresholds, late rules and limits.

The rules read the raw document and pass over what has the wrong shape, so that one slip hides no other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from autograder.course.explain import suggestion
from autograder.course.leniently import elements, entries, number_or_none
from autograder.course.schema import Data, Late, Limits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from autograder.course.document import Document, Place
    from autograder.errors import Problem

ORDERED_THRESHOLDS = (
    ("accuracy_min", "accuracy_max"),
    ("without_activation_min", "without_activation_max"),
    ("without_activation_max", "accuracy_min"),
)
"""Pairs of which the first must be less than the second; the last one keeps the two bands apart."""


def policy_problems(document: Document) -> Iterator[Problem]:
    """Every disagreement within the policies of a course."""
    course = entries(document.data)
    yield from _profile_in_use(document, course)
    for name, profile in entries(entries(course.get("data")).get("profiles")).items():
        yield from _thresholds(document, ("data", "profiles", name, "thresholds"), entries(profile).get("thresholds"))
    late, limits = entries(course.get("late")), entries(course.get("limits"))
    yield from _late(document, ("late",), {}, late)
    yield from _limits(document, ("limits",), {}, limits)
    for index, assignment in enumerate(elements(course.get("assignments"))):
        known = entries(assignment)
        yield from _late(document, ("assignments", index, "late"), late, entries(known.get("late")))
        yield from _limits(document, ("assignments", index, "limits"), limits, entries(known.get("limits")))


def _profile_in_use(document: Document, course: dict[str, Any]) -> Iterator[Problem]:
    data = entries(course.get("data"))
    name = data.get("profile", Data.model_fields["profile"].default)
    profiles = entries(data.get("profiles"))
    if profiles and isinstance(name, str) and name not in profiles:
        message = f"The profile `{name}` is not among `profiles`"
        yield document.problem(("data", "profile"), message, suggestion(name, profiles))


def _thresholds(document: Document, place: Place, thresholds: object) -> Iterator[Problem]:
    numbers = {key: number_or_none(value) for key, value in entries(thresholds).items()}
    known = {key: number for key, number in numbers.items() if number is not None and 0 <= number <= 1}
    for low, high in ORDERED_THRESHOLDS:
        lower, upper = known.get(low), known.get(high)
        if lower is not None and upper is not None and lower >= upper:
            message = f"`{low}` ({lower:g}) must be less than `{high}` ({upper:g})"
            yield document.problem((*place, low), message, "Correct one of the two")
    gap, best, worst = (known.get(key) for key in ("gap_min", "accuracy_max", "without_activation_min"))
    if gap is None or best is None or worst is None:
        return
    room = round(best - worst, 9)  # as its author would subtract the decimals
    if 0 < room < gap:
        message = f"`gap_min` ({gap:g}) is more than the other thresholds leave room for ({room:g})"
        remedy = "Lower it: it can't exceed `accuracy_max` less `without_activation_min`"
        yield document.problem((*place, "gap_min"), message, remedy)


def _late(document: Document, place: Place, general: dict[str, Any], special: dict[str, Any]) -> Iterator[Problem]:
    if not special:
        return
    effective = {"policy": Late.model_fields["policy"].default, "percent_per_day": 0, **general, **special}
    policy, percent = effective["policy"], number_or_none(effective["percent_per_day"])
    if policy == "percent_per_day" and percent == 0:
        remedy = "Set `percent_per_day`, or say `policy: none`"
        yield document.problem(place, "The late policy takes 0 percent for each day", remedy)
    if policy == "none" and number_or_none(special.get("percent_per_day")):
        message = "`percent_per_day` is set, but the late policy is `none`"
        yield document.problem((*place, "percent_per_day"), message, "Say `policy: percent_per_day`, or remove it")


def _limits(document: Document, place: Place, general: dict[str, Any], special: dict[str, Any]) -> Iterator[Problem]:
    defaults = {key: field.default for key, field in Limits.model_fields.items()}
    effective = {key: number_or_none(value) for key, value in {**defaults, **general, **special}.items()}
    whole = effective["submission_seconds"]
    for key in ("call_seconds", "cell_seconds"):
        part = effective[key]
        if part is not None and whole is not None and part > whole and {key, "submission_seconds"} & special.keys():
            message = f"`{key}` ({part:g}) is more than `submission_seconds` ({whole:g})"
            written = key if key in special else "submission_seconds"
            yield document.problem((*place, written), message, "Lower the one or raise the other")
