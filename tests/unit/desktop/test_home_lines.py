"""Summaries, the line on top, search, arrangement and problems."""

from desktop.backend.api import Layout
from desktop.viewmodels import arrangement
from desktop.viewmodels.area_summary import summarize, to_turn_off
from desktop.viewmodels.face import Face, Subject, build_face
from desktop.viewmodels.headline import headline_items
from desktop.viewmodels.naming import TileName
from desktop.viewmodels.problems import Problems
from desktop.viewmodels.search import matches
from embedded_hub.model.ids import DeviceId, EntityId
from embedded_hub.model.state import State
from tests.unit.desktop.homes import KITCHEN, NOW, entity, state


def tile(one: State, name: str = "Thing", device_id: str = "") -> tuple[Face, State]:
    known = entity(one.entity_id, device_id=DeviceId(device_id) if device_id else None)
    return build_face(
        Subject(entity=known, state=one, name=TileName(full=name, short=name), area=KITCHEN), NOW
    ), one


def temperature(value: str, device_id: str = "") -> tuple[Face, State]:
    one = state(
        f"sensor.t{value[:1]}{device_id}",
        value,
        device_class="temperature",
        unit_of_measurement="°C",
    )
    return tile(one, device_id=device_id)


def test_area_sums_up_what_is_on_and_how_warm_it_is() -> None:
    summary = summarize(
        [tile(state("light.a", "on")), tile(state("light.b", "off")), temperature("21.4")]
    )
    assert (summary.on_count, summary.total) == (1, 3)
    assert summary.text == "1 on · 21.4°"
    assert summary.can_turn_off


def test_fridge_does_not_cool_the_kitchen() -> None:
    door = tile(state("binary_sensor.fridge", "off", device_class="door"), device_id="fridge")
    summary = summarize([temperature("4.0", "fridge"), door, temperature("21.0", "wall")])
    assert summary.temperature_text == "21.0°"


def test_thermostat_speaks_for_a_room_without_a_sensor() -> None:
    heating = tile(state("climate.c", "heat", current_temperature=20.5))
    assert summarize([heating]).temperature_text == "20.5°"
    assert summarize([heating, temperature("21.0")]).temperature_text == "21.0°"


def test_motion_is_said_while_there_is_some() -> None:
    motion = state("binary_sensor.m", "on", device_class="motion")
    assert summarize([tile(motion)]).has_motion
    assert not summarize([tile(state("binary_sensor.m", "off", device_class="motion"))]).has_motion


def test_all_off_means_lights_switches_and_fans_that_are_on() -> None:
    tiles = [
        tile(state("light.a", "on")),
        tile(state("switch.b", "off")),
        tile(state("fan.c", "on")),
        tile(state("lock.d", "unlocked")),
        tile(state("media_player.e", "playing")),
    ]
    assert to_turn_off(face for face, _ in tiles) == ["light.a", "fan.c"]


def test_most_urgent_comes_first_and_updates_can_wait() -> None:
    faces = [
        tile(state("light.a", "on"), "Lamp")[0],
        tile(state("lock.d", "unlocked"), "Front door")[0],
        tile(state("binary_sensor.s", "on", device_class="smoke"), "Smoke detector")[0],
        tile(state("update.u", "on"), "Bridge")[0],
    ]
    texts = [str(item["text"]) for item in headline_items(faces)]
    assert texts[:2] == ["Smoke detector: Smoke", "Front door: Unlocked"]
    assert texts[2].startswith("1 light")
    assert len(texts) == 3


def test_quiet_home_says_so_and_an_empty_one_says_nothing() -> None:
    assert [item["text"] for item in headline_items([tile(state("light.a", "off"))[0]])] == [
        "All is quiet"
    ]
    assert headline_items([]) == []


def test_search_finds_by_every_word_whatever_marks_and_case() -> None:
    face = tile(state("light.a", "on"), "Küche Deckenlicht")[0]
    assert matches("kuche DECKEN", face)
    assert matches("kitchen", face)
    assert not matches("kuche garage", face)
    assert not matches("  ", face)


def test_favourites_are_added_at_the_end_once() -> None:
    layout = arrangement.with_favorite(Layout(favorites=("a", "b")), "a", True)
    assert layout.favorites == ("b", "a")
    assert arrangement.with_favorite(layout, "b", False).favorites == ("a",)


def test_moving_keeps_everything_else_in_order() -> None:
    layout = Layout(favorites=("a", "b", "c"))
    assert arrangement.with_moved_favorite(layout, "c", 0).favorites == ("c", "a", "b")
    assert arrangement.with_moved_favorite(layout, "a", 99).favorites == ("b", "c", "a")
    moved = arrangement.with_moved_tile(layout, "kitchen", ["x", "y"], "y", 0)
    assert moved.tile_order == {"kitchen": ("y", "x")}
    assert arrangement.with_moved_area(layout, ["k", "l"], "l", 0).area_order == ("l", "k")


def test_one_problem_per_entity_and_not_too_many() -> None:
    problems = Problems()
    lamp = EntityId("light.a")
    problems.add("first", "", "failed", lamp)
    problems.add("second", "", "failed", lamp)
    assert [one["text"] for one in problems.as_list()] == ["second"]
    for number in range(9):
        problems.add(str(number), "", "failed")
    assert len(problems.as_list()) == Problems.MOST
    assert not problems.drop_entity(lamp)
