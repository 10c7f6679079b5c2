from hypothesis import given
from hypothesis import strategies as st

from embedded_hub.gateways.lights import LightNow, LightSpec, from_255, passing, to_255

LAMP = LightSpec(modes=("rgb", "color_temp"), warmest_k=2000, coldest_k=6500, effects=("Rainbow",))


@given(st.sampled_from([1.0, 99, 100, 254, 255]), st.integers(0, 255))
def test_a_level_the_device_shows_comes_back_as_the_same_level(most: float, level: int) -> None:
    wanted = min(level, most)
    if most > 1:
        assert from_255(to_255(wanted, most), most) == wanted


@given(st.sampled_from([99, 100, 254, 255]), st.floats(0.01, 1))
def test_a_light_that_is_on_never_shows_as_nought(most: int, share: float) -> None:
    assert to_255(share * most, most) >= 1
    assert from_255(max(1, round(share * 255)), most) >= 1
    assert to_255(0, most) == from_255(0, most) == 0


def test_a_light_that_is_off_has_all_its_attributes_and_none_has_a_value() -> None:
    off = passing(LAMP, LightNow(is_on=False, brightness=5, kelvin=3000, effect="Rainbow"))
    assert set(off.values()) == {None}
    assert set(off) == set(passing(LAMP, LightNow(is_on=True, brightness=5)))


def test_white_light_shows_its_temperature_and_no_colour() -> None:
    white = passing(LAMP, LightNow(is_on=True, brightness=5, color_mode="color_temp", kelvin=4000))
    assert (white["color_temp_kelvin"], white["color_temp"]) == (4000, 250)
    assert white["rgb_color"] is None


def test_colour_is_told_in_every_form_clients_ask_for() -> None:
    red = passing(LAMP, LightNow(is_on=True, color_mode="rgb", color=(255, 0, 0)))
    assert (red["rgb_color"], red["hs_color"]) == ([255, 0, 0], [0.0, 100.0])
    assert red["color_temp_kelvin"] is None


def test_what_lasts_names_limits_in_both_scales() -> None:
    lasting = LAMP.lasting()
    assert (lasting["min_mireds"], lasting["max_mireds"]) == (154, 500)
    assert lasting["effect_list"] == ["Rainbow"]
