"""The services of deep-translator: how each is set up, how much it takes at once, what it costs."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from deep_translator import (
    DeeplTranslator,
    GoogleTranslator,
    LibreTranslator,
    MicrosoftTranslator,
    MyMemoryTranslator,
)

from sitegen.translate.pace import Pace
from sitegen.translate.transport import Answer, Http, through


@dataclass(frozen=True, slots=True)
class Charge:
    """What a service asks for its work."""

    note: str
    per_million: float = 0.0
    """Price of a million characters of source text, in `currency`; 0 where there is none."""
    currency: str = ""

    def of(self, characters: int) -> str:
        """What that many characters cost, for people."""
        price = self.price(characters)
        return f"{price.removeprefix(', ')}; {self.note}" if price else self.note

    def price(self, characters: int) -> str:
        """`, about 1.25 EUR`; "" where there is no price."""
        if not self.per_million:
            return ""
        price = f"{characters * self.per_million / 1e6:.2f} {self.currency}".strip()
        return f", about {price}"


def encoded_bytes(text: str) -> int:
    """Bytes of a text in the query of an address: 9 for a Chinese character, 1 for a letter."""
    return len(quote(text, safe=""))


def utf8_bytes(text: str) -> int:
    """Bytes of a text in UTF-8: 3 for most Chinese characters."""
    return len(text.encode("utf-8", errors="surrogatepass"))


Connect = Callable[[str, str, Http], Any]
"""(key, endpoint, http) -> translator of deep-translator."""


@dataclass(frozen=True, slots=True)
class Service:
    """What tells one service of deep-translator from another."""

    connect: Connect
    limit: int
    measure: Callable[[str], int]
    charge: Charge
    pace: Pace
    """What it bears by its own rules, or by what users of free services report."""
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


SERVICES: Mapping[str, Service] = {
    # The text travels in an address; servers stop reading at 8 or 16 KB.
    "google": Service(
        _google,
        4_900,
        encoded_bytes,
        Charge("no charge, an unofficial way to Google Translate"),
        # deep-translator's own message on 429: "5 requests per second and up to 200k per day".
        Pace(at_once=2, per_minute=240),
    ),
    # mymemory.translated.net/doc/spec.php: "Max 500 bytes".
    "mymemory": Service(
        _mymemory,
        490,
        utf8_bytes,
        Charge("free for a few thousand characters a day"),
        Pace(at_once=1, per_minute=120),
    ),
    "libre": Service(
        _libre,
        6_000,
        encoded_bytes,
        Charge("as the server's owner asks"),
        Pace(at_once=4),
        key="LIBRE_API_KEY",
        has_endpoint=True,
    ),
    "deepl": Service(
        _deepl,
        60_000,
        utf8_bytes,
        Charge("up to 500,000 characters a month are free with a free key", 20.0, "EUR"),
        Pace(at_once=4),
        key="DEEPL_API_KEY",
    ),
    "microsoft": Service(
        _microsoft,
        10_000,
        len,
        Charge("up to 2 million characters a month are free with a free key", 10.0, "USD"),
        Pace(at_once=4),
        key="MICROSOFT_API_KEY",
    ),
}
