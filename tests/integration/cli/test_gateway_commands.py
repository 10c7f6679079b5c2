"""``homewire-hub gateways`` as a person uses it: a real hub, real peers and a terminal."""

import asyncio
import json
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.fakes.stand_in_hub import TOKEN, Refusal, StandInHub
from tests.fakes.terminal import Ran, run_program, start_program
from tests.fakes.zigbee2mqtt_server import TOKEN as SECRET
from tests.fakes.zigbee2mqtt_server import zigbee2mqtt_server
from tests.integration.cli.served_hub import serve

CONNECTED = {
    "id": "bridge",
    "type": "hue",
    "title": "Bridge",
    "state": "connected",
    "since_at": 1.0,
    "device_count": 1,
    "entity_count": 1,
}


class Terminal:
    """Runs ``gateways`` commands against one hub."""

    def __init__(self, hub: str, token_file: Path) -> None:
        self._access = ("--hub", hub, "--token-file", str(token_file))

    async def run(self, verb: str, *words: str) -> Ran:
        return await run_program("gateways", verb, *self._access, *words)

    async def start(self, verb: str, *words: str) -> asyncio.subprocess.Process:
        return await start_program("gateways", verb, *self._access, *words)


@pytest.fixture
async def peer() -> AsyncIterator[StandInHub]:
    async with StandInHub() as hub:
        yield hub


@pytest.fixture
def terminal(peer: StandInHub, tmp_path: Path) -> Terminal:
    path = tmp_path / "token"
    path.write_text(TOKEN)
    path.chmod(0o600)
    return Terminal(peer.address, path)


async def test_a_gateway_is_tried_added_changed_examined_and_removed(tmp_path: Path) -> None:
    async with (
        serve(tmp_path) as hub,
        zigbee2mqtt_server() as (bridge, url),
    ):
        bridge.has_token = True
        terminal = Terminal(hub.url, tmp_path / "token")
        secret = tmp_path / "secret"
        secret.write_text("wrong\n")
        refused = await terminal.run("add", "zigbee2mqtt", f"url={url}", f"token=@{secret}")
        assert refused.code == 3
        assert "Give the right token, password or key." in refused.err
        secret.write_text(f"{SECRET}\n")
        tried = await terminal.run("test", "zigbee2mqtt", f"url={url}", f"token=@{secret}")
        assert (tried.code, tried.out[:9]) == (0, "It works:")
        assert "no gateways yet" in (await terminal.run("list")).out
        added = await terminal.run("add", "zigbee2mqtt", f"url={url}", f"token=@{secret}")
        assert added.out.startswith("Added Zigbee2MQTT (zigbee2mqtt): connected, ")
        gone = await terminal.run("edit", "zigbee2mqtt", "url=http://127.0.0.1:1", "--title", "Z")
        assert gone.code == 0
        assert "nothing listens at that address and port. Check its address" in gone.out
        await terminal.run("edit", "zigbee2mqtt", f"url={url}")
        report = tmp_path / "report.json"
        saved = await terminal.run("diagnose", "zigbee2mqtt", "--save", str(report))
        assert saved.code == 0
        held = report.read_text()
        assert json.loads(held)["status"]["state"] == "connected"
        assert SECRET not in held
        shown = await terminal.run("diagnose", "zigbee2mqtt")
        assert "Last errors:" in shown.out
        assert (await terminal.run("remove", "zigbee2mqtt")).code == 0
        assert (await terminal.run("list", "--json")).json() == []


SLIPS = {
    ("add", "toaster"): "there is no gateway type 'toaster'; there are: esphome, ",
    ("add", "wled", "colour=red"): "WLED has no option 'colour'; it has: host",
    ("test", "home_assistant", "url=x"): "Home Assistant needs 'token' (Long-lived",
    ("add", "mqtt", "host=x", "tls=maybe"): "Encrypted is no or yes, not 'maybe'",
    ("pause", "nobody"): "no gateway 'nobody'; `homewire-hub gateways list` shows them",
}


async def test_a_slip_is_answered_with_what_is_allowed(tmp_path: Path) -> None:
    async with serve(tmp_path) as hub:
        terminal = Terminal(hub.url, tmp_path / "token")
        for words, told in SLIPS.items():
            ran = await terminal.run(*words)
            assert ran.code == 3
            assert ran.err.startswith(f"homewire-hub: {told}")


