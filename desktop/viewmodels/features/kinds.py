"""The few controls every feature is made of, as the maps QML draws.

A map's ``kind`` chooses the control and its ``id`` names it in calls back.
"""

from collections.abc import Callable, Mapping, Sequence

import msgspec

from desktop.viewmodels.glyphs import glyph
from desktop.viewmodels.words import measure, plain_word
from embedded_hub.model.state import State
from embedded_hub.model.values import JsonObject, JsonValue

EN_DASH = "\N{EN DASH}"
FeatureMap = dict[str, object]
Choice = tuple[str, str, str]
"""Value, word and icon name of one option."""


class Command(msgspec.Struct, frozen=True, kw_only=True):
    """What a touch on a feature means: an action, and what the tile shows until it is real."""

    action: str
    arguments: JsonObject = {}
    asked: str = ""
    """The value that was asked for, as the pending text."""


class DomainFeatures(msgspec.Struct, frozen=True, kw_only=True):
    """The controls of one domain and what they do."""

    build: Callable[[State], list[FeatureMap]]
    """All of them, the tile's own row first."""
    command: Callable[[State, str, JsonValue], Command | None]
    """The action for a feature id and a value; ``None`` when there is no such feature."""


def toggle(id_: str, label: str, icon: str, *, is_on: bool) -> FeatureMap:
    """Make an on-off switch."""
    return {**_base("toggle", id_, label, icon), "isOn": is_on}


def slider(
    id_: str,
    label: str,
    icon: str,
    value: float | None,
    span: tuple[float, float],
    *,
    step: float = 1.0,
    unit: str = "%",
    variant: str = "",
    fill: str = "left",
    is_off: bool = False,
    colors: tuple[str, str] = ("", ""),
) -> FeatureMap:
    """Make a slider; without a value its handle rests at the low end and says nothing."""
    return {
        **_base("slider", id_, label, icon),
        "min": span[0],
        "max": span[1],
        "step": step,
        "value": value,
        "unit": unit,
        "valueText": "" if value is None else measure(value, unit),
        "variant": variant,
        "fill": fill,
        "isOff": is_off,
        "lowColor": colors[0],
        "highColor": colors[1],
    }


def stepper(
    id_: str,
    label: str,
    icon: str,
    value: float | None,
    span: tuple[float, float],
    *,
    step: float,
    unit: str,
) -> FeatureMap:
    """Make a minus-plus pair around a value."""
    return {
        **_base("stepper", id_, label, icon),
        "min": span[0],
        "max": span[1],
        "step": step,
        "value": value,
        "unit": unit,
        "valueText": "" if value is None else measure(value, unit),
    }


def range_slider(
    id_: str,
    label: str,
    icon: str,
    values: tuple[float, float],
    span: tuple[float, float],
    *,
    step: float,
    unit: str,
) -> FeatureMap:
    """Make a slider with two handles."""
    return {
        **_base("range", id_, label, icon),
        "min": span[0],
        "max": span[1],
        "step": step,
        "low": values[0],
        "high": values[1],
        "unit": unit,
        "lowText": measure(values[0], unit),
        "highText": measure(values[1], unit),
    }


def button(
    action: str,
    label: str,
    icon: str,
    *,
    is_active: bool = False,
    is_enabled: bool = True,
    is_hold: bool = False,
    needs_code: bool = False,
    tint: str = "",
) -> FeatureMap:
    """Make one button of a row."""
    return {
        "action": action,
        "label": label,
        "icon": glyph(icon),
        "isActive": is_active,
        "isEnabled": is_enabled,
        "isHold": is_hold,
        "needsCode": needs_code,
        "tint": tint,
    }


def buttons(
    id_: str, label: str, row: Sequence[FeatureMap], *, code_format: str = ""
) -> FeatureMap:
    """Make a row of buttons."""
    return {**_base("buttons", id_, label, ""), "buttons": list(row), "codeFormat": code_format}


def options(
    id_: str, label: str, icon: str, choices: Sequence[Choice], current: str | None
) -> FeatureMap:
    """Make a strip of options, of which one holds."""
    words = {value: word for value, word, _ in choices}
    return {
        **_base("options", id_, label, icon),
        "options": [
            {"value": value, "label": word, "icon": glyph(icon_name) if icon_name else ""}
            for value, word, icon_name in choices
        ],
        "current": current or "",
        "currentLabel": words.get(current or "", ""),
    }


def color(id_: str, label: str, swatches: Sequence[str], current: str) -> FeatureMap:
    """Make a colour wheel with swatches."""
    return {
        **_base("color", id_, label, "palette"),
        "swatches": list(swatches),
        "current": current,
    }


def text(
    id_: str,
    label: str,
    value: str,
    *,
    length: tuple[int, int] = (0, 255),
    is_secret: bool = False,
    pattern: str = "",
) -> FeatureMap:
    """Make a text field."""
    return {
        **_base("text", id_, label, "form-textbox"),
        "value": value,
        "minLength": length[0],
        "maxLength": length[1],
        "isSecret": is_secret,
        "pattern": pattern,
    }


def read_only(kind: str, id_: str, label: str, fields: Mapping[str, object]) -> FeatureMap:
    """Make a feature that only shows something."""
    return {**_base(kind, id_, label, ""), **fields}


def choices_of(
    values: Sequence[str],
    words: Mapping[str, str] | None = None,
    icons: Mapping[str, str] | None = None,
) -> list[Choice]:
    """Make options of plain values, with words and icons where there are some."""
    return [
        (value, (words or {}).get(value) or plain_word(value), (icons or {}).get(value, ""))
        for value in values
    ]


def as_number(value: JsonValue) -> float:
    """Return a control's value as a number; a control never sends anything else here."""
    return float(value) if isinstance(value, int | float | str) else 0.0


def pressed(value: JsonValue) -> Command | None:
    """Return what a pressed button of a row sends: its action, with a code where one was given."""
    if not isinstance(value, Mapping):
        return None
    action, code = value.get("action"), value.get("code")
    if not isinstance(action, str) or not action:
        return None
    return Command(action=action, arguments={"code": code} if code else {})


def span_text(low: str, high: str) -> str:
    """Write a range of two values."""
    return f"{low}{EN_DASH}{high}"


def _base(kind: str, id_: str, label: str, icon: str) -> FeatureMap:
    return {
        "kind": kind,
        "id": id_,
        "label": label,
        "icon": glyph(icon) if icon else "",
        "isEnabled": True,
    }
