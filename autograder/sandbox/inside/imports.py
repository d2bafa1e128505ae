"""Importing where not all that is installed may be read: what is not granted is as good as not installed."""

from __future__ import annotations

import sys
from importlib.machinery import ModuleSpec, PathFinder
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType


class ReadableModules(PathFinder):
    """Finds the modules that can be read.

    Libraries ask for optional ones and expect to hear that there are none, not that they are forbidden.
    """

    @classmethod
    def find_spec(
        cls, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Find a module, unless its file can't be opened."""
        spec = super().find_spec(fullname, path, target)
        if spec is not None and path is None and spec.has_location and spec.origin is not None:
            try:
                with open(spec.origin, "rb"):
                    pass
            except OSError:
                return None
        return spec


def leave_out_unreadable_modules() -> None:
    """Have all later imports find readable modules only."""
    sys.meta_path[sys.meta_path.index(PathFinder)] = ReadableModules
