"""A word is never behind a long answer, which leaves in pieces, and the word between them."""

import asyncio
from typing import Any

from websockets.asyncio.client import connect

from embedded_hub.client.entity_mirror import EntityMirror
from embedded_hub.client.hub_client import HubClient
from embedded_hub.core.people import Role
from embedded_hub.model.voice import Frame
from embedded_hub.protocol.bulk_frame import PieceJoiner, encode_receipt, is_bulk
from tests.integration.server.conftest import GATEWAY, Bench, Client, describe
from tests.integration.voice.conftest import Join, VoiceClient, spoken

SENSORS = 800
WINDOW_BYTES = 16 * 1024


def fill(bench: Bench) -> None:
    """Let the home have so many entities that a list of them is long."""
    devices = [describe(f"s{n}", f"Sensor {n}", "Attic", "sensor") for n in range(SENSORS)]
    bench.home.intake(GATEWAY).devices(devices, is_complete=False)
    for number in range(SENSORS):
        bench.report(f"s{number}", str(number), note="x" * 100)


class PieceClient(VoiceClient):
    """Takes pieces; what came is kept in order: the size of a piece, or the frame of a word."""

    def __init__(self, client: Client, user_id: str) -> None:
        super().__init__(client, user_id)
        self.order: list[int | Frame] = []
        self.joiner = PieceJoiner(1 << 24)
        self.whole: list[bytes] = []
        self.receipts_are_sent = True

    def _hear(self, message: bytes) -> None:
        if not is_bulk(message):
            super()._hear(message)
            self.order.append(next(reversed(self.heard.values()))[-1])
            return
        self.order.append(len(message))
        if (whole := self.joiner.take(message)) is not None:
            self.whole.append(whole)

    async def take(self, count: int) -> None:
        """Read so many messages."""
        for _ in range(count):
            message = await asyncio.wait_for(self.socket.recv(), 5)
            if isinstance(message, bytes):
                self._hear(message)
                if self.receipts_are_sent:
                    await self.socket.send(encode_receipt(self.joiner.received_bytes))


async def listening(bench: Bench) -> PieceClient:
    """Open a connection that holds little ahead."""
    plain = Client(await connect(bench.server.hub_url, compression=None, max_queue=1))
    assert (await plain.auth(await bench.token(Role.OWNER)))["type"] == "auth_ok"
    client = PieceClient(plain, "")
    await client.call("supported_features", features={"bulk_window": WINDOW_BYTES})
    await client.hello()
    await client.call("voice/subscribe")
    return client


async def test_a_word_said_during_a_long_answer_arrives_in_the_middle_of_it(
    bench: Bench, join: Join
) -> None:
    fill(bench)
    talker, listener = await join(), await listening(bench)
    held = await talker.talk()
    await listener.told("voice/stream.start")
    await listener.send({"id": 99, "type": "get_states"})
    await listener.take(2)
    said = spoken(5)
    await talker.say(held["handler"], said)
    await talker.call("voice/channels")  # everything said is in the hub
    while not listener.whole:
        await listener.take(1)
    words = [place for place, one in enumerate(listener.order) if isinstance(one, Frame)]
    assert [listener.order[place] for place in words] == said
    behind = sum(one for one in listener.order[2 : words[-1]] if isinstance(one, int))
    assert behind <= 4 * WINDOW_BYTES
    assert len(listener.whole[0]) > 8 * WINDOW_BYTES
    assert max(one for one in listener.order if isinstance(one, int)) <= 4096


async def test_no_more_leaves_unconfirmed_than_the_window_and_all_of_it_in_the_end(
    bench: Bench,
) -> None:
    fill(bench)
    listener = await listening(bench)
    listener.receipts_are_sent = False
    await listener.send({"id": 99, "type": "get_states"})
    await listener.take(4)
    await listener.send({"id": 100, "type": "ping"})
    message = await listener.receive()
    assert message == {"id": 100, "type": "pong"}
    assert listener.joiner.received_bytes <= WINDOW_BYTES
    listener.receipts_are_sent = True
    await listener.socket.send(encode_receipt(listener.joiner.received_bytes))
    while not listener.whole:
        await listener.take(1)


async def test_a_long_first_list_goes_in_parts_to_whoever_has_a_voice(
    bench: Bench, join: Join
) -> None:
    fill(bench)
    client = await join()
    subscription = await client.subscribe("subscribe_entities")
    mirror, parts = EntityMirror(), 0
    while not mirror.is_whole:
        while not client.events:
            await client._sort()
        message = client.events.pop(0)
        if message["id"] == subscription:
            parts += 1
            mirror.apply(message["event"])
    assert parts > SENSORS / 20
    assert len(mirror.states) == SENSORS + 5


async def test_a_change_during_the_first_list_is_never_undone_by_it(
    bench: Bench, join: Join
) -> None:
    fill(bench)
    client = await join()
    asked = asyncio.create_task(client.subscribe("subscribe_entities"))
    await asyncio.sleep(0)
    mirror = EntityMirror()
    for round_number in range(3):
        for number in range(0, SENSORS, 7):
            bench.report(f"s{number}", f"new {round_number}")
        await asyncio.sleep(0)
    subscription = await asked
    while not mirror.is_whole or not _is_new(mirror):
        while not client.events:
            await client._sort()
        message = client.events.pop(0)
        if message["id"] == subscription:
            mirror.apply(message["event"])
    await client.call("get_config")
    for message in client.events:
        if message["id"] == subscription:
            mirror.apply(message["event"])
    assert _is_new(mirror)


def _is_new(mirror: EntityMirror) -> bool:
    values = [state.value for state in mirror.states.values()]
    return values.count("new 2") == len(range(0, SENSORS, 7))


async def test_the_python_client_joins_what_came_in_pieces(bench: Bench) -> None:
    fill(bench)
    url, token = bench.server.hub_url, await bench.token(Role.OWNER)
    async with await HubClient.connect(url, token) as client:
        states: Any = await client.call("get_states")
        assert len(states) == SENSORS + 5
        listed = await asyncio.gather(*[client.call("get_states") for _ in range(5)])
        assert all(one == states for one in listed)
