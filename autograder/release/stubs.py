"""What stands in a released notebook where a solution stood in its source, and the markers that say where."""

from __future__ import annotations

BEGIN_SOLUTION = "BEGIN SOLUTION"
END_SOLUTION = "END SOLUTION"

CODE_STUB = "raise NotImplementedError"
TEXT_STUB = "*Your answer goes here. A few clear sentences in your own words are enough.*"
