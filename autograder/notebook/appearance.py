"""Telling what a file that claims to be a notebook is instead, from its first bytes."""

from __future__ import annotations

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"BM", "a BMP image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a zip archive"),
    (b"PK\x05\x06", "a zip archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0", "an Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"bplist", "a web archive or property list"),
    (b"\x00\x05\x16\x07", "a macOS resource file"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
)
_TAGS: tuple[tuple[bytes, str], ...] = (
    (b"<!doctype html", "a web page (HTML)"),
    (b"<html", "a web page (HTML)"),
    (b"<svg", "an SVG image"),
    (b"<?xml", "an XML file"),
)


def looks_like(content: bytes) -> str | None:
    """Name the kind of file, with its article ("a PNG image"), or return None where nothing speaks against JSON."""
    for magic, name in _MAGIC:
        if content.startswith(magic):
            return name
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "a WebP image"
    if content[4:8] == b"ftyp":
        return "a photo or a film"
    start = content[:256].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return next((name for tag, name in _TAGS if start.startswith(tag)), None)
