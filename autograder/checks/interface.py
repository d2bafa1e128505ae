"""What checks rely on in a student's function, whichever process it lives in."""

from __future__ import annotations

from typing import Any, Protocol


class Observation(Protocol):
    """A call's result together with its side effects."""

    @property
    def value(self) -> Any:  # noqa: ANN401 - any wire value
        """What the function returned."""

    @property
    def arguments(self) -> tuple[Any, ...]:
        """The positional arguments as they are after the call."""

    @property
    def floating_point(self) -> frozenset[str]:
        """Those of "overflow", "invalid" and "divide" that NumPy raised during the call."""


class StudentFunction(Protocol):
    """A function of the student's; a call that fails raises an error that graders leave alone."""

    @property
    def name(self) -> str:
        """The function's name in the notebook."""

    def __call__(self, *args: object, **kwargs: object) -> Any:  # noqa: ANN401 - any wire value
        """Call the function and return its result."""

    def observe(self, *args: object, **kwargs: object) -> Observation:
        """Call the function and return its result with its side effects."""
