"""The files of a package, and a zip archive that is the same, byte for byte, whenever it is made of the same files."""

from __future__ import annotations

import io
import stat
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

PLAIN: Final = 0o644
PROGRAM: Final = 0o755
SECRET: Final = 0o600
EARLIEST: Final = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip can name."""

UNIX: Final = 3
LEVEL: Final = 9


@dataclass(frozen=True)
class Member:
    """One file: its path below the package's root with `/` between the parts, its content and its permissions."""

    path: str
    content: bytes = field(repr=False)
    mode: int = PLAIN


def below(folder: str, members: Iterable[Member]) -> list[Member]:
    """Move files into a folder."""
    return [Member(f"{folder}/{member.path}", member.content, member.mode) for member in members]


def zipped(members: Iterable[Member]) -> bytes:
    """Pack files in the order of their paths, all of the same age."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for member in sorted(members, key=lambda one: one.path):
            info = zipfile.ZipInfo(member.path, EARLIEST)
            info.create_system = UNIX  # so that the permissions are read as such, wherever it was packed
            info.external_attr = (stat.S_IFREG | member.mode) << 16
            archive.writestr(info, member.content, zipfile.ZIP_DEFLATED, LEVEL)
    return buffer.getvalue()
