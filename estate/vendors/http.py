"""Talking to a vendor's REST API: JSON in and out, retried where that is safe, and every failure in words without a secret."""

import ipaddress
import time
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import quote, urlsplit

import httpx

from estate.catalog.mistakes import shorten, show
from estate.errors import InputError, SurroundingsError

TIMEOUT = httpx.Timeout(30.0, connect=10.0)  # seconds
ATTEMPTS = 5
LONGEST_PAUSE = 60.0  # seconds; a vendor that asks for more is asked again another day
WAIT_HEADERS = ("retry-after", "ratelimit-reset", "x-ratelimit-reset")
"""RFC 9110 for all; PagerDuty's REST API (rate limits) and Datadog's (rate limits) say the seconds in the other two."""
TRANSIENT = frozenset({500, 502, 503, 504})
TOO_MANY = 429
HINTS = {
    401: "\n    look whether the token is right",
    403: "\n    look whether the token may read and change schedules",
    429: "\n    too many requests; try again later",
}
Query = Mapping[str, str | int]
Method = Literal["GET", "POST", "PUT", "DELETE"]


class VendorError(SurroundingsError):
    """The vendor cannot be reached, or refuses; `status` is what it answered with, None for no answer."""

    status: int | None

    def __init__(self, text: str, *, status: int | None = None) -> None:
        super().__init__(text)
        self.status = status


def base_url(word: str, *, variable: str) -> str:
    """A vendor's address as an environment variable gives it. InputError unless it is https, or a server on this machine."""
    parts = urlsplit(word)
    plain = not (parts.query or parts.fragment or parts.username or parts.password)
    if not parts.hostname or not plain or not (parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(parts.hostname))):
        raise InputError(
            f"{variable} is {show(word)}; expected an address that begins with https://, without a user, a query or a fragment"
        )
    return word.rstrip("/")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@dataclass(frozen=True, kw_only=True)
class Http:
    """One vendor's API. Only what may safely be done twice is tried again after a failure that may have come too late."""

    vendor: str
    base: str
    client: httpx.Client
    pause: Callable[[float], None]

    def get(self, *path: str, query: Query | None = None) -> Any:
        """The answer to GET."""
        return self._json(self._send("GET", path, query=query))

    def post(self, *path: str, body: object, query: Query | None = None) -> Any:
        """The answer to POST: once, unless the vendor says that it did not look at it."""
        return self._json(self._send("POST", path, query=query, body=body))

    def put(self, *path: str, body: object, query: Query | None = None) -> Any:
        """The answer to PUT."""
        return self._json(self._send("PUT", path, query=query, body=body))

    def delete(self, *path: str, query: Query | None = None) -> None:
        """Remove; what is gone already is fine."""
        try:
            self._send("DELETE", path, query=query)
        except VendorError as error:
            if error.status != httpx.codes.NOT_FOUND:
                raise

    def _send(self, method: Method, path: Sequence[str], *, query: Query | None, body: object = None) -> httpx.Response:
        url = f"{self.base}/{'/'.join(quote(part, safe='') for part in path)}"
        attempt = 1
        response = self._try(method, url, query, body)
        while (wait := seconds_to_wait(response, method=method, attempt=attempt)) is not None:
            self.pause(wait)
            attempt += 1
            response = self._try(method, url, query, body)
        if isinstance(response, httpx.HTTPError):
            raise VendorError(f"{self.vendor} cannot be reached at {self.base}: {_cause(response)}; try again when it can")
        if not response.is_success:
            raise VendorError(self._refusal(response), status=response.status_code)
        return response

    def _try(self, method: Method, url: str, query: Query | None, body: object) -> httpx.Response | httpx.HTTPError:
        try:
            return self.client.request(method, url, params=dict(query or {}), json=body)
        except httpx.HTTPError as error:
            return error

    def _json(self, response: httpx.Response) -> Any:
        try:
            return response.json()
        except ValueError:
            raise VendorError(f"{self.vendor} answered {_what(response.request)} with something that is no JSON") from None

    def _refusal(self, response: httpx.Response) -> str:
        said = shorten(" ".join(response.text.split()), 300)
        text = f"{self.vendor} refused {_what(response.request)} with {response.status_code}"
        return f"{text}{f': {said}' if said else ''}{HINTS.get(response.status_code, '')}"


@contextmanager
def connect(vendor: str, base: str, headers: Mapping[str, str], *, pause: Callable[[float], None] = time.sleep) -> Generator[Http]:
    """A vendor's API as long as it is needed. A server on this machine is reached without the proxy of the environment."""
    trusted = not _is_loopback(urlsplit(base).hostname or "")
    with httpx.Client(headers=dict(headers), timeout=TIMEOUT, trust_env=trusted) as client:
        yield Http(vendor=vendor, base=base, client=client, pause=pause)


def seconds_to_wait(outcome: httpx.Response | httpx.HTTPError, *, method: Method, attempt: int) -> float | None:
    """How long to wait before the next attempt; None where there is none.

    A POST that may have arrived is not sent again: two overrides would stand there. The next run reads what stands there.
    """
    backoff = 2.0 ** (attempt - 1)
    if attempt == ATTEMPTS:
        return None
    if isinstance(outcome, httpx.HTTPError):
        return backoff if method != "POST" or isinstance(outcome, httpx.ConnectError) else None
    if outcome.status_code == TOO_MANY:
        asked = asked_wait(outcome.headers) or 0.0
        return None if asked > LONGEST_PAUSE else max(asked, backoff)
    return backoff if method != "POST" and outcome.status_code in TRANSIENT else None


def asked_wait(headers: Mapping[str, str]) -> float | None:
    """The seconds that the vendor asks to wait; None where it says nothing, or says a date."""
    for name in WAIT_HEADERS:
        if (word := headers.get(name, "").strip()).isascii() and word.isdigit():
            return float(word)
    return None


def _what(request: httpx.Request) -> str:
    return f"{request.method} {request.url.raw_path.decode('ascii').partition('?')[0]}"


def _cause(error: httpx.HTTPError) -> str:
    return "it took too long" if isinstance(error, httpx.TimeoutException) else shorten(str(error) or type(error).__name__, 120)
