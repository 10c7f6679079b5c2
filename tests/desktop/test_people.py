"""People and pairing in the window: on the gallery's home, and on a real hub over the wire."""

import asyncio
import gc
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from desktop.backend.hub import HubBackend
from desktop.backend.people import PairingState, Person, PersonDevice, Visit, VisitPlan
from desktop.viewmodels import people_words, visits
from desktop.viewmodels.home import Home
from desktop.viewmodels.pairing import Pairing
from desktop.viewmodels.people import People
from embedded_hub.client.hub_link import HubLink
from embedded_hub.client.pairing import pair, read_link
from embedded_hub.core.people import Role
from embedded_hub.hub import Hub, HubOptions
from tests.desktop.home_rig import NOW, Rig, until

Row = dict[str, object]


def rows(people: People) -> list[Row]:
    """Return every row as QML sees it."""
    roles = {role: bytes(name.data()).decode() for role, name in people.roleNames().items()}
    return [
        {name: people.data(people.index(row, 0), role) for role, name in roles.items()}
        for row in range(people.rowCount())
    ]


def row_of(people: People, name: str) -> Row:
    return next(row for row in rows(people) if row["name"] == name)


def devices_of(people: People, name: str) -> list[Row]:
    devices = row_of(people, name)["devices"]
    assert isinstance(devices, list)
    return devices


@pytest.fixture
async def rig() -> AsyncIterator[tuple[Rig, People, Pairing]]:
    rig, people, pairing = Rig(), People(), Pairing()
    people.attach(rig.home)
    pairing.attach(rig.home)
    rig.start()
    await until(lambda: people.rowCount() > 0)
    yield rig, people, pairing
    people.close()
    pairing.close()
    await rig.close()


async def test_everybody_is_listed_with_what_they_may_do(
    rig: tuple[Rig, People, Pairing],
) -> None:
    _, people, _ = rig
    assert [row["name"] for row in rows(people)] == ["Anna", "Tom", "Grandpa Karl", "Cleaning"]
    anna, cleaning = row_of(people, "Anna"), row_of(people, "Cleaning")
    assert (anna["roleText"], anna["canChange"], anna["canRemove"]) == ("Owner", False, False)
    assert (cleaning["canChange"], cleaning["isActive"]) == (True, False)
    assert "Tue, Fri 09:00" in str(cleaning["limitsText"])
    assert row_of(people, "Grandpa Karl")["initials"] == "GK"
    own = devices_of(people, "Anna")
    assert (own[0]["stateText"], own[0]["canSignOut"]) == ("This device", False)
    assert own[1]["canSignOut"] is True


async def test_a_change_is_seen_when_the_hub_tells_it(rig: tuple[Rig, People, Pairing]) -> None:
    _, people, _ = rig
    people.changeRole("u2", "guest")
    await until(lambda: row_of(people, "Tom")["roleText"] == "Guest")
    people.rename("u2", "  Tommy ")
    await until(lambda: any(row["name"] == "Tommy" for row in rows(people)))
    people.signOut("t4")
    await until(lambda: devices_of(people, "Grandpa Karl") == [])
    people.remove("u3")
    await until(lambda: people.rowCount() == 3)


async def test_an_offer_shows_its_code_then_the_words_then_who_came_in(
    rig: tuple[Rig, People, Pairing],
) -> None:
    rig_, _, pairing = rig
    assert pairing.property("state") == "closed"
    pairing.open("guest", "", "Nora", ["kitchen"], {"lasts": 7})
    assert pairing.property("state") == "opening"
    await until(lambda: pairing.property("state") == "open")
    assert (
        pairing.property("code"),
        pairing.property("role"),
        len(pairing.property("qrRows")),
    ) == ("1234-5678", "guest", 33)
    assert pairing.property("leftText") == "5:00"
    assert "#" not in str(pairing.property("address"))
    asking = PairingState(
        state="asking", request_id="r", device="Pixel 9", words=("river", "lamp", "orange")
    )
    rig_.backend.people.tell_pairing(asking)
    assert (pairing.property("state"), pairing.property("words")) == (
        "asking",
        ["river", "lamp", "orange"],
    )
    pairing.confirm(True)
    await until(lambda: pairing.property("state") == "paired")
    assert pairing.property("pairedText") == "Pixel 9 is in."
    pairing.cancel()
    assert (pairing.property("state"), pairing.property("code"), pairing.property("qrRows")) == (
        "closed",
        "",
        [],
    )


