"""What can go wrong between us and Canvas, as errors that say what to do."""

from __future__ import annotations

from autograder.errors import AutograderError


class CanvasError(AutograderError):
    """Canvas, or the way to it, failed; nothing that the user wrote is wrong."""


class UnclearError(CanvasError):
    """A request that changes something got no reply, so whether Canvas carried it out is not known."""
