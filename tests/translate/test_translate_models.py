"""Language models: an endpoint that speaks OpenAI's protocol, and Argos on this machine."""

from __future__ import annotations

import json
import sys
from types import SimpleNamespace

import pytest
from libre_server import LibreServer, Reply, english

from sitegen.errors import TranslateError
from sitegen.settings import Settings, TranslateSettings
from sitegen.translate.providers import Provider, make_provider
from sitegen.translate.transport import Busy, Refused, Rejected


def chat(libre: LibreServer, key: str = "secret", timeout: float = 20.0) -> Provider:
    table = TranslateSettings(endpoint=f"{libre.url}v1", model="qwen", timeout=timeout)
    return make_provider("openai", Settings(title="站", translate=table), {"OPENAI_API_KEY": key})


def test_a_chat_model_is_asked_for_one_text_with_model_and_key(libre: LibreServer) -> None:
    assert chat(libre).translate("天气很好") == english("天气很好")
    assert libre.requests == [
        {"q": "天气很好", "model": "qwen", "key": "Bearer secret", "path": "/v1/chat/completions"}
    ]


def test_a_model_of_ones_own_needs_no_key(libre: LibreServer) -> None:
    chat(libre, key="").translate("好")
    assert libre.requests[0]["key"] == ""


@pytest.mark.parametrize(
    ("reply", "trouble", "says"),
    [
        (Reply(status=429, headers={"Retry-After": "3"}), Busy, "answered 429"),
        (Reply(status=500), Busy, "answered 500"),
        (Reply(status=401, body=b'{"error": {"message": "bad key"}}'), Refused, "401: bad key"),
        (Reply(status=400, body=b'{"error": {"message": "too long"}}'), Rejected, "too long"),
        (Reply(hang=True), Busy, "did not answer within 0.5 seconds"),
        (Reply("half", cut=True), Busy, "failed or was cut"),
        (Reply(body=b"<html>"), Busy, "not JSON"),
        (Reply(body=b'{"choices": []}'), Rejected, "no usable answer"),
        (Reply(body=b"[]"), Rejected, "no usable answer"),
    ],
)
def test_what_goes_wrong_is_told_apart(
    libre: LibreServer, reply: Reply, trouble: type[Exception], says: str
) -> None:
    libre.script(reply)
    with pytest.raises(trouble, match=says) as caught:
        chat(libre, timeout=0.5 if reply.hang else 20.0).translate("天气很好")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("reason", "says"), [("length", "was cut off"), ("content_filter", "was withheld")]
)
def test_an_answer_that_is_not_whole_is_rejected(
    libre: LibreServer, reason: str, says: str
) -> None:
    choice = {"message": {"content": "Half of"}, "finish_reason": reason}
    libre.script(Reply(body=json.dumps({"choices": [choice]}).encode()))
    with pytest.raises(Rejected, match=says):
        chat(libre).translate("天气很好")


def test_a_missing_model_and_key_are_named_together() -> None:
    with pytest.raises(TranslateError) as caught:
        make_provider("openai", Settings(title="站"), {}).prepare()
    model, key = (problem.message for problem in caught.value.problems)
    assert "set `translate.model`" in model and "OPENAI_API_KEY" in key


def argos() -> Provider:
    return make_provider("argos", Settings(title="站"), {})


def test_argos_is_asked_for_in_one_line_when_it_is_missing() -> None:
    with pytest.raises(TranslateError, match=r"pip install 'sitegen\[argos\]'"):
        argos().prepare()


class Language:
    def __init__(self, code: str, *, knows: bool) -> None:
        self.code = code
        self._knows = knows

    def get_translation(self, target: Language) -> object:
        assert target.code == "en"
        return SimpleNamespace(translate=english) if self._knows else None


def install(monkeypatch: pytest.MonkeyPatch, *languages: Language) -> None:
    """What Argos's package offers, without its models."""
    module = SimpleNamespace(get_installed_languages=lambda: list(languages))
    monkeypatch.setitem(sys.modules, "argostranslate", SimpleNamespace(translate=module))
    monkeypatch.setitem(sys.modules, "argostranslate.translate", module)


def test_argos_translates_with_the_model_that_is_installed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    install(monkeypatch, Language("zh", knows=True), Language("en", knows=False))
    provider = argos()
    provider.prepare()
    assert provider.translate("天气") == english("天气")


@pytest.mark.parametrize("codes", [("en",), ("zh", "en")])
def test_argos_without_a_model_says_how_to_get_one(
    monkeypatch: pytest.MonkeyPatch, codes: tuple[str, ...]
) -> None:
    install(monkeypatch, *(Language(code, knows=False) for code in codes))
    with pytest.raises(TranslateError, match="argospm install translate-zh_en"):
        argos().prepare()
