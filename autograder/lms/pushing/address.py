"""Reads where Canvas is and who we are there: the address, the ids and the token, checked before anything is sent."""

from __future__ import annotations

import ipaddress
import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from autograder.errors import UsageError
from autograder.report.text_safety import visible_line

if TYPE_CHECKING:
    from collections.abc import Mapping

TOKEN_VARIABLE: Final = "CANVAS_TOKEN"  # noqa: S105 - the variable's name
TOKEN_FORM: Final = re.compile(r"[\x21-\x7e]+")
COURSE_FORM: Final = re.compile(r"[0-9]{1,20}|sis_course_id:[A-Za-z0-9._-]+")
NUMBER_FORM: Final = re.compile(r"[0-9]{1,20}")
API: Final = "/api/v1"
EXAMPLE: Final = "Give it as in --url https://canvas.example.edu"


def canvas_address(url: str) -> str:
    """Return the origin of a Canvas site, as `https://canvas.example.edu`.

    Raises UsageError for anything but https to a host (http where the host is this machine), and for an address with
    a login, a path or a query in it. What the address holds besides the host is never repeated: it may be secret.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        raise UsageError(f"The address in --url can't be read. {EXAMPLE}.") from None
    if parts.scheme not in ("https", "http") or not host:
        raise UsageError(f"The address in --url must start with https:// and name a host. {EXAMPLE}.")
    if "@" in parts.netloc:
        raise UsageError(
            f"The address in --url holds a login. The token belongs into {TOKEN_VARIABLE} alone. {EXAMPLE}."
        )
    if parts.path.rstrip("/").removesuffix(API) or parts.query or parts.fragment:
        raise UsageError(f"The address in --url must end after the host's name. {EXAMPLE}.")
    if not re.fullmatch(r"[A-Za-z0-9._:-]+", host):
        raise UsageError(f"The host in --url, {visible_line(host)}, is no host name. {EXAMPLE}.")
    if parts.scheme == "http" and not is_loopback(host):
        raise UsageError("The address in --url must be https: over http, anybody on the way could read the token.")
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}" + (f":{port}" if port else "")


def is_loopback(host: str) -> bool:
    """Say whether a host is this machine by its very name; what a resolver might answer does not count."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def course_id(text: str) -> str:
    """Check the id of a Canvas course: a number, or `sis_course_id:` with the id of the information system."""
    if not COURSE_FORM.fullmatch(text):
        raise UsageError(
            f"{visible_line(text)!r} is no id of a Canvas course. It is the number in the course's address, "
            ".../courses/NUMBER, or sis_course_id:ID."
        )
    return text


def assignment_id(text: str) -> str:
    """Check the id of a Canvas assignment: a number."""
    if not NUMBER_FORM.fullmatch(text):
        raise UsageError(
            f"{visible_line(text)!r} is no id of a Canvas assignment. It is the number in the assignment's address, "
            ".../assignments/NUMBER."
        )
    return text


def access_token(environment: Mapping[str, str]) -> str:
    """Return the token from the variable CANVAS_TOKEN. Raises UsageError that never repeats it."""
    token = environment.get(TOKEN_VARIABLE, "").strip()
    if not token:
        raise UsageError(
            f"The variable {TOKEN_VARIABLE} is not set. Make a token in Canvas (Account, Settings, New Access Token) "
            "and put it there; it is never given on the command line."
        )
    if not TOKEN_FORM.fullmatch(token):
        raise UsageError(f"The variable {TOKEN_VARIABLE} holds characters that no token has. Copy the token again.")
    return token
