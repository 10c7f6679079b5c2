"""Every command with everything wrong about it: one clear answer each, and never a fault."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.integration.hostile.hubs import Hub, enter, running
from tests.integration.hostile.test_roles import every_command


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    """A hub of its own: afterwards nothing in it is where it was."""
    with running(tmp_path_factory.mktemp("mutated")) as hub:
        yield hub
        assert "Traceback" not in hub.log


COMMANDS = [one for one in every_command() if not one[0].startswith("home/gateways/")]
ODD: st.SearchStrategy[Any] = st.sampled_from(
    [
        *(None, True, 0, -1, 2**53, 2**63, 2**64, 10**40, 1e308, 0.5, [], {}, [[]], [None]),
        *("", "x", "\0", "a\0b", "\u202e", "x" * 5000, "all", "none", "../../etc", "NaN", "T"),
        *("LIGHT.KITCHEN_LIGHT", "light.kitchen_light", "kitchen", "0001-01-01T00:00:00+23:59"),
        *("9999-12-31T23:59:59-23:59", "2020-01-01", "24:00", "light." + "y" * 300),
        *(["x"] * 200, {"a": 1}, {"": ""}, {"platform": "state", "entity_id": "x"}),
    ]
)


@st.composite
def mutated(draw: st.DrawFn) -> dict[str, Any]:
    """A command of the vectors with some of its fields made odd, dropped or added."""
    command, fields = draw(st.sampled_from(COMMANDS))
    changed = dict(fields)
    for name in [*fields, draw(st.sampled_from(["target", "entity_id", "service_data", "x"]))]:
        match draw(st.integers(0, 4)):
            case 0:
                changed[name] = draw(ODD)
            case 1:
                changed.pop(name, None)
            case 2 if name in changed:
                changed[name] = [changed[name]]
            case 3 if isinstance(changed.get(name), dict):
                inner = changed[name]
                changed[name] = {**inner, draw(st.sampled_from([*inner, "y"])): draw(ODD)}
            case _:
                pass
    return {**changed, "type": command}


@settings(
    max_examples=100,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(mutated(), min_size=20, max_size=20))
async def test_a_command_gone_wrong_gets_one_answer_and_no_fault(
    hub: Hub, commands: list[dict[str, Any]]
) -> None:
    async with enter(hub) as client:
        for command in commands:
            answer = await client.ask(**{"type_": command.pop("type"), **command})
            if answer["type"] == "result" and not answer["success"]:
                assert answer["error"]["code"] != "unknown_error", (command, answer)
                assert answer["error"]["message"]


async def test_two_things_said_twice_and_texts_no_utf_8_can_hold_get_one_answer(hub: Hub) -> None:
    async with enter(hub) as client:
        await client.socket.send('{"id":7,"id":8,"type":"get_states","type":"ping"}')
        assert (await client.hear())["id"] == 8
        await client.socket.send(r'{"id":9,"type":"frontend/get_user_data","key":"\ud83d\ude00"}')
        assert (await client.hear())["id"] == 9
        await client.socket.send(json.dumps([{"id": n, "type": "ping"} for n in range(10, 1011)]))
        assert (await client.hear())["error"]["code"] == "invalid_format"
