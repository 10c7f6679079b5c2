"""An intercom with a clock that stands still, and ears that remember."""

import asyncio
from collections.abc import Callable, Sequence
from typing import TypeVar

import pytest

from embedded_hub.audio.codec import make_encoder
from embedded_hub.core.bus import Bus
from embedded_hub.core.intercom.asking import Decision
from embedded_hub.core.intercom.burst import Wish
from embedded_hub.core.intercom.intercom import Intercom
from embedded_hub.core.intercom.member import Ability, Member
from embedded_hub.core.intercom.ports import BurstRecord, Parcel
from embedded_hub.core.intercom.recent_bursts import RecentBursts
from embedded_hub.core.people import People, Principal, Role
from embedded_hub.core.registry import Registry, put
from embedded_hub.errors import StorageError
from embedded_hub.model.ids import AreaId
from embedded_hub.model.registry import Area
from embedded_hub.model.voice import Frame, TalkPriority
from embedded_hub.protocol.commands.voice import CodecName
from embedded_hub.protocol.voice_events import VoiceEvent
from embedded_hub.protocol.voice_frame import decode_message, encode_frame
from embedded_hub.voice.listener_queue import Degraded
from embedded_hub.voice.stream import FrameStamper
from tests.fakes.clock import ManualClock
from tests.fakes.stores import MemoryRecords

_E = TypeVar("_E")


class Ear:
    """Keeps what a client would get."""

    def __init__(self) -> None:
        self.is_clear = True
        self.is_slow = False
        self.parcels: list[Parcel] = []
        self.events: list[VoiceEvent] = []

    def hear(self, handler: int, parcel: Parcel) -> Degraded | None:
        """Take live sound, or say that it is too much."""
        if self.is_slow:
            return Degraded(reason="behind", dropped=50)
        self.parcels.append(parcel)
        return None

    def hear_all(self, parcel: Parcel) -> None:
        """Take recorded sound."""
        assert self.is_clear
        self.parcels.append(parcel)

    def forget(self, handler: int) -> None:
        """Nothing waits here."""

    def tell(self, event: VoiceEvent) -> None:
        """Take an event."""
        self.events.append(event)

    def told(self, kind: type[_E]) -> list[_E]:
        """Return the events of a kind."""
        return [event for event in self.events if isinstance(event, kind)]

    @property
    def payloads(self) -> list[bytes]:
        """Everything heard, in order."""
        return [
            frame.payload for one in self.parcels for frame in decode_message(one.message).frames
        ]


class Disk(RecentBursts):
    """A store that can be full."""

    is_full = False

    async def keep(self, record: BurstRecord, frames: Sequence[Frame]) -> BurstRecord:
        """Remember one, while there is room."""
        if self.is_full:
            raise StorageError("no space left on device")
        return await super().keep(record, frames)


class Flat:
    """A home's intercom with people in it."""

    def __init__(self) -> None:
        self.clock = ManualClock()
        self.records = MemoryRecords()
        self.bus = bus = Bus()
        self.registry = Registry(bus, self.records)
        self.people = People(bus, self.records, self.clock)
        self.store = Disk()
        self.intercom = Intercom(
            clock=self.clock,
            bus=bus,
            registry=self.registry,
            people=self.people,
            records=self.records,
            store=self.store,
        )
        self._requests = 0

    async def furnish(self) -> None:
        """Make two rooms."""
        for name in ("kitchen", "hall"):
            await self.registry.edit(put(Area(area_id=AreaId(name), name=name.title())))

    async def join(
        self, role: Role = Role.FAMILY, name: str = "", areas: tuple[str, ...] = (), **able: str
    ) -> tuple[Member, Ear]:
        """Bring somebody in who follows everything meant for them."""
        text, token = await self.people.issue(
            role, name or f"{role}{len(self.people.users())}", area_ids=[*map(AreaId, areas)]
        )
        principal = await self.people.authenticate(text)
        assert isinstance(principal, Principal)
        ear = Ear()
        codec: CodecName = "pcm16" if able.get("codec") == "pcm16" else "opus"
        ability = Ability(codec_in=codec, area_id=able.get("area"), device_name=token.name)
        member = self.intercom.join(token.id, principal, ability, ear)
        self.intercom.follow(member, None, is_live=True)
        return member, ear

    def talk(
        self, member: Member, channel: str = "all", priority: int = 0, *, can_queue: bool = False
    ) -> Decision:
        """Ask for the floor."""
        self._requests += 1
        wish = Wish(
            group=self.intercom.groups.get(channel),
            codec="opus",
            rate_hz=48_000,
            priority=TalkPriority(priority),
        )
        return self.intercom.talk(member, wish, self._requests, handler=None, can_queue=can_queue)

    def say(self, member: Member, handler: int | None, frames: list[Frame]) -> None:
        """Send frames as the talker's connection would."""
        assert handler is not None
        for frame in frames:
            raw = encode_frame(handler, frame)
            self.intercom.live.frames(member, decode_message(raw), raw)

    async def settle(self) -> None:
        """Let what has ended be written down."""
        for _ in range(5):
            await asyncio.sleep(0)

    def pass_time(self, seconds: float, step_s: float = 0.02) -> None:
        """Let time pass, ticking whenever the intercom asks for it."""
        end_s = self.clock.monotonic_s() + seconds
        while self.clock.monotonic_s() < end_s - 1e-9:
            self.clock.advance(step_s)
            due_s = self.intercom.next_tick_s
            if due_s is not None and due_s <= self.clock.monotonic_s():
                self.intercom.tick()


def frames(count: int, first: int = 0) -> list[Frame]:
    """Make frames nobody decodes."""
    stamper = FrameStamper()
    made = [
        stamper.stamp(b"\x78" + number.to_bytes(4) + bytes(30)) for number in range(first + count)
    ]
    return made[first:]


def opus(count: int) -> list[Frame]:
    """Make frames a decoder takes."""
    encoder, stamper = make_encoder("opus", 16_000), FrameStamper()
    return [stamper.stamp(encoder.encode(bytes(640))) for _ in range(count)]


@pytest.fixture
async def flat() -> Flat:
    made = Flat()
    await made.furnish()
    return made


@pytest.fixture
def settled() -> Callable[[], "asyncio.Future[None]"]:
    """Let everything that is being kept be kept."""

    def settle() -> "asyncio.Future[None]":
        async def wait() -> None:
            for _ in range(5):
                await asyncio.sleep(0)

        return asyncio.ensure_future(wait())

    return settle
