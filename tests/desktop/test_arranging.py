"""Many devices put into rooms at once, and devices that are there twice."""

from collections.abc import AsyncIterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.backend.fake_devices import TWINS
from desktop.viewmodels.room_suggestion import suggestion
from embedded_hub.errors import CannotConnect
from embedded_hub.model.ids import AreaId, DeviceId
from embedded_hub.model.registry import Area
from tests.desktop.home_rig import GatewayRig, until

AREAS = (
    Area(area_id=AreaId("kitchen"), name="Kitchen"),
    Area(area_id=AreaId("kids"), name="Kids", aliases=("Nursery",)),
    Area(area_id=AreaId("hall"), name="Hall"),
)


@pytest.fixture
async def rig() -> AsyncIterator[GatewayRig]:
    made = GatewayRig()
    await made.ready()
    made.adding.begin("wled")
    made.adding.answer("host", "192.0.2.40")
    made.adding.start()
    await until(lambda: bool(made.adding.property("doneGatewayId")))
    made.arranging.open(made.adding.property("doneGatewayId"))
    yield made
    await made.close()


def row(rig: GatewayRig, name: str) -> dict[str, object]:
    return next(one for one in rig.arranging.rows if one["name"] == name)


def tick(rig: GatewayRig, *names: str) -> None:
    for name in names:
        rig.arranging.select(str(row(rig, name)["deviceId"]), True)


@pytest.mark.parametrize(
    ("name", "room", "is_there"),
    [
        ("Kitchen ceiling", "Kitchen", True),
        ("Lamp in the NURSERY", "Kids", True),
        ("Hall spots", "Hall", True),
        ("Halloween lights", None, False),
        ("Guest room lamp", "Guest room", False),
        ("Wohnzimmerlampe", "Wohnzimmer", False),
        ("Küchenlicht", "Küche", False),
        ("Shelly Plus 1PM", None, False),
    ],
)
def test_a_name_says_which_room_it_is_in(name: str, room: str | None, *, is_there: bool) -> None:
    found = suggestion([name], AREAS)
    assert (found and found.name) == room
    assert (found is not None and found.area_id is not None) is is_there


@given(st.text())
def test_no_name_is_too_strange_to_look_for_a_room_in(name: str) -> None:
    found = suggestion([name], AREAS)
    assert found is None or found.name


async def test_the_devices_of_a_new_gateway_are_listed_with_rooms_their_names_speak_of(
    rig: GatewayRig,
) -> None:
    assert (rig.arranging.property("total"), rig.arranging.property("unplacedCount")) == (8, 8)
    assert row(rig, "Kitchen ceiling")["suggestedName"] == "Kitchen"
    assert row(rig, "Terrace lantern")["suggestedName"] == "Terrace"
    assert row(rig, "Terrace lantern")["isNewRoom"]
    assert rig.arranging.property("suggestionCount") == 8


async def test_the_chosen_ones_go_into_a_room_in_one_go_and_come_back(rig: GatewayRig) -> None:
    tick(rig, "Kitchen ceiling", "Kitchen counter")
    rig.arranging.place("kitchen")
    await until(lambda: rig.arranging.property("canUndo"))
    assert [len(one) for one in rig.backend.devices.arranged] == [2]
    assert row(rig, "Kitchen counter")["areaName"] == "Kitchen"
    assert rig.arranging.property("selectedCount") == 0
    rig.arranging.undo()
    await until(lambda: rig.arranging.property("unplacedCount") == 8)
    assert not rig.arranging.property("canUndo")


async def test_all_suggestions_are_followed_and_missing_rooms_made_once(rig: GatewayRig) -> None:
    before = len(rig.home.mirror.areas)
    rig.arranging.takeSuggestions()
    await until(lambda: rig.arranging.property("unplacedCount") == 0)
    made = {area.name for area in rig.home.mirror.areas.values()}
    assert {"Guest room", "Terrace"} <= made
    assert len(rig.home.mirror.areas) == before + 2
    assert row(rig, "Bedroom left")["areaId"] == "bedroom"


