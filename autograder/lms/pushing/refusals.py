"""Says what a refusal of Canvas means and what to do about it, without repeating anything from its body."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from autograder.errors import AutograderError, UsageError
from autograder.lms.pushing.address import TOKEN_VARIABLE
from autograder.lms.pushing.failures import CanvasError
from autograder.report.text_safety import visible_line

if TYPE_CHECKING:
    from requests import Response


def refusal(response: Response, origin: str) -> AutograderError | None:
    """Return the error that a response stands for; None where it is a success."""
    status = response.status_code
    path = urlsplit(response.url).path
    if status < HTTPStatus.MULTIPLE_CHOICES:
        return None
    if status < HTTPStatus.BAD_REQUEST:
        target = urlsplit(urljoin(response.url, response.headers.get("Location", "")))
        return UsageError(
            f"{origin} sends us on to {target.scheme}://{visible_line(target.hostname or '?')} instead of answering. "
            "Give the address of Canvas itself in --url; where that is right, Canvas wants a login that its API "
            "does not know."
        )
    if status == HTTPStatus.UNAUTHORIZED:
        return _unauthorized(response, origin)
    if status == HTTPStatus.FORBIDDEN:
        return _not_permitted(origin, path)
    if status == HTTPStatus.NOT_FOUND:
        return _not_found(origin, path)
    return CanvasError(f"{origin} refuses the request to {path} with status {status}.")


def _unauthorized(response: Response, origin: str) -> AutograderError:
    """Tell a token that Canvas does not know, for which it names how to log in, from one that may not do this."""
    if "WWW-Authenticate" in response.headers:
        return UsageError(
            f"{origin} does not accept the token in {TOKEN_VARIABLE}: it is wrong, expired or was deleted. Make a new "
            "one in Canvas (Account, Settings, New Access Token)."
        )
    return UsageError(
        f"{origin} does not let the token in {TOKEN_VARIABLE} do this: it is not accepted, or its owner lacks the "
        "permission. Make a new one, as somebody who may see all grades of the course and edit them."
    )


def _not_permitted(origin: str, path: str) -> AutograderError:
    return UsageError(
        f"{origin} does not permit the request to {path}. The token's owner must be somebody who may see "
        " all grades of the course and edit them, and the course must not be concluded."
    )


def _not_found(origin: str, path: str) -> AutograderError:
    if "/assignments/" in path:
        return UsageError(
            f"{origin} has no such assignment in that course. Check --canvas-assignment, the number in the "
            "assignment's address, .../assignments/NUMBER."
        )
    if "/courses/" in path:
        return UsageError(
            f"{origin} has no such course, or the token's owner is not in it. Check --url and --canvas-course, the "
            "number in the course's address, .../courses/NUMBER."
        )
    return CanvasError(f"{origin} does not find {path}.")
