"""Finding the strongest rung of the ladder that holds on this machine, by trying."""

from __future__ import annotations

import functools

from autograder.errors import UsageError
from autograder.sandbox.inside.limits import ProcessLimits
from autograder.sandbox.rung import STRONG, Rung, RungError
from autograder.sandbox.zygote import NOTHING, Zygote, ZygoteLostError


def choose_rung(asked: Rung | None, *, allow_weak: bool = False) -> Rung:
    """Settle on a rung: the one asked for, or the best that holds; a weak one only where that is allowed.

    Raises UsageError for a weak one that is not allowed, and RungError where the rung does not hold.
    """
    if asked is None:
        return best_rung()
    if asked not in STRONG and not allow_weak:
        raise UsageError(
            f"On rung {asked}, submissions can read this user's files, the hidden checks among them. "
            "Add --allow-weak-sandbox if you trust all of them, or leave --rung out."
        )
    if asked is not Rung.E:
        _try(asked)
    return asked


@functools.cache
def best_rung() -> Rung:
    """Find the strongest rung that holds; raises RungError where none does that keeps files out of reach."""
    reasons = []
    for rung in STRONG:
        try:
            _try(rung)
        except (RungError, ZygoteLostError) as error:
            reasons.append(str(error))
        else:
            return rung
    raise RungError(" ".join(reasons))


def _try(rung: Rung) -> None:
    zygote = Zygote(rung, NOTHING)
    try:
        zygote.fork("autograder.worker.serve", ProcessLimits()).end()
    finally:
        zygote.close()
