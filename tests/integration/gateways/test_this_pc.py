"""This machine, read for real."""

import asyncio
import shutil
import stat
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import psutil
import pytest

from embedded_hub.gateways.api import Gateway, GatewayConfig
from embedded_hub.gateways.this_pc.command import output_of
from embedded_hub.gateways.this_pc.driver import create
from embedded_hub.gateways.this_pc.readings import LOCK_KEY, VOLUME_KEY
from embedded_hub.gateways.this_pc.system import FIND_EVERY_S, System
from embedded_hub.model.action import OutcomeKind
from embedded_hub.model.ids import GatewayId
from tests.fakes.actions import action_on
from tests.fakes.sinks import AwaitableSink

_WPCTL = """#!/bin/sh
# Stands in for PipeWire's tool: keeps the volume in a file beside it.
file="$(dirname "$0")/volume"
case "$1" in
  get-volume) echo "Volume: $(cat "$file")" ;;
  set-volume) echo "$3" > "$file" ;;
  set-mute) if [ "$3" = 1 ]; then echo "$(cat "$file") [MUTED]" > "$file"; fi ;;
esac
"""
_LOGINCTL = """#!/bin/sh
# Stands in for systemd's tool: one session, locked once a file is there.
file="$(dirname "$0")/locked"
case "$1" in
  show-user) echo 7 ;;
  show-session) if [ -e "$file" ]; then echo yes; else echo no; fi ;;
  lock-session) touch "$file" ;;
esac
"""


def this_pc() -> Gateway:
    return create(GatewayConfig(id=GatewayId("pc"), type="this_pc", title="This PC", options={}))


@pytest.fixture
def desktop_tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put the tools a desktop has in front of the path; servers that run tests have neither."""
    if sys.platform != "linux":
        pytest.skip("other systems have other tools")
    for name, text in (("wpctl", _WPCTL), ("loginctl", _LOGINCTL)):
        tool = tmp_path / name
        tool.write_text(text, encoding="utf-8")
        tool.chmod(tool.stat().st_mode | stat.S_IXUSR)
    (tmp_path / "volume").write_text("0.30\n", encoding="utf-8")
    system_path = str(Path(shutil.which("sh") or "/bin/sh").parent)
    monkeypatch.setenv("PATH", f"{tmp_path}:{system_path}")
    monkeypatch.delenv("XDG_SESSION_ID", raising=False)
    return tmp_path


@pytest.fixture
def sink() -> AwaitableSink:
    return AwaitableSink()


@pytest.fixture
async def gateway(sink: AwaitableSink) -> AsyncIterator[Gateway]:
    one = this_pc()
    life = asyncio.create_task(one.run(sink))
    await sink.until(lambda: sink.connected_count == 1)
    yield one
    life.cancel()
    await asyncio.gather(life, return_exceptions=True)


async def test_the_machine_is_there_with_its_real_figures(
    gateway: Gateway, sink: AwaitableSink
) -> None:
    assert list(sink.devices_by_key) == ["pc"]
    assert float(sink.value("cpu") or "nan") >= 0
    used = psutil.virtual_memory().percent
    assert abs(float(sink.value("memory") or "nan") - used) < 20
    assert set(sink.states) == set(sink.entities)


async def test_an_action_it_does_not_have_is_refused(gateway: Gateway) -> None:
    outcome = await gateway.act(action_on("cpu", "turn_on"))
    assert (outcome.kind, outcome.code) == (OutcomeKind.FAILED, "unsupported")


async def test_the_volume_is_set_and_read_back(
    desktop_tools: Path, sink: AwaitableSink, gateway: Gateway
) -> None:
    assert sink.states[VOLUME_KEY].attributes["volume_level"] == 0.3
    outcome = await gateway.act(
        action_on(VOLUME_KEY, "volume_set", {"volume_level": 0.6}, domain="media_player")
    )
    assert outcome.kind is OutcomeKind.DONE
    await sink.until(lambda: sink.states[VOLUME_KEY].attributes["volume_level"] == 0.6)
    await gateway.act(action_on(VOLUME_KEY, "volume_mute", {"is_volume_muted": True}))
    await sink.until(lambda: sink.states[VOLUME_KEY].attributes["is_volume_muted"] is True)


async def test_a_volume_that_is_no_number_is_refused(
    desktop_tools: Path, sink: AwaitableSink, gateway: Gateway
) -> None:
    outcome = await gateway.act(action_on(VOLUME_KEY, "volume_set", {"volume_level": "loud"}))
    assert outcome.kind is OutcomeKind.FAILED


async def test_pressing_the_button_locks_the_session(
    desktop_tools: Path, sink: AwaitableSink, gateway: Gateway
) -> None:
    assert sink.value("session") == "on"
    assert (await gateway.act(action_on(LOCK_KEY, "press"))).kind is OutcomeKind.DONE
    await sink.until(lambda: sink.value("session") == "off")


def test_programs_are_asked_in_plain_english_and_their_failures_are_no_answer() -> None:
    assert output_of(["sh", "-c", "echo $LC_ALL"]) == "C\n"
    assert output_of(["sh", "-c", "echo half; exit 1"]) is None
    assert output_of(["no-such-program"]) is None


def test_a_sound_system_that_comes_up_later_is_found(desktop_tools: Path) -> None:
    volume = desktop_tools / "volume"
    volume.rename(desktop_tools / "away")
    system = System()
    assert system.sample(0.0).volume is None
    (desktop_tools / "away").rename(volume)
    assert system.sample(FIND_EVERY_S - 1).volume is None
    found = system.sample(FIND_EVERY_S + 20).volume
    assert found is not None
    assert found.level == 0.3
