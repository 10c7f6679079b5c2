"""A whole hub, devices with a voice of their own, and people who talk with them."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager

from embedded_hub.client.gateway_link import (
    Command,
    GatewayLink,
    Profile,
    Reply,
    websocket_dial,
)
from embedded_hub.client.hub_client import HubClient
from embedded_hub.client.voice import VoiceLine
from embedded_hub.core.people import Role
from embedded_hub.hub import Hub
from embedded_hub.model.ids import GatewayId
from embedded_hub.model.voice import Frame
from embedded_hub.protocol import gateway_messages as gw
from embedded_hub.protocol.commands.voice import CodecName
from embedded_hub.protocol.gateway_voice import TalkCall, TalkEnd, TalkStream
from embedded_hub.protocol.voice_events import CallChanged, StreamStart, VoiceEvent

GATEWAY = GatewayId("gw_entry")


def _codec(*codecs: str) -> dict[str, gw.Cap]:
    return {"codec": gw.Cap(type="enum", options=codecs)} if codecs else {}


def door(*codecs: str) -> gw.DeviceSpec:
    """Make a door station."""
    return gw.DeviceSpec(
        id="door",
        name="Front door",
        area="Outside",
        entities=(
            gw.EntitySpec(
                id="bell",
                kind="event",
                device_class="doorbell",
                caps={"type": gw.Cap(type="enum", options=("press",))},
            ),
            gw.EntitySpec(id="speaker", kind="speaker", name="Speaker", caps=_codec(*codecs)),
            gw.EntitySpec(id="mic", kind="mic", name="Microphone", caps=_codec(*codecs)),
        ),
    )


def panel(name: str = "panel", area: str = "Kitchen", *codecs: str) -> gw.DeviceSpec:
    """Make a panel in a room."""
    return gw.DeviceSpec(
        id=name,
        name=name.title(),
        area=area,
        entities=(
            gw.EntitySpec(id="speaker", kind="speaker", name="Speaker", caps=_codec(*codecs)),
            gw.EntitySpec(id="mic", kind="mic", name="Microphone", caps=_codec(*codecs)),
        ),
    )


class Entry(GatewayLink):
    """A gateway whose devices speak; what they hear is kept by device."""

    def __init__(self, hub: Hub, token: str) -> None:
        super().__init__(
            websocket_dial(f"{hub.gateway_url}{GATEWAY}", token),
            Profile(id=GATEWAY),
            _refuse,
            draw=lambda: 0.0,
        )
        self.streams: list[TalkStream] = []
        self.heard: dict[str, list[Frame]] = {}
        self.ends: list[TalkEnd] = []
        self.calls: list[TalkCall] = []
        self.voice.on_stream = self.streams.append
        self.voice.on_frames = self._hear
        self.voice.on_end = self.ends.append
        self.voice.on_call = self.calls.append

    def _hear(self, stream: TalkStream, frames: Sequence[Frame]) -> None:
        self.heard.setdefault(stream.dev, []).extend(frames)


async def _refuse(_command: Command) -> Reply:
    return Reply(code="unsupported")


@asynccontextmanager
async def entry(
    hub: Hub, *devices: gw.DeviceSpec, token: str | None = None
) -> AsyncIterator[Entry]:
    """Connect a gateway with devices that speak."""
    token = token or await hub.issue_token(Role.GATEWAY, "Entry", gateway_id=GATEWAY)
    link = Entry(hub, token)
    link.announce(devices)
    for device in devices:
        link.state(f"{device.id}/speaker", {"playing": "idle"})
        link.state(f"{device.id}/mic", {"on": False})
    running = asyncio.create_task(link.run())
    wanted = {device.id for device in devices}
    try:
        await until(lambda: wanted <= stations_there(hub))
        yield link
    finally:
        await link.close()
        await running


def stations_there(hub: Hub) -> set[str]:
    """Return the keys of the stations that are in the intercom now."""
    devices = hub.home.registry.devices
    there = (devices.get(member.token_id) for member in hub.home.intercom.members)
    return {device.key for device in there if device is not None}


def channel_of(hub: Hub, key: str) -> str:
    """Return the channel of a station."""
    device = hub.home.registry.device_by_key(GATEWAY, key)
    assert device is not None
    return f"device:{device.id}"


class Person:
    """Somebody with a client, and everything they heard."""

    def __init__(self, client: HubClient) -> None:
        self.client = client
        self.line: VoiceLine
        self.events: list[VoiceEvent] = []
        self.frames: list[Frame] = []
        self.starts: list[StreamStart] = []

    def take(self, event: VoiceEvent) -> None:
        self.events.append(event)
        if isinstance(event, StreamStart):
            self.starts.append(event)

    def hear(self, _: StreamStart, frames: Sequence[Frame]) -> None:
        self.frames += frames

    @property
    def calls(self) -> list[CallChanged]:
        return [event for event in self.events if isinstance(event, CallChanged)]

    async def call(self, state: str) -> CallChanged:
        """Wait for a call to be in a state."""
        await until(lambda: bool(self.calls) and self.calls[-1].state == state)
        return self.calls[-1]


@asynccontextmanager
async def person(
    hub: Hub,
    name: str,
    role: Role = Role.FAMILY,
    codecs: Sequence[CodecName] = ("opus", "pcm16"),
    token: str | None = None,
) -> AsyncIterator[Person]:
    """Bring in somebody who follows everything meant for them."""
    token = token or await hub.issue_token(role, name)
    async with await HubClient.connect(hub.url, token) as client:
        somebody = Person(client)
        somebody.line = await VoiceLine.open(
            client,
            encode=codecs,
            decode=codecs,
            on_event=somebody.take,
            on_frames=somebody.hear,
        )
        await somebody.line.follow()
        yield somebody


async def until(condition: Callable[[], bool], within_s: float = 10.0) -> None:
    """Wait for something another task brings about."""
    async with asyncio.timeout(within_s):
        while not condition():
            await asyncio.sleep(0.01)
