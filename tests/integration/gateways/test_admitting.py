"""New devices are let into networks of radio: opened, closed, and with what is printed on them."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest

from embedded_hub.errors import GatewayProtocolError, InvalidInfo
from embedded_hub.gateways.api import AdmitsDevices, ClosesAdmission, Gateway, GatewayConfig
from embedded_hub.gateways.zigbee2mqtt import driver as zigbee2mqtt
from embedded_hub.gateways.zwave_js import driver as zwave_js
from embedded_hub.model.ids import GatewayId
from tests.fakes.sinks import AwaitableSink
from tests.fakes.zigbee2mqtt_server import Zigbee2MqttServer, zigbee2mqtt_server
from tests.fakes.zwave_js_server import ZwaveJsServer, zwave_js_server

SMART_START = "9001" + "1" * 50
S2_CODE = "9000" + "2" * 50


@asynccontextmanager
async def running(make: Callable[[GatewayConfig], Gateway], url: str) -> AsyncIterator[Gateway]:
    gateway = make(GatewayConfig(id=GatewayId("g"), type="g", title="G", options={"url": url}))
    sink = AwaitableSink()
    task = asyncio.create_task(gateway.run(sink))
    try:
        async with asyncio.timeout(20):
            await sink.until(lambda: "connected" in sink.calls)
            yield gateway
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@pytest.fixture
async def zigbee() -> AsyncIterator[tuple[Zigbee2MqttServer, Gateway]]:
    async with (
        zigbee2mqtt_server() as (bridge, url),
        running(zigbee2mqtt.create, url) as gateway,
    ):
        yield bridge, gateway


async def test_a_zigbee_network_is_opened_for_a_while_and_closed(
    zigbee: tuple[Zigbee2MqttServer, Gateway],
) -> None:
    bridge, gateway = zigbee
    assert isinstance(gateway, AdmitsDevices)
    assert isinstance(gateway, ClosesAdmission)
    assert await gateway.admit(None) == ()
    assert bridge.home["info"]["permit_join"]
    await gateway.stop_admitting()
    assert not bridge.home["info"]["permit_join"]
    asked = [one["payload"] for one in bridge.received]
    assert [(one["value"], one["time"]) for one in asked] == [(True, 254), (False, 0)]


async def test_an_install_code_goes_first_and_a_wrong_one_is_refused(
    zigbee: tuple[Zigbee2MqttServer, Gateway],
) -> None:
    bridge, gateway = zigbee
    assert isinstance(gateway, AdmitsDevices)
    bridge.refusal = "Invalid install code"
    with pytest.raises(InvalidInfo, match="Invalid install code"):
        await gateway.admit("83FE")
    bridge.refusal = None
    await gateway.admit("83FED3407A939723A5C639B26916D505C3B5")
    topics = [one["topic"].removeprefix("bridge/request/") for one in bridge.received]
    assert topics == ["install_code/add", "install_code/add", "permit_join"]


@pytest.fixture
async def zwave() -> AsyncIterator[tuple[ZwaveJsServer, Gateway]]:
    async with zwave_js_server() as (server, url), running(zwave_js.create, url) as gateway:
        yield server, gateway


async def asked(server: ZwaveJsServer, command: str, times: int = 1) -> dict[str, Any]:
    """Wait until a command has come so often; returns the last one."""
    while True:
        found = [one for one in server.received if one["command"] == f"controller.{command}"]
        if len(found) >= times:
            return found[-1]
        await asyncio.sleep(0.005)


@pytest.mark.parametrize(
    ("code", "granted", "pin"),
    [(None, [0, 7], False), ("12345", [0, 1, 2, 7], "12345")],
)
async def test_a_node_gets_the_keys_that_what_is_known_of_it_allows(
    zwave: tuple[ZwaveJsServer, Gateway], code: str | None, granted: list[int], pin: str | bool
) -> None:
    server, gateway = zwave
    assert isinstance(gateway, AdmitsDevices)
    coming = asyncio.create_task(_list(gateway, code))
    begun = await asked(server, "begin_inclusion")
    assert begun["options"] == {"strategy": 0}
    requested = {"securityClasses": [0, 1, 2, 7], "clientSideAuth": True}
    await server.tell("grant security classes", requested=requested)
    grant = (await asked(server, "grant_security_classes"))["inclusionGrant"]
    assert grant == {"securityClasses": granted, "clientSideAuth": False}
    await server.tell("validate dsk and enter pin", dsk="-11111-22222")
    assert (await asked(server, "validate_dsk_and_enter_pin"))["pin"] == pin
    await server.tell("node added", node={"nodeId": 2}, result={"lowSecurity": False})
    assert await coming == ["2"]
    await asked(server, "stop_inclusion")


async def test_a_whole_code_is_handed_on_and_a_smart_start_one_only_noted(
    zwave: tuple[ZwaveJsServer, Gateway],
) -> None:
    server, gateway = zwave
    assert isinstance(gateway, AdmitsDevices)
    assert await gateway.admit(SMART_START) == ()
    assert (await asked(server, "provision_smart_start_node"))["entry"] == SMART_START
    server.bad_codes.add(SMART_START)
    with pytest.raises(GatewayProtocolError, match="the server refused: Invalid QR code"):
        await gateway.admit(SMART_START)
    coming = asyncio.create_task(_list(gateway, S2_CODE))
    begun = await asked(server, "begin_inclusion")
    assert begun["options"] == {"strategy": 4, "provisioning": S2_CODE}
    with pytest.raises(GatewayProtocolError, match="another device is being taken in"):
        await gateway.admit(None)
    await server.tell("inclusion failed")
    with pytest.raises(GatewayProtocolError, match="could not be taken in"):
        await coming
    with pytest.raises(InvalidInfo, match="no code of Z-Wave"):
        await gateway.admit("hello")


async def test_who_gives_up_closes_the_network(zwave: tuple[ZwaveJsServer, Gateway]) -> None:
    server, gateway = zwave
    coming = asyncio.create_task(_list(gateway, None))
    await asked(server, "begin_inclusion")
    coming.cancel()
    await asyncio.gather(coming, return_exceptions=True)
    await asked(server, "stop_inclusion")


async def _list(gateway: Gateway, code: str | None) -> list[str]:
    assert isinstance(gateway, AdmitsDevices)
    return list(await gateway.admit(code))