async def test_an_offer_that_is_closed_as_the_window_goes_leaves_nothing_behind(
    rig: tuple[Rig, People, Pairing],
) -> None:
    rig_, _, pairing = rig
    pairing.open("family", "", "", [], {})
    await until(lambda: pairing.property("state") == "open")
    pairing.cancel()
    await rig_.home.tasks.close()
    pairing.open("family", "", "", [], {})
    rig_.home.ask(rig_.backend.people.cancel_pairing())
    # A coroutine nobody awaited is a warning when it is collected, and warnings are errors.
    gc.collect()


def test_presence_is_told_in_words() -> None:
    never = Person(person_id="a", name="A", role="family")
    device = PersonDevice(token_id="d", last_seen_at=NOW - 600)
    seen = Person(person_id="a", name="A", role="family", devices=(device,))
    assert people_words.presence_text(never, NOW) == "Never here yet"
    assert people_words.presence_text(seen, NOW).startswith("Last here ")
    assert people_words.device_text(device, NOW) == "10 min ago"


def test_a_guest_without_rooms_is_said_to_have_none() -> None:
    guest = Person(person_id="g", name="G", role="guest", hours=(Visit(starts=60, ends=120),))
    assert people_words.limits_text(guest, {}, NOW) == "No rooms · 01:00\N{EN DASH}02:00"


async def test_a_guests_hours_are_chosen_and_an_end_that_is_there_stays(
    rig: tuple[Rig, People, Pairing],
) -> None:
    _, people, _ = rig
    before = row_of(people, "Cleaning")["visit"]
    assert before == {"isLimited": True, "days": [1, 4], "from": 540, "to": 780, "lasts": -1}
    end = str(row_of(people, "Cleaning")["limitsText"]).rpartition("until")[2]
    people.setVisit("u4", {**before, "days": [0, 1], "from": 600})
    await until(lambda: "Mon, Tue 10:00" in str(row_of(people, "Cleaning")["limitsText"]))
    assert str(row_of(people, "Cleaning")["limitsText"]).endswith(end)
    people.setVisit("u4", {"isLimited": False, "lasts": 0})
    await until(lambda: row_of(people, "Cleaning")["limitsText"] == "Kitchen, Hall")


def test_a_form_with_no_day_chosen_means_every_day() -> None:
    plan = visits.plan_of({"isLimited": True, "days": [], "from": 60, "to": 120, "lasts": 1}, NOW)
    assert plan.hours == (Visit(days=visits.DAYS, starts=60, ends=120),)
    assert plan.expires_at == NOW + visits.DAY_S
    assert visits.plan_of({}, NOW) == VisitPlan()


async def test_on_a_real_hub_a_phone_comes_in_and_is_signed_out(tmp_path: Path) -> None:
    hub = Hub(HubOptions(folder=tmp_path, port=0))
    await hub.start()
    backend = HubBackend(HubLink(hub.url, await hub.issue_token(Role.OWNER, "This computer")))
    home = Home(backend)
    people, pairing = People(), Pairing()
    people.attach(home)
    pairing.attach(home)
    backend.subscribe(home.apply)
    backend.start()
    await until(lambda: people.has_people)
    offer = await backend.people.open_pairing("family", None, "Nora", [], VisitPlan())
    assert len(offer.qr) > 20
    device = await pair(read_link(offer.url), "Nora's phone")
    assert device.role == "family"
    await until(lambda: any(row["name"] == "Nora" for row in rows(people)))
    [phone] = devices_of(people, "Nora")
    people.signOut(str(phone["tokenId"]))
    await until(lambda: devices_of(people, "Nora") == [])
    assert people.property("errorText") == ""

    guest = await backend.people.open_pairing(
        "guest",
        None,
        "Mara",
        [],
        VisitPlan(hours=(Visit(days=(0, 6), starts=0, ends=1439),), expires_at=home.now() + 900),
    )
    await pair(read_link(guest.url), "Mara's phone")
    await until(lambda: any(row["name"] == "Mara" for row in rows(people)))
    assert "Mon, Sun 00:00" in str(row_of(people, "Mara")["limitsText"])

    pairing.open("family", "", "Tom", [], {})
    await until(lambda: pairing.property("state") == "open")
    assert pairing.property("isReachable") is False
    pairing.cancel()
    await asyncio.sleep(0)
    people.close()
    pairing.close()
    await home.close()
    await backend.close()
    await hub.stop()
