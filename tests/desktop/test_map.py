"""The map's view model: on the gallery's home, and on a real hub over the wire."""

import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.backend.hub import HubBackend
from desktop.backend.places import ZoneDraft
from desktop.viewmodels import zone_form
from desktop.viewmodels.home import Home
from desktop.viewmodels.map_route import day_span
from desktop.viewmodels.map_view import HomeMap
from embedded_hub.client.hub_link import HubLink
from embedded_hub.client.link_events import HubLinkState
from embedded_hub.core.people import Role
from embedded_hub.hub import Hub, HubOptions
from tests.desktop.home_rig import Rig, until

Row = dict[str, Any]


def rows(home_map: HomeMap, model: str) -> list[Row]:
    return home_map.marker_rows if model == "markers" else home_map.zone_rows


def row(home_map: HomeMap, model: str, name: str) -> Row:
    return next(one for one in rows(home_map, model) if one["name"] == name)


def names(home_map: HomeMap, model: str) -> list[str]:
    return [one["name"] for one in rows(home_map, model)]


def place(home_map: HomeMap, text: str) -> tuple[float, float]:
    found: Row = home_map.placeOf(text)
    assert found["isKnown"]
    return found["x"], found["y"]


@pytest.fixture
async def rig() -> AsyncIterator[tuple[Rig, HomeMap]]:
    rig, home_map = Rig(), HomeMap()
    home_map.attach(rig.home)
    rig.start()
    yield rig, home_map
    await rig.close()


async def test_everybody_is_listed_with_place_way_and_age(rig: tuple[Rig, HomeMap]) -> None:
    _, home_map = rig
    assert names(home_map, "markers") == ["Anna", "Tom", "Van"]
    anna, tom, van = (row(home_map, "markers", name) for name in ("Anna", "Tom", "Van"))
    assert (anna["placeText"], anna["isHome"], anna["hasPlace"]) == ("At home", True, True)
    assert tom["placeText"] == "Work"
    assert "north of home" in str(tom["lineText"])
    assert "min ago" in str(van["lineText"])
    assert (van["isPerson"], van["placeText"]) == (False, "Away")


async def test_a_tracker_somebody_is_known_by_is_that_person(rig: tuple[Rig, HomeMap]) -> None:
    rig_, home_map = rig
    rig_.backend.report("person.tom", "Work", source="device_tracker.van")
    assert names(home_map, "markers") == ["Anna", "Tom"]


async def test_an_old_position_says_so(rig: tuple[Rig, HomeMap]) -> None:
    rig_, home_map = rig
    assert row(home_map, "markers", "Tom")["isStale"] is False
    rig_.now += 7200
    home_map.look()
    tom = row(home_map, "markers", "Tom")
    assert (tom["isStale"], tom["ageText"]) == (True, "2 h ago")


async def test_the_way_of_a_day_has_stays_with_times_and_names(rig: tuple[Rig, HomeMap]) -> None:
    _, home_map = rig
    home_map.select("person.tom")
    home_map.showDay("1")
    await until(lambda: len(home_map.property("stays")) == 3)
    assert [stay["placeText"] for stay in home_map.property("stays")] == [
        "At home",
        "Work",
        "At home",
    ]
    assert home_map.property("stays")[1]["timeText"] == "08:30\N{EN DASH}16:37"
    assert home_map.property("stays")[2]["timeText"].endswith("\N{EN DASH}00:00")
    assert home_map.property("wayText").endswith("km")
    noon = home_map.moment(0.5)
    assert noon["isKnown"] is True
    view: Row = home_map.fitRoute(400, 300)
    assert view["zoom"] > 10


async def test_somebody_else_is_never_shown_with_the_way_before(rig: tuple[Rig, HomeMap]) -> None:
    _, home_map = rig
    home_map.select("person.tom")
    home_map.select("person.anna")
    assert home_map.property("route") == []
    await until(lambda: home_map.property("route") != [])
    home_map.select("")
    assert (
        home_map.property("route"),
        home_map.property("stays"),
        home_map.property("selected"),
    ) == ([], [], {})


async def test_notices_are_asked_for_place_by_place(rig: tuple[Rig, HomeMap]) -> None:
    _, home_map = rig
    home_map.select("person.tom")
    home_map.watch("work", "arrive")
    await until(lambda: [one["on"] for one in home_map.property("watchRows")] == ["", "arrive"])
    home_map.watch("work", "both")
    await until(lambda: home_map.property("watchRows")[1]["on"] == "both")
    home_map.watch("work", "")
    await until(lambda: home_map.property("watchRows")[1]["on"] == "")


async def test_a_place_is_made_changed_and_removed(rig: tuple[Rig, HomeMap]) -> None:
    _, home_map = rig
    spot = place(home_map, "52.51, 13.42")
    home_map.addZone("  School ", "mdi:school", *spot, 80.0)
    await until(lambda: len(rows(home_map, "zones")) == 3)
    school = row(home_map, "zones", "School")
    assert home_map.coordinates(school["worldX"], school["worldY"]) == "52.51000, 13.42000"
    home_map.changeZone("school", "Club", "mdi:dumbbell", *spot, 120.0)
    await until(lambda: "Club" in names(home_map, "zones"))
    assert row(home_map, "zones", "Club")["radiusM"] == 120.0
    home_map.removeZone("school")
    await until(lambda: len(rows(home_map, "zones")) == 2)
    home_map.removeZone("school")
    await until(lambda: home_map.property("errorText") != "")


