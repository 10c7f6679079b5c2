"""Who did what, in the window: sentences, narrowed and read page by page, on a real hub too."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from desktop.backend.fake import FakeBackend
from desktop.backend.hub import HubBackend
from desktop.backend.people import Deed
from desktop.viewmodels import audit_words
from desktop.viewmodels.audit import PAGE, Audit
from desktop.viewmodels.home import Home
from desktop.viewmodels.mirror import HomeMirror
from embedded_hub.client.hub_link import HubLink
from embedded_hub.core.people import Role
from embedded_hub.hub import Hub, HubOptions
from embedded_hub.model.ids import EntityId
from tests.desktop.home_rig import NOW, until


def column(audit: Audit, name: str) -> list[str]:
    roles = {bytes(given.data()).decode(): role for role, given in audit.roleNames().items()}
    return [str(audit.data(audit.index(row, 0), roles[name])) for row in range(audit.rowCount())]


async def read(audit: Audit) -> None:
    await until(lambda: not audit.property("isLoading"))


@pytest.fixture
async def gallery() -> AsyncIterator[tuple[Home, Audit]]:
    backend = FakeBackend(lambda: NOW)
    home, audit = Home(backend, lambda: NOW), Audit()
    audit.attach(home)
    backend.subscribe(home.apply)
    yield home, audit
    await home.close()


async def test_deeds_are_told_with_who_and_how_long_ago(gallery: tuple[Home, Audit]) -> None:
    home, audit = gallery
    audit.refresh()
    await read(audit)
    lamp = home.mirror.name_of(home.mirror.entity(EntityId("light.living_lamp")))
    assert column(audit, "text")[0] == f"Turned on {lamp}"
    assert column(audit, "text")[2:] == [
        "Changed what is known of Cleaning",
        "Came in with a new device: Tom's phone",
        "Added the gateway Hue bridge",
    ]
    assert column(audit, "who")[2] == "Anna · This computer"
    assert column(audit, "age")[:2] == ["3 min ago", "24 min ago"]


async def test_one_person_or_one_kind_alone_can_be_shown(gallery: tuple[Home, Audit]) -> None:
    _, audit = gallery
    audit.show("u2", "")
    audit.show("u2", "device/")
    await read(audit)
    assert column(audit, "text") == ["Came in with a new device: Tom's phone"]


def test_what_is_not_known_is_told_as_the_hub_names_it() -> None:
    mirror = HomeMirror()
    told = Deed(number=1, at=NOW, kind="oven/baked", subject="bread")
    assert audit_words.deed_text(told, mirror) == "oven/baked · bread"
    forged = Deed(number=2, at=NOW, kind="device/merged", subject="x", details={"names": [1, None]})
    assert audit_words.deed_text(forged, mirror) == "Made one device of x"
    many = Deed(
        number=3,
        at=NOW,
        kind="action/called",
        subject="light.turn_off",
        details={"entity_id": [f"light.l{n}" for n in range(5)], "count": 40},
    )
    assert audit_words.deed_text(many, mirror).endswith(" and 37 more")


async def test_on_a_real_hub_the_record_is_read_page_by_page(tmp_path: Path) -> None:
    hub = Hub(HubOptions(folder=tmp_path, port=0))
    await hub.start()
    token = await hub.issue_token(Role.OWNER, "Anna")
    backend = HubBackend(HubLink(hub.url, token))
    home, audit = Home(backend), Audit()
    audit.attach(home)
    backend.subscribe(home.apply)
    backend.start()
    await until(lambda: home.mirror.is_filled)
    who = await hub.home.people.authenticate(token)
    for number in range(PAGE + 1):
        hub.home.audit.note(who, "zone/added", f"z{number}", {"name": f"Place {number}"})
    audit.refresh()
    await read(audit)
    assert (audit.rowCount(), audit.property("hasMore")) == (PAGE, True)
    audit.more()
    audit.more()
    await read(audit)
    assert column(audit, "text")[-1] == "Added the place Place 0"
    assert (audit.rowCount(), audit.property("hasMore")) == (PAGE + 1, False)
    audit.show("", "gateway/")
    await read(audit)
    assert audit.rowCount() == 0
    await backend.close()
    await home.close()
    await hub.stop(1.0)
