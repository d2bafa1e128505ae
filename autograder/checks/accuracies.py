"""What checks expect of the accuracy that a declared model reaches when the grader trains it.

Messages tell on which side of a bound an accuracy lies, never the accuracy or the bound.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from autograder.checks.failure import CheckFailed

if TYPE_CHECKING:
    from autograder.checks.architecture import Model

GUESSING = 0.3
"""Below this a model of ten classes has hardly learnt anything."""


class Trainer(Protocol):
    """Trains models and knows how well they do."""

    def outputs(self, model: Model) -> np.ndarray[Any, Any]:
        """Give the outputs of the trained model for the test images."""

    def accuracy(self, model: Model) -> float:
        """Share of the test images that the trained model names rightly."""

    def reference_accuracy(self) -> float:
        """Accuracy of the grader's own home-page model."""


def expect_accuracy(name: str, training: Trainer, model: Model, low: float, high: float) -> None:
    """Expect the accuracy of the trained model to lie between two bounds."""
    accuracy = _learnt(name, training, model)
    if low <= accuracy <= high:
        return
    if accuracy < low:
        raise CheckFailed(
            f"The model of `{name}`, trained by the grader, names clearly fewer digits rightly than it should.",
            "Train it in your notebook: does the loss fall to the end? Compare optimizer, dropout and activations.",
        )
    raise CheckFailed(
        f"The model of `{name}`, trained by the grader, does better than a model of this kind can.",
        "What else does it have than the question asks for: an activation, or more layers?",
    )


def expect_gap(name: str, training: Trainer, model: Model, *, at_least: float = -1.0, at_most: float = 1.0) -> None:
    """Expect the accuracy to be below that of the grader's reference model by an amount between two bounds."""
    gap = training.reference_accuracy() - _learnt(name, training, model)
    if at_least <= gap <= at_most:
        return
    if gap > at_most:
        raise CheckFailed(
            f"The model of `{name}`, trained by the grader, names clearly fewer digits rightly than the full model.",
            "Do the outputs and the loss fit each other, and is everything else as in `build_model`?",
        )
    raise CheckFailed(
        f"The model of `{name}`, trained by the grader, does about as well as the one with its activation.",
        "Is there still a layer that bends its input?",
    )


def _learnt(name: str, training: Trainer, model: Model) -> float:
    """Train and give the accuracy of a model that learnt anything at all."""
    outputs = training.outputs(model)
    if not np.isfinite(outputs).all():
        raise CheckFailed(
            f"Training the model of `{name}` ended in outputs that are not finite.",
            "Watch the loss while training: when does it become NaN? Is the learning rate large?",
        )
    accuracy = training.accuracy(model)
    if accuracy < GUESSING:
        raise CheckFailed(
            f"The model of `{name}`, trained by the grader, does little better than guessing.",
            "Ten equal guesses cost ln 10, about 2.30. What is your loss after one epoch: do loss and outputs fit?",
        )
    return accuracy
