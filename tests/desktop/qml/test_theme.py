"""The tokens are legible, and everything made from them is fresh."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import resources

TOKENS: dict[str, Any] = json.loads(resources.path("tokens.json").read_text(encoding="utf-8"))
SCHEMES = tuple(TOKENS["color"])
GROUNDS = ("background", "surface", "surfaceSunken", "surfaceHover")
TEXTS = ("text", "textMuted", "attention", "alarm", "accent")
ICONS = ("light", "heat", "cool", "good", "attention", "alarm", "accent", "neutral", "controlEdge")

TEXT_RATIO, ICON_RATIO, HIGH_RATIO = 4.5, 3.0, 7.0
"""WCAG 2.2: 1.4.3, 1.4.11 and 1.4.6."""


def generator() -> ModuleType:
    path = Path(__file__).parents[3] / "build" / "generate_theme.py"
    spec = importlib.util.spec_from_file_location("generate_theme", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def channels(color: str) -> tuple[float, float, float]:
    value = color[-6:]
    red, green, blue = (int(value[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def luminance(color: tuple[float, float, float]) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in color
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: tuple[float, float, float], second: tuple[float, float, float]) -> float:
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mixed(
    over: tuple[float, float, float], under: tuple[float, float, float], share: float
) -> tuple[float, float, float]:
    red, green, blue = (a * share + b * (1 - share) for a, b in zip(over, under, strict=True))
    return red, green, blue


def demanded(scheme: str, usual: float) -> float:
    return HIGH_RATIO if scheme.startswith("contrast") else usual


def test_generated_files_are_not_stale() -> None:
    assert generator().stale() == []


def test_an_icon_that_does_not_exist_is_refused() -> None:
    with pytest.raises(AttributeError):
        generator().glyph("no-such-icon-at-all")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_can_be_read_on_every_ground(scheme: str) -> None:
    colors = TOKENS["color"][scheme]
    for text in TEXTS:
        for ground in GROUNDS:
            ratio = contrast(channels(colors[text]), channels(colors[ground]))
            assert ratio >= demanded(scheme, TEXT_RATIO), (text, ground, ratio)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_icons_can_be_seen_on_their_tinted_discs(scheme: str) -> None:
    colors = TOKENS["color"][scheme]
    for icon in ICONS:
        color, surface = channels(colors[icon]), channels(colors["surface"])
        disc = mixed(color, surface, TOKENS["tint"][scheme])
        assert contrast(color, disc) >= demanded(scheme, ICON_RATIO), icon
        assert contrast(color, surface) >= demanded(scheme, ICON_RATIO), icon


@pytest.mark.parametrize("scheme", SCHEMES)
def test_words_on_the_primary_button_can_be_read(scheme: str) -> None:
    colors = TOKENS["color"][scheme]
    ratio = contrast(channels(colors["accentText"]), channels(colors["accent"]))
    assert ratio >= demanded(scheme, TEXT_RATIO)


def test_every_scheme_has_the_same_tokens() -> None:
    names = {scheme: set(colors) for scheme, colors in TOKENS["color"].items()}
    assert len({frozenset(each) for each in names.values()}) == 1
    assert set(TOKENS["tint"]) == set(names)


def test_resources_outside_the_package_are_not_found() -> None:
    with pytest.raises(FileNotFoundError):
        resources.path("../pyproject.toml")
    with pytest.raises(FileNotFoundError):
        resources.path("qml/Homewire/Nothing.qml")
