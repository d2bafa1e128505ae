"""One classic wrong version of a function, with the hint for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Mistake:
    """`formula` gives what the wrong version returns; its first argument is a float64 array.

    `hint` is a question or a small experiment, never the fix. `formula` need not survive every input.
    """

    formula: Callable[..., Any]
    hint: str

    def version(self, x: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - any argument a function may take
        """Call the wrong version as the student's function is called."""
        return self.formula(np.asarray(x, dtype=np.float64), *args, **kwargs)
