"""The conversation itself: who is let in, and that every command gets exactly one answer."""

import asyncio
import logging

import pytest

from embedded_hub.core.people import Role
from embedded_hub.core.ports import Record
from embedded_hub.errors import StorageError
from embedded_hub.model.action import DONE, Action, Outcome
from embedded_hub.protocol.commands import COMMANDS
from embedded_hub.protocol.commands.connection import Ping
from embedded_hub.protocol.commands.states import GetStates
from embedded_hub.server.caller import Caller
from embedded_hub.server.commands import make_table
from tests.integration.server.conftest import LIMITS, Bench, Client, Connect


def test_every_command_of_the_protocol_has_a_handler() -> None:
    table = make_table()
    assert [one.__name__ for one in COMMANDS if one not in table] == [Ping.__name__]


async def test_a_token_lets_in_and_both_greetings_name_a_version(
    bench: Bench, stranger: Connect
) -> None:
    client = await stranger()
    greeting = await client.receive()
    await client.send({"type": "auth", "access_token": await bench.token(Role.FAMILY)})
    answer = await client.receive()
    assert (greeting["type"], answer["type"]) == ("auth_required", "auth_ok")
    assert greeting["ha_version"] == answer["ha_version"] == "2024.3.3"


@pytest.mark.parametrize("token", ["", "hw1.aaaaaaaa.b", "x" * 2000, "hw1..", "\ud7ff.é"])
async def test_a_wrong_token_is_told_so_and_closed(stranger: Connect, token: str) -> None:
    client = await stranger()
    answer = await client.auth(token)
    assert answer == {"type": "auth_invalid", "message": "Invalid access token or password"}
    assert (await client.closed())[0] == 1000


@pytest.mark.parametrize(
    "first", [{"id": 1, "type": "ping"}, {"type": "auth"}, {"type": "auth", "access_token": 7}, []]
)
async def test_a_first_message_that_is_no_auth_is_refused(stranger: Connect, first: object) -> None:
    client = await stranger()
    await client.receive()
    await client.send(first)
    assert (await client.receive())["type"] == "auth_invalid"
    assert (await client.closed())[0] == 1000


async def test_who_shows_no_token_in_time_is_closed(stranger: Connect) -> None:
    client = await stranger()
    assert (await client.closed())[0] == 4408


async def test_guessing_is_limited_and_a_right_token_still_lets_in(
    bench: Bench, stranger: Connect
) -> None:
    endings = []
    for _ in range(12):
        client = await stranger()
        await client.auth("hw1.aaaaaaaa.guess")
        endings.append((await client.closed())[0])
    assert endings == [1000] * 10 + [4008] * 2
    answer = await (await stranger()).auth(await bench.token(Role.FAMILY))
    assert answer["type"] == "auth_ok"


async def test_parallel_guesses_are_limited_like_serial_ones(stranger: Connect) -> None:
    clients = [await stranger() for _ in range(30)]
    answers = await asyncio.gather(*(client.auth("hw1.aaaaaaaa.guess") for client in clients))
    judged = [one for one in answers if one["message"].startswith("Invalid")]
    assert len(judged) <= 10


