"""The translation services, all through deep-translator's own classes.

Keys come from the environment only: a key in sitegen.toml would be published with the site.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import quote

from deep_translator import (
    DeeplTranslator,
    GoogleTranslator,
    LibreTranslator,
    MicrosoftTranslator,
    MyMemoryTranslator,
)
from deep_translator import exceptions as deep

from sitegen.config import CONFIG_NAME, Settings
from sitegen.errors import TranslateError
from sitegen.model import Problem
from sitegen.translate.transport import Answer, Http, Refused, Rejected, through


class Provider(Protocol):
    """A service that translates Chinese into English, one text at a time."""

    @property
    def name(self) -> str:
        """What --provider calls it."""

    @property
    def limit(self) -> int:
        """The greatest `measure` of one text."""

    @property
    def charge(self) -> Charge:
        """What it costs."""

    def measure(self, text: str) -> int:
        """The size of a text as the service counts it (bytes or characters)."""

    def prepare(self) -> None:
        """Make sure that it is set up.

        Raises:
            TranslateError: a key is missing; the message names the variable.
        """

    def translate(self, text: str) -> str | None:
        """The service's answer, unchecked (see guards).

        Raises:
            Busy, Rejected, Refused: see transport.
        """


@dataclass(frozen=True, slots=True)
class Charge:
    """What a service asks for its work."""

    note: str
    per_million: float = 0.0
    """Price of a million characters of source text, in `currency`; 0 where there is none."""
    currency: str = ""

    def of(self, characters: int) -> str:
        """What that many characters cost, for people."""
        if not self.per_million:
            return self.note
        return f"about {characters * self.per_million / 1e6:.2f} {self.currency}; {self.note}"


def encoded_bytes(text: str) -> int:
    """Bytes of a text in the query of an address: 9 for a Chinese character, 1 for a letter."""
    return len(quote(text, safe=""))


def utf8_bytes(text: str) -> int:
    """Bytes of a text in UTF-8: 3 for most Chinese characters."""
    return len(text.encode("utf-8", errors="surrogatepass"))


_Connect = Callable[[str, str, Http], Any]
"""(key, endpoint, http) -> translator of deep-translator."""


@dataclass(frozen=True, slots=True)
class _Service:
    """What tells one service of deep-translator from another."""

    connect: _Connect
    limit: int
    measure: Callable[[str], int]
    charge: Charge
    key: str = ""
    """Environment variable of the key; "" when there is none."""
    has_endpoint: bool = False
    """Whether `translate.endpoint` replaces its address, and the key is then optional."""


class _DeeplHttp(Http):
    """DeepL as it answers today.

    deep-translator puts key and text into the address of a GET; since 2025 DeepL takes only POST
    with the key in a header (developers.deepl.com, change notices of March and November 2025).
    """

    def get(self, url: str, **options: Any) -> Answer:
        params = dict(options.pop("params"))
        key = {"Authorization": f"DeepL-Auth-Key {params.pop('auth_key')}"}
        return self.send("POST", url, data=params, headers=key, **options)


def _google(_key: str, _endpoint: str, http: Http) -> Any:
    return through(http, GoogleTranslator)(source="zh-CN", target="en")


def _mymemory(_key: str, _endpoint: str, http: Http) -> Any:
    return through(http, MyMemoryTranslator)(source="zh-CN", target="en-GB")


def _libre(key: str, endpoint: str, http: Http) -> Any:
    address = endpoint.rstrip("/") + "/" if endpoint else None
    translator = through(http, LibreTranslator)(
        source="zh", target="en", api_key=key or "none", use_free_api=False, custom_url=address
    )
    translator.api_key = key  # deep-translator insists on one; servers of one's own need none
    return translator


def _deepl(key: str, _endpoint: str, http: Http) -> Any:
    http = _DeeplHttp(http.timeout)
    is_free = key.endswith(":fx")
    cls = through(http, DeeplTranslator)
    return cls(source="zh", target="en", api_key=key, use_free_api=is_free)


def _microsoft(key: str, _endpoint: str, http: Http) -> Any:
    cls: Any = through(http, MicrosoftTranslator)
    # The original asks the network for the list of languages before it says a word.
    cls._get_supported_languages = lambda _: {"chinese simplified": "zh-Hans", "english": "en"}
    region = os.environ.get("MICROSOFT_REGION")
    return cls(source="zh-Hans", target="en", api_key=key, region=region)


_SERVICES: Mapping[str, _Service] = {
    # The text travels in an address; servers stop reading at 8 or 16 KB.
    "google": _Service(
        _google, 4_900, encoded_bytes, Charge("no charge, an unofficial way to Google Translate")
    ),
    # mymemory.translated.net/doc/spec.php: "Max 500 bytes".
    "mymemory": _Service(
        _mymemory, 490, utf8_bytes, Charge("free for a few thousand characters a day")
    ),
    "libre": _Service(
        _libre,
        6_000,
        encoded_bytes,
        Charge("as the server's owner asks"),
        key="LIBRE_API_KEY",
        has_endpoint=True,
    ),
    "deepl": _Service(
        _deepl,
        60_000,
        utf8_bytes,
        Charge("up to 500,000 characters a month are free with a free key", 20.0, "EUR"),
        key="DEEPL_API_KEY",
    ),
    "microsoft": _Service(
        _microsoft,
        10_000,
        len,
        Charge("up to 2 million characters a month are free with a free key", 10.0, "USD"),
        key="MICROSOFT_API_KEY",
    ),
}

PROVIDERS = tuple(sorted(_SERVICES))
"""Names that --provider knows."""

_FAILURES = (
    deep.BaseError,
    deep.RequestError,
    deep.ServerException,
    deep.TooManyRequests,
    deep.AuthorizationException,
    deep.MicrosoftAPIerror,
    # What its code stumbles over when an answer has another form than it expects.
    AttributeError,
    KeyError,
    IndexError,
    TypeError,
    ValueError,
    StopIteration,
)


@dataclass(slots=True)
class _DeepProvider:
    name: str
    _service: _Service
    _key: str
    _endpoint: str
    _timeout: float
    _translator: Any = field(default=None)

    @property
    def limit(self) -> int:
        return self._service.limit

    @property
    def charge(self) -> Charge:
        return self._service.charge

    def measure(self, text: str) -> int:
        return self._service.measure(text)

    def prepare(self) -> None:
        service = self._service
        if service.key and not self._key and not (service.has_endpoint and self._endpoint):
            message = f"provider {self.name} needs a key: put it into the variable {service.key}"
            if service.has_endpoint:
                message += f", or set `translate.endpoint` in {CONFIG_NAME} to a server of yours"
            raise TranslateError(Problem("", 0, message))
        self._translator = service.connect(self._key, self._endpoint, Http(self._timeout))

    def translate(self, text: str) -> str | None:
        if self._translator is None:
            self.prepare()
        try:
            answer = self._translator.translate(text)
        except deep.AuthorizationException:
            raise Refused(f"{self.name} does not accept the key") from None
        except _FAILURES as error:
            raise Rejected(f"{self.name} gave no usable answer ({type(error).__name__})") from None
        return answer if isinstance(answer, str) else None


def make_provider(
    name: str, settings: Settings, environ: Mapping[str, str] | None = None
) -> Provider:
    """The provider of that name; keys are taken from the environment.

    Raises:
        TranslateError: the name is empty or unknown; the message names the known ones.
    """
    service = _SERVICES.get(name)
    if service is None:
        raise TranslateError(Problem("", 0, _unknown(name)))
    variables = os.environ if environ is None else environ
    key = variables.get(service.key, "").strip() if service.key else ""
    table = settings.translate
    return _DeepProvider(name, service, key, table.endpoint.strip(), table.timeout)


def _unknown(name: str) -> str:
    known = ", ".join(PROVIDERS)
    if not name:
        return f"name a provider with --provider or `translate.provider`; known are: {known}"
    near = difflib.get_close_matches(name, PROVIDERS, n=1)
    hint = f"; did you mean {near[0]}?" if near else ""
    return f"unknown provider {name!r}{hint} Known are: {known}"
