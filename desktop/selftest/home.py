"""The hub in this program: its socket, its drivers, its databases, and the way round to a tile."""

import asyncio
import contextlib
import sqlite3
from pathlib import Path

from websockets.asyncio.client import connect

from desktop.backend.api import Backend, BackendEvent
from desktop.viewmodels.mirror import HomeMirror
from embedded_hub.errors import GatewayUnreachable, HomewireError
from embedded_hub.model.action import OutcomeKind
from embedded_hub.model.gateway_status import LinkState
from embedded_hub.model.state import State

MESSAGES: tuple[str | bytes, ...] = ("Grüße", "x" * 70_000, bytes(range(256)))
PATIENCE_S = 10.0
DIM, BRIGHT, PERCENT = 60, 180, 2.6
NOBODY_THERE = "ws://127.0.0.1:9"
"""The port of a service no machine runs any more."""


async def check_echo(hub_url: str) -> str | None:
    """Send text, a long text and bytes through the hub's own socket and get them back."""
    async with connect(hub_url.removesuffix("websocket") + "echo") as socket:
        for message in MESSAGES:
            await socket.send(message)
            if await asyncio.wait_for(socket.recv(), PATIENCE_S) != message:
                return f"{message[:10]!r} came back as something else"
    return None


async def check_lamp(backend: Backend, mirror: HomeMirror) -> str | None:
    """Dim a lamp of the demo home and see it arrive: hub, gateway and back to the tiles."""
    lamp = next((each for each in mirror.states.values() if _is_dimmable(each)), None)
    if lamp is None:
        return "the demo home has no lamp that can be dimmed"
    wanted = DIM if _is_about(lamp, BRIGHT) else BRIGHT
    arrived = asyncio.Event()

    def look(_: BackendEvent) -> None:
        if _is_about(mirror.states[lamp.entity_id], wanted):
            arrived.set()

    stop = backend.subscribe(look)
    try:
        outcome = await backend.act(lamp.entity_id, "turn_on", {"brightness": wanted})
        if outcome.kind is not OutcomeKind.DONE:
            return f"dimming {lamp.entity_id} ended in {outcome.kind}"
        await asyncio.wait_for(arrived.wait(), PATIENCE_S)
    except TimeoutError:
        return f"{lamp.entity_id} was dimmed and its tile never heard of it"
    finally:
        stop()
    return None


async def check_own_sensors(backend: Backend) -> str | None:
    """Add this computer as a gateway: a driver that is imported at first use."""
    status = await backend.add_gateway("this_pc", "Self-test", {})
    return None if status.state is LinkState.CONNECTED else f"this computer is {status.state}"


async def check_home_assistant_driver(backend: Backend) -> str | None:
    """Let the other driver look where nobody is: it has to run to find that out."""
    try:
        await backend.add_gateway("home_assistant", None, {"url": NOBODY_THERE, "token": "none"})
    except GatewayUnreachable:
        return None
    except HomewireError as error:
        return f"{error.code}: {error.message}"
    return "it found a Home Assistant where there is none"


async def check_databases(data_folder: Path) -> str | None:
    """Read every database of the home whole."""
    files = await asyncio.to_thread(lambda: sorted(data_folder.glob("homes/*/*.db")))
    if not files:
        return f"there is none under {data_folder}"
    for file in files:
        answer = await asyncio.to_thread(_quick_check, file)
        if answer != "ok":
            return f"{file.name}: {answer}"
    return None


def _quick_check(file: Path) -> str:
    with contextlib.closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as database:
        return str(database.execute("PRAGMA quick_check").fetchone()[0])


def _is_about(lamp: State, brightness: int) -> bool:
    """Compare as a device does that counts in percent."""
    shown = lamp.attributes.get("brightness")
    return isinstance(shown, int | float) and abs(shown - brightness) <= PERCENT


def _is_dimmable(state: State) -> bool:
    modes = state.attributes.get("supported_color_modes")
    return (
        state.entity_id.startswith("light.")
        and isinstance(modes, list | tuple)
        and bool({"brightness", "color_temp", "hs", "rgb", "rgbw", "xy"}.intersection(modes))
    )
