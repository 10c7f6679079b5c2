"""What the program is told on its command line."""

import argparse
from collections.abc import Sequence
from pathlib import Path

import msgspec

from embedded_hub import __version__

THEMES = ("system", "light", "dark", "contrast")


class Size(msgspec.Struct, frozen=True):
    """A window's size in logical pixels."""

    width: int
    height: int


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """Everything one start can be asked for."""

    hub: str | None = None
    """Address of a hub elsewhere; ``None`` runs one in this program."""
    link: str = ""
    """The pairing link that was given in place of an address."""
    token_file: Path | None = None
    is_demo: bool = False
    is_gallery: bool = False
    """Show the made-up home without any hub, for design work."""
    data: Path | None = None
    theme: str | None = None
    page: str | None = None
    entity: str | None = None
    """An entity whose detail to open."""
    size: Size | None = None
    screenshot: Path | None = None
    after_s: float = 1.0
    is_software: bool = False
    is_selftest: bool = False
    language: str | None = None

    @property
    def is_private(self) -> bool:
        """Whether this start leaves no trace: no settings saved, no single instance."""
        return self.screenshot is not None or self.is_selftest


def parse(arguments: Sequence[str]) -> Options:
    """Read the command line; exits with code 2 and a sentence when it is wrong."""
    parser = argparse.ArgumentParser(prog="homewire", description="Your home on one wire.")
    add = parser.add_argument
    add("--hub", metavar="URL", help="show a home elsewhere: its address, or a pairing link")
    add("--token-file", type=Path, metavar="F", help="file with the access token for --hub")
    add("--demo", action="store_true", help="run the demo home")
    add("--gallery", action="store_true", help="show every kind of tile, without a hub")
    add("--data", type=Path, metavar="DIR", help="where this computer keeps the home")
    add("--theme", choices=THEMES, help="colours for this start")
    add("--page", metavar="NAME", help="page to open, or area:ID, gateway:ID")
    add("--entity", metavar="ID", help="entity whose detail to open")
    add("--size", type=_size, metavar="WxH", help="window size for this start")
    add("--screenshot", type=Path, metavar="FILE", help="save a picture of the window and end")
    add("--after", type=float, default=1.0, metavar="S", help="seconds before the screenshot")
    add("--software", action="store_true", help="draw without the graphics card")
    add("--selftest", action="store_true", help="check that everything is there and end")
    add("--lang", metavar="CODE", help="language for this start, such as de")
    add("--version", action="version", version=f"homewire {__version__}")
    read = parser.parse_args(arguments)
    if read.token_file is not None and read.hub is None:
        parser.error("--token-file needs --hub")
    address, _, code = (read.hub or "").strip().partition("#")
    return Options(
        hub=address.removesuffix("/pair") or None,
        link=read.hub if code else "",
        token_file=read.token_file,
        # It tries the demo home's devices.
        is_demo=read.demo or read.selftest,
        is_gallery=read.gallery,
        data=read.data,
        theme=read.theme,
        page=read.page,
        entity=read.entity,
        size=read.size,
        screenshot=read.screenshot,
        after_s=read.after,
        is_software=read.software,
        is_selftest=read.selftest,
        language=read.lang,
    )


def _size(text: str) -> Size:
    width, _, height = text.partition("x")
    if not (width.isdecimal() and height.isdecimal() and int(width) and int(height)):
        raise argparse.ArgumentTypeError(f"{text!r} is not a size such as 1280x800")
    return Size(int(width), int(height))
