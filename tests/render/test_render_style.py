"""Style sheets: contrast by the formula of WCAG 2.2, both dark themes alike, no shouting."""

from __future__ import annotations

import re

import pytest

from sitegen.render.theme import theme_root

CSS = theme_root() / "static" / "css"
TOKENS = (CSS / "tokens.css").read_text(encoding="utf-8")

TEXT = 4.5
"""WCAG 2.2, 1.4.3, level AA, text of normal size."""
PARTS = 3.0
"""WCAG 2.2, 1.4.11, borders of controls and focus."""

PAIRS = [
    ("ink", "paper", TEXT),
    ("ink", "wash", TEXT),
    ("ink-soft", "paper", TEXT),
    ("ink-soft", "wash", TEXT),
    ("link", "paper", TEXT),
    ("link", "wash", TEXT),
    ("seal", "paper", TEXT),
    ("on-seal", "seal", TEXT),
    ("on-mark", "mark", TEXT),
    ("paper", "ink", TEXT),
    ("edge", "paper", PARTS),
    ("focus", "paper", PARTS),
    ("rule-strong", "paper", PARTS),
]


def colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))


def block(selector: str) -> str:
    found = re.search(re.escape(selector) + r" \{(.*?)\}", TOKENS, re.DOTALL)
    assert found, selector
    return found[1]


LIGHT = colours(block(":root"))
DARK = colours(block(':root[data-theme="dark"]'))


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_contrast(theme: dict[str, str], front: str, back: str, least: float) -> None:
    assert contrast(theme[front], theme[back]) >= least


def test_the_formula_gives_the_known_extremes() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_the_systems_dark_theme_is_the_readers_dark_theme() -> None:
    system = colours(block(':root:not([data-theme="light"])'))
    assert system == DARK
    assert set(DARK) == set(LIGHT)


@pytest.mark.parametrize("path", sorted(CSS.glob("*.css")), ids=lambda path: path.name)
def test_a_style_sheet_takes_its_colours_from_the_tokens(path: object) -> None:
    text = (CSS / getattr(path, "name", "")).read_text(encoding="utf-8")
    assert "!important" not in text
    assert set(re.findall(r"var\((--[\w-]+)", text)) <= set(re.findall(r"(--[\w-]+):", TOKENS))
    if getattr(path, "name", "") not in {"tokens.css", "print.css"}:
        assert not re.findall(r"#[0-9a-f]{3,8}\b|\brgb|\bhsl", text)
