"""Carries requests to Canvas: with time-outs, without redirects, patient when throttled, and clear when refused."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import requests
from requests.auth import AuthBase

from autograder.errors import UsageError
from autograder.lms.pushing.address import is_loopback
from autograder.lms.pushing.failures import CanvasError, UnclearError
from autograder.lms.pushing.patience import asked_pause, pause_before_retry, pause_for_quota
from autograder.lms.pushing.refusals import refusal

if TYPE_CHECKING:
    from requests import PreparedRequest, Response

    from autograder.lms.pushing.patience import Clock, Patience

THROTTLED: Final = b"rate limit exceeded"


class CanvasSession(requests.Session):
    """A session that only ever talks to one Canvas site. Everything it returns is a success that holds JSON.

    Raises UsageError where the token, an id or the address is wrong, UnclearError where a request that changes
    something got no reply, and CanvasError for everything else. No message holds a token or a body.
    """

    def __init__(self, origin: str, token: str, clock: Clock, patience: Patience) -> None:
        super().__init__()
        self._origin = origin
        self._clock = clock
        self._patience = patience
        self.auth = _Bearer(token)
        if is_loopback(urlsplit(origin).hostname or ""):
            self.trust_env = False  # a proxy of the environment must not get what is meant for this machine

    def request(self, method: str, url: str | bytes, *args: Any, **kwargs: Any) -> Response:  # noqa: ANN401 - requests' own signature, handed on
        """Send a request, again where that is safe: reads after any failure, the rest only when throttled."""
        kwargs["timeout"] = (self._patience.connect_seconds, self._patience.read_seconds)
        kwargs["allow_redirects"] = False  # Canvas' API has none: one leads to a login page or to another host
        failures = 0
        while isinstance(tried := self._tried(method, url, *args, **kwargs), _Trouble):
            if not tried.harmless and method.upper() != "GET":
                raise UnclearError(f"{tried.problem}; whether Canvas carried out what was sent is not known.")
            failures += 1
            self._pause(tried, failures)
        if refused := refusal(tried, self._origin):
            raise refused
        self._checked(tried)
        self._clock.sleep(pause_for_quota(self._patience, tried.headers.get("X-Rate-Limit-Remaining")))
        return tried

    def _tried(self, method: str, url: str | bytes, *args: Any, **kwargs: Any) -> Response | _Trouble:  # noqa: ANN401 - likewise
        try:
            response = super().request(method, url, *args, **kwargs)
        except requests.exceptions.SSLError:
            raise CanvasError(
                f"The certificate of {self._origin} can't be trusted. Check the address in --url; where the site has "
                "an authority of its own, name the file with its certificates in the variable REQUESTS_CA_BUNDLE."
            ) from None
        except requests.RequestException as error:
            kind = (
                "does not answer in time" if isinstance(error, requests.Timeout) else "can't be reached or breaks off"
            )
            return _Trouble(f"{self._origin} {kind}")
        asked = asked_pause(response.headers.get("Retry-After"))
        if _is_throttled(response):
            return _Trouble(f"{self._origin} throttles these requests", asked, harmless=True)
        if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return _Trouble(f"{self._origin} fails with status {response.status_code}", asked)
        return response

    def _pause(self, trouble: _Trouble, failures: int) -> None:
        asked = trouble.asked_seconds or 0
        if asked > self._patience.longest_asked_seconds:
            raise CanvasError(f"{trouble.problem} and asks to come back in {asked:.0f} seconds. Run it again then.")
        if failures >= self._patience.tries:
            raise CanvasError(f"{trouble.problem}, also after {failures} tries. Run it again later.")
        self._clock.sleep(max(asked, pause_before_retry(self._patience, failures)))

    def _checked(self, response: Response) -> None:
        try:
            response.json()
        except ValueError:
            raise CanvasError(
                f"{self._origin} answers with something that is not JSON, as a login page or a proxy does. Check that "
                "--url is the address of Canvas itself."
            ) from None
        following = response.links.get("next", {}).get("url", "")
        if following and not following.startswith(f"{self._origin}/"):
            elsewhere = urlsplit(following)
            raise UsageError(
                f"{self._origin} says that its next page is at {elsewhere.scheme}://{elsewhere.hostname}. If that is "
                "your Canvas, give that address in --url."
            )


class _Bearer(AuthBase):
    """Puts the token on the request at the last moment, so that canvasapi, which logs headers, never has it.

    As the session's own login, it also keeps `requests` from taking another one from a .netrc file.
    """

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: PreparedRequest) -> PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


@dataclass(frozen=True)
class _Trouble:
    """A try that brought no answer; `harmless` where it surely changed nothing in Canvas."""

    problem: str
    asked_seconds: float | None = None
    harmless: bool = False


def _is_throttled(response: Response) -> bool:
    """Newer Canvas says 429, older 403 with a body that tells it from a missing permission."""
    if response.status_code == HTTPStatus.TOO_MANY_REQUESTS:
        return True
    return response.status_code == HTTPStatus.FORBIDDEN and THROTTLED in response.content.lower()
