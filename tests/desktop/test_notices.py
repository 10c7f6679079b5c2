"""Notices in the window: on the gallery's home, and on a real hub over the wire."""

import gc
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest

from desktop.backend.fake_notices import notice
from desktop.backend.hub import HubBackend
from desktop.viewmodels import notice_words
from desktop.viewmodels.home import Home
from desktop.viewmodels.mirror import HomeMirror
from desktop.viewmodels.navigation import entries
from desktop.viewmodels.notice_list import Notices
from embedded_hub.client.hub_client import HubClient
from embedded_hub.client.hub_link import HubLink
from embedded_hub.core.people import Role
from embedded_hub.hub import Hub, HubOptions
from embedded_hub.model.gateway_status import GatewayStatus, LinkState
from embedded_hub.model.ids import GatewayId
from embedded_hub.protocol.notice_events import ShownNotice
from tests.desktop.home_rig import NOW, Rig, until


@pytest.fixture
async def rig() -> AsyncIterator[tuple[Rig, Notices]]:
    rig, notices = Rig(), Notices()
    notices.attach(rig.home)
    rig.start()
    await until(lambda: notices.rowCount() > 0)
    yield rig, notices
    notices.close()
    await rig.close()


def ids(notices: Notices) -> list[object]:
    return [row["noticeId"] for row in notices.rows]


async def test_what_matters_most_stands_first_and_what_was_read_last(
    rig: tuple[Rig, Notices],
) -> None:
    _, notices = rig
    assert ids(notices) == ["leak", "garden", "filter"]
    assert notices.property("unreadCount") == 2
    notices.read("leak")
    await until(lambda: ids(notices) == ["garden", "leak", "filter"])
    notices.readAll()
    await until(lambda: notices.property("unreadCount") == 0)
    notices.dismiss("filter")
    await until(lambda: ids(notices) == ["leak", "garden"])


async def test_a_notice_says_who_says_it_and_leads_there(rig: tuple[Rig, Notices]) -> None:
    _, notices = rig
    leak, garden, hood = notices.rows
    assert str(leak["fromText"]).startswith("Kitchen leak · ")
    assert (leak["entityId"], leak["isOfGateway"]) == ("binary_sensor.kitchen_leak", False)
    assert (garden["entityId"], garden["isOfGateway"]) == ("", True)
    assert str(hood["fromText"]).startswith("A rule of the home · ")
    assert (leak["severityText"], garden["severityText"]) == ("Urgent", "Needs attention")


async def test_what_a_gateways_link_says_becomes_a_sentence(rig: tuple[Rig, Notices]) -> None:
    rig_, notices = rig
    garden = notices.row("garden")
    assert garden is not None
    assert "Connection refused" not in str(garden["text"])
    assert str(garden["text"]).startswith("It does not answer.")
    status = GatewayStatus(
        id=GatewayId("fake-garden"),
        type="fake",
        title="Garden house",
        state=LinkState.CONNECTED,
        since_at=NOW,
    )
    rig_.backend._set_gateways({GatewayId("fake-garden"): status})
    assert (notices.row("garden") or {})["text"] == "Connection refused."


async def test_pressing_a_button_is_reading_the_notice(rig: tuple[Rig, Notices]) -> None:
    rig_, notices = rig
    notices.act("leak", "close")
    await until(lambda: not notices.is_unread("leak"))
    assert rig_.backend.notices.pressed == [("leak", "close")]


async def test_what_came_is_told_unless_the_person_rests(rig: tuple[Rig, Notices]) -> None:
    rig_, notices = rig
    came: list[ShownNotice] = []
    notices.came.connect(came.append)
    rig_.backend.notices.add(notice("post", "The post is here.", NOW))
    assert (notices.property("fresh")["noticeId"], came[-1].id) == ("post", "post")
    notices.putAside()
    assert notices.property("fresh") == {}
    rig_.backend.notices.add(notice("night", "The door is open.", NOW, silent=True))
    assert notices.property("fresh") == {}
    assert came[-1].silent
    rig_.backend.notices.add(notice("done", "It is read.", NOW, is_read=True))
    assert came[-1].id == "night"


def test_the_place_of_notices_counts_them() -> None:
    activity = {entry["page"]: entry for entry in entries([], can_configure=False, unread=3)}[
        "activity"
    ]
    assert activity["badge"] == 3


def test_one_without_title_says_its_text_alone() -> None:
    mirror = HomeMirror()
    said = notice("a", "Wash the filter.", NOW)
    assert notice_words.whole_text(said, mirror, NOW) == "Wash the filter."
    titled = msgspec.structs.replace(said, title="Hood")
    assert notice_words.whole_text(titled, mirror, NOW) == "Hood: Wash the filter."


async def test_on_a_real_hub_notices_come_act_and_go_and_survive_a_new_connection(
    tmp_path: Path,
) -> None:
    gc.collect()  # earlier homes: not in a thread of the hub, where Qt complains of their timers
    hub = Hub(HubOptions(folder=tmp_path, port=0, has_demo=True))
    await hub.start()
    token = await hub.issue_token(Role.OWNER, "This computer")
    link = HubLink(hub.url, token)
    backend = HubBackend(link)
    home, notices = Home(backend), Notices()
    notices.attach(home)
    backend.subscribe(home.apply)
    backend.start()
    await until(lambda: home.mirror.is_filled)
    teller = await HubClient.connect(hub.url, token)
    await teller.call(
        "call_service",
        domain="notify",
        service="notify",
        service_data={
            "title": "Post",
            "message": "The post is here.",
            "data": {"tag": "post", "actions": [{"action": "seen", "title": "Thank you"}]},
        },
    )
    await until(lambda: len(notices.rows) == 1)
    row = notices.rows[0]
    assert (row["title"], row["isRead"]) == ("Post", False)
    assert row["actions"] == [{"id": "seen", "title": "Thank you"}]

    assert link.client is not None
    first = link.client
    await first.close()
    await teller.call("call_service", domain="notify", service="notify",
                      service_data={"message": "Meanwhile."})  # fmt: skip
    await until(lambda: len(notices.rows) == 2)

    key = str(row["noticeId"])
    notices.act(key, "seen")
    await until(lambda: not notices.is_unread(key))
    notices.dismiss(key)
    await until(lambda: notices.row(key) is None)
    await teller.close()
    notices.close()
    await home.close()
    await backend.close()
    await hub.stop()