async def test_what_was_found_is_shown_with_the_line_that_adds_it(
    peer: StandInHub, terminal: Terminal
) -> None:
    found = {
        "id": "wled:1",
        "gateway_type": "wled",
        "title": "Shelf",
        "address": "192.0.2.7:80",
        "host": "192.0.2.7",
        "options": {"host": "192.0.2.7; reboot"},
        "needs": ["password"],
        "seen_at": 1.0,
    }
    known = {**found, "id": "wled:2", "title": "Desk", "gateway_id": "desk"}
    peer.answers["home/gateways/discovered"] = {"found": [found, known]}
    ran = await terminal.run("discover", "--for", "0.5")
    assert peer.sent("home/gateways/discovered")[0]["wait_s"] == 0.5
    assert "added as desk" in ran.out
    [line] = [line for line in ran.out.splitlines() if "gateways add" in line]
    assert line.strip() == "homewire-hub gateways add wled 'host=192.0.2.7; reboot' password=@FILE"


async def test_a_button_is_asked_for_before_the_wait_and_its_remedy_told_after(
    peer: StandInHub, terminal: Terminal
) -> None:
    peer.answers["home/gateways/types"] = [
        {
            "type": "hue",
            "title": "Hue",
            "guide": "button",
            "guide_text": "Press the round button on the bridge.",
            "options": [{"name": "app_key", "is_secret": True}],
        }
    ]
    remedy = {"remedy": "press_button"}
    peer.answers["home/gateways/add"] = Refusal(
        "gateway_auth_required", "Nobody pressed it.", translation_placeholders=remedy
    )
    ran = await terminal.run("add", "hue", "host=192.0.2.9")
    assert ran.code == 3
    assert ran.err.splitlines() == [
        "Press the round button on the bridge. Waiting for it …",
        "homewire-hub: Nobody pressed it.",
        "Press its button and try again at once.",
    ]
    as_json = await terminal.run("add", "hue", "host=192.0.2.9", "app_key=12345", "--json")
    assert as_json.json()["error"]["remedy"] == "press_button"
    assert as_json.err == ""


async def test_the_address_to_enter_in_a_device_is_printed(
    peer: StandInHub, terminal: Terminal
) -> None:
    address = "ws://192.0.2.4:8755/api/gateway/shelly/s3cr3t"
    waiting = {**CONNECTED, "state": "waiting", "options": {"address": address}}
    peer.answers["home/gateways/types"] = []
    peer.answers["home/gateways/add"] = waiting
    ran = await terminal.run("add", "shelly_outbound")
    assert ran.out.splitlines()[-1] == f"Bridge: enter this address in the device: {address}"
    here = address.replace("192.0.2.4", "127.0.0.1")
    peer.answers["home/gateways/list"] = [{**waiting, "options": {"address": here}}]
    assert "start the hub with --lan" in (await terminal.run("list")).out


async def test_an_edit_sends_null_for_what_is_emptied_and_refuses_an_empty_file(
    peer: StandInHub, terminal: Terminal, tmp_path: Path
) -> None:
    peer.answers["home/gateways/edit"] = CONNECTED
    await terminal.run("edit", "bridge", "port=", "host=192.0.2.9")
    assert peer.sent("home/gateways/edit")[0]["options"] == {"port": None, "host": "192.0.2.9"}
    (tmp_path / "empty").write_text("\n")
    refused = await terminal.run("edit", "bridge", f"app_key=@{tmp_path / 'empty'}")
    assert refused.code == 2
    assert "holds nothing for 'app_key'" in refused.err
    assert (await terminal.run("edit", "bridge")).code == 2


async def test_an_edit_that_is_refused_by_the_device_fails(
    peer: StandInHub, terminal: Terminal
) -> None:
    peer.answers["home/gateways/edit"] = {**CONNECTED, "state": "auth_required"}
    ran = await terminal.run("edit", "bridge", "host=192.0.2.9")
    assert ran.code == 3
    assert "Bridge refuses what it was given." in ran.err


async def test_who_stops_waiting_for_devices_closes_the_network(
    peer: StandInHub, terminal: Terminal
) -> None:
    peer.answers["home/gateways/list"] = [CONNECTED]
    peer.answers["home/gateways/types"] = [{"type": "hue", "title": "Hue", "admits": "window"}]
    peer.answers["home/gateways/admit"] = None
    peer.answers["home/gateways/cancel"] = None
    process = await terminal.start("admit", "bridge")
    assert process.stderr is not None
    hint = await process.stderr.readline()
    assert b"pairing mode" in hint
    opened = await process.stderr.readline()
    assert b"New devices may join Bridge for 254 s." in opened
    process.send_signal(signal.SIGINT)
    await process.communicate()
    assert process.returncode == 130
    assert len(peer.sent("home/gateways/cancel")) == 1
