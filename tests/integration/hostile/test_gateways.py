"""Gateways badly made or stolen: they hurt themselves, and neither the home nor its people."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.integration.hostile.hubs import Hub, canary, enter

HUGE = 10**400


class Gateway:
    """A gateway that says what it is told to."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self._seq = 0

    async def say(self, **message: Any) -> None:
        await self.socket.send(json.dumps(message))

    async def state(self, **message: Any) -> None:
        self._seq += 1
        await self.say(t="state", seq=self._seq, ts=0, **message)

    async def hear(self, type_: str) -> Any:
        async with asyncio.timeout(20):
            while True:
                message = json.loads(await self.socket.recv())
                if message["t"] == type_:
                    return message

    async def announce(self, devices: list[dict[str, Any]]) -> list[Any]:
        bad: list[Any] = []
        for at in range(0, max(1, len(devices)), 300):
            more = at + 300 < len(devices)
            part = devices[at : at + 300]
            await self.say(t="announce", rev=1, full=at == 0, more=more, devices=part)
            bad += (await self.hear("announced")).get("bad", [])
        return bad


@asynccontextmanager
async def dial(
    hub: Hub, token: str, gateway_id: str = "gw_x", *, says_hello: bool = True
) -> AsyncIterator[Gateway]:
    async with connect(
        hub.gateway_url + gateway_id,
        subprotocols=["homewire.gw.v1"],  # type: ignore[list-item] # a text is one
        additional_headers={"Authorization": f"Bearer {token}"},
        compression=None,
        proxy=None,
        close_timeout=0.5,
    ) as socket:
        gateway = Gateway(socket)
        if says_hello:
            boot = f"b{id(gateway)}{asyncio.get_running_loop().time()}"
            await gateway.say(t="hello", gw=gateway_id, boot=boot, rev=1)
            await gateway.hear("welcome")
        yield gateway


@pytest.fixture
async def own(hub: Hub) -> AsyncIterator[str]:
    """A token for a gateway that is removed again with everything it brought."""
    token = hub.token("gateway", "--name", "Own", "--gateway", "gw_own")
    yield token
    async with enter(hub) as owner:
        await owner.ask("home/gateways/remove", gateway_id="gw_own")


async def exhaust(work: Iterable[Awaitable[None]]) -> None:
    for one in work:
        await one


def sensors(count: int, **fields: Callable[[int], Any]) -> list[dict[str, Any]]:
    entity = {"id": "s", "kind": "sensor", "caps": {"v": {"type": "float"}}}
    return [
        {
            "id": f"d{number}",
            "name": f"Thing {number}",
            "entities": [entity],
            **{name: value(number) for name, value in fields.items()},
        }
        for number in range(count)
    ]


@pytest.mark.parametrize(
    "devices",
    [
        pytest.param(sensors(3000, name=lambda _: "x"), id="one name"),
        pytest.param(sensors(3000, area=lambda n: f"Room {n}"), id="a room each"),
        pytest.param(sensors(11_000, entities=lambda _: []), id="nothing to them"),
    ],
)
async def test_thousands_of_things_are_taken_without_keeping_anybody_waiting(
    hub: Hub, guest: str, own: str, devices: list[dict[str, Any]]
) -> None:
    async with canary(hub), enter(hub, guest) as visitor, dial(hub, own, "gw_own") as gateway:
        await visitor.result("subscribe_entities")
        bad = await gateway.announce(devices)
        assert len(bad) == max(0, len(devices) - 10_000)
        async with enter(hub) as owner:
            assert len(await owner.result("config/area_registry/list")) <= 500


async def test_the_same_list_again_and_again_is_no_work(hub: Hub, own: str) -> None:
    async with canary(hub), dial(hub, own, "gw_own") as gateway:
        await gateway.announce(sensors(2000))
        for number in range(80):
            await gateway.say(t="announce", rev=number + 2, devices=[])
        for number in range(20):
            await gateway.state(snapshot=True, set={"d0/s": {"v": number}})
        await asyncio.sleep(0.5)


async def test_a_flood_of_reports_ends_in_4008(hub: Hub, gateway: str) -> None:
    async with canary(hub), dial(hub, gateway) as flooding:
        await flooding.announce(sensors(1))
        flood = (flooding.state(set={"d0/s": {"v": number}}) for number in range(100_000))
        with pytest.raises(ConnectionClosed):
            await exhaust(flood)
        assert flooding.socket.close_code == 4008


