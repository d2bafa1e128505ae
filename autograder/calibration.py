"""Measures what models with and without the hidden activation reach over many seeds, and proposes thresholds."""

from __future__ import annotations

import math
import statistics
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

from autograder.checks.architecture import LINEAR, home_page_model

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from autograder.course.schema import Thresholds
    from autograder.training import Training

SIGMAS: Final = 5
"""An honest answer fails a bound this far out once in some million times, by a normal distribution."""

DECIMALS: Final = 3
FEWEST_SEEDS: Final = 3
"""A deviation of fewer numbers says nothing."""


@dataclass(frozen=True)
class Measurement:
    """Test accuracies of the reference models with and without the hidden activation, trained from one seed."""

    seed: int
    with_activation: float
    without_activation: float

    @property
    def gap(self) -> float:
        """What the hidden activation is worth."""
        return self.with_activation - self.without_activation


@dataclass(frozen=True)
class Spread:
    """Mean, standard deviation of the sample, and extremes of an accuracy over seeds."""

    mean: float
    deviation: float
    smallest: float
    largest: float


@dataclass(frozen=True)
class Proposal:
    """Thresholds for `course.yml`, by the names that they have there."""

    accuracy_min: float
    accuracy_max: float
    without_activation_min: float
    without_activation_max: float
    gap_min: float

    @property
    def separates(self) -> bool:
        """Whether the bounds tell a model with the activation from one without."""
        return self.without_activation_max < self.accuracy_min and self.gap_min > 0

    def yaml_lines(self) -> list[str]:
        """Write the thresholds as they stand in `course.yml`."""
        return ["thresholds:", *(f"  {name}: {value:.{DECIMALS}f}" for name, value in asdict(self).items())]


def measure(training: Training, seeds: Iterable[int]) -> Iterator[Measurement]:
    """Train the two reference models from each seed, and yield what they reach as soon as it is known."""
    for seed in seeds:
        with_activation = training.accuracy(home_page_model(), seed)
        yield Measurement(seed, with_activation, training.accuracy(home_page_model(LINEAR), seed))


def spread(values: Sequence[float]) -> Spread:
    """Describe a sample; raises ValueError for one of fewer than three values."""
    if len(values) < FEWEST_SEEDS:
        raise ValueError(f"at least {FEWEST_SEEDS} seeds are needed to see how accuracies spread")
    return Spread(statistics.fmean(values), statistics.stdev(values), min(values), max(values))


def propose(measurements: Sequence[Measurement]) -> Proposal:
    """Propose bounds five standard deviations from the mean, rounded outwards.

    The bound that tells leaked test images lies half-way from the mean to 1, or five deviations up where that is more.
    """
    full = spread([measurement.with_activation for measurement in measurements])
    linear = spread([measurement.without_activation for measurement in measurements])
    gap = spread([measurement.gap for measurement in measurements])
    return Proposal(
        accuracy_min=_below(full),
        accuracy_max=min(1.0, max(_above(full), math.ceil((full.mean + 1) / 2 * 10**DECIMALS) / 10**DECIMALS)),
        without_activation_min=_below(linear),
        without_activation_max=_above(linear),
        gap_min=_below(gap),
    )


def _below(sample: Spread) -> float:
    return math.floor((sample.mean - SIGMAS * sample.deviation) * 10**DECIMALS) / 10**DECIMALS


def _above(sample: Spread) -> float:
    return math.ceil((sample.mean + SIGMAS * sample.deviation) * 10**DECIMALS) / 10**DECIMALS


def table_lines(measurements: Sequence[Measurement]) -> list[str]:
    """Write the measurements as a table of mean, deviation and extremes."""
    rows = {
        "with activation": [measurement.with_activation for measurement in measurements],
        "without activation": [measurement.without_activation for measurement in measurements],
        "gap": [measurement.gap for measurement in measurements],
    }
    lines = [f"{'':20}{'mean':>8}{'sd':>8}{'min':>8}{'max':>8}"]
    for name, values in rows.items():
        found = spread(values)
        numbers = (found.mean, found.deviation, found.smallest, found.largest)
        lines.append(f"{name:20}" + "".join(f"{number:8.4f}" for number in numbers))
    return lines


def within(measurements: Iterable[Measurement], thresholds: Thresholds) -> int:
    """Count the seeds whose accuracies lie within a profile's thresholds."""
    return sum(
        thresholds.accuracy_min <= one.with_activation <= thresholds.accuracy_max
        and thresholds.without_activation_min <= one.without_activation <= thresholds.without_activation_max
        and one.gap >= thresholds.gap_min
        for one in measurements
    )


def article_lines(measurements: Sequence[Measurement]) -> list[str]:
    """Write the article's three numbers, each a mean over the seeds, to its two decimals and to four."""
    full = statistics.fmean(measurement.with_activation for measurement in measurements)
    linear = statistics.fmean(measurement.without_activation for measurement in measurements)
    return [
        f"with the hidden activation:    {_cut(full)}  ({full:.4f})",
        f"without the hidden activation: {_cut(linear)}  ({linear:.4f})",
        f"the difference:                {full - linear:.2f}  ({full - linear:.4f})",
    ]


def _cut(value: float) -> str:
    """Cut to two decimals, as the article gives its accuracies."""
    return f"{math.floor(value * 100) / 100:.2f}"
