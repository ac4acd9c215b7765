"""How requests of deep-translator reach the network: with a timeout, and with errors that tell
what to do next.

    Busy       try again later: no answer, cut in mid-answer, too many requests, server trouble
    Rejected   this text does not go through; the next one may
    Refused    nothing more will go through: wrong key, expired quota, wrong address

deep-translator calls `requests.get` and `requests.post` without a timeout. socket's default
timeout does not reach them (requests passes None, which means to wait for ever), and replacing
functions of `requests` itself would change every other user of it in this process. So `through`
makes a subclass whose methods find our `Http` under the name `requests`; nothing shared changes.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from json import JSONDecodeError, loads
from types import FunctionType
from typing import Any
from urllib.parse import urlsplit

import requests

_LARGEST_ANSWER = 4_000_000
"""Bytes; no translation is longer."""
_WAIT_STATUSES = frozenset({408, 425, 429})
_END_STATUSES = frozenset({401, 402, 403, 404, 405, 410, 456})
"""DeepL says 456 when the quota is used up."""


class ProviderTrouble(Exception):
    """What came instead of a translation; str() is a reason for users, without keys or texts."""


class Busy(ProviderTrouble):
    """The same request may work later."""

    def __init__(self, reason: str, retry_after: float | None = None) -> None:
        """Take the reason and the seconds that the server asks to wait, if it does."""
        super().__init__(reason)
        self.retry_after = retry_after


class Rejected(ProviderTrouble):
    """This text was not translated; others may be."""


class Refused(ProviderTrouble):
    """No further request will work."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The part of a response that deep-translator looks at."""

    status_code: int
    text: str

    def json(self) -> Any:
        """The body as JSON.

        Raises:
            Busy: it is none, as when a proxy or a login page answers.
        """
        try:
            return loads(self.text)
        except JSONDecodeError:
            raise Busy("answered with something that is not JSON") from None

    def close(self) -> None:
        """Nothing is open any more."""


@dataclass(slots=True)
class Http:
    """Stands where deep-translator expects the module `requests`."""

    timeout: float
    """Seconds for a whole request."""
    headers: dict[str, str] = field(default_factory=dict)
    """Sent with every request."""
    clock: Callable[[], float] = time.monotonic
    now: Callable[[], float] = time.time
    exceptions = requests.exceptions
    _session: requests.Session = field(default_factory=requests.Session)

    def get(self, url: str, **options: Any) -> Answer:
        """`requests.get`, for a successful answer."""
        return self.send("GET", url, **options)

    def post(self, url: str, **options: Any) -> Answer:
        """`requests.post`, for a successful answer."""
        return self.send("POST", url, **options)

    def send(self, method: str, url: str, **options: Any) -> Answer:
        """One request.

        Raises:
            Busy, Rejected, Refused: see the module; never an exception of requests, whose texts
                contain the address with the key in it.
        """
        host = _host(url)
        headers = {**options.pop("headers", {}), **self.headers}
        try:
            with self._session.request(
                method, url, headers=headers, timeout=self.timeout, stream=True, **options
            ) as response:
                body = self._read(response, self.clock() + self.timeout)
        except requests.exceptions.Timeout:
            raise Busy(f"{host} did not answer within {self.timeout:g} seconds") from None
        except (requests.exceptions.ConnectionError, requests.exceptions.ChunkedEncodingError):
            raise Busy(f"the connection to {host} failed or was cut") from None
        except (requests.exceptions.RequestException, ValueError):
            raise Refused(f"{host} is no address that can be asked") from None
        self._judge(response, body, host)
        return Answer(response.status_code, body)

    def _read(self, response: requests.Response, deadline: float) -> str:
        data = bytearray()
        # requests' timeout starts anew with every byte; byte by byte a slow drip is noticed.
        for piece in response.iter_content(chunk_size=1):
            data += piece
            if self.clock() > deadline or len(data) > _LARGEST_ANSWER:
                raise requests.exceptions.Timeout
        return _decode(bytes(data), response)

    def _judge(self, response: requests.Response, body: str, host: str) -> None:
        status = response.status_code
        if status < 300:
            return
        said = f"{host} answered {status}{_message(body)}"
        if status in _WAIT_STATUSES or status >= 500:
            raise Busy(said, retry_after(response.headers.get("Retry-After"), self.now()))
        if status in _END_STATUSES:
            raise Refused(said)
        raise Rejected(said)


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc or url
    except ValueError:
        return url


def _decode(data: bytes, response: requests.Response) -> str:
    """The body as text; requests would take text without a charset for Latin-1."""
    says = "charset=" in response.headers.get("Content-Type", "").lower()
    charset = response.encoding if says and response.encoding else "utf-8"
    try:
        return data.decode(charset, errors="replace")
    except LookupError:
        return data.decode("utf-8", errors="replace")


def retry_after(value: str | None, now: float) -> float | None:
    """Seconds to wait by a Retry-After header (RFC 9110, 10.2.3): a number or a date.

    `now` is in seconds since the epoch; None for a missing or unreadable value.
    """
    if value is None:
        return None
    try:
        return max(0.0, float(int(value)))
    except ValueError:
        pass
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - now)
    except ValueError:
        return None


def _message(body: str) -> str:
    """What the server says of an error, where it says so in JSON."""
    try:
        data = loads(body)
    except JSONDecodeError:
        return ""
    message = data.get("error") or data.get("message") if isinstance(data, dict) else None
    if isinstance(message, dict):
        message = message.get("message")
    return f": {' '.join(message.split())[:120]}" if isinstance(message, str) else ""


def through(http: Http, translator: type) -> type:
    """A subclass of a translator of deep-translator whose `translate` asks through `http`."""
    module = vars(sys.modules[translator.__module__])
    method: Any = translator.translate  # type: ignore[attr-defined]
    bound = FunctionType(
        method.__code__, {**module, "requests": http}, "translate", method.__defaults__
    )
    return type(translator.__name__, (translator,), {"translate": bound})