@pytest.mark.parametrize(
    "message",
    [
        {"t": "state", "seq": 1, "ts": HUGE},
        {"t": "state", "seq": 1, "ts": 0, "snapshot": True, "set": {"d0/s": {"v": HUGE}}},
        {"t": "state", "seq": 1, "ts": 0, "snapshot": True, "set": {"d0/s": {"v": "y" * 60_000}}},
        {"t": "state", "seq": 1, "ts": 0, "snapshot": True, "hist": [[-HUGE, {"d0/s": {"v": 1}}]]},
        {"t": "state", "seq": 2**53 - 1, "ts": 0, "snapshot": True},
        {"t": "event", "seq": 1, "ts": -HUGE, "from": "d0/s", "name": "x"},
        {"t": "diag", "up": 1e308, "queue": HUGE},
        {"t": "bye", "why": "x", "back_s": 1e308},
        {"t": "done", "id": "nobody asked", "ok": False, "items": [{"ok": True}] * 3000},
        {"t": "took", "id": "nobody asked", "eta": "wake"},
        {"t": "cmd", "id": "x", "to": "d0/s", "do": "x", "args": {}, "ttl": -5},
        {"t": "diag", "x": "y" * 66_000},
        *({"t": one} for one in (None, 5, "welcome", "dance")),
    ],
    ids=lambda message: str(message)[:50],
)
async def test_a_message_out_of_all_bounds_is_borne(
    hub: Hub, gateway: str, message: dict[str, Any]
) -> None:
    async with dial(hub, gateway) as odd:
        await odd.announce(sensors(1))
        await odd.say(**message)
        await odd.announce(sensors(1))


async def test_names_are_one_line_and_steer_no_terminal(hub: Hub, own: str) -> None:
    name = "\u202eLamp\x1b[31m\r\nERROR forged " + "a" * 150
    async with dial(hub, own, "gw_own") as gateway:
        device = {"id": "d", "name": name, "area": name, "entities": [{"id": "s", "kind": "light"}]}
        assert not await gateway.announce([{**device, "entities": sensors(1)[0]["entities"]}])
        async with enter(hub) as owner:
            areas = await owner.result("config/area_registry/list")
            states = await owner.result("get_states")
    forged = [one["name"] for one in areas] + [one["attributes"]["friendly_name"] for one in states]
    assert any("forged" in one for one in forged)
    assert all(one.isprintable() for one in forged)
    assert all(len(one["entity_id"]) <= 255 for one in states)


async def test_a_gateway_reports_nothing_for_another(hub: Hub, gateway: str) -> None:
    async with enter(hub) as owner, dial(hub, gateway) as liar:
        entities = await owner.result("config/entity_registry/list")
        (lock,) = [one for one in entities if one["entity_id"] == "lock.front_door"]
        await liar.announce(sensors(1))
        claims = {lock["unique_id"]: {"lock": "unlocked"}, lock["entity_id"]: {"lock": "unlocked"}}
        await liar.state(snapshot=True, set=claims)
        await liar.announce(sensors(1))
        states = {one["entity_id"]: one["state"] for one in await owner.result("get_states")}
        assert states["lock.front_door"] == "locked"


async def test_clones_do_not_take_turns(hub: Hub, own: str) -> None:
    welcomes = 0

    async def clone() -> None:
        nonlocal welcomes
        for _ in range(8):
            async with dial(hub, own, "gw_own", says_hello=False) as gateway:
                await gateway.say(t="hello", gw="gw_own", boot=f"b{id(gateway)}", rev=1)
                message = json.loads(await gateway.socket.recv())
                welcomes += message["t"] == "welcome"
                await asyncio.sleep(0.02)

    async with canary(hub), dial(hub, own, "gw_own"):
        await asyncio.gather(clone(), clone())
    assert welcomes <= 16


@pytest.mark.parametrize(
    ("role", "gateway_id", "status"),
    [("gateway", "gw_y", 403), ("family", "gw_x", 403), (None, "gw_x", 401)],
)
async def test_a_token_for_something_else_opens_no_gateway(
    hub: Hub, role: str | None, gateway_id: str, status: int, request: pytest.FixtureRequest
) -> None:
    token = request.getfixturevalue(role) if role else "hw1.aaaaaaaa." + "x" * 43
    with pytest.raises(InvalidStatus) as refused:
        async with dial(hub, token, gateway_id):
            pass
    assert refused.value.response.status_code in (status, 429)
