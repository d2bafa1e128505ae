"""The formats of downloads, each with what reads it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final, Protocol

from autograder.lms.collecting import blackboard, brightspace, by_pattern, canvas, gradescope, moodle, nbgrader_layout

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from autograder.intake.listing import Parts
    from autograder.lms.collecting.finding import Finding
    from autograder.lms.collecting.settings import Settings


class Format(StrEnum):
    """Where a download comes from."""

    CANVAS = "canvas"
    MOODLE = "moodle"
    BLACKBOARD = "blackboard"
    BRIGHTSPACE = "brightspace"
    GRADESCOPE = "gradescope"
    NBGRADER = "nbgrader"
    FOLDER = "folder"


class Parser(Protocol):
    """Turns the members' names into findings, one for each and in the same order."""

    def __call__(self, members: Sequence[Parts], settings: Settings) -> list[Finding]:
        """Read all members of a download."""


PARSERS: Final[Mapping[Format, Parser]] = {
    Format.CANVAS: canvas.findings,
    Format.MOODLE: moodle.findings,
    Format.BLACKBOARD: blackboard.findings,
    Format.BRIGHTSPACE: brightspace.findings,
    Format.GRADESCOPE: gradescope.findings,
    Format.NBGRADER: nbgrader_layout.findings,
    Format.FOLDER: by_pattern.findings,
}

LOCAL_TIMES: Final = frozenset({Format.BLACKBOARD, Format.BRIGHTSPACE, Format.FOLDER})
"""Formats whose times name no zone."""
