"""What the window shows: every page without a complaint, every icon a character of the font."""

import json
from collections.abc import Iterable, Iterator

from PySide6.QtGui import QFontDatabase, QRawFont

import resources
from desktop.viewmodels.glyphs import FONT_FILE, glyph
from desktop.viewmodels.module import ViewModels
from desktop.viewmodels.navigation import AREA, HOME, PAGES
from desktop.window import FEWEST_COLORS, Window, colors_in
from embedded_hub.model.capability.icons import ICONS

PIXELS = 24


async def check_pages(window: Window, models: ViewModels) -> str | None:
    """Open every page and the detail of every kind of entity; each has to draw something."""
    app = models.app
    for page in PAGES:
        if page == AREA:
            app.openArea(next(iter(models.home.mirror.areas)))
        else:
            app.navigate(page)
        if complaint := await _drawn(window, page):
            return complaint
    app.navigate(HOME)
    of_each_domain = {
        entity_id.partition(".")[0]: entity_id for entity_id in models.home.mirror.states
    }
    for entity_id in of_each_domain.values():
        models.detail.open(entity_id)
        if complaint := await _drawn(window, entity_id):
            return complaint
    models.detail.close()
    return None


async def _drawn(window: Window, what: str) -> str | None:
    await window.first_frame()
    if window.warnings:
        return f"{what}: {window.warnings[0]}"
    count = colors_in(window.picture())
    return None if count >= FEWEST_COLORS else f"{what}: only {count} colours were drawn"


async def check_icons(models: ViewModels) -> str | None:
    """Look every icon up in the font: those of the tables, and those on the tiles now."""
    if QFontDatabase.addApplicationFont(FONT_FILE) < 0:
        return f"{FONT_FILE} is no font"
    font = QRawFont(FONT_FILE, PIXELS)
    for name in _names():
        if not glyph(name):
            return f"there is no icon {name}"
    shown = [glyph(name) for name in _names()]
    shown += _icons_in([models.tiles.face_of(each) for each in models.home.mirror.states])
    shown += _icons_in(models.app.navigation)
    for character in shown:
        if not font.supportsCharacter(ord(character)):
            return f"U+{ord(character):X} is not in the font"
    return None


def _names() -> Iterator[str]:
    """Yield the names in our own tables."""
    for row in ICONS.values():
        yield from row.values()
    tokens = json.loads(resources.path("tokens.json").read_text(encoding="utf-8"))
    yield from tokens["icons"].values()


def _icons_in(value: object) -> Iterable[str]:
    """Yield what stands under ``icon`` anywhere inside."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "icon" and isinstance(inner, str) and inner:
                yield inner
            else:
                yield from _icons_in(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _icons_in(inner)
