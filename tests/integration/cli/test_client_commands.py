import asyncio
import json
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from embedded_hub.cli.token_file import write_token
from tests.fakes.stand_in_hub import NO_ANSWER, TOKEN, Refusal, StandInHub, until
from tests.fakes.terminal import Ran, run_program, start_program

GATEWAY = {
    "id": "g1",
    "type": "home_assistant",
    "title": "Old house",
    "state": "connected",
    "since_at": 1.0,
    "device_count": 3,
    "entity_count": 9,
}


class Terminal:
    """A terminal with one hub and token set."""

    def __init__(self, address: str, token_file: Path) -> None:
        self.variables = {"HOMEWIRE_HUB": address, "HOMEWIRE_TOKEN_FILE": str(token_file)}

    async def start(self, *words: str) -> asyncio.subprocess.Process:
        return await start_program(*words, variables=self.variables)

    async def run(self, *words: str) -> Ran:
        return await run_program(*words, variables=self.variables)


@pytest.fixture
async def peer() -> AsyncIterator[StandInHub]:
    async with StandInHub() as hub:
        yield hub


@pytest.fixture
def terminal(peer: StandInHub, tmp_path: Path) -> Terminal:
    path = tmp_path / "token"
    write_token(path, TOKEN)
    return Terminal(peer.address, path)


async def test_an_action_that_is_done_exits_0_and_says_so(
    peer: StandInHub, terminal: Terminal
) -> None:
    ran = await terminal.run(
        *("call", "light.turn_on", "entity_id=light.desk,light.hall", "brightness=120"),
        *("effect=rainbow", "--expires-in", "5"),
    )
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "Done: light.turn_on on light.desk, light.hall.\n"
    sent = peer.sent("call_service")[0]
    assert sent["service_data"] == {"brightness": 120, "effect": "rainbow"}
    assert sent["target"] == {"entity_id": ["light.desk", "light.hall"]}
    assert sent["expires_in"] == 5


@pytest.mark.parametrize(
    ("key", "code", "outcome"),
    [
        ("action_invalid", 3, "failed"),
        ("not_connected", 4, "not_connected"),
        ("unknown_outcome", 5, "unknown"),
    ],
)
async def test_an_action_that_is_not_done_exits_by_its_outcome(
    peer: StandInHub, terminal: Terminal, key: str, code: int, outcome: str
) -> None:
    peer.answers["call_service"] = Refusal("home_assistant_error", "Because.", key)
    ran = await terminal.run("call", "light.turn_on", "area_id=study", "--json")
    assert ran.code == code
    assert ran.json() == {
        "action": "light.turn_on",
        "outcome": outcome,
        "code": key,
        "message": "Because.",
        "response": None,
    }


async def test_what_an_action_gives_back_is_printed(peer: StandInHub, terminal: Terminal) -> None:
    peer.answers["call_service"] = {"context": {"id": "1"}, "response": {"answer": 42}}
    ran = await terminal.run("call", "script.ask", "--response", "--json")
    assert ran.json()["response"] == {"answer": 42}
    assert peer.sent("call_service")[0]["return_response"] is True


async def test_a_hub_that_is_cut_off_midway_exits_5(peer: StandInHub, terminal: Terminal) -> None:
    peer.answers["call_service"] = NO_ANSWER
    process = await terminal.start("call", "light.turn_on", "entity_id=light.desk")
    await until(lambda: peer.sent("call_service"), 20.0)
    peer.cut()
    out, _ = await process.communicate()
    assert process.returncode == 5
    assert b"it may have happened" in out


async def test_no_hub_exits_4(peer: StandInHub, terminal: Terminal) -> None:
    await peer.shut()
    assert (await terminal.run("states")).code == 4
    ran = await terminal.run("call", "light.turn_on", "--json")
    assert (ran.code, ran.json()["outcome"]) == (4, "not_connected")


async def test_a_refused_token_exits_4_and_is_not_shown(terminal: Terminal, tmp_path: Path) -> None:
    await asyncio.to_thread(write_token, tmp_path / "other", "hw1.somebody.secret")
    ran = await terminal.run("states", "--token-file", str(tmp_path / "other"))
    assert ran.code == 4
    assert "Invalid access token" in ran.err
    assert "hw1." not in ran.err + ran.out


async def test_a_token_file_open_to_others_exits_2(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "token").chmod(0o644)
    ran = await terminal.run("states")
    assert ran.code == 2
    assert "chmod 600" in ran.err


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("nonsense",),
        ("call", "light"),
        ("call", "light.turn_on", "brightness"),
        ("call", "light.turn_on", "--expires-in", "0"),
        ("states", "--hub", "ftp://x"),
        ("states", "--token-file", "/no/such/file"),
        ("serve", "--key", "key.pem"),
        ("serve", "--lan", "--host", "::1"),
        ("pair", "--role", "family", "--area", "study"),
        ("join", "https://hub/nowhere"),
        ("token", "--role", "king"),
        ("token", "--role", "gateway"),
        ("token", "--role", "family", "--area", "study"),
    ],
)
async def test_a_wrong_command_line_exits_2(terminal: Terminal, words: tuple[str, ...]) -> None:
    ran = await terminal.run(*words)
    assert ran.code == 2
    assert ran.out == ""
    assert "Traceback" not in ran.err


async def test_help_and_version_are_there(terminal: Terminal) -> None:
    help_text = await terminal.run("call", "--help")
    assert help_text.code == 0
    assert "exit codes:" in help_text.out
    assert (await terminal.run("--version")).out.startswith("homewire-hub ")


