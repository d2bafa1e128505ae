"""Keeps what Canvas tells about people out of logs, however much the program that uses us logs."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

LOUD: Final = "canvasapi.requester"
"""At the level DEBUG, this logger writes all headers and bodies: names, e-mail addresses, comments."""


@contextmanager
def no_bodies_logged() -> Iterator[None]:
    """Drop the records of canvasapi that hold headers and bodies; methods, addresses and statuses stay."""

    def holds_no_body(record: logging.LogRecord) -> bool:
        return record.levelno > logging.DEBUG

    logger = logging.getLogger(LOUD)
    logger.addFilter(holds_no_body)
    try:
        yield
    finally:
        logger.removeFilter(holds_no_body)
