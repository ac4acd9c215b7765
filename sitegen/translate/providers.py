"""The translation services: deep-translator's own classes, a chat model, models on this machine.

Keys come from the environment only: a key in sitegen.toml would be published with the site.
"""

from __future__ import annotations

import difflib
import os
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from deep_translator import exceptions as deep

from sitegen.errors import TranslateError
from sitegen.files import CONFIG_NAME
from sitegen.model import Problem
from sitegen.settings import Settings, TranslateSettings
from sitegen.translate.argos import ArgosProvider
from sitegen.translate.chat import KEY, ChatProvider
from sitegen.translate.pace import Pace
from sitegen.translate.services import SERVICES, Charge, Service
from sitegen.translate.transport import Http, Refused, Rejected


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

    @property
    def pace(self) -> Pace:
        """How many requests it gets at once and in a minute."""

    def measure(self, text: str) -> int:
        """The size of a text as the service counts it (bytes or characters)."""

    def prepare(self) -> None:
        """Make sure that it is set up.

        Raises:
            TranslateError: a key is missing; the message names the variable.
        """

    def translate(self, text: str) -> str | None:
        """The service's answer, unchecked (see guards); may be called in several threads.

        Raises:
            Busy, Rejected, Refused: see transport.
        """


PROVIDERS = tuple(sorted([*SERVICES, "argos", "openai"]))
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
    _service: Service
    _key: str
    _endpoint: str
    _timeout: float
    charge: Charge
    pace: Pace
    _local: threading.local = field(default_factory=threading.local)
    """A translator for each thread: deep-translator's keep the text under way on themselves."""

    @property
    def limit(self) -> int:
        return self._service.limit

    def measure(self, text: str) -> int:
        return self._service.measure(text)

    def prepare(self) -> None:
        service = self._service
        if service.key and not self._key and not (service.has_endpoint and self._endpoint):
            message = f"provider {self.name} needs a key: put it into the variable {service.key}"
            if service.has_endpoint:
                message += f", or set `translate.endpoint` in {CONFIG_NAME} to a server of yours"
            raise TranslateError(Problem("", 0, message))
        self._connected()

    def _connected(self) -> Any:
        if not hasattr(self._local, "translator"):
            http = Http(self._timeout)
            self._local.translator = self._service.connect(self._key, self._endpoint, http)
        return self._local.translator

    def translate(self, text: str) -> str | None:
        try:
            answer = self._connected().translate(text)
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
    if name not in PROVIDERS:
        raise TranslateError(Problem("", 0, _unknown(name)))
    variables = os.environ if environ is None else environ
    table = settings.translate
    endpoint = table.endpoint.strip()
    if name == "argos":
        return ArgosProvider()
    if name == "openai":
        key = variables.get(KEY, "").strip()
        charge, pace = _charge(Charge(_ASKS), table), _pace(Pace(at_once=4), table)
        return ChatProvider(endpoint, table.model.strip(), key, table.timeout, charge, pace)
    service = SERVICES[name]
    key = variables.get(service.key, "").strip() if service.key else ""
    charge, pace = _charge(service.charge, table), _pace(service.pace, table)
    return _DeepProvider(name, service, key, endpoint, table.timeout, charge, pace)


_ASKS = "as the owner of the endpoint asks; set `translate.price` for an estimate"


def _charge(own: Charge, table: TranslateSettings) -> Charge:
    """What a service costs, by the site's settings where they say so."""
    return Charge("by `translate.price`", table.price) if table.price else own


def _pace(own: Pace, table: TranslateSettings) -> Pace:
    return Pace(table.at_once or own.at_once, table.per_minute or own.per_minute)


def _unknown(name: str) -> str:
    known = ", ".join(PROVIDERS)
    if not name:
        return f"name a provider with --provider or `translate.provider`; known are: {known}"
    near = difflib.get_close_matches(name, PROVIDERS, n=1)
    hint = f"; did you mean {near[0]}?" if near else "."
    return f"unknown provider {name!r}{hint} Known are: {known}"
