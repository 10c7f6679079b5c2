"""Every page of the desktop app, light as narrow as a phone and dark as wide as a desk."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from desktop.viewmodels.navigation import AREA, PAGES
from tests.e2e.app import has_many_colors, is_dark, screenshot

PHONE, DESK = ("light", "360x740"), ("dark", "1280x800")
OPENED = {page: ("--page", "area:kitchen" if page == AREA else page) for page in PAGES}
OPENED["detail"] = ("--entity", "light.living_ceiling")
Look = Callable[[str, str, str], QImage]


@pytest.fixture(scope="module")
def look(pictures: Path, surroundings: Mapping[str, str]) -> Look:
    """A page as the program draws it; it starts once for each picture."""
    drawn: dict[Path, QImage] = {}

    def take(page: str, theme: str, size: str) -> QImage:
        path = pictures / f"{page}-{theme}-{size}.png"
        if path not in drawn:
            words = ("--demo", "--theme", theme, "--size", size, *OPENED[page])
            drawn[path] = screenshot(path, *words, surroundings=surroundings)
        return drawn[path]

    return take


@pytest.mark.parametrize(("theme", "size"), [PHONE, DESK])
@pytest.mark.parametrize("page", OPENED)
def test_a_page_is_drawn_without_a_complaint(page: str, theme: str, size: str, look: Look) -> None:
    image = look(page, theme, size)
    assert f"{image.width()}x{image.height()}" == size
    assert has_many_colors(image)
    assert is_dark(image) == (theme == "dark")


# Alone it starts the program once for each page.
@pytest.mark.timeout(240)
def test_no_two_pages_of_a_phone_look_the_same(look: Look) -> None:
    seen: dict[bytes, str] = {}
    for page in OPENED:
        drawn = bytes(look(page, *PHONE).constBits())
        assert drawn not in seen, f"{page} looks like {seen[drawn]}"
        seen[drawn] = page
