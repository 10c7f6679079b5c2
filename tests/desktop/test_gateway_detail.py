"""One gateway, opened: how it is and has been, its file for a person who helps, new devices."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QUrl

from desktop.viewmodels import gateway_words
from desktop.viewmodels.admission import Admission
from desktop.viewmodels.plurals import PLURALS
from embedded_hub.model.gateway_status import GatewayStatus, LinkState, Remedy
from embedded_hub.model.ids import DeviceId, GatewayId
from embedded_hub.model.registry import Device
from tests.desktop.home_rig import NOW, GatewayRig, until


@pytest.fixture
async def rig() -> AsyncIterator[GatewayRig]:
    made = GatewayRig()
    await made.ready()
    yield made
    await made.close()


def facts(rig: GatewayRig) -> dict[str, str]:
    return {one["label"]: one["value"] for one in rig.one.property("facts")}


async def added(rig: GatewayRig, type_: str, **texts: str) -> str:
    rig.adding.begin(type_)
    for name, text in texts.items():
        rig.adding.answer(name, text)
    rig.adding.start()
    await until(lambda: bool(rig.adding.property("doneGatewayId")))
    return str(rig.adding.property("doneGatewayId"))


async def test_it_says_how_it_is_since_when_and_how_fast(rig: GatewayRig) -> None:
    rig.one.open("fake-gateway")
    assert rig.one.property("stateText").startswith("Connected since ")
    assert rig.one.property("reasonText") == ""
    await until(lambda: bool(rig.one.property("facts")))
    assert facts(rig)["Round trip"].endswith("ms")
    assert "2.4 states/s" in facts(rig)["Comes in"]
    assert "token=***" in rig.one.property("log")[-1]["text"]
    assert rig.one.property("errors")[0]["text"] == "It did not answer."


async def test_one_that_is_away_says_what_to_do_and_where(rig: GatewayRig) -> None:
    rig.one.open("fake-garden")
    assert rig.one.property("reasonText").startswith("It does not answer. Check its address")
    assert rig.one.property("remedyAction") == "settings"
    assert rig.one.property("technicalText").startswith("gateway_unreachable")


@pytest.mark.parametrize(
    ("state", "remedy", "action"),
    [
        (LinkState.CONNECTED, None, ""),
        (LinkState.AUTH_REQUIRED, None, "credentials"),
        (LinkState.FAULTY, Remedy.PRESS_BUTTON, "credentials"),
        (LinkState.UNREACHABLE, Remedy.WAIT, "settings"),
        (LinkState.FAULTY, Remedy.UPDATE_DRIVER, ""),
    ],
)
async def test_what_helps_is_one_tap_away(
    rig: GatewayRig, state: LinkState, remedy: Remedy | None, action: str
) -> None:
    known = rig.home.mirror.gateways[GatewayId("fake-gateway")]
    rig.backend._put_gateway(msgspec.structs.replace(known, state=state, remedy=remedy))
    rig.one.open("fake-gateway")
    assert rig.one.property("remedyAction") == action


@pytest.mark.parametrize(
    ("reason", "remedy", "beginning", "end"),
    [
        (
            "gateway_flooding",
            Remedy.LOOK_AT_DEVICE,
            "It reports too much at once",
            "Look whether the device itself is well.",
        ),
        (
            "gateway_auth_required",
            Remedy.GIVE_CREDENTIALS,
            "It refuses our key or password.",
            "Give it a new key or password.",
        ),
        ("another", None, "The lamp is on fire.", "on fire."),
    ],
)
def test_one_that_is_connected_and_not_well_says_so(
    reason: str, remedy: Remedy | None, beginning: str, end: str
) -> None:
    status = GatewayStatus(
        id=GatewayId("g"),
        type="mqtt",
        title="Broker",
        state=LinkState.CONNECTED,
        since_at=NOW,
        reason=reason,
        message="The lamp is on fire.",
        remedy=remedy,
    )
    text = gateway_words.reason_text(status, NOW)
    assert text.startswith(beginning)
    assert text.endswith(end)
    assert gateway_words.tint(status) == "attention"


async def test_the_file_holds_what_the_hub_said_and_nothing_else(
    rig: GatewayRig, tmp_path: Path
) -> None:
    rig.one.open("fake-gateway")
    assert rig.one.property("suggestedFile") == "homewire-fake-house-2027-01-15.json"
    file = tmp_path / "it.json"
    rig.one.saveDiagnostics(QUrl.fromLocalFile(str(file)))
    await until(lambda: bool(rig.one.property("fileText")))
    assert json.loads(await asyncio.to_thread(file.read_bytes)) == {
        "status": {"id": "fake-gateway"},
        "connects": 2,
    }
    rig.one.saveDiagnostics(QUrl.fromLocalFile(str(tmp_path / "no" / "it.json")))
    await until(lambda: "could not" in rig.one.property("fileText"))


async def test_a_matter_device_comes_in_by_its_code(rig: GatewayRig) -> None:
    gateway_id = await added(rig, "matter", url="ws://192.0.2.7:5580/ws")
    rig.one.open(gateway_id)
    assert rig.one.property("admits") == "code"
    rig.one.admit("3497 011 2332")
    await until(lambda: bool(rig.one.property("admittedText")))
    assert rig.backend.gateways.admitted == [(gateway_id, "34970112332")]


async def test_a_network_stays_open_until_somebody_closes_it(rig: GatewayRig) -> None:
    gateway_id = GatewayId(await added(rig, "zigbee2mqtt", url="ws://192.0.2.7:8080"))
    rig.one.open(gateway_id)
    rig.one.admit("")
    assert rig.one.property("admitText") == "Open for new devices: 4:14"
    await until(lambda: rig.backend.gateways.admitted == [(gateway_id, None)])
    await asyncio.sleep(0)
    assert (rig.one.property("isAdmitting"), rig.one.property("admittedText")) == (True, "")
    bulb = Device(id=DeviceId("bulb"), gateway_id=gateway_id, key="bulb", name="New bulb")
    places = rig.backend._places
    rig.backend.set_places(msgspec.structs.replace(places, devices=(*places.devices, bulb)))
    assert rig.one.property("admittedText") == PLURALS.devices_are_in(1)
    rig.one.cancelAdmit()
    await until(lambda: rig.backend.gateways.cancelled == 1)
    assert (rig.one.property("isAdmitting"), rig.one.property("admitError")) == (False, "")


async def test_a_time_in_which_nobody_came_ends_and_says_so(rig: GatewayRig) -> None:
    gateway_id = GatewayId(await added(rig, "zigbee2mqtt", url="ws://192.0.2.7:8080"))
    now = 100.0
    admission = Admission(rig.home, lambda: now)
    admission.begin(gateway_id, "window", "")
    await until(lambda: not admission._attempt.is_running)
    now += 253
    admission.look()
    assert (admission.is_open, admission.text) == (True, "Open for new devices: 0:01")
    now += 1
    admission.look()
    assert (admission.is_open, admission.came_text) == (False, "No new device came.")


async def test_one_that_was_removed_elsewhere_is_not_there(rig: GatewayRig) -> None:
    rig.one.open("fake-garden")
    rig.gateways.remove("fake-garden")
    await until(lambda: not rig.one.property("isThere"))
    assert rig.one.property("title") == ""
