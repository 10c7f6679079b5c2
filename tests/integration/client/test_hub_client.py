import asyncio
import logging
import socket
from collections.abc import AsyncIterator
from typing import Any

import msgspec
import pytest

from embedded_hub.client.exchange import MAX_WAITING
from embedded_hub.client.hub_client import HubClient
from embedded_hub.errors import (
    AuthenticationFailed,
    CannotConnect,
    EntityNotFound,
    LinkClosed,
    QuotaExceeded,
    RequestTimeout,
    Unauthorized,
    UnknownCommand,
    VersionMismatch,
)
from embedded_hub.model.action import OutcomeKind
from tests.fakes.stand_in_hub import NO_ANSWER, TOKEN, Refusal, StandInHub, until


@pytest.fixture
async def peer() -> AsyncIterator[StandInHub]:
    async with StandInHub() as hub:
        yield hub


@pytest.fixture
async def client(peer: StandInHub) -> AsyncIterator[HubClient]:
    async with await HubClient.connect(peer.address, TOKEN) as connected:
        yield connected


async def test_connecting_learns_whose_home_it_is(client: HubClient) -> None:
    assert (client.info.name, client.info.role, client.info.is_homewire) == (
        "Flat 3",
        "owner",
        True,
    )


async def test_a_home_assistant_is_recognised_and_named() -> None:
    async with (
        StandInHub(is_foreign=True) as peer,
        await HubClient.connect(peer.address, TOKEN) as client,
    ):
        assert (client.info.name, client.info.version) == ("Bench", "2024.3.3")
        assert not client.info.is_homewire
        outcome = await client.act("light.desk", "turn_on", expires_in_s=3, cmd_id="c1")
        assert outcome.kind is OutcomeKind.DONE


async def test_a_wrong_token_is_refused(peer: StandInHub) -> None:
    with pytest.raises(AuthenticationFailed, match="Invalid access token"):
        await HubClient.connect(peer.address, "wrong")


async def test_nobody_there_cannot_connect() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        with pytest.raises(CannotConnect, match="Cannot connect to ws://"):
            await HubClient.connect(f"127.0.0.1:{free.getsockname()[1]}", TOKEN)


