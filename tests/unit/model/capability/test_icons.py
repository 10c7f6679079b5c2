"""The icon table names only what the font draws."""

from fonticon_mdi7 import MDI7  # type: ignore[import-untyped]

from embedded_hub.model.capability.icons import (
    FALLBACK,
    ICONS,
    UNKNOWN_BATTERY,
    battery_icon,
)
from embedded_hub.model.capability.wording import DEVICE_CLASSES


def test_every_icon_is_in_the_font() -> None:
    names = {name for row in ICONS.values() for name in row.values()}
    names |= {FALLBACK, UNKNOWN_BATTERY}
    names |= {
        battery_icon(percent, is_charging=is_charging)
        for percent in range(-10, 120)
        for is_charging in (True, False)
    }

    missing = sorted(name for name in names if not hasattr(MDI7, name.replace("-", "_")))

    assert missing == []


def test_every_row_has_an_icon_for_any_state() -> None:
    assert [key for key, row in ICONS.items() if "" not in row] == []


def test_every_binary_sensor_with_words_has_an_icon() -> None:
    assert [kind for kind in DEVICE_CLASSES if f"binary_sensor.{kind}" not in ICONS] == []
