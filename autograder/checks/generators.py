"""Hands each check the same generator in the same state for every submission, without seeding it anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Generators:
    """One generator for each sequence of labels, seeded by `seed` of them at its first use."""

    def __init__(self, seed: Callable[..., int]) -> None:
        self._seed = seed
        self._known: dict[tuple[str, ...], tuple[np.random.Generator, Mapping[str, Any]]] = {}

    def renewed(self, *labels: str) -> np.random.Generator:
        """Return the generator of these labels, set back to how its seed made it."""
        if labels not in self._known:
            made = np.random.default_rng(self._seed(*labels))
            self._known[labels] = made, made.bit_generator.state
        generator, state = self._known[labels]
        generator.bit_generator.state = state
        return generator
