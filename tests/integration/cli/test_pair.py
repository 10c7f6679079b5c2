"""``pair`` in one terminal and ``join`` in another, over TLS to a hub of its own."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from embedded_hub.client.hub_client import HubClient
from embedded_hub.client.pairing import PairingLink, pair, read_link
from embedded_hub.errors import AuthenticationFailed
from tests.fakes.terminal import Ran, run_program, start_program
from tests.integration.cli.served_hub import Served, serve, token_in


def access(hub: Served, folder: Path, file: str = "token") -> tuple[str, ...]:
    address = hub.url.replace("ws://", "https://").removesuffix("/api/websocket")
    return ("--hub", address, "--token-file", str(folder / file))


async def said(process: asyncio.subprocess.Process) -> dict[str, Any]:
    assert process.stdout is not None
    line: dict[str, Any] = json.loads(await process.stdout.readline())
    return line


async def join(folder: Path, link: str, *words: str) -> Ran:
    return await run_program(
        *("join", link, "--name", "Pixel 8", "--token-file", str(folder / "anna"), *words)
    )


async def test_a_link_leads_from_one_terminal_to_the_other_over_tls(tmp_path: Path) -> None:
    async with serve(tmp_path, "--lan") as hub:
        token, pin = (tmp_path / "token").read_text().split()
        pairing = await start_program("pair", *access(hub, tmp_path), "--name", "Anna", "--json")
        offer = await said(pairing)
        assert offer["url"].endswith(f"&f={pin}")
        assert (await said(pairing))["state"] == "open"
        link = (
            f"https://127.0.0.1:{hub.url.split(':')[2].split('/')[0]}/pair#"
            + (offer["url"].partition("#")[2])
        )
        joined = await join(tmp_path, link, "--json")
        assert (joined.code, joined.json()["role"]) == (0, "family")
        assert (await said(pairing))["state"] == "paired"
        assert await pairing.wait() == 0
        anna = (tmp_path / "anna").read_text().split()
        assert anna[1] == pin
        assert (tmp_path / "anna").stat().st_mode & 0o777 == 0o600
        states = await run_program("states", *access(hub, tmp_path, "anna"))
        assert states.code == 0
        again = await join(tmp_path, link)
        assert again.code == 4
        assert "used up" in again.err
        wrong = await run_program("states", *access(hub, tmp_path), "--pin", "A" * 43)
        assert wrong.code == 4
        assert "Expected 0000" in wrong.err
        told = await hub.stop()
        assert token.rpartition(".")[2] not in told
        assert anna[0].rpartition(".")[2] not in told


async def test_typed_digits_are_confirmed_in_the_terminal(tmp_path: Path) -> None:
    async with serve(tmp_path) as hub:
        pairing = await start_program(
            "pair",
            *("--hub", hub.url, "--token-file", str(tmp_path / "token")),
            stdin=asyncio.subprocess.PIPE,
        )
        assert pairing.stderr is not None
        assert pairing.stdin is not None
        text = b""
        while b"type " not in text:
            text += await pairing.stderr.readline()
        code = text.rpartition(b"type ")[2].strip().decode()
        assert "Other machines cannot reach this hub" in text.decode()
        assert "serve --lan" in text.decode()
        assert "█" not in text.decode(), "nothing to scan where no phone gets in"
        joining = asyncio.create_task(join(tmp_path, hub.url, "--code", code))
        asked = await pairing.stderr.readuntil(b"[y/N] ")
        pairing.stdin.write(b"y\n")
        joined = await joining
        assert joined.code == 0
        words = joined.err.partition("should see:  ")[2].splitlines()[0]
        assert words in asked.decode()
        assert await pairing.wait() == 0


async def test_a_person_gets_a_further_device(tmp_path: Path) -> None:
    async with serve(tmp_path) as hub:
        own = ("--hub", hub.url, "--token-file", str(tmp_path / "token"), "--json")
        added = await run_program("people", "add", "Aunt Gus", "--role", "guest", *own)
        pairing = await start_program("pair", "--person", "aunt gus", *own)
        offer = await said(pairing)
        assert (await said(pairing))["state"] == "open"
        joined = await join(tmp_path, offer["url"], "--json")
        assert (joined.code, joined.json()["role"]) == (0, "guest")
        assert await pairing.wait() == 0
        listed = (await run_program("people", "list", *own)).json()
        gus = next(one for one in listed if one["person_id"] == added.json()["person_id"])
        assert [one["name"] for one in gus["devices"]] == ["Pixel 8"]
        both = await run_program("pair", "--person", "Aunt Gus", "--role", "owner", *own)
        assert both.code == 2


async def test_an_address_alone_needs_a_fingerprint(tmp_path: Path) -> None:
    ran = await join(tmp_path, "https://127.0.0.1:1", "--code", "12345678")
    assert ran.code == 2
    assert "fingerprint" in ran.err


async def test_a_simulator_and_a_doctor_pin_the_hub_too(tmp_path: Path) -> None:
    async with serve(tmp_path, "--lan") as hub:
        flat = await start_program("simulate", *access(hub, tmp_path))
        assert (await said(flat))["event"] == "ready"
        found = await run_program(
            "doctor", *access(hub, tmp_path), "--data", str(tmp_path / "home"), "--json"
        )
        [of_hub] = [one for one in found.json() if one["check"] == "hub"]
        assert of_hub["level"] == "ok", of_hub
        flat.terminate()
        await flat.communicate()


async def test_a_certificate_that_will_not_do_is_a_plain_sentence(tmp_path: Path) -> None:
    (tmp_path / "own.pem").write_text("nonsense")
    ran = await run_program(
        *("serve", "--port", "0", "--lan", "--data", str(tmp_path / "home")),
        *("--certificate", str(tmp_path / "own.pem")),
    )
    assert ran.code == 2
    assert "own.pem cannot be used" in ran.err
    assert "Traceback" not in ran.err


async def test_an_open_offer_outlives_kill_9_with_the_tries_it_had(tmp_path: Path) -> None:
    async with serve(tmp_path) as hub:
        async with await HubClient.connect(hub.url, token_in(tmp_path)) as owner:
            offer = await owner.call("home/pairing/open", role="guest", area_ids=[])
            assert isinstance(offer, dict)
        fragment = str(offer["url"]).partition("#")[2]
        for _ in range(2):
            with pytest.raises(AuthenticationFailed):
                await pair(PairingLink(address=hub.url, code="wrong"), "Phone")
        hub.process.kill()
        await hub.process.communicate()
    async with serve(tmp_path) as hub:
        with pytest.raises(AuthenticationFailed) as failed:
            await pair(PairingLink(address=hub.url, code="wrong"), "Phone")
        assert failed.value.details["left"] == "2"
        place = hub.url.replace("ws://", "http://").removesuffix("/api/websocket")
        assert (await pair(read_link(f"{place}/pair#{fragment}"), "Phone")).role == "guest"
