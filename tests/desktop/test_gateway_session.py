"""The window's gateways over a real hub: found, let in, told what is wrong, examined, arranged."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl

from desktop.backend.hub import HubBackend
from desktop.viewmodels.adding import Adding
from desktop.viewmodels.arranging import Arranging
from desktop.viewmodels.duplicates import Duplicates
from desktop.viewmodels.found_gateways import FoundGateways
from desktop.viewmodels.gateway_detail import GatewayDetail
from desktop.viewmodels.gateways import Gateways
from desktop.viewmodels.home import Home
from embedded_hub.client.hub_link import HubLink
from embedded_hub.core.people import Role
from embedded_hub.gateways.catalog import Catalog
from embedded_hub.hub import Hub, HubOptions
from tests.desktop.home_rig import until
from tests.fakes import button_bridge
from tests.fakes.announcer import announcer
from tests.fakes.button_bridge import bridge, lamp
from tests.fakes.wled_server import wled_server

CATALOG = Catalog([*Catalog.installed().manifests(), button_bridge.MANIFEST])
BRIDGE, OLD_BRIDGE = "127.0.0.2", "127.0.0.3"
HALL = "00:17:88:01:10:01"


class Session:
    """What a window knows of gateways, over a link of its own."""

    def __init__(self, hub: Hub, token: str) -> None:
        self.hub = hub
        self.backend = HubBackend(HubLink(hub.url, token))
        self.home = Home(self.backend, time.time)
        self.gateways, self.adding, self.found = Gateways(), Adding(), FoundGateways()
        self.one, self.arranging, self.duplicates = GatewayDetail(), Arranging(), Duplicates()
        self.gateways.attach(self.home)
        self.adding.attach(self.home, self.gateways.kind_of)
        self.found.attach(self.home, self.gateways, self.adding)
        self.one.attach(self.home, self.gateways)
        self.arranging.attach(self.home)
        self.duplicates.attach(self.home)

    async def start(self) -> None:
        self.backend.start()
        self.backend.subscribe(self.home.apply)
        await until(lambda: bool(self.gateways.property("types")))

    async def close(self) -> None:
        self.found.close()
        self.one.close()
        await self.home.close()
        await self.backend.close()

    def fill(self, **texts: str) -> None:
        for name, text in texts.items():
            self.adding.answer(name, text)

    async def ended(self) -> None:
        await until(lambda: not self.adding.property("isRunning"))

    async def add_bridge(self, host: str, title: str) -> str:
        assert self.adding.begin("button_bridge")
        self.fill(host=host, app_key=button_bridge.KEY)
        self.adding.rename(title)
        self.adding.start()
        await self.ended()
        assert self.adding.property("errorText") == ""
        return str(self.adding.property("doneGatewayId"))

    def titles(self) -> list[str]:
        assert self.hub.home.directory is not None
        return sorted(one.title for one in self.hub.home.directory.list())


@pytest.fixture
async def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Session]:
    """The window of an owner whose hub looks around, with a driver beside its own."""
    monkeypatch.setattr(Catalog, "installed", lambda: CATALOG)
    hub = Hub(HubOptions(folder=tmp_path / "hub", port=0, finds_gateways=True))
    await hub.start()
    try:
        made = Session(hub, await hub.issue_token(Role.OWNER, "Anna"))
        await made.start()
        yield made
        await made.close()
    finally:
        await hub.stop(1.0)


async def test_what_announces_itself_is_added_with_one_tap(session: Session) -> None:
    async with wled_server() as (_, host), announcer() as network:
        session.found.watch()
        port = int(host.split(":")[1])
        await network.announce("_wled._tcp", "Shelf", port, {"mac": "a8032a1122"})
        await until(lambda: any(row["title"] == "Shelf" for row in session.found.rows))
        found_id = next(row["foundId"] for row in session.found.rows if row["title"] == "Shelf")
        session.found.ignore(str(found_id), True)
        await until(lambda: session.found.property("ignoredCount") == 1)
        session.found.ignore(str(found_id), False)
        await until(lambda: session.found.property("ignoredCount") == 0)
        session.found.add(str(found_id))
        await until(lambda: session.titles() == ["Shelf"])
        await until(lambda: bool((session.found.row(str(found_id)) or {})["addedGatewayId"]))
        session.found.unwatch()
        assert session.found.row(str(found_id)) is None


async def test_a_trial_counts_what_is_there_and_keeps_nothing(session: Session) -> None:
    async with wled_server() as (_, host):
        session.adding.begin("wled")
        session.fill(host="127.0.0.1:9")
        session.adding.tryIt()
        await session.ended()
        assert session.adding.property("errorText") == "Nothing answered at that address."
        assert session.adding.property("remedyText").startswith("Check its address")
        session.fill(host=host)
        session.adding.tryIt()
        await session.ended()
        assert session.adding.property("trialText").startswith("It answers: 1 ")
        assert session.titles() == []


async def test_a_button_is_waited_for_until_somebody_gives_up_or_presses_it(
    session: Session,
) -> None:
    with bridge(BRIDGE, lamp("Hall lamp", HALL)) as one:
        session.adding.begin("button_bridge")
        session.fill(host=BRIDGE)
        session.adding.start()
        assert session.adding.property("isWaitingForButton")
        await until(one.is_waiting.is_set)
        session.adding.cancel()
        await until(lambda: not one.is_waiting.is_set())
        await session.ended()
        assert (session.titles(), session.adding.property("errorText")) == ([], "")
        session.adding.start()
        await until(one.is_waiting.is_set)
        one.is_pressed.set()
        await session.ended()
        assert session.titles() == ["Lumen Bridge"]


async def test_a_key_that_is_refused_is_obtained_anew_by_the_button(session: Session) -> None:
    with bridge(BRIDGE, lamp("Hall lamp", HALL)) as one:
        gateway_id = await session.add_bridge(BRIDGE, "Lumen")
        session.adding.beginEdit(gateway_id)
        session.fill(app_key="stale")
        session.adding.start()
        await session.ended()
        assert "refused" in session.adding.property("errorText")
        session.one.open(gateway_id)
        await until(lambda: session.one.property("remedyAction") == "credentials")
        session.adding.close()
        session.adding.beginEdit(gateway_id)
        assert session.adding.property("guide") == "button"
        session.adding.start()
        await until(one.is_waiting.is_set)
        one.is_pressed.set()
        await session.ended()
        assert session.adding.property("doneGatewayId") == gateway_id
        await until(lambda: session.one.property("tint") == "good")


async def test_the_diagnostics_file_names_the_driver_and_no_key(
    session: Session, tmp_path: Path
) -> None:
    with bridge(BRIDGE, lamp("Hall lamp", HALL)):
        session.one.open(await session.add_bridge(BRIDGE, "Lumen"))
        await until(lambda: bool(session.one.property("facts")))
        session.one.saveDiagnostics(QUrl.fromLocalFile(str(tmp_path / "it.json")))
        await until(lambda: bool(session.one.property("fileText")))
        text = await asyncio.to_thread((tmp_path / "it.json").read_text)
        report = json.loads(text)
        assert (report["driver"]["type"], report["counts"]["devices"]) == ("button_bridge", 1)
        assert button_bridge.KEY not in text


async def test_a_device_is_let_in_by_its_code(session: Session) -> None:
    with bridge(BRIDGE, lamp("Hall lamp", HALL)):
        session.one.open(await session.add_bridge(BRIDGE, "Lumen"))
        session.one.admit("1234")
        await until(lambda: session.one.property("admitError") != "")
        session.one.admit(button_bridge.CODE)
        await until(lambda: session.one.property("admittedText") != "")
        mirror = session.home.mirror
        await until(lambda: any(one.name == "New lamp" for one in mirror.devices.values()))


async def test_what_came_is_put_into_rooms_its_names_speak_of(session: Session) -> None:
    lamps = [lamp(f"Kitchen {number}", f"00:17:88:01:20:{number:02x}") for number in range(12)]
    with bridge(BRIDGE, *lamps):
        session.arranging.open(await session.add_bridge(BRIDGE, "Lumen"))
        await until(lambda: session.arranging.property("suggestionCount") == 12)
        session.arranging.takeSuggestions()
        await until(lambda: session.arranging.property("canUndo"))
        assert [area.name for area in session.hub.home.registry.areas.all()] == ["Kitchen"]
        await until(lambda: session.arranging.property("unplacedCount") == 0)
        session.arranging.undo()
        await until(lambda: session.arranging.property("unplacedCount") == 12)


async def test_what_is_there_twice_is_one_until_it_is_separated(session: Session) -> None:
    with bridge(BRIDGE, lamp("Hall lamp", HALL)), bridge(OLD_BRIDGE, lamp("Old hall", HALL)):
        await session.add_bridge(BRIDGE, "Lumen")
        await session.add_bridge(OLD_BRIDGE, "Old one")
        await until(lambda: len(session.duplicates.rows) == 1)
        session.duplicates.merge(str(session.duplicates.rows[0]["groupId"]))
        await until(lambda: session.duplicates.property("canUndo"))
        await until(lambda: len(session.home.mirror.twins) == 1)
        session.duplicates.undo()
        await until(lambda: len(session.duplicates.rows) == 1)
        assert session.home.mirror.twins == {}
