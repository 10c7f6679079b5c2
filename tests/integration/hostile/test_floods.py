"""Clients with a valid token and bad intentions: the canary stays fed, the hub stays slim."""

import asyncio
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

from tests.integration.hostile.hubs import Hub, canary, enter
from tests.integration.hostile.wire import PING, PONG, Raw, frame

Messages = Iterator[bytes]
LONG_AGO = "2020-01-01T00:00:00+00:00"


def _each(count: int, command: Callable[[int], Mapping[str, Any]]) -> Messages:
    for number in range(1, count):
        yield frame(json.dumps({"id": number, **command(number)}).encode())


def _ids(number: int, count: int) -> list[str]:
    return [f"light.made_up_{number}_{one}" for one in range(count)]


def _filters() -> Messages:
    return _each(250, lambda n: {"type": "subscribe_entities", "entity_ids": _ids(n, 9000)})


def _triggers() -> Messages:
    trigger = [{"platform": "state", "entity_id": _ids(n, 100)} for n in range(80)]
    return _each(250, lambda _: {"type": "subscribe_trigger", "trigger": trigger})


def _streams() -> Messages:
    fields = {"type": "history/stream", "start_time": LONG_AGO}
    return _each(250, lambda n: {**fields, "entity_ids": [one + "y" * 200 for one in _ids(n, 999)]})


def _notices() -> Messages:
    create = {"domain": "persistent_notification", "service": "create"}
    text = {"message": "m" * 200_000}
    return _each(200, lambda _: {"type": "call_service", **create, "service_data": text})


def _listings() -> Messages:
    return _each(500, lambda _: {"type": "get_states"})


def _events() -> Messages:
    return _each(260, lambda _: {"type": "subscribe_events", "event_type": "state_changed"})


def _brackets() -> Messages:
    body = b"[" + b",".join([b"[]"] * 80_000) + b"]"
    return iter([frame(body)] * 15)


@pytest.mark.parametrize("reads", [True, False], ids=["reading", "never reading"])
@pytest.mark.parametrize(
    "flood",
    [
        *(_filters, _triggers, _streams, _notices, _listings, _events, _brackets),
        pytest.param(lambda: iter([frame(b"p" * 125, PING) * 300] * 100), id="pings"),
        pytest.param(lambda: iter([frame(b"p" * 125, PONG) * 300] * 100), id="pongs"),
    ],
)
async def test_a_flood_is_felt_by_nobody_else(
    hub: Hub, family: str, flood: Callable[[], Messages], reads: bool
) -> None:
    async with canary(hub), await Raw.enter(hub.port, family) as raw:
        reading = asyncio.create_task(raw.rest(10)) if reads else None
        if reading is None:
            raw.stop_reading()
        for number, message in enumerate(flood()):
            raw.write(message)
            if number % 25 == 0:
                await asyncio.sleep(0.002)
        await asyncio.sleep(0.5)
        if reading is not None:
            reading.cancel()
            await asyncio.gather(reading, return_exceptions=True)


async def test_a_session_may_name_only_so_many_entities(hub: Hub, family: str) -> None:
    async with enter(hub, family) as client:
        for number, expected in enumerate(("ok", "ok", "quota")):
            ids = _ids(number, 9000)
            assert await client.code("subscribe_entities", entity_ids=ids) == expected
        assert await client.code("unsubscribe_events", subscription=1) == "ok"
        assert await client.code("subscribe_entities", entity_ids=_ids(9, 9000)) == "ok"


async def test_leaving_in_the_middle_of_slow_reads_costs_nobody_their_own(
    hub: Hub, family: str
) -> None:
    fields = {"type": "history/history_during_period", "start_time": LONG_AGO}
    async with canary(hub):
        for _ in range(10):
            async with await Raw.enter(hub.port, family) as raw:
                for message in _each(65, lambda n: {**fields, "entity_ids": _ids(n, 999)}):
                    raw.write(message)
                await asyncio.sleep(0.05)
        async with asyncio.timeout(5), enter(hub) as owner:
            await owner.result(
                "history/history_during_period", start_time=LONG_AGO, entity_ids=["sun.sun"]
            )


async def test_strangers_who_ask_for_the_largest_file_and_read_nothing_cost_nothing(
    hub: Hub,
) -> None:
    asked = b"GET /fonts/icons.ttf HTTP/1.1\r\nHost: localhost\r\n\r\n" * 200
    async with canary(hub):
        raws = [await Raw.open(hub.port, asked, limit=1024) for _ in range(150)]
        await asyncio.sleep(1)
        for raw in raws:
            raw.writer.transport.abort()
