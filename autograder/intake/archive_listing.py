"""Listing a zip archive: names are data, numbers are claims, and nothing is ever unpacked to disk.

A member that can't be used is listed with the reason, so that it costs itself only.
"""

from __future__ import annotations

import re
import stat
import struct
import zipfile
from collections import Counter
from typing import TYPE_CHECKING, BinaryIO

from autograder.errors import SubmissionError
from autograder.intake.archive import DAMAGED, Archive, Packed
from autograder.intake.listing import MAX_DEPTH, Listing, Member, Parts, Stray, is_ignored, is_notebook, stem
from autograder.notebook.decode import too_large

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from autograder.intake.naming import Names

MAX_ENTRIES = 20_000
MAX_TABLE_BYTES = 8_000_000  # of the archive's own table, before it is parsed
MAX_RATIO = 200  # text deflates to a twentieth; zeros to a thousandth
RATIO_MATTERS_FROM_BYTES = 1_000_000
_ENCRYPTED = 0x1
_UTF8_NAME = 0x800
_IN_WIDE_RECORD = 0xFFFFFFFF
_LAST_RECORD = re.compile(rb"PK\x05\x06.{8}(.{4})", re.DOTALL)
_WIDE_RECORD = re.compile(rb"PK\x06\x06.{36}(.{8})", re.DOTALL)
_LAST_RECORDS_BYTES = 66_000  # a comment of 65,535 bytes and the records beside it
_DUPLICATE = "Its name stands more than once in the archive. Keep one notebook of that name and zip again."
_AGAIN = "Zip the submissions again, or grade them as a folder."


def open_archive(path: Path, notebook_bytes: int, archive_bytes: int, names: Names) -> tuple[Archive, Listing]:
    """Read an archive's table; raises SubmissionError where the archive as a whole can't be used.

    A member that can't be used is listed with its problem. Where the notebooks together unpack to more than
    `archive_bytes`, the largest are left out, so that no bomb costs anyone but its author.
    """
    infos = _table(path)
    listing: list[Member] = []
    strays: list[Stray] = []
    notes: list[str] = []
    packed: dict[Parts, Packed] = {}
    places = [_parts(member_name(info)) for info in infos]
    times = Counter(places)
    for parts, info in dict(zip(places, infos, strict=True)).items():
        name = member_name(info)
        problem = _bad_name(name, info)
        if problem:
            last = name.replace("\\", "/").rsplit("/", 1)[-1]
            if is_notebook(last):
                strays.append(Stray(stem(last), names.place(path, tuple(name.split("/")), joint=":"), problem))
            else:
                notes.append(f"{names.root(path)}: a member was ignored. {problem}")
        elif any(map(is_ignored, parts)):
            continue
        elif info.is_dir():
            listing.append(Member(parts, "folder"))
        elif parts:
            problem = _DUPLICATE if times[parts] > 1 else _bad_member(info, notebook_bytes)
            listing.append(Member(parts, "file", problem))
            packed[parts] = Packed(
                info.header_offset, info.compress_size, info.file_size, info.CRC, info.compress_type != 0
            )
    members = _within(listing, packed, archive_bytes)
    return Archive(path, packed), Listing(members, tuple(strays), tuple(notes))


def _table(path: Path) -> list[zipfile.ZipInfo]:
    """Read the archive's table, if it is of a size that is worth reading."""
    try:
        with path.open("rb") as file:
            if _table_bytes(file) > MAX_TABLE_BYTES:
                raise SubmissionError(f"The archive holds too many files. {_AGAIN}")
            with zipfile.ZipFile(file) as archive:
                infos = archive.infolist()
    except OSError as error:
        raise SubmissionError(f"The archive can't be read ({error.strerror}). Check its permissions.") from error
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError, struct.error) as error:
        raise SubmissionError(f"The file is no zip archive, or it is damaged. {_AGAIN}") from error
    if len(infos) > MAX_ENTRIES:
        raise SubmissionError(f"The archive holds {len(infos):,} files, and at most {MAX_ENTRIES:,} are read. {_AGAIN}")
    return infos


def _table_bytes(file: BinaryIO) -> int:
    """Return the largest size of the table that any closing record claims, whichever of them a reader believes."""
    file.seek(max(0, file.seek(0, 2) - _LAST_RECORDS_BYTES))
    tail = file.read()
    found = [*_LAST_RECORD.findall(tail), *_WIDE_RECORD.findall(tail)]
    claims = [int.from_bytes(claim, "little") for claim in found]
    return max((claim for claim in claims if claim != _IN_WIDE_RECORD), default=0)


def member_name(info: zipfile.ZipInfo) -> str:
    """Return the member's name; macOS writes UTF-8 without saying so."""
    if not info.flag_bits & _UTF8_NAME:
        try:
            return info.orig_filename.encode("cp437").decode("utf-8")
        except UnicodeError:
            pass
    return info.orig_filename


def _parts(name: str) -> Parts:
    return tuple(part for part in name.split("/") if part not in {"", "."})


def _bad_name(name: str, info: zipfile.ZipInfo) -> str:
    """Say why a member's name has no place below the archive's root, or return ""."""
    if "\x00" in name:
        reason = "Its name holds a NUL character."
    elif "\\" in name:
        reason = "Its name holds a backslash."
    elif name.startswith("/") or name[1:2] == ":":
        reason = "Its name is an absolute path."
    elif ".." in name.split("/"):
        reason = "Its name leads out of the archive by `..`."
    elif name.count("/") > MAX_DEPTH:
        reason = "It is nested too deeply."
    elif stat.S_IFMT(info.external_attr >> 16) not in {0, stat.S_IFREG, stat.S_IFDIR}:
        reason = "It is a symbolic link or a special file."
    else:
        return ""
    return f"{reason} Zip plain files, with plain names, and hand in again."


def _bad_member(info: zipfile.ZipInfo, notebook_bytes: int) -> str:
    """Say why a file is not to be unpacked, or return ""; other files than notebooks are never unpacked."""
    if info.flag_bits & _ENCRYPTED:
        return "It is encrypted. Zip it without a password and hand it in again."
    if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        return "It is compressed by an unusual method. Zip it with the usual one (deflate) and hand it in again."
    if info.file_size > notebook_bytes:
        return too_large(notebook_bytes)
    if info.file_size > RATIO_MATTERS_FROM_BYTES and info.file_size > MAX_RATIO * info.compress_size:
        return "It unpacks to more than a notebook can, like a zip bomb. Clear its outputs and hand it in again."
    if info.compress_size > info.file_size + info.file_size // 100 + 1_000:
        return DAMAGED
    return ""


def _within(members: Sequence[Member], packed: Mapping[Parts, Packed], archive_bytes: int) -> tuple[Member, ...]:
    """Give a problem to the largest notebooks, until the rest stays within the limit."""
    notebooks = [m.parts for m in members if m.kind == "file" and not m.problem and is_notebook(m.parts[-1])]
    total = 0
    dropped: set[Parts] = set()
    for parts in sorted(notebooks, key=lambda parts: packed[parts].unpacked_bytes):
        total += packed[parts].unpacked_bytes
        if total > archive_bytes:
            dropped.add(parts)
    problem = (
        f"The archive unpacks to more than {archive_bytes / 1e6:g} MB, and this notebook is among its largest. "
        "Grade the unpacked folder, or raise `limits.archive_bytes` in course.yml."
    )
    return tuple(Member(m.parts, m.kind, problem) if m.parts in dropped else m for m in members)
