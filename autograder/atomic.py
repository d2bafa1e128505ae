"""Replacing a file in one step, so that a reader or an interruption never meets half of it."""

from __future__ import annotations

from secrets import token_hex
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def write(path: Path, content: bytes | str) -> None:
    """Write a whole file (text as UTF-8), making its folder; its mode follows the umask. Raises OSError."""
    data = content.encode() if isinstance(content, str) else content
    path.parent.mkdir(parents=True, exist_ok=True)
    whole = path.with_name(f".writing-{token_hex(8)}")
    # A name that is taken, even by a link, is refused: nothing but a new file is ever written to, or removed.
    file = whole.open("xb")
    try:
        with file:
            file.write(data)
        whole.replace(path)
    except BaseException:
        whole.unlink(missing_ok=True)
        raise
