"""Reading one member of a zip archive into memory, with every number in the archive distrusted."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from autograder.errors import SubmissionError
from autograder.notebook.decode import too_large

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from autograder.intake.listing import Parts
    from autograder.intake.naming import Names

DAMAGED = "It is damaged in the archive. Zip it again and hand it in again."
_LOCAL_HEADER = struct.Struct("<4s5H3L2H")


@dataclass(frozen=True, slots=True)
class Packed:
    """Where the bytes of one member lie, as the archive's table claims."""

    offset: int
    packed_bytes: int
    unpacked_bytes: int
    crc: int
    deflated: bool


@dataclass(frozen=True, slots=True)
class Archive:
    """A zip archive whose table has been read and checked."""

    path: Path
    members: Mapping[Parts, Packed]

    def read(self, parts: Parts, max_bytes: int) -> bytes:
        """Inflate one member of at most `max_bytes`."""
        packed = self.members[parts]
        if packed.unpacked_bytes > max_bytes:
            raise SubmissionError(too_large(max_bytes))
        try:
            with self.path.open("rb") as file:
                data = _packed_data(file, packed)
            content = _inflate(data, packed.unpacked_bytes) if packed.deflated else data
        except OSError as error:
            raise SubmissionError(f"The archive can't be read ({error.strerror}). Grade it again.") from error
        except (zlib.error, struct.error, OverflowError, ValueError) as error:
            raise SubmissionError(DAMAGED) from error
        if len(content) != packed.unpacked_bytes or zlib.crc32(content) != packed.crc:
            raise SubmissionError(DAMAGED)
        return content

    def only(self, *wanted: Parts | None) -> Archive:
        """Return the same archive with no more than these members, small enough to be sent about."""
        return Archive(
            self.path, {parts: self.members[parts] for parts in wanted if parts is not None and parts in self.members}
        )

    def origin(self, parts: Parts, names: Names) -> str:
        """Name the archive and the member in it."""
        return names.place(self.path, parts, joint=":")


def _packed_data(file: BinaryIO, packed: Packed) -> bytes:
    """Read a member's bytes as they stand in the archive, after its local header."""
    file.seek(packed.offset)
    header = _LOCAL_HEADER.unpack(file.read(_LOCAL_HEADER.size))
    if header[0] != b"PK\x03\x04":
        raise ValueError("no local header")
    file.seek(header[-2] + header[-1], 1)
    return file.read(packed.packed_bytes)


def _inflate(data: bytes, unpacked_bytes: int) -> bytes:
    """Inflate to one byte more than claimed at most, so that a lie shows and costs nothing."""
    return zlib.decompressobj(-zlib.MAX_WBITS).decompress(data, unpacked_bytes + 1)
