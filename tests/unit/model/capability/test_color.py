"""Colours: each way of naming one leads to the others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedded_hub.model.capability import color
from embedded_hub.model.capability.color_names import COLOR_NAMES

bytes_ = st.integers(0, 255)


# Pairs shown by a real Home Assistant core for its demonstration lights.
@pytest.mark.parametrize(
    ("rgb", "hs", "xy"),
    [
        ((255, 164, 81), (28.55, 67.974), (0.533, 0.389)),
        ((255, 63, 111), (345.0, 75.0), (0.59, 0.274)),
        ((255, 128, 128), (0.0, 49.804), (0.524, 0.313)),
    ],
)
def test_colors_agree_with_what_other_systems_show(
    rgb: tuple[int, int, int], hs: tuple[float, float], xy: tuple[float, float]
) -> None:
    assert color.rgb_to_hs(*rgb) == pytest.approx(hs, abs=0.5)
    assert color.rgb_to_xy(*rgb) == pytest.approx(xy, abs=0.001)
    assert color.hs_to_rgb(*hs) == pytest.approx(rgb, abs=1)


@given(bytes_, bytes_, bytes_)
def test_xy_survives_the_way_through_rgb(red: int, green: int, blue: int) -> None:
    first = color.rgb_to_xy(red, green, blue)

    assert color.rgb_to_xy(*color.xy_to_rgb(*first)) == pytest.approx(first, abs=0.01)


@given(st.floats(0, 1), st.floats(0, 1))
def test_any_xy_is_some_color(x: float, y: float) -> None:
    rgb = color.xy_to_rgb(x, y)

    assert max(rgb) == 255
    assert min(rgb) >= 0


@given(bytes_, bytes_, bytes_)
def test_a_white_channel_never_adds_more_than_the_maximum(red: int, green: int, blue: int) -> None:
    channels = color.rgb_to_rgbw(red, green, blue)

    assert max(channels) == max(red, green, blue)
    assert min(channels[:3]) == 0


@pytest.mark.parametrize(
    ("kelvin", "rgb"),
    [
        (500, (255, 68, 0)),
        (1900, (255, 132, 0)),
        (2700, (255, 167, 87)),
        (6600, (255, 255, 255)),
        (10000, (202, 218, 255)),
        (60000, (152, 186, 255)),
    ],
)
def test_white_turns_from_amber_to_blue(kelvin: float, rgb: tuple[int, int, int]) -> None:
    assert color.kelvin_to_rgb(kelvin) == rgb


def test_two_whites_share_full_light_by_mired() -> None:
    assert color.kelvin_to_whites(3125, 6250, 2000) == (135, 120)
    assert color.kelvin_to_whites(3000, 4000, 4000) == (255, 0)


def test_the_names_of_css_are_all_there() -> None:
    assert len(COLOR_NAMES) == 148
    assert COLOR_NAMES["tomato"] == (255, 99, 71)
    assert COLOR_NAMES["rebeccapurple"] == (102, 51, 153)
