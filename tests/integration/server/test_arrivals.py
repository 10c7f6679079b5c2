"""Notices of who comes and goes: for those who asked and may see them, and nobody else."""

from typing import Any

import pytest

from embedded_hub.core.home import Home
from embedded_hub.core.household import PersonChanges
from embedded_hub.core.people import Role
from embedded_hub.model.ids import AreaId
from tests.fakes.stores import MemoryHistory
from tests.integration.server.conftest import Bench, Client, Connect
from tests.integration.server.test_zones import HERE, KEY, PHONES, WORK, describe, report

TRACKER = "device_tracker.anna"


async def texts(client: Client) -> list[str]:
    return [one["text"] for one in (await client.call("notice/list"))["notices"]]


@pytest.fixture
async def owner(bench: Bench, enter: Connect) -> Client:
    owner = await enter(Role.OWNER, name="Olga")
    await owner.call("home/configure", **HERE)
    await owner.call("zone/create", name="Work", **WORK)
    describe(bench.home)
    return owner


async def test_who_asked_is_told_of_arriving_and_leaving_and_others_are_not(
    bench: Bench, enter: Connect, owner: Client
) -> None:
    ben = await enter(Role.FAMILY, name="Ben")
    await owner.call("home/location/watch", entity_id=TRACKER, zone_id="home", on="arrive")
    await owner.call("home/location/watch", entity_id=TRACKER, zone_id="zone.work", on="leave")
    report(bench.home, None, **WORK)
    await bench.home.notice_sources.settle()
    assert await texts(owner) == []  # a first fix is no arrival
    report(bench.home, None, **HERE)
    await bench.home.notice_sources.settle()
    assert await texts(owner) == ["Anna left: Work.", "Anna came home."]
    report(bench.home, None, latitude=48.0, longitude=11.0)
    report(bench.home, None, **WORK)
    report(bench.home, None, latitude=48.0, longitude=11.0)
    await bench.home.notice_sources.settle()
    # The same news again takes the place of the old.
    assert await texts(owner) == ["Anna left: Work.", "Anna came home."]
    assert await texts(ben) == []


async def test_a_time_without_word_is_no_arrival(bench: Bench, owner: Client) -> None:
    await owner.call("home/location/watch", entity_id=TRACKER, zone_id="home", on="both")
    report(bench.home, None, **HERE)
    bench.home.intake(PHONES).available([KEY], False)
    report(bench.home, None, **HERE)
    await bench.home.notice_sources.settle()
    assert await texts(owner) == []
    bench.home.intake(PHONES).available([KEY], False)
    report(bench.home, None, latitude=48.0, longitude=11.0)
    await bench.home.notice_sources.settle()
    assert await texts(owner) == ["Anna left home."]


async def test_a_home_that_speaks_german_says_so_in_german(bench: Bench, owner: Client) -> None:
    await owner.call("home/configure", language="de")
    await owner.call("home/location/watch", entity_id=TRACKER, zone_id="work")
    report(bench.home, None, **HERE)
    report(bench.home, None, **WORK)
    await bench.home.notice_sources.settle()
    assert await texts(owner) == ["Anna ist angekommen: Work."]


async def test_watches_are_listed_kept_and_ended(bench: Bench, owner: Client) -> None:
    asked: dict[str, Any] = {"entity_id": TRACKER, "zone_id": "home", "on": "both"}
    await owner.call("home/location/watch", **asked)
    await owner.call("home/location/watch", **{**asked, "on": "leave"})
    listed = {"watches": [{**asked, "on": "leave"}]}
    assert await owner.call("home/location/watches") == listed
    again = Home(
        bench.home.id, clock=bench.home.clock, records=bench.records, history=MemoryHistory()
    )
    await again.start()
    user_id = next(user.id for user in again.people.users() if user.name == "Olga")
    assert [one.on for one in again.arrivals.of(user_id)] == ["leave"]
    await again.stop()
    await owner.call("home/location/watch", **asked, is_on=False)
    assert await owner.call("home/location/watches") == {"watches": []}
    for wrong, code in [
        ({"entity_id": "light.lamp"}, "invalid_info"),
        ({"entity_id": "person.nobody"}, "not_found"),
        ({"zone_id": "nowhere"}, "not_found"),
        ({"on": "sometimes"}, "invalid_format"),
    ]:
        refused = await owner.fail("home/location/watch", **{**asked, **wrong})
        assert refused["code"] == code


