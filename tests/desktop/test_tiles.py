"""Tiles: batches, windows, touches and arrangement, without QML."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from desktop.backend.api import LinkPhase
from desktop.viewmodels.commands import SEND_INTERVAL_MS
from embedded_hub.model.action import Outcome, OutcomeKind
from embedded_hub.model.ids import EntityId
from tests.desktop.home_rig import Rig, until

LAMP = "light.kitchen_ceiling"
LOCK = "lock.front_door"


@pytest.fixture
async def rig() -> AsyncIterator[Rig]:
    made = Rig()
    made.start()
    yield made
    await made.close()


async def test_every_entity_of_the_home_has_a_tile(rig: Rig) -> None:
    zones = [one for one in rig.home.mirror.states if one.startswith("zone.")]
    assert rig.tiles.model.rowCount() == len(rig.home.mirror.states) - len(zones)


async def test_state_reaches_its_tile_with_the_next_batch_and_only_what_differs(rig: Rig) -> None:
    rig.told.clear()
    rig.backend.report(LAMP, "on", brightness=204)
    assert rig.told == []
    await until(lambda: bool(rig.told))
    assert len(rig.told) == 1
    assert rig.roles_told() == {"detailText", "stateLine", "accessibleText", "features"}


async def test_flood_of_states_is_one_batch(rig: Rig) -> None:
    rig.told.clear()
    for level in range(1, 200):
        rig.backend.report(LAMP, "on", brightness=level)
    await until(lambda: bool(rig.told))
    assert len(rig.told) == 1


async def test_report_that_changes_nothing_tells_qml_nothing(rig: Rig) -> None:
    rig.told.clear()
    rig.backend.report(LAMP, "on", brightness=102)
    rig.tiles.model.flush()
    assert rig.told == []


async def test_entity_that_comes_and_goes_takes_its_tile_along(rig: Rig) -> None:
    before = rig.tiles.model.rowCount()
    gone = rig.home.mirror.states[EntityId(LAMP)]
    rig.backend.remove(LAMP)
    assert rig.tiles.model.rowCount() == before - 1
    assert rig.tiles.model.face(LAMP) is None
    rig.backend.set_state(gone)
    assert rig.face(LAMP)["stateText"] == "On"


async def test_windows_follow_area_favourites_and_search(rig: Rig) -> None:
    kitchen = rig.tiles.window_of_area("kitchen")
    assert LAMP in kitchen.entity_ids()
    assert LAMP not in rig.tiles.window_of_area("hall").entity_ids()
    assert rig.tiles._favorites.entity_ids()[0] == "light.living_lamp"
    rig.app.setProperty("searchText", "kitchen light")
    assert rig.tiles._search.entity_ids() == [LAMP]
    rig.app.setProperty("searchText", "")
    assert rig.tiles._search.entity_ids() == []


async def test_names_are_short_in_their_area_and_whole_elsewhere(rig: Rig) -> None:
    name = next(
        role for role, text in rig.tiles.model.roleNames().items() if bytes(text.data()) == b"name"
    )
    kitchen = rig.tiles.window_of_area("kitchen")
    row = kitchen.entity_ids().index(LAMP)
    assert kitchen.index(row, 0).data(name) == "Ceiling light"
    rig.app.setProperty("searchText", "ceiling")
    assert rig.tiles._search.index(0, 0).data(name) == "Kitchen ceiling light"


async def test_tap_on_the_disc_switches_and_waits_for_the_device(rig: Rig) -> None:
    rig.backend.outcomes[EntityId(LAMP)] = Outcome(kind=OutcomeKind.DONE)
    rig.tiles.toggle(LAMP)
    face = rig.face(LAMP)
    assert (face["isPending"], face["isOn"]) == (True, True)
    await until(lambda: bool(rig.backend.acted))
    assert rig.backend.acted == [(LAMP, "turn_off", {})]
    assert rig.face(LAMP)["isOn"] is True
    rig.backend.report(LAMP, "off")
    face = rig.face(LAMP)
    assert (face["isPending"], face["isOn"]) == (False, False)


async def test_dragging_sends_ten_a_second_and_always_the_last(rig: Rig) -> None:
    for level in range(10, 91):
        rig.tiles.setSlider(LAMP, "brightness", float(level))
    await until(lambda: len(rig.backend.acted) == 2)
    await asyncio.sleep(SEND_INTERVAL_MS / 1000 * 2)
    assert [arguments for _, _, arguments in rig.backend.acted] == [
        {"brightness": 26},
        {"brightness": 230},
    ]


async def test_lock_is_not_switched_by_a_tap_and_is_by_a_hold(rig: Rig) -> None:
    rig.tiles.toggle(LOCK)
    rig.tiles.hold(LOCK)
    await until(lambda: bool(rig.backend.acted))
    assert rig.backend.acted == [(LOCK, "unlock", {})]


async def test_refusal_stays_until_it_is_read_and_can_be_tried_again(rig: Rig) -> None:
    refusal = Outcome(kind=OutcomeKind.FAILED, code="busy", message="Busy.")
    rig.backend.outcomes[EntityId(LAMP)] = refusal
    rig.tiles.toggle(LAMP)
    await until(lambda: rig.face(LAMP)["problemKind"] == "failed")
    assert rig.face(LAMP)["problemText"] == (
        "Kitchen ceiling light is busy. Try again in a moment."
    )
    (problem,) = rig.app.property("problems")
    assert problem["detail"] == f"{LAMP}: busy: Busy."
    del rig.backend.outcomes[EntityId(LAMP)]
    rig.app.retryProblem(problem["id"])
    await until(lambda: rig.face(LAMP)["isOn"] is False)
    assert rig.face(LAMP)["problemKind"] == ""
    assert rig.app.property("problems") == []
    assert [action for _, action, _ in rig.backend.acted] == ["turn_off", "turn_off"]


async def test_dismissed_problem_is_gone_from_tile_and_list(rig: Rig) -> None:
    rig.backend.outcomes[EntityId(LAMP)] = Outcome(kind=OutcomeKind.UNKNOWN)
    rig.tiles.toggle(LAMP)
    await until(lambda: rig.face(LAMP)["problemKind"] == "unknown")
    assert rig.face(LAMP)["stateLine"] == "Sent, not confirmed"
    rig.tiles.dismissProblem(LAMP)
    assert rig.face(LAMP)["problemKind"] == ""
    assert rig.app.property("problems") == []


async def test_touch_while_the_hub_is_away_says_that_nothing_was_sent(rig: Rig) -> None:
    rig.backend.go(LinkPhase.LOST)
    assert rig.app.property("isStale")
    assert "not connected since" in rig.app.property("connectionText")
    rig.tiles.toggle(LAMP)
    await until(lambda: rig.face(LAMP)["problemKind"] == "not_connected")
    assert "Nothing was sent" in str(rig.face(LAMP)["problemText"])


async def test_touch_on_something_that_went_means_nothing(rig: Rig) -> None:
    rig.tiles.toggle("light.never_was")
    rig.tiles.setSlider("light.never_was", "brightness", 5)
    rig.tiles.choose("light.never_was", "effect", "x")
    await asyncio.sleep(0)
    assert rig.backend.acted == []


async def test_favourites_and_order_are_kept_by_the_hub(rig: Rig) -> None:
    rig.tiles.setFavorite(LAMP, True)
    favorites = rig.tiles._favorites
    await until(lambda: LAMP in favorites.entity_ids())
    rig.tiles.moveFavorite(LAMP, 0)
    await until(lambda: favorites.entity_ids()[0] == LAMP)
    rig.tiles.setFavorite(LAMP, False)
    await until(lambda: LAMP not in favorites.entity_ids())
    kitchen = rig.tiles.window_of_area("kitchen")
    last = kitchen.entity_ids()[-1]
    rig.tiles.move(last, 0)
    await until(lambda: kitchen.entity_ids()[0] == last)


async def test_new_order_moves_single_rows_and_keeps_all_others(rig: Rig) -> None:
    favorites, steps = rig.tiles._favorites, list[str]()
    favorites.modelReset.connect(lambda: steps.append("reset"))
    favorites.layoutChanged.connect(lambda: steps.append("layout"))
    favorites.rowsInserted.connect(lambda *_: steps.append("insert"))
    favorites.rowsMoved.connect(lambda *_: steps.append("move"))
    favorites.rowsRemoved.connect(lambda *_: steps.append("remove"))
    rig.tiles.setFavorite(LAMP, True)
    await until(lambda: LAMP in favorites.entity_ids())
    rig.tiles.moveFavorite(LAMP, 0)
    await until(lambda: favorites.entity_ids()[0] == LAMP)
    rig.tiles.setFavorite(LAMP, False)
    await until(lambda: LAMP not in favorites.entity_ids())
    assert steps == ["insert", "move", "remove"]


async def test_name_place_and_hiding_come_back_from_the_hub(rig: Rig) -> None:
    rig.tiles.rename(LAMP, "  Sun  ")
    await until(lambda: rig.face(LAMP)["fullName"] == "Sun")
    rig.tiles.rename(LAMP, "")
    await until(lambda: rig.face(LAMP)["fullName"] == "Kitchen ceiling light")
    rig.tiles.moveToArea(LAMP, "hall")
    await until(lambda: LAMP in rig.tiles.window_of_area("hall").entity_ids())
    rig.tiles.setHidden(LAMP, True)
    await until(lambda: rig.tiles.model.face(LAMP) is None)


async def test_refused_change_is_told_and_not_swallowed(rig: Rig) -> None:
    rig.tiles.rename("light.never_was", "X")
    await until(lambda: bool(rig.app.property("problems")))
    (problem,) = rig.app.property("problems")
    assert problem["text"] == "It is not there any more."
    assert not problem["canRetry"]


async def test_trend_is_read_only_for_a_tile_somebody_looks_at(rig: Rig) -> None:
    sensor = "sensor.kitchen_temperature"
    assert rig.face(sensor)["trend"] == []
    rig.tiles.model.trendWanted.emit(sensor)
    await until(lambda: bool(rig.face(sensor)["trend"]))
    assert rig.face("sensor.power")["trend"] == []


async def test_ages_grow_older(rig: Rig) -> None:
    pump = "switch.garden_pump"
    assert rig.face(pump)["stateLine"] == "Off · 14 min ago"
    rig.now += 3600
    rig.tiles.model.mark_aged()
    assert rig.face(pump)["stateLine"] == "Off · 1 h ago"


async def test_returning_hub_updates_tiles_in_place(rig: Rig) -> None:
    removed: list[int] = []
    rig.tiles.model.rowsRemoved.connect(lambda *_: removed.append(1))
    rig.backend.go(LinkPhase.LOST)
    rig.backend.go(LinkPhase.CONNECTED)
    assert removed == []
    assert rig.app.property("connection") == "connected"