async def test_a_server_of_another_kind_cannot_connect() -> None:
    async def http(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        writer.close()

    async with await asyncio.start_server(http, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        with pytest.raises(CannotConnect):
            await HubClient.connect(f"127.0.0.1:{port}", TOKEN)


async def test_a_refusal_raises_the_error_of_its_code(peer: StandInHub, client: HubClient) -> None:
    peer.answers["config/auth/list"] = Refusal("unauthorized", "Owners only.")
    with pytest.raises(Unauthorized, match="Owners only"):
        await client.call("config/auth/list")
    with pytest.raises(UnknownCommand):
        await client.call("no/such")
    peer.answers["x"] = Refusal(
        "service_validation_error", "No.", "entity_not_found", {"entity_id": "light.x"}
    )
    with pytest.raises(EntityNotFound) as caught:
        await client.call("x")
    assert caught.value.details == {"entity_id": "light.x"}


async def test_answers_reach_who_asked_whatever_their_order(
    peer: StandInHub, client: HubClient
) -> None:
    peer.answers["slow"] = peer.answers["quick"] = NO_ANSWER
    slow = asyncio.create_task(client.call("slow"))
    quick = asyncio.create_task(client.call("quick"))
    await until(lambda: peer.sent("slow") and peer.sent("quick"))
    replies = [
        {"id": peer.sent(name)[0]["id"], "type": "result", "success": True, "result": name}
        for name in ("quick", "slow")
    ]
    await peer.push_raw(msgspec.json.encode(replies).decode())
    assert (await quick, await slow) == ("quick", "slow")


async def test_ids_increase_under_concurrent_calls(peer: StandInHub, client: HubClient) -> None:
    peer.answers["n"] = 1
    await asyncio.gather(*(client.call("n") for _ in range(50)))
    ids = [message["id"] for message in peer.received]
    assert ids == sorted(set(ids))


async def test_a_subscription_gets_its_events_until_it_is_closed(
    peer: StandInHub, client: HubClient
) -> None:
    events: list[Any] = []
    subscription = await client.subscribe("subscribe_entities", events.append)
    await until(lambda: len(events) == 1)
    assert set(events[0]["a"]) == {"light.desk", "lock.door"}
    await peer.change("light.desk", "on")
    await until(lambda: len(events) == 2)
    await subscription.close()
    assert peer.sent("unsubscribe_events")[0]["subscription"] == subscription.id
    await peer.change("light.desk", "off")
    await client.ping(5.0)
    assert len(events) == 2


async def test_a_listener_that_fails_harms_nobody_else(
    peer: StandInHub, client: HubClient, caplog: pytest.LogCaptureFixture
) -> None:
    events: list[Any] = []

    def fail(_event: object) -> None:
        raise KeyError("bug")

    await client.subscribe("subscribe_entities", fail)
    await client.subscribe("subscribe_entities", events.append)
    await peer.change("light.desk", "on")
    await until(lambda: len(events) == 2)
    assert "A listener of subscription" in caplog.text
    caplog.clear()


async def test_a_refused_subscription_leaves_no_listener(
    peer: StandInHub, client: HubClient
) -> None:
    peer.answers["subscribe_events"] = Refusal("unauthorized")
    events: list[Any] = []
    with pytest.raises(Unauthorized):
        await client.subscribe("subscribe_events", events.append)
    message_id = peer.sent("subscribe_events")[0]["id"]
    await peer.push_raw(f'{{"id":{message_id},"type":"event","event":1}}')
    await client.ping(5.0)
    assert events == []


@pytest.mark.parametrize(
    ("answer", "kind", "code"),
    [
        ({"context": {"id": "1"}}, OutcomeKind.DONE, None),
        (
            Refusal("home_assistant_error", "m", "not_connected"),
            OutcomeKind.NOT_CONNECTED,
            "not_connected",
        ),
        (
            Refusal("home_assistant_error", "m", "unknown_outcome"),
            OutcomeKind.UNKNOWN,
            "unknown_outcome",
        ),
        (
            Refusal("service_validation_error", "m", "action_invalid"),
            OutcomeKind.FAILED,
            "action_invalid",
        ),
        (Refusal("something_new", "m"), OutcomeKind.FAILED, "something_new"),
    ],
)
async def test_an_action_ends_in_one_of_four_ways(
    peer: StandInHub, client: HubClient, answer: object, kind: OutcomeKind, code: str | None
) -> None:
    peer.answers["call_service"] = answer
    outcome = await client.act("light.desk", "turn_on", {"brightness": 3}, cmd_id="c1")
    assert (outcome.kind, outcome.code) == (kind, code)
    sent = peer.sent("call_service")[0]
    assert (sent["domain"], sent["service"], sent["cmd_id"]) == ("light", "turn_on", "c1")
    assert sent["service_data"] == {"brightness": 3}


async def test_an_action_cut_off_midway_has_an_unknown_outcome(
    peer: StandInHub, client: HubClient
) -> None:
    peer.answers["call_service"] = NO_ANSWER
    acting = asyncio.create_task(client.act("light.desk", "turn_on"))
    await until(lambda: peer.sent("call_service"))
    peer.cut()
    assert (await acting).kind is OutcomeKind.UNKNOWN


async def test_an_action_a_revoked_session_had_sent_has_an_unknown_outcome(
    peer: StandInHub, client: HubClient
) -> None:
    peer.answers["call_service"] = NO_ANSWER
    acting = asyncio.create_task(client.act("light.desk", "turn_on"))
    await until(lambda: peer.sent("call_service"))
    await peer.hang_up(4001)
    assert (await acting).kind is OutcomeKind.UNKNOWN


async def test_the_token_reaches_no_log_however_much_is_logged(
    peer: StandInHub, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with await HubClient.connect(peer.address, TOKEN) as client:
        await client.ping(5.0)
    ours = [record for record in caplog.records if "server" not in record.name]
    assert not [record for record in ours if TOKEN in record.getMessage()]


async def test_an_action_without_connection_is_not_sent(
    peer: StandInHub, client: HubClient
) -> None:
    await peer.hang_up(1012)
    assert isinstance(await client.wait_closed(), LinkClosed)
    assert (await client.act("light.desk", "turn_on")).kind is OutcomeKind.NOT_CONNECTED
    assert not client.is_open
    with pytest.raises(LinkClosed, match="restarting"):
        await client.call("get_states")


async def test_who_waits_hears_that_the_connection_closed(
    peer: StandInHub, client: HubClient
) -> None:
    peer.answers["slow"] = NO_ANSWER
    waiting = [asyncio.create_task(client.call("slow")) for _ in range(3)]
    await until(lambda: len(peer.sent("slow")) == 3)
    peer.cut()
    failures = await asyncio.gather(*waiting, return_exceptions=True)
    assert [type(failure) for failure in failures] == [LinkClosed] * 3


async def test_an_answer_that_does_not_come_is_a_timeout_and_harms_nothing(
    peer: StandInHub, client: HubClient
) -> None:
    peer.answers["slow"] = NO_ANSWER
    with pytest.raises(RequestTimeout, match="slow"):
        await client.call("slow", timeout_s=0.01)
    late = peer.sent("slow")[0]["id"]
    await peer.push_raw(f'{{"id":{late},"type":"result","success":true,"result":1}}')
    await client.ping(5.0)


async def test_a_program_run_wild_is_stopped_here(peer: StandInHub, client: HubClient) -> None:
    peer.answers["slow"] = NO_ANSWER
    waiting = [asyncio.create_task(client.call("slow")) for _ in range(MAX_WAITING)]
    await until(lambda: len(peer.sent("slow")) == MAX_WAITING)
    with pytest.raises(QuotaExceeded):
        await client.call("slow")
    await client.close()
    await asyncio.gather(*waiting, return_exceptions=True)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (4001, AuthenticationFailed),
        (4401, AuthenticationFailed),
        (4406, VersionMismatch),
        (1013, LinkClosed),
        (4999, LinkClosed),
    ],
)
async def test_a_close_code_says_how_to_go_on(
    peer: StandInHub, client: HubClient, code: int, kind: type[Exception]
) -> None:
    await peer.hang_up(code, "because")
    reason = await client.wait_closed()
    assert type(reason) is kind
    assert "because" in reason.message


@pytest.mark.parametrize("frame", ["no json", '{"id":1}', '"text"'])
async def test_a_peer_that_talks_nonsense_is_left(
    peer: StandInHub, client: HubClient, frame: str
) -> None:
    await peer.push_raw(frame)
    assert "not a message" in (await client.wait_closed()).message


async def test_a_binary_frame_nobody_asked_for_is_passed_over(
    peer: StandInHub, client: HubClient
) -> None:
    await peer.push_raw(b"\x01\x02")
    await client.ping(5.0)
    assert client.is_open


async def test_a_cancelled_call_is_forgotten(peer: StandInHub, client: HubClient) -> None:
    peer.answers["slow"] = NO_ANSWER
    waiting = asyncio.create_task(client.call("slow"))
    await until(lambda: peer.sent("slow"))
    waiting.cancel()
    await asyncio.wait([waiting])
    assert waiting.cancelled()
    peer.cut()
    assert isinstance(await client.wait_closed(), LinkClosed)
