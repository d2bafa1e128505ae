"""Replacing a file in one step, so that a reader or an interruption never meets half of it."""

from __future__ import annotations

import tempfile
from pathlib import Path


def write(path: Path, content: bytes | str) -> None:
    """Write a whole file (text as UTF-8), making its folder; its mode follows the umask. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".writing-") as folder:
        whole = Path(folder, "content")
        whole.write_bytes(content.encode() if isinstance(content, str) else content)
        whole.replace(path)
