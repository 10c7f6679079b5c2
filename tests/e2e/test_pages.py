"""Every page of the desktop app, in both themes, as narrow as a phone and as wide as a desk."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from desktop.viewmodels.navigation import AREA, PAGES
from tests.e2e.app import has_many_colors, is_dark, screenshot

PHONE, DESK = "360x740", "1280x800"
OPENED = {page: ("--page", "area:kitchen" if page == AREA else page) for page in PAGES}
OPENED["detail"] = ("--entity", "light.living_ceiling")


@pytest.mark.parametrize("size", [PHONE, DESK])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("page", OPENED)
def test_a_page_is_drawn_without_a_complaint(
    page: str, theme: str, size: str, pictures: Path, surroundings: Mapping[str, str]
) -> None:
    image = screenshot(
        pictures / f"{page}-{theme}-{size}.png",
        *("--demo", "--theme", theme, "--size", size, *OPENED[page]),
        surroundings=surroundings,
    )
    assert f"{image.width()}x{image.height()}" == size
    assert has_many_colors(image)
    assert is_dark(image) == (theme == "dark")


def test_no_two_pages_of_a_phone_look_the_same(
    pictures: Path, surroundings: Mapping[str, str]
) -> None:
    seen: dict[bytes, str] = {}
    for page, words in OPENED.items():
        image = screenshot(
            pictures / f"{page}.png",
            *("--demo", "--theme", "light", "--size", PHONE, *words),
            surroundings=surroundings,
        )
        drawn = bytes(image.constBits())
        assert drawn not in seen, f"{page} looks like {seen[drawn]}"
        seen[drawn] = page