async def test_a_room_is_made_on_the_spot_and_one_of_that_name_is_used(rig: GatewayRig) -> None:
    tick(rig, "Terrace lantern")
    rig.arranging.placeInNew(" kitchen ")
    await until(lambda: row(rig, "Terrace lantern")["areaId"] == "kitchen")
    tick(rig, "Terrace lantern")
    rig.arranging.placeInNew("Conservatory")
    await until(lambda: row(rig, "Terrace lantern")["areaName"] == "Conservatory")


async def test_what_happens_to_one_leaves_the_others_ticked(rig: GatewayRig) -> None:
    tick(rig, "Kitchen ceiling", "Kitchen counter")
    lantern = str(row(rig, "Terrace lantern")["deviceId"])
    rig.arranging.placeOneInNew(lantern, "Conservatory")
    await until(lambda: row(rig, "Terrace lantern")["areaName"] == "Conservatory")
    await until(lambda: not rig.arranging.property("isBusy"))
    assert rig.arranging.property("selectedCount") == 2


async def test_suggestions_that_are_taken_twice_are_followed_once(rig: GatewayRig) -> None:
    rig.arranging.takeSuggestions()
    rig.arranging.takeSuggestions()
    await until(lambda: rig.arranging.property("unplacedCount") == 0)
    await until(lambda: not rig.arranging.property("isBusy"))
    assert rig.arranging.property("errorText") == ""
    assert rig.arranging.property("canUndo")


async def test_a_device_is_renamed_and_takes_its_own_name_again(rig: GatewayRig) -> None:
    device_id = str(row(rig, "Hall spots")["deviceId"])
    rig.arranging.rename(device_id, "Spots")
    await until(lambda: any(one["name"] == "Spots" for one in rig.arranging.rows))
    assert rig.arranging.property("doneText") == "Renamed to Spots"
    rig.arranging.rename(device_id, " ")
    await until(lambda: any(one["name"] == "Hall spots" for one in rig.arranging.rows))


async def test_a_search_narrows_what_is_chosen_with_all(rig: GatewayRig) -> None:
    rig.arranging.setProperty("searchText", "bedroom")
    assert rig.arranging.property("count") == 2
    rig.arranging.selectAll(True)
    assert rig.arranging.property("isAllSelected")
    rig.arranging.setProperty("searchText", "")
    assert (rig.arranging.property("selectedCount"), rig.arranging.property("count")) == (2, 8)


async def test_what_is_refused_says_why_and_changes_nothing(
    rig: GatewayRig, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(_changes: object) -> None:
        raise CannotConnect("no hub")

    monkeypatch.setattr(rig.backend.devices, "arrange", refuse)
    tick(rig, "Hall spots")
    rig.arranging.place("kitchen")
    await until(lambda: bool(rig.arranging.property("errorText")))
    assert (rig.arranging.property("selectedCount"), rig.arranging.property("isBusy")) == (1, False)


async def test_two_that_are_one_are_shown_as_one_and_separated_again(rig: GatewayRig) -> None:
    keep, other = TWINS
    await until(lambda: len(rig.duplicates.rows) == 1)
    (group,) = rig.duplicates.rows
    assert group["keep"] == keep
    rig.duplicates.choose(str(group["groupId"]), other)
    rig.duplicates.merge(str(group["groupId"]))
    await until(lambda: rig.duplicates.property("canUndo"))
    assert rig.duplicates.rows == []
    assert keep not in rig.home.mirror.devices
    assert [one["deviceId"] for one in rig.duplicates.mergedInto(other)] == [keep]
    rig.duplicates.undo()
    await until(lambda: keep in rig.home.mirror.devices)
    assert rig.duplicates.mergedInto(other) == []


async def test_two_that_are_different_are_not_asked_about_again(rig: GatewayRig) -> None:
    await until(lambda: len(rig.duplicates.rows) == 1)
    rig.duplicates.distinct(str(rig.duplicates.rows[0]["groupId"]))
    await until(lambda: rig.duplicates.rows == [])
    assert not rig.duplicates.property("canUndo")
    assert {DeviceId(one) for one in TWINS} <= set(rig.home.mirror.devices)
    rig.duplicates.forget()
    assert not rig.duplicates.property("isShown")