async def test_states_are_a_table_or_json(terminal: Terminal) -> None:
    shown = await terminal.run("states", "--area", "STUDY")
    assert shown.code == 0
    assert "light.desk  Desk  Study  off" in shown.out
    assert "lock.door" not in shown.out
    listed = (await terminal.run("states", "lock.*", "--json")).json()
    assert [(each["entity_id"], each["state"]) for each in listed] == [("lock.door", "locked")]


async def test_an_area_that_is_not_there_exits_3_and_names_those_that_are(
    terminal: Terminal,
) -> None:
    ran = await terminal.run("states", "--area", "cellar")
    assert ran.code == 3
    assert "there are: Study" in ran.err


async def test_watch_prints_changes_of_what_is_asked_for(
    peer: StandInHub, terminal: Terminal
) -> None:
    process = await terminal.start("watch", "--domain", "light", "--count", "2")
    assert process.stderr is not None
    assert b"Watching 1 entities of Flat 3" in await process.stderr.readline()
    await peer.change("lock.door", "unlocked")
    await peer.change("light.desk", "on")
    await peer.change("light.desk", "off", 3000.0)
    out, _ = await process.communicate()
    assert process.returncode == 0
    assert [line[10:] for line in out.decode().splitlines()] == [
        "light.desk  off -> on",
        "light.desk  on -> off",
    ]


async def test_watch_goes_on_after_the_hub_came_back_and_ends_at_a_signal(
    peer: StandInHub, terminal: Terminal
) -> None:
    process = await terminal.start("watch", "--json")
    assert process.stderr is not None
    assert process.stdout is not None
    await process.stderr.readline()
    await peer.shut()
    peer.states["light.desk"]["s"] = "on"
    assert b"Not connected" in await process.stderr.readline()
    await peer.open()
    line = json.loads(await process.stdout.readline())
    assert (line["entity_id"], line["old"], line["new"]) == ("light.desk", "off", "on")
    process.send_signal(signal.SIGTERM)
    await process.communicate()
    assert process.returncode == 0


async def test_gateways_are_listed(peer: StandInHub, terminal: Terminal) -> None:
    peer.answers["home/gateways/list"] = [GATEWAY]
    shown = await terminal.run("gateways", "list")
    assert shown.code == 0
    assert "g1  home_assistant  Old house  connected" in shown.out
    assert (await terminal.run("gateways", "list", "--json")).json() == [GATEWAY]


async def test_a_gateway_is_added_with_its_secret_from_a_file(
    peer: StandInHub, terminal: Terminal, tmp_path: Path
) -> None:
    (tmp_path / "secret").write_text("s3cr3t\n")
    peer.answers["home/gateways/add"] = GATEWAY
    ran = await terminal.run(
        *("gateways", "add", "home_assistant", "url=ws://x:8123", f"token=@{tmp_path / 'secret'}"),
        *("--title", "Old house"),
    )
    assert ran.out == "Added Old house (g1): connected, 3 devices, 9 entities.\n"
    sent = peer.sent("home/gateways/add")[0]
    assert (sent["gateway_type"], sent["title"]) == ("home_assistant", "Old house")
    assert sent["options"] == {"url": "ws://x:8123", "token": "s3cr3t"}


async def test_a_gateway_that_refuses_exits_3_with_its_code(
    peer: StandInHub, terminal: Terminal
) -> None:
    peer.answers["home/gateways/add"] = Refusal("gateway_auth_required", "The token was refused.")
    ran = await terminal.run("gateways", "add", "home_assistant", "--json")
    assert ran.code == 3
    assert ran.json()["error"]["code"] == "gateway_auth_required"


async def test_gateways_are_paused_resumed_and_removed(
    peer: StandInHub, terminal: Terminal
) -> None:
    peer.answers["home/gateways/pause"] = GATEWAY
    peer.answers["home/gateways/remove"] = None
    assert (await terminal.run("gateways", "pause", "g1")).out.startswith("Paused Old house")
    assert (await terminal.run("gateways", "resume", "g1")).out.startswith("Resumed")
    assert (await terminal.run("gateways", "remove", "g1")).code == 0
    assert [sent["is_paused"] for sent in peer.sent("home/gateways/pause")] == [True, False]


async def test_gateway_types_tell_their_options(peer: StandInHub, terminal: Terminal) -> None:
    option = {"name": "token", "label": "Access token", "is_required": True, "is_secret": True}
    peer.answers["home/gateways/types"] = [
        {"type": "home_assistant", "title": "Home Assistant", "summary": "S.", "options": [option]}
    ]
    ran = await terminal.run("gateways", "types")
    assert "home_assistant: Home Assistant. S." in ran.out
    assert "token=  Access token (needed, secret: use @FILE)" in ran.out


async def test_a_home_assistant_has_no_gateways_to_list(tmp_path: Path) -> None:
    await asyncio.to_thread(write_token, tmp_path / "token", TOKEN)
    async with StandInHub(is_foreign=True) as peer:
        ran = await Terminal(peer.address, tmp_path / "token").run("gateways", "list")
    assert ran.code == 3
    assert "Unknown command" in ran.err


async def test_the_doctor_reports_in_json_and_reaches_the_hub(
    terminal: Terminal, tmp_path: Path, peer: StandInHub
) -> None:
    ran = await terminal.run(
        *("doctor", "--json", "--data", str(tmp_path), "--port", "0"),
        *("--hub", peer.address, "--token-file", str(tmp_path / "token")),
    )
    assert ran.code == 0
    findings = {finding["check"]: finding for finding in ran.json()}
    assert findings["hub"] == {
        "check": "hub",
        "level": "ok",
        "message": "Flat 3 answers and takes the token.",
    }


async def test_the_doctor_exits_3_when_something_is_wrong(
    terminal: Terminal, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    ran = await terminal.run("doctor", "--data", str(tmp_path / "file"), "--port", "0")
    assert ran.code == 3
    assert "PROBLEM  data folder" in ran.out
