"""Counts what became of the mutants, and shows the counts and every survivor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from mutation.effects import Effect

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mutation.trial import Trial


@dataclass(frozen=True)
class Tally:
    """One question's mutants: how many were `made`; those that differ from the solution are in `trials`."""

    slug: str
    question: str
    made: int
    trials: tuple[Trial, ...]

    @property
    def equivalent(self) -> int:
        """Mutants that give the solution's values on the whole sample."""
        return self.made - len(self.trials)

    @property
    def failing(self) -> int:
        """Mutants that differ by an exception only, which are the easiest to notice."""
        return sum(trial.effect is Effect.RAISES for trial in self.trials)

    @property
    def survivors(self) -> tuple[Trial, ...]:
        """Mutants that differ and kept all points."""
        return tuple(trial for trial in self.trials if not trial.killed)


def rate(tallies: Sequence[Tally], *, failing: bool = True) -> float:
    """Share of the mutants that differ which lost a point, with or without those that differ by an exception only."""
    trials = [t for tally in tallies for t in tally.trials if failing or t.effect is not Effect.RAISES]
    return sum(trial.killed for trial in trials) / len(trials) if trials else 1.0


def table(tallies: Sequence[Tally]) -> Table:
    """Show the counts of every question and of all together."""
    shown = Table(box=None, pad_edge=False, header_style="bold", caption_justify="left")
    shown.caption = "Equal: gives the solution's values. Failing: differs by an exception only."
    shown.add_column("Question", no_wrap=True)
    for heading in ("Mutants", "Equal", "Killed", "Failing", "Survived", "Rate"):
        shown.add_column(heading, justify="right", no_wrap=True)
    for tally in tallies:
        _add_row(shown, f"{tally.slug}/{tally.question}", (tally,))
    _add_row(shown, "all", tallies)
    return shown


def _add_row(shown: Table, name: str, tallies: Sequence[Tally]) -> None:
    differ = sum(len(tally.trials) for tally in tallies)
    survived = sum(len(tally.survivors) for tally in tallies)
    counts = (
        sum(tally.made for tally in tallies),
        sum(tally.equivalent for tally in tallies),
        differ - survived,
        sum(tally.failing for tally in tallies),
        survived,
    )
    shown.add_row(name, *map(str, counts), f"{rate(tallies):.1%}", style="red" if survived else "")


def survivors(tallies: Sequence[Tally]) -> Iterator[Text]:
    """Describe each mutant that no check noticed."""
    for tally in tallies:
        for trial in tally.survivors:
            mutant = trial.mutant
            head = f"{tally.slug} {mutant.name}, line {mutant.line}: {mutant.kind}, differs by {trial.effect}"
            yield Text(f"{head}\n{mutant.diff}", style="red")
