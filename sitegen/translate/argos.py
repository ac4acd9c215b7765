"""Argos Translate: models on this machine, no network, no key.

Its packages are large, so they are an extra and imported only when somebody asks for them.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass, field
from typing import Any

from sitegen.errors import TranslateError
from sitegen.model import Problem
from sitegen.translate.pace import Pace
from sitegen.translate.services import Charge
from sitegen.translate.transport import Rejected


@dataclass(slots=True)
class ArgosProvider:
    """A `Provider` that translates on this machine."""

    name: str = "argos"
    limit: int = 3_000
    """Characters: memory grows with the length of a text."""
    charge: Charge = field(default_factory=lambda: Charge("no charge, on this machine"))
    pace: Pace = field(default_factory=Pace)
    """One at a time: the models use all cores for one text."""
    _translation: Any = field(default=None)

    def measure(self, text: str) -> int:
        """Characters."""
        return len(text)

    def prepare(self) -> None:
        """Load the model; TranslateError where the extra or the model is not installed."""
        try:
            translate: Any = importlib.import_module("argostranslate.translate")
        except ImportError:
            message = "provider argos is an extra; run: pip install 'sitegen[argos]'"
            raise TranslateError(Problem("", 0, message)) from None
        languages = {language.code: language for language in translate.get_installed_languages()}
        source, target = languages.get("zh"), languages.get("en")
        found = source.get_translation(target) if source and target else None
        if found is None:
            message = "provider argos has no model yet; run: argospm install translate-zh_en"
            raise TranslateError(Problem("", 0, message))
        self._translation = found

    def translate(self, text: str) -> str | None:
        """The model's answer; raises Rejected."""
        if self._translation is None:
            self.prepare()
        try:
            answer = self._translation.translate(text)
        except (RuntimeError, ValueError, TypeError) as error:
            raise Rejected(f"argos gave no usable answer ({type(error).__name__})") from None
        return answer if isinstance(answer, str) else None
