"""Keys that an installation keeps: the course's secret, from which hidden inputs are drawn, and others like it.

Hidden inputs depend on the secret, so that public graders don't disclose them.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import re
import secrets
from typing import TYPE_CHECKING, Final

from autograder.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

VARIABLE: Final = "AUTOGRADER_SECRET"
LEAST_CHARACTERS: Final = 16
FINGERPRINT_DIGITS: Final = 12
SEED_BYTES: Final = 16
FILE_FORM: Final = re.compile(rb"[0-9a-f]{64}\n?")


def course_secret(root: Path) -> bytes:
    """Return the secret of the course in `root`: variable AUTOGRADER_SECRET, else the file `.autograder/secret`.

    The file is made on first use. Its text is the secret, so the variable may carry it to another machine. Raises
    UsageError for a variable that is too short, a damaged file, or a folder that can't be written.
    """
    return kept_key(root, "secret", VARIABLE)


def kept_key(root: Path, name: str, variable: str) -> bytes:
    """Return the key in an environment variable, else in the file `.autograder/NAME`, which is made on first use.

    Raises UsageError as `course_secret` does.
    """
    text = os.environ.get(variable)
    if text is not None:
        return _from_variable(variable, text.strip())
    path = root / ".autograder" / name
    try:
        if not path.exists():
            _make(path)
        content = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UsageError(
            f"The course's {name} can't be kept in {path} ({reason}). Make the folder writable, or set the variable "
            f"{variable} to a text of at least {LEAST_CHARACTERS} characters."
        ) from error
    if not FILE_FORM.fullmatch(content):
        raise UsageError(
            f"{path} is damaged: it must hold 64 hexadecimal digits. Restore it from a backup, or remove it: a new "
            "one is made, and what depends on it (hidden inputs, pseudonyms) changes."
        )
    return content.strip()


def fingerprint(secret: bytes) -> str:
    """Return twelve hexadecimal digits that tell one secret from another and do not disclose it."""
    return hashlib.sha256(b"autograder secret fingerprint\0" + secret).hexdigest()[:FINGERPRINT_DIGITS]


def seed(secret: bytes, *labels: str) -> int:
    """Derive a seed of 128 bits for `numpy.random.default_rng`, its own for each sequence of labels."""
    message = [b"autograder seed\0"]
    for label in labels:
        text = label.encode("utf-8", "surrogatepass")
        message += [len(text).to_bytes(8, "big"), text]
    digest = hmac.digest(secret, b"".join(message), "sha256")
    return int.from_bytes(digest[:SEED_BYTES], "big")


def _from_variable(variable: str, text: str) -> bytes:
    if len(text) < LEAST_CHARACTERS:
        raise UsageError(
            f"The variable {variable} holds {len(text)} characters, but a key needs at least {LEAST_CHARACTERS}. "
            "Set a longer one, or unset it: then a key is made and kept in a file."
        )
    return text.encode("utf-8", "surrogateescape")


def _make(path: Path) -> None:
    """Put a new key into place, whole and at once; of several processes that try, the first one wins."""
    path.parent.mkdir(mode=0o700, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_hex(32).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):  # another process was first: its key is the one to read
            os.link(draft, path)
    finally:
        draft.unlink(missing_ok=True)
