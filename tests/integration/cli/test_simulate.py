import json
import signal
from pathlib import Path

import pytest

from embedded_hub.client.entity_mirror import EntityMirror
from embedded_hub.client.hub_client import HubClient
from embedded_hub.model.ids import EntityId
from tests.fakes.stand_in_hub import TOKEN, StandInHub, until
from tests.fakes.terminal import run_program, start_program
from tests.integration.cli.served_hub import listed, serve, token_in


async def simulate_once(url: str, folder: Path, *words: str) -> list[str]:
    """Let flats connect, stop them, and return their gateway ids."""
    process = await start_program(
        *("simulate", "--hub", url, "--token-file", str(folder / "token"), *words)
    )
    assert process.stdout is not None
    ready = json.loads(await process.stdout.readline())
    assert ready["event"] == "ready"
    process.send_signal(signal.SIGTERM)
    _, err = await process.communicate()
    assert process.returncode == 0, err.decode()
    ids: list[str] = ready["gateway_ids"]
    return ids


async def test_simulated_flats_dial_in_and_are_used_again(tmp_path: Path) -> None:
    async with (
        serve(tmp_path) as hub,
        await HubClient.connect(hub.url, token_in(tmp_path)) as owner,
    ):
        first = await simulate_once(hub.url, tmp_path, "--flats", "2", "--rate", "20")
        gateways = await listed(owner, "home/gateways/list")
        assert [gateway["id"] for gateway in gateways] == first
        assert {gateway["type"] for gateway in gateways} == {"simulator"}
        assert all(gateway["entity_count"] > 80 for gateway in gateways)
        again = await simulate_once(hub.url, tmp_path, "--flats", "2", "--fault", "refuse=0.5")
        assert again == first
        tokens = await listed(owner, "home/tokens/list")
        assert sorted(token["role"] for token in tokens) == ["gateway", "gateway", "owner"]


async def test_a_demo_hub_has_a_home_to_try_things_on(tmp_path: Path) -> None:
    lamp = EntityId("light.floor_lamp")
    mirror = EntityMirror()
    async with (
        serve(tmp_path, "--demo") as hub,
        await HubClient.connect(hub.url, token_in(tmp_path)) as owner,
    ):
        assert owner.info.is_demo
        await owner.subscribe("subscribe_entities", mirror.apply, entity_ids=[lamp])
        await until(lambda: lamp in mirror.states, 20.0)
        assert mirror.states[lamp].value == "on"
        ran = await run_program(
            *("call", "light.turn_off", f"entity_id={lamp}", "--hub", hub.url),
            *("--token-file", str(tmp_path / "token")),
        )
        assert (ran.code, ran.out) == (0, "Done: light.turn_off on light.floor_lamp.\n")
        await until(lambda: mirror.states[lamp].value == "off", 20.0)


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("--fault", "fire"), "there are: drop, refuse"),
        (("--fault", "late=soon"), "not a number"),
        (("--flats", "0"), "between 1 and 1000"),
        (("--rate", "-1"), "between 0 and 10000"),
    ],
)
async def test_a_simulation_that_cannot_be_is_refused(
    words: tuple[str, ...], complaint: str
) -> None:
    ran = await run_program("simulate", *words)
    assert ran.code == 2
    assert complaint in ran.err


async def test_flats_cannot_dial_a_home_assistant(tmp_path: Path) -> None:
    (tmp_path / "token").touch(mode=0o600)
    (tmp_path / "token").write_text(TOKEN)
    async with StandInHub(is_foreign=True) as peer:
        ran = await run_program(
            *("simulate", "--hub", peer.address, "--token-file", str(tmp_path / "token"))
        )
    assert ran.code == 2
    assert "not a Homewire hub" in ran.err