async def test_a_disk_that_fails_is_not_a_wrong_token(
    bench: Bench,
    stranger: Connect,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken() -> list[Record]:
        raise StorageError("the disk is gone")

    monkeypatch.setattr(bench.records, "load", broken)
    client = await stranger()
    await client.receive()
    with caplog.at_level(logging.ERROR):
        await client.send({"type": "auth", "access_token": "hw1.aaaaaaaa.unheard-of"})
        assert (await client.closed())[0] == 1011
    assert "the disk is gone" in caplog.text


async def test_a_ping_gets_a_pong(owner: Client) -> None:
    assert await owner.ask("ping") == {"id": 1, "type": "pong"}


async def test_ids_must_increase(owner: Client) -> None:
    for message_id in (5, 5, 3):
        await owner.send({"id": message_id, "type": "ping"})
    assert (await owner.answer(5))["type"] == "pong"
    for message_id in (5, 3):
        assert (await owner.answer(message_id))["error"]["code"] == "id_reuse"


async def test_an_unknown_command_is_answered(owner: Client) -> None:
    error = await owner.fail("render_template", template="{{ 1 }}")
    assert error == {"code": "unknown_command", "message": "Unknown command."}


@pytest.mark.parametrize(
    ("message", "answered_id"),
    [
        ({"id": 1, "type": "subscribe_entities", "entity_ids": 7}, 1),
        ({"id": 1, "type": "call_service"}, 1),
        ({"id": 1}, 1),
        ({"type": "ping"}, None),
        ({"id": 0, "type": "ping"}, None),
        ({"id": 2**53, "type": "ping"}, None),
        ({"id": "1", "type": "ping"}, None),
        ({"id": True, "type": "ping"}, None),
        ("text", None),
        (7, None),
        (None, None),
    ],
)
async def test_a_malformed_command_costs_only_its_own_result(
    owner: Client, message: object, answered_id: int | None
) -> None:
    await owner.send(message)
    assert (await owner.answer(answered_id))["error"]["code"] == "invalid_format"
    await owner.send({"id": 9, "type": "ping"})
    assert (await owner.answer(9))["type"] == "pong"


async def test_an_array_of_commands_is_carried_out_in_order(owner: Client) -> None:
    await owner.send([{"id": number, "type": "ping"} for number in range(1, 101)])
    for number in range(1, 101):
        assert (await owner.receive())["id"] == number


async def test_a_binary_frame_is_ignored(bench: Bench, owner: Client) -> None:
    await owner.socket.send(b"\x01voice")
    assert (await owner.ask("ping"))["type"] == "pong"


@pytest.mark.parametrize(
    "frame",
    [
        "{",
        "nonsense",
        "",
        '{"id":1,"type":"ping"}}',
        '{"id":NaN,"type":"ping"}',
        '{"id":1,"type":"fire_event","event_type":"x","event_data":{"x":Infinity}}',
        "[" * 100_000,
        '{"id":1,"type":"x","a":' + "[" * 65 + "]" * 65 + "}",
    ],
)
async def test_what_is_no_json_we_take_ends_the_connection(owner: Client, frame: str) -> None:
    await owner.socket.send(frame)
    code, reason = await owner.closed()
    assert code == 1008
    assert reason


async def test_a_number_of_five_thousand_digits_harms_nobody(owner: Client, enter: Connect) -> None:
    await owner.socket.send('{"id":' + "9" * 5000 + ',"type":"ping"}')
    assert (await (await enter()).ask("ping"))["type"] == "pong"


async def test_a_fault_of_ours_is_one_failed_result_and_a_log_line(
    bench: Bench, owner: Client, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(caller: Caller, command: GetStates) -> object:
        raise ZeroDivisionError

    monkeypatch.setattr(bench.server._table, "quick_handler", lambda _: broken)
    with caplog.at_level(logging.ERROR):
        error = await owner.fail("get_states")
    assert error["code"] == "unknown_error"
    assert "ZeroDivisionError" in caplog.text
    assert (await owner.ask("ping"))["type"] == "pong"


async def test_a_slow_command_does_not_hold_up_the_next(bench: Bench, owner: Client) -> None:
    may_finish = asyncio.Event()

    async def slowly(action: Action) -> Outcome:
        await may_finish.wait()
        return DONE

    bench.outcome = slowly
    call = {"domain": "light", "service": "turn_on", "target": {"entity_id": "light.lamp"}}
    await owner.send({"id": 1, "type": "call_service", **call})
    await owner.send({"id": 2, "type": "ping"})
    assert (await owner.receive())["id"] == 2
    may_finish.set()
    assert (await owner.answer(1))["success"]


async def test_one_session_has_only_so_many_commands_under_way(bench: Bench, owner: Client) -> None:
    may_finish = asyncio.Event()

    async def slowly(action: Action) -> Outcome:
        await may_finish.wait()
        return DONE

    bench.outcome = slowly
    call = {"domain": "light", "service": "turn_on", "target": {"entity_id": "light.lamp"}}
    count = LIMITS.running_commands
    commands = [{"id": one, "type": "call_service", **call} for one in range(1, count + 2)]
    await owner.send(commands)
    assert (await owner.answer(count + 1))["error"]["code"] == "quota"
    may_finish.set()
    for one in range(1, count + 1):
        assert (await owner.answer(one))["success"]


async def test_a_revoked_token_ends_its_sessions_and_no_others(
    bench: Bench, owner: Client, enter: Connect
) -> None:
    guest = await enter(Role.GUEST, "kitchen")
    tokens = await owner.call("home/tokens/list")
    mine = next(token["id"] for token in tokens if token["role"] == "guest")
    await owner.call("home/tokens/revoke", token_id=mine)
    assert await guest.closed() == (4001, "this token was revoked")
    assert (await owner.ask("ping"))["type"] == "pong"


async def test_a_session_ends_with_its_token(bench: Bench, stranger: Connect) -> None:
    text, _ = await bench.home.people.issue(
        Role.GUEST, "Visitor", expires_at=bench.home.clock.utc_s() + 0.2
    )
    visitor = await stranger()
    assert (await visitor.auth(text))["type"] == "auth_ok"
    assert (await visitor.closed())[0] == 4001
    assert (await (await stranger()).auth(text))["type"] == "auth_invalid"


async def test_a_gateway_s_token_reads_and_does_nothing_here(enter: Connect) -> None:
    gateway = await enter(Role.GATEWAY)
    for command in ("get_states", "subscribe_entities", "get_services", "get_config"):
        assert (await gateway.fail(command))["code"] == "unauthorized"
    assert (await gateway.call("home/info"))["role"] == "gateway"
    assert (await gateway.ask("ping"))["type"] == "pong"


async def test_stopping_tells_clients_to_come_back(bench: Bench, owner: Client) -> None:
    await bench.server.stop(0.1)
    assert (await owner.closed())[0] == 1012