async def test_who_may_not_see_somebody_any_more_is_told_nothing_more(
    bench: Bench, enter: Connect, owner: Client
) -> None:
    ben, gus = await enter(Role.FAMILY, name="Ben"), await enter(Role.GUEST, "hall", name="Gus")
    asked = {"entity_id": TRACKER, "zone_id": "home"}
    assert (await gus.fail("home/location/watch", **asked))["code"] == "not_found"
    await ben.call("home/location/watch", **asked)
    report(bench.home, None, **WORK)
    user = next(user for user in bench.home.people.users() if user.name == "Ben")
    changes = PersonChanges(role=Role.GUEST, area_ids=(AreaId("hall"),))
    await bench.home.household.change(user.id, changes)
    report(bench.home, None, **HERE)
    await bench.home.notice_sources.settle()
    assert not bench.home.notices.all()
    await bench.home.people.remove(user.id)
    assert not [key for key in bench.records.kept if key[0] == "location_watch"]


async def test_a_route_is_told_in_few_points_with_their_times(bench: Bench, owner: Client) -> None:
    begins = bench.home.clock.utc_s()
    for step in range(40):
        report(bench.home, None, latitude=52.5 + step * 1e-4, longitude=13.4, gps_accuracy=5)
    for step in range(40):
        report(bench.home, None, latitude=52.504, longitude=13.4 + step * 1e-4)
    read = await owner.call("home/location/route", entity_id=TRACKER, start=begins)
    assert [(one["latitude"], one["accuracy_m"]) for one in read["points"]] == [
        (52.5, 5),
        (52.504, None),
        (pytest.approx(52.504), None),
    ]
    times = [one["at"] for one in read["points"]]
    assert times == sorted(times)
    assert times[0] >= begins
    assert (read["tolerance_m"], read["is_cut"]) == (15, False)
    whole = await owner.call("home/location/route", entity_id=TRACKER, start=begins, tolerance_m=0)
    assert len(whole["points"]) >= 3
    refusals: list[tuple[dict[str, Any], str]] = [
        ({"entity_id": "light.lamp"}, "invalid_info"),
        ({"end": begins - 1}, "invalid_format"),
        ({"start": "yesterday"}, "invalid_format"),
    ]
    for wrong, code in refusals:
        asked = {"entity_id": TRACKER, "start": begins, **wrong}
        assert (await owner.fail("home/location/route", **asked))["code"] == code


async def test_a_zone_that_changes_around_somebody_is_no_arrival(
    bench: Bench, owner: Client
) -> None:
    await owner.call("home/location/watch", entity_id=TRACKER, zone_id="work", on="both")
    report(bench.home, None, **WORK)
    await owner.call("zone/update", zone_id="work", name="Office")
    await owner.call("zone/update", zone_id="work", name="Office", **HERE)
    await bench.home.notice_sources.settle()
    assert await texts(owner) == []


async def test_a_watch_ends_as_it_was_asked_for_and_with_its_zone(
    bench: Bench, owner: Client
) -> None:
    asked: dict[str, Any] = {"entity_id": TRACKER, "zone_id": "zone.work", "on": "both"}
    await owner.call("home/location/watch", **asked)
    await owner.call("home/location/watch", **asked, is_on=False)
    assert await owner.call("home/location/watches") == {"watches": []}
    await owner.call("home/location/watch", **asked)
    await owner.call(
        "config/entity_registry/update", entity_id=TRACKER, new_entity_id="device_tracker.ann"
    )
    [watch] = (await owner.call("home/location/watches"))["watches"]
    assert watch["entity_id"] == "device_tracker.ann"
    await owner.call("zone/delete", zone_id="work")
    assert await owner.call("home/location/watches") == {"watches": []}
