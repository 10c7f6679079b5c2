"""What tiles are called, in which order they stand, and which stay with their device."""

from desktop.viewmodels.glyphs import glyph
from desktop.viewmodels.importance import importance, is_minor
from desktop.viewmodels.naming import TileName, tile_name
from tests.unit.desktop.homes import KITCHEN, device, entity, state

WASHER = device("d1", "Washing machine")
PLAIN = entity("sensor.x")


def test_name_loses_its_areas_name_within_the_area() -> None:
    assert tile_name("Kitchen ceiling light", PLAIN, None, KITCHEN).short == "Ceiling light"
    assert tile_name("Kitchenette", PLAIN, None, KITCHEN).short == "Kitchenette"
    assert tile_name("Kitchen", PLAIN, None, KITCHEN).short == "Kitchen"
    assert tile_name("Kitchen light", PLAIN, None, None).short == "Kitchen light"


def test_facet_of_a_device_is_called_by_the_facet() -> None:
    assert tile_name("Washing machine Power", PLAIN, WASHER, KITCHEN) == TileName(
        full="Washing machine Power", short="Power", device="Washing machine"
    )


def test_entity_that_is_the_device_carries_its_name_alone() -> None:
    assert tile_name("Washing machine", PLAIN, WASHER, None).device == ""


def test_name_a_person_gave_is_not_taken_apart() -> None:
    named = entity("sensor.x", name="Washing machine in use")
    assert tile_name("Washing machine in use", named, WASHER, None).short == (
        "Washing machine in use"
    )


def test_controls_stand_before_readings_and_high_tiles_together() -> None:
    ranks = [
        importance("light", "1x2"),
        importance("climate", "1x2"),
        importance("light", "1x1"),
        importance("switch", "1x1"),
        importance("binary_sensor", "1x1"),
        importance("sensor", "1x1"),
        importance("sculpture", "1x1"),
    ]
    assert ranks == sorted(ranks)


def test_counter_of_a_device_is_minor_and_a_lone_one_is_not() -> None:
    counter = state("sensor.e", "12", device_class="energy")
    plug = state("switch.plug", "on")
    assert is_minor(counter, [plug])
    assert not is_minor(counter, [])
    assert not is_minor(counter, [state("sensor.b", "80", device_class="battery")])
    assert not is_minor(plug, [counter])


def test_icons_are_one_character() -> None:
    assert len(glyph("mdi:lightbulb")) == len(glyph("import")) == 1
    assert glyph("no-such-icon") == glyph("") == glyph("__class__") == ""
