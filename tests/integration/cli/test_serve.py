import json
import signal
import socket
from pathlib import Path

import pytest

from embedded_hub.client.hub_client import HubClient
from embedded_hub.errors import AuthenticationFailed
from tests.fakes.terminal import run_program
from tests.integration.cli.served_hub import listed, serve, token_in


async def test_a_started_hub_says_where_it_is_and_takes_the_owners_token(tmp_path: Path) -> None:
    async with serve(tmp_path, "--name", "Flat 3") as hub:
        assert hub.ready["event"] == "ready"
        assert hub.ready["pid"] == hub.process.pid
        assert hub.ready["gateway_url"].startswith("ws://127.0.0.1:")
        assert (tmp_path / "token").stat().st_mode & 0o777 == 0o600
        async with await HubClient.connect(hub.url, token_in(tmp_path)) as client:
            assert (client.info.name, client.info.role) == ("Flat 3", "owner")
        said = await hub.stop()
        assert hub.process.returncode == 0
        assert "http://127.0.0.1:" in said
        assert "hw1." not in said


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_ends_it_cleanly_with_clients_connected(
    tmp_path: Path, number: signal.Signals
) -> None:
    async with serve(tmp_path, "--log-json") as hub:
        async with await HubClient.connect(hub.url, token_in(tmp_path)) as client:
            said = await hub.stop(number)
            assert hub.process.returncode == 0
            assert "restart" in (await client.wait_closed()).message or not client.is_open
        for line in said.splitlines():
            assert json.loads(line)["level"] in ("info", "warning")


async def test_the_owners_token_stays_the_same_over_a_restart(tmp_path: Path) -> None:
    async with serve(tmp_path) as hub:
        first = token_in(tmp_path)
        await hub.stop()
    async with serve(tmp_path) as hub:
        assert token_in(tmp_path) == first
        async with await HubClient.connect(hub.url, first) as client:
            assert len(await listed(client, "home/tokens/list")) == 1


async def test_what_was_acknowledged_survives_kill_9(tmp_path: Path) -> None:
    async with (
        serve(tmp_path) as hub,
        await HubClient.connect(hub.url, token_in(tmp_path)) as client,
    ):
        await client.call("config/area_registry/create", name="Library")
        hub.process.kill()
        await hub.process.communicate()
    async with (
        serve(tmp_path) as hub,
        await HubClient.connect(hub.url, token_in(tmp_path)) as client,
    ):
        areas = await listed(client, "config/area_registry/list")
        assert [area["name"] for area in areas] == ["Library"]


async def test_a_token_made_beside_a_running_hub_opens_it(tmp_path: Path) -> None:
    async with serve(tmp_path) as hub:
        ran = await run_program(
            *("token", "--data", str(tmp_path / "home"), "--role", "family", "--name", "Ben")
        )
        assert (ran.code, ran.err) == (0, "")
        async with await HubClient.connect(hub.url, ran.out.strip()) as client:
            assert client.info.role == "family"


async def test_a_token_made_before_the_first_start_opens_the_hub(tmp_path: Path) -> None:
    ran = await run_program(
        *("token", "--data", str(tmp_path / "home"), "--role", "guest"),
        *("--area", "Study", "--json"),
    )
    made = json.loads(ran.out)
    assert "no area 'Study' yet" in ran.err
    assert (made["role"], made["name"]) == ("guest", "guest")
    async with (
        serve(tmp_path) as hub,
        await HubClient.connect(hub.url, made["token"]) as client,
    ):
        assert client.info.role == "guest"


async def test_a_guests_area_is_named_as_people_call_it(tmp_path: Path) -> None:
    async with (
        serve(tmp_path) as hub,
        await HubClient.connect(hub.url, token_in(tmp_path)) as owner,
    ):
        await owner.call("config/area_registry/create", name="Café Süd")
        ran = await run_program(
            *("token", "--data", str(tmp_path / "home"), "--role", "guest", "--area", "CAFÉ SÜD")
        )
        assert (ran.code, ran.err) == (0, "")
        async with await HubClient.connect(hub.url, ran.out.strip()) as guest:
            assert guest.info.role == "guest"
        guests = [
            token["area_ids"]
            for token in await listed(owner, "home/tokens/list")
            if token["role"] == "guest"
        ]
        assert guests == [["cafe_sud"]]


async def test_a_second_hub_on_the_same_folder_is_refused(tmp_path: Path) -> None:
    async with serve(tmp_path):
        ran = await run_program("serve", "--port", "0", "--data", str(tmp_path / "home"))
    assert ran.code == 2
    assert "Another hub" in ran.err
    assert ran.out == ""


async def test_a_port_in_use_is_a_plain_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        ran = await run_program("serve", "--port", port, "--data", str(tmp_path))
    assert ran.code == 2
    assert f"Cannot listen on 127.0.0.1 port {port}" in ran.err
    assert "Traceback" not in ran.err


async def test_commands_work_on_a_real_hub(tmp_path: Path) -> None:
    async with serve(tmp_path) as hub:
        access = ("--hub", hub.url, "--token-file", str(tmp_path / "token"))
        types = await run_program("gateways", "types", "--json", *access)
        assert "this_pc" in [each["type"] for each in json.loads(types.out)]
        added = await run_program("gateways", "add", "this_pc", "--json", *access)
        assert added.code == 0, added.err
        status = json.loads(added.out)
        assert status["state"] == "connected"
        shown = await run_program("states", "--domain", "sensor", "--json", *access)
        assert json.loads(shown.out)
        removed = await run_program("gateways", "remove", status["id"], *access)
        assert removed.code == 0
        gone = await run_program("call", "light.turn_on", "entity_id=light.none", *access)
        assert gone.code == 3
        assert "entity_not_found" in gone.out


async def test_a_revoked_token_opens_nothing(tmp_path: Path) -> None:
    async with (
        serve(tmp_path) as hub,
        await HubClient.connect(hub.url, token_in(tmp_path)) as owner,
    ):
        made = await owner.call("home/tokens/create", role="family", name="Ben")
        assert isinstance(made, dict)
        async with await HubClient.connect(hub.url, str(made["token"])) as ben:
            await owner.call("home/tokens/revoke", token_id=made["id"])
            assert isinstance(await ben.wait_closed(), AuthenticationFailed)
        with pytest.raises(AuthenticationFailed):
            await HubClient.connect(hub.url, str(made["token"]))