async def test_a_place_is_made_once_however_often_it_is_asked_for(
    rig: tuple[Rig, HomeMap],
) -> None:
    rig_, home_map = rig
    made: list[object] = []
    asked = rig_.backend.tracking.add_zone

    async def add(zone: ZoneDraft) -> None:
        made.append(zone)
        await asked(zone)

    rig_.backend.tracking.add_zone = add  # type: ignore[method-assign]
    spot = place(home_map, "52.51, 13.42")
    home_map.addZone("School", "mdi:school", *spot, 80.0)
    home_map.addZone("School", "mdi:school", *spot, 80.0)
    assert home_map.property("isSaving")
    await until(lambda: not home_map.property("isSaving"))
    assert len(made) == 1


async def test_the_way_is_read_again_after_the_link_was_away_and_the_map_stays(
    rig: tuple[Rig, HomeMap],
) -> None:
    rig_, home_map = rig
    home_map.select("person.tom")
    home_map.showDay("0")
    await until(lambda: not home_map.property("isReading"))
    moved: list[None] = []
    home_map.routeRead.connect(lambda: moved.append(None))
    before = list(home_map.property("route"))
    rig_.now += 3600
    rig_.home.retranslated()  # says, as a new link does, that everything may be different
    await until(lambda: home_map.property("isReading") is False)
    assert home_map.property("route") != before
    assert moved == []


def test_a_local_day_begins_at_midnight_and_today_ends_now() -> None:
    now = 1_800_000_000.0
    begins, ends = day_span(now, 0)
    assert ends == now
    assert time.localtime(begins)[3:6] == (0, 0, 0)
    assert day_span(now, 1)[1] == begins


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_written_coordinates_are_read_again(latitude: float, longitude: float) -> None:
    point = zone_form.point_of(zone_form.coordinates((latitude, longitude)))
    assert point is not None
    assert abs(point[0] - latitude) < 1e-5
    assert abs(point[1] - longitude) < 1e-5


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("52,52 13,405", (52.52, 13.405)),
        ("33.9° S, 18.4° E", (-33.9, 18.4)),
        ("40.7 N 74 W", (40.7, -74.0)),
        ("52.5;13.4", (52.5, 13.4)),
        ("91, 0", None),
        ("somewhere", None),
        ("52.5", None),
    ],
)
def test_coordinates_are_read_as_people_write_them(
    text: str, point: tuple[float, float] | None
) -> None:
    assert zone_form.point_of(text) == point


async def test_on_a_hub_the_home_is_placed_and_a_place_of_work_made(tmp_path: Path) -> None:
    hub = Hub(HubOptions(folder=tmp_path, port=0))
    await hub.start()
    link = HubLink(hub.url, await hub.issue_token(Role.OWNER, "Anna"))
    backend = HubBackend(link)
    backend.start()
    home, home_map = Home(backend), HomeMap()
    home_map.attach(home)
    stop = backend.subscribe(home.apply)
    try:
        await until(lambda: home.mirror.is_filled)
        assert home_map.has_anything
        assert not home_map.property("hasHome")
        spot = place(home_map, "52.5, 13.4")
        home_map.changeZone("home", "", "mdi:home", *spot, 150.0)
        await until(lambda: home_map.property("hasHome"))
        home_map.addZone("Work", "mdi:briefcase", spot[0], spot[1] + 1e-4, 200.0)
        await until(lambda: len(rows(home_map, "zones")) == 2)
        await until(lambda: row(home_map, "zones", "Work")["zoneId"] == "work")
        await link.call("home/location/share", is_shared=True)
        position = {"latitude": 52.5, "longitude": 13.4, "accuracy_m": 10.0}
        await link.call("home/location/report", position=position)
        await until(lambda: [one["placeText"] for one in rows(home_map, "markers")] == ["At home"])
        home_map.select(rows(home_map, "markers")[0]["key"])
        await until(lambda: len(home_map.property("route")) > 0)
        home_map.watch("work", "arrive")
        await until(lambda: [one["on"] for one in home_map.property("watchRows")] == ["", "arrive"])
        assert home_map.property("errorText") == ""
    finally:
        stop()
        await home.close()
        await backend.close()
        await hub.stop(1.0)


async def test_a_guest_has_no_map(tmp_path: Path) -> None:
    hub = Hub(HubOptions(folder=tmp_path, port=0))
    await hub.start()
    owner = HubLink(hub.url, await hub.issue_token(Role.OWNER, "Anna"))
    guest = HubBackend(HubLink(hub.url, await hub.issue_token(Role.GUEST, "Visitor")))
    owner.start()
    guest.start()
    home, home_map = Home(guest), HomeMap()
    home_map.attach(home)
    stop = guest.subscribe(home.apply)
    try:
        await owner.wait_for(HubLinkState.CONNECTED)
        await owner.call("home/configure", latitude=52.5, longitude=13.4)
        await owner.call("home/location/share", is_shared=True)
        await until(lambda: home.mirror.is_filled)
        assert not home_map.has_anything
        assert (home_map.marker_rows, home_map.zone_rows) == ([], [])
        assert not home_map.property("canWatch")
    finally:
        stop()
        await home.close()
        await guest.close()
        await owner.close()
        await hub.stop(1.0)
