"""The web client as the hub serves it: its files, the list of them, and the icons it draws with."""

import asyncio
import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from embedded_hub.server.web_files import CONTENT_TYPES, WebFile, read_web_files, web_file
from resources import path as resource

SHELL = "/shell.json"
ICON_FONT = "/fonts/icons.ttf"
ICON_NAMES = "/fonts/icons.json"
_ICONS = frozenset({ICON_FONT, ICON_NAMES})
_WEEK_S = 7 * 24 * 3600
_GLYPH = "mdi7."
"""What the package's table puts before each character."""


class WebClient:
    """Everything a browser may ask for by name.

    The icons weigh a megabyte and a half, which a hub nobody opens in a browser never loads.
    """

    def __init__(self) -> None:
        self._files: dict[str, WebFile] = {}
        self._shipped: Mapping[str, WebFile] = {}
        self._loading = asyncio.Lock()

    def __contains__(self, path: object) -> bool:
        return path in self._files or path in _ICONS

    async def load(self) -> None:
        """Read the files.

        Raises:
            OSError: they cannot be read.
        """
        files = await asyncio.to_thread(lambda: read_web_files(resource("web")))
        self._shipped = files
        self._files = {**files, SHELL: _shell(files, ())}

    async def file(self, path: str, pictures: Sequence[str] = ()) -> WebFile | None:
        """Return what is answered on a path.

        Args:
            path: What is asked for.
            pictures: Whose pictures the pages may show: their policy is kept with them, so that
                another one makes another set.
        """
        if path == SHELL and pictures:
            return _shell(self._shipped, pictures)
        if path in _ICONS and path not in self._files:
            async with self._loading:  # once, however many ask at the same time
                if path not in self._files:
                    self._files |= await asyncio.to_thread(_read_icons)
        return self._files.get(path)


def _shell(files: Mapping[str, WebFile], pictures: Sequence[str]) -> WebFile:
    """List what a browser must hold to start without the hub, under a name for exactly this set."""
    # A page goes by its short name, under which people open it.
    names = sorted(name for name in files if not name.endswith(".html") and name != "/index")
    tags = "".join([*(files[name].tag for name in names), *pictures])
    version = hashlib.sha256(tags.encode()).hexdigest()[:16]
    listed = msgspec.json.encode({"version": version, "files": names})
    return web_file(listed, CONTENT_TYPES[".json"])


def _read_icons() -> Mapping[str, WebFile]:
    from fonticon_mdi7 import MDI7  # type: ignore[import-untyped] # 7,000 attributes: when asked

    points = {
        name.replace("_", "-"): f"{ord(glyph.removeprefix(_GLYPH)):04x}"
        for name, glyph in vars(MDI7).items()
        if not name.startswith("_") and isinstance(glyph, str) and glyph.startswith(_GLYPH)
    }
    names = msgspec.json.encode(points)
    return {
        ICON_FONT: web_file(Path(MDI7.__font_file__).read_bytes(), CONTENT_TYPES[".ttf"], _WEEK_S),
        ICON_NAMES: web_file(names, CONTENT_TYPES[".json"], _WEEK_S),
    }
