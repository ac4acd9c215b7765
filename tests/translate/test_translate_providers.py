"""Providers: names, keys, limits, and what goes over the line."""

from __future__ import annotations

import json

import pytest
from deep_translator import constants
from libre_server import LibreServer, Reply

from sitegen.errors import TranslateError
from sitegen.settings import Settings, TranslateSettings
from sitegen.translate.pace import Pace
from sitegen.translate.providers import PROVIDERS, Provider, make_provider
from sitegen.translate.transport import Busy, Http, Refused, Rejected, retry_after

SETTINGS = Settings(title="站")


def test_an_unknown_provider_is_told_the_known_ones() -> None:
    with pytest.raises(TranslateError) as caught:
        make_provider("gogle", SETTINGS, {})
    assert "did you mean google?" in str(caught.value)
    assert "argos, deepl, google, libre, microsoft, mymemory, openai" in str(caught.value)


def test_no_provider_is_told_how_to_name_one() -> None:
    with pytest.raises(TranslateError, match=r"--provider or `translate\.provider`"):
        make_provider("", SETTINGS, {})


@pytest.mark.parametrize(
    ("name", "variable"),
    [
        ("deepl", "DEEPL_API_KEY"),
        ("microsoft", "MICROSOFT_API_KEY"),
        ("libre", "LIBRE_API_KEY"),
    ],
)
def test_a_missing_key_names_its_variable(name: str, variable: str) -> None:
    with pytest.raises(TranslateError, match=variable):
        make_provider(name, SETTINGS, {}).prepare()


@pytest.mark.parametrize("name", [name for name in PROVIDERS if name != "argos"])
def test_every_provider_can_be_set_up_without_a_network(name: str) -> None:
    names = ("DEEPL_API_KEY", "MICROSOFT_API_KEY", "LIBRE_API_KEY", "OPENAI_API_KEY")
    settings = Settings(title="站", translate=TranslateSettings(model="m"))
    provider = make_provider(name, settings, dict.fromkeys(names, "k:fx"))
    provider.prepare()
    assert provider.name == name
    assert provider.charge.of(1_000_000)


def test_deep_translators_own_client_asks_for_one_text(
    libre: LibreServer, provider: Provider
) -> None:
    provider.translate("天气很好")
    asked = {"q": "天气很好", "source": "zh", "target": "en", "format": "text"}
    assert libre.requests == [{**asked, "api_key": "secret", "path": "/translate"}]


def test_a_server_of_ones_own_needs_no_key(libre: LibreServer) -> None:
    table = TranslateSettings(endpoint=libre.url.rstrip("/"))
    provider = make_provider("libre", Settings(title="站", translate=table), {})
    assert provider.translate("好") is not None
    assert "api_key" not in libre.requests[0]


@pytest.mark.parametrize(("name", "most"), [("google", 544), ("mymemory", 163), ("libre", 666)])
def test_limits_count_bytes_on_the_line(name: str, most: int) -> None:
    provider = make_provider(name, SETTINGS, {})
    assert provider.measure("学" * most) <= provider.limit < provider.measure("学" * (most + 1))


def test_the_price_is_told_by_characters() -> None:
    assert make_provider("deepl", SETTINGS, {}).charge.of(500_000).startswith("about 10.00 EUR")


def test_the_site_may_set_price_and_pace() -> None:
    table = TranslateSettings(price=2.5, at_once=7, per_minute=30)
    provider = make_provider("google", Settings(title="站", translate=table), {})
    assert provider.charge.of(2_000_000).startswith("about 5.00;")
    assert provider.pace == Pace(at_once=7, per_minute=30)
    assert make_provider("google", SETTINGS, {}).pace.per_minute > 0


def test_deepl_gets_its_key_in_a_header_and_the_text_in_the_body(
    libre: LibreServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(constants.BASE_URLS, "DEEPL_FREE", libre.url)
    body = json.dumps({"translations": [{"text": "Good weather"}]}).encode()
    libre.answer = lambda _: Reply(body=body)
    provider = make_provider("deepl", SETTINGS, {"DEEPL_API_KEY": "k:fx"})
    assert provider.translate("天气很好") == "Good weather"
    [request] = libre.requests
    assert request == {
        "path": "/translate",
        "source_lang": "zh",
        "target_lang": "en",
        "text": "天气很好",
    }


def test_google_finds_the_translation_in_the_page(
    libre: LibreServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(constants.BASE_URLS, "GOOGLE_TRANSLATE", libre.url + "m")
    page = '<html><div class="result-container">Good weather – fine</div></html>'.encode()
    libre.answer = lambda _: Reply(body=page, headers={"Content-Type": "text/html"})
    provider = make_provider("google", SETTINGS, {})
    assert provider.translate("天气很好") == "Good weather – fine"
    assert libre.requests[0]["sl"] == "zh-CN"


def test_other_users_of_requests_are_left_alone(libre: LibreServer) -> None:
    import requests
    from deep_translator import libre as module

    table = TranslateSettings(endpoint=libre.url)
    make_provider("libre", Settings(title="站", translate=table), {}).translate("好")
    assert module.requests is requests
    assert requests.get.__module__ == "requests.api"


def test_an_unreachable_server_is_a_passing_failure_without_secrets(libre: LibreServer) -> None:
    table = TranslateSettings(endpoint="http://127.0.0.1:9/", timeout=0.5)
    provider = make_provider(
        "libre", Settings(title="站", translate=table), {"LIBRE_API_KEY": "s3"}
    )
    with pytest.raises(Busy) as caught:
        provider.translate("好")
    assert str(caught.value) == "the connection to 127.0.0.1:9 failed or was cut"


def test_an_impossible_address_ends_the_run() -> None:
    with pytest.raises(Refused, match="no address"):
        Http(1.0).get("http://[nonsense/")


def test_a_text_that_the_server_does_not_take_is_rejected_with_its_words(
    libre: LibreServer,
) -> None:
    libre.answer = lambda _: Reply(status=400, body=b'{"error": "text too long"}')
    with pytest.raises(Rejected, match="400: text too long"):
        Http(1.0).post(libre.url)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, None),
        ("120", 120.0),
        ("-5", 0.0),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 60.0),
        ("Wed, 21 Oct 2015 07:00:00 GMT", 0.0),
        ("soon", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(value: str | None, seconds: float | None) -> None:
    assert retry_after(value, now=1445412420.0) == seconds
