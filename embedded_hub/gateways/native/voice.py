"""The voice of one gateway's connection: each of its stations is a member of the intercom.

::

    talk/start ──▶ Intercom.talk ──▶ talk/floor       binary ──▶ the number's talk ──▶ the burst
    the burst of somebody else ──▶ StationEar ──▶ talk/stream, binary, talk/end

Numbers in front of frames are the gateway's own in its direction and the lane's in the other:
several stations share a socket, each of which the intercom knows as a connection.
"""

import itertools
import secrets
from collections.abc import Sequence

import msgspec

from embedded_hub.audio.codec import CodecName, supported_codecs
from embedded_hub.core.clock import Clock
from embedded_hub.core.intercom.asking import Decision
from embedded_hub.core.intercom.burst import PCM_RATE_HZ, Wish
from embedded_hub.core.intercom.intercom import Intercom
from embedded_hub.core.intercom.member import Ability, Member
from embedded_hub.core.intercom.stations import Station
from embedded_hub.core.intercom.talk_groups import ALL, TalkGroup, device_channel, room_channel
from embedded_hub.core.registry import Registry
from embedded_hub.errors import HomewireError, NotFound, RemoteProtocolError
from embedded_hub.gateways.native.inventory import Inventory
from embedded_hub.gateways.native.mapping import has_voice
from embedded_hub.gateways.native.station_ear import StationEar
from embedded_hub.gateways.native.voice_lane import NUMBERS, Send, VoiceLane
from embedded_hub.model.ids import GatewayId
from embedded_hub.model.voice import CLOCK_HZ, StreamId, TalkGroupId, TalkPriority
from embedded_hub.protocol import gateway_messages as gw
from embedded_hub.protocol.gateway_voice import (
    FloorWord,
    TalkAnswer,
    TalkCall,
    TalkFloor,
    TalkRelease,
    TalkStart,
)
from embedded_hub.protocol.voice_events import FloorGranted, FloorQueued, FloorRevoked
from embedded_hub.protocol.voice_frame import decode_message
from embedded_hub.voice.allowance import MessageAllowance


class VoiceHome(msgspec.Struct, frozen=True):
    """What a gateway's stations need of their home."""

    intercom: Intercom
    registry: Registry


class _Line(msgspec.Struct):
    """One station while its gateway is connected."""

    station: Station
    codecs: tuple[CodecName, CodecName]
    """What it speaks and what it hears."""
    member: Member


class _Talk(msgspec.Struct, kw_only=True):
    """One talk of a station: asked for, perhaps waiting, perhaps heard."""

    dev: str
    line: _Line
    req: int
    request_id: int
    number: int
    """In front of the gateway's frames."""
    handler: int
    """What the intercom calls that number."""
    channel: str
    stream: StreamId | None = None


class GatewayVoice:
    """The stations of one connection.

    Args:
        gateway_id: Whose.
        home: Where they speak.
        inventory: Which devices the gateway has.
        clock: Measures floods.
        is_private: Whether nobody on the way can listen; else its stations stay away.
    """

    def __init__(
        self,
        gateway_id: GatewayId,
        home: VoiceHome,
        inventory: Inventory,
        clock: Clock,
        *,
        is_private: bool = True,
    ) -> None:
        self._gateway_id = gateway_id
        self._is_private = is_private
        self._home = home
        self._inventory = inventory
        self._clock = clock
        self._lane = VoiceLane(clock.monotonic_s)
        self._lines: dict[str, _Line] = {}
        self._talks: dict[int, _Talk] = {}
        """By the number in front of their frames."""
        self._requests = itertools.count(1)
        self._allowance = MessageAllowance(clock.monotonic_s())
        self._unwatch = home.intercom.stations.watch(self.settle)
        self.refused = 0
        """Frames left out: malformed, too many, or of no talk."""

    async def run(self, send: Send) -> None:
        """Send what its stations are told, for as long as the connection lasts."""
        await self._lane.run(send)

    def close(self) -> None:
        """Take every station out of the intercom; a talk may be resumed within its lease."""
        self._unwatch()
        for dev in tuple(self._lines):
            self._leave(dev)

    # --- who is there -------------------------------------------------------------------------

    def settle(self) -> None:
        """Bring the intercom up to date with the devices there are."""
        if not self._is_private:
            return
        devices = filter(has_voice, self._inventory.devices())
        wanted = {one.id: found for one in devices if (found := self._find(one)) is not None}
        for dev, line in tuple(self._lines.items()):
            if wanted.get(dev) != (line.station, line.codecs):
                self._leave(dev)
        for dev, (station, codecs) in wanted.items():
            if dev not in self._lines:
                self._join(dev, station, codecs)

    def _find(self, spec: gw.DeviceSpec) -> tuple[Station, tuple[CodecName, CodecName]] | None:
        device = self._home.registry.device_by_key(self._gateway_id, spec.id)
        station = self._home.intercom.stations.get(device.id) if device is not None else None
        if station is None:
            return None
        parts = {entity.kind: entity for entity in spec.entities}
        return station, (_best(parts.get("mic")), _best(parts.get("speaker")))

    def _join(self, dev: str, station: Station, codecs: tuple[CodecName, CodecName]) -> None:
        intercom = self._home.intercom
        ear = StationEar(
            dev,
            self._lane,
            self._granted,
            self._revoked,
            self._queued,
            is_discreet=station.is_gate,
        )
        ability = Ability(codec_in=codecs[1], area_id=station.area_id, device_name=station.name)
        member = intercom.join(secrets.token_urlsafe(9), station.principal, ability, ear)
        self._lines[dev] = _Line(station, codecs, member)
        intercom.follow(member, _heard_by(station), is_live=True)
        for event in intercom.calls.arrived(member):
            ear.tell(event)

    def _leave(self, dev: str) -> None:
        line = self._lines.pop(dev)
        for number, talk in tuple(self._talks.items()):
            if talk.line is line:
                del self._talks[number]
        self._lane.forget_device(dev)
        self._home.intercom.leave(line.member)

    # --- words --------------------------------------------------------------------------------

    def take(self, message: gw.FromVoice) -> None:
        """Take what a station says besides its sound."""
        line = self._lines.get(message.dev)
        match message:
            case TalkStart():
                self._start(line, message)
            case TalkRelease() if line is not None:
                self._release(line, message)
            case TalkAnswer() if line is not None:
                self._answer(line, message)
            case _:
                return

    def _start(self, line: _Line | None, message: TalkStart) -> None:
        if line is None or not line.station.can_talk:
            self._deny(message, "unknown_device" if self._is_private else "not_private")
            return
        channel = device_channel(line.station.id)
        if message.channel == "area":
            channel = room_channel(line.station.area_id or "")
        if self._is_taken(message.handler, line, channel):
            self._deny(message, "handler_in_use")
            return
        request_id = next(self._requests)
        try:
            decision = self._ask(line, message, channel, request_id)
        except HomewireError as error:
            self._deny(message, error.code)
            return
        talk = _Talk(
            dev=message.dev,
            line=line,
            req=message.req,
            request_id=request_id,
            number=message.handler,
            handler=decision.handler or 0,
            channel=channel,
        )
        self._decided(talk, decision)

    def _ask(self, line: _Line, message: TalkStart, channel: str, request_id: int) -> Decision:
        intercom = self._home.intercom
        if message.resume is not None:
            return intercom.resume(line.member, StreamId(message.resume), request_id)
        wish = Wish(
            group=self._group(line, channel),
            codec=message.codec,
            rate_hz=CLOCK_HZ if message.codec == "opus" else PCM_RATE_HZ,
            priority=TalkPriority.ROUTINE,
        )
        return intercom.talk(
            line.member, wish, request_id, handler=message.handler, can_queue=message.queue
        )

    def _group(self, line: _Line, channel: str) -> TalkGroup:
        group = self._home.intercom.groups.get(channel)
        if not self._home.intercom.knows(line.member.principal, group):
            raise NotFound("this device has nothing to do with that channel")
        return group

    def _decided(self, talk: _Talk, decision: Decision) -> None:
        denied, burst, granted = decision.denied, decision.burst, decision.granted
        if denied is not None:
            retry_ms = None if denied.retry_s is None else max(0, round(denied.retry_s * 1000))
            self._tell(talk, "denied", reason=denied.reason, retry_ms=retry_ms)
            return
        self._talks = {
            number: one
            for number, one in self._talks.items()
            if one.line is not talk.line or one.channel != talk.channel
        }
        self._talks[talk.number] = talk
        if burst is None or granted is None:
            place = decision.queued.position if decision.queued else None
            self._tell(talk, "queued", place=place)
            return
        talk.stream = burst.stream
        lease_ms = round(granted.lease_s * 1000)
        self._tell(talk, "granted", lease_ms=lease_ms, max_s=granted.max_talk_s)

    def _is_taken(self, number: int, line: _Line, channel: str) -> bool:
        talk = self._talks.get(number)
        return talk is not None and (talk.line is not line or talk.channel != channel)

    def _release(self, line: _Line, message: TalkRelease) -> None:
        for talk in tuple(self._talks.values()):
            if talk.line is line and message.stream in (None, talk.stream):
                if talk.stream is None:
                    self._home.intercom.leave_queue(line.member, TalkGroupId(talk.channel))
                self._end(talk, is_cancelled=message.cancel)

    def _end(self, talk: _Talk, *, is_cancelled: bool) -> None:
        self._talks.pop(talk.number, None)
        if talk.stream is None:
            self._tell(talk, "released")
            return
        try:
            done = self._home.intercom.release(
                talk.line.member, talk.stream, is_cancelled=is_cancelled
            )
        except NotFound:
            self._tell(talk, "released")
            return
        self._tell(
            talk,
            "released",
            duration_ms=done.duration_ms,
            listeners=done.listeners,
            reason=done.reason,
        )

    def _answer(self, line: _Line, message: TalkAnswer) -> None:
        calls = self._home.intercom.calls
        try:
            calls.answer(line.member, message.call, is_accepted=message.accept)
        except HomewireError:
            self._lane.tell(
                TalkCall(
                    dev=message.dev, call=message.call, kind="dropin", state="ended", reason="gone"
                )
            )

    # --- sound --------------------------------------------------------------------------------

    def receive(self, message: bytes) -> None:
        """Take one binary message."""
        talk = self._talks.get(message[0]) if message else None
        if not self._allowance.admits(self._clock.monotonic_s()) or talk is None:
            self.refused += 1
            return
        try:
            heard = decode_message(message)
        except RemoteProtocolError:
            self.refused += 1
            return
        own = msgspec.structs.replace(heard, handler=talk.handler)
        self._home.intercom.live.frames(talk.line.member, own, message)
        if heard.is_end and talk.stream in talk.line.member.recent:
            self._end(talk, is_cancelled=False)

    # --- what the intercom decides later ------------------------------------------------------

    def _granted(self, event: FloorGranted) -> None:
        talk = next((t for t in self._talks.values() if t.request_id == event.request_id), None)
        if talk is None:
            return
        # Frames of the first try may still be on their way: they must not open the talk.
        number = next(number for number in reversed(NUMBERS) if number not in self._talks)
        del self._talks[talk.number]
        talk.number, talk.handler, talk.stream = number, event.handler, event.stream
        self._talks[number] = talk
        self._tell(talk, "granted", lease_ms=event.lease_ms, max_s=event.max_s)

    def _revoked(self, event: FloorRevoked) -> None:
        talk = next((t for t in self._talks.values() if t.stream == event.stream), None)
        if talk is not None:
            del self._talks[talk.number]
            self._tell(talk, "revoked", reason=event.reason)

    def _queued(self, event: FloorQueued) -> None:
        talk = next((t for t in self._talks.values() if t.request_id == event.request_id), None)
        if talk is not None:
            self._tell(talk, "queued", place=event.queue_pos)

    def _tell(self, talk: _Talk, state: FloorWord, **details: float | str | None) -> None:
        told = TalkFloor(
            dev=talk.dev,
            req=talk.req,
            state=state,
            stream=talk.stream,
            handler=talk.number if state == "granted" else None,
        )
        self._lane.tell(msgspec.structs.replace(told, **details))

    def _deny(self, message: TalkStart, reason: str) -> None:
        self._lane.tell(TalkFloor(dev=message.dev, req=message.req, state="denied", reason=reason))


def _best(spec: gw.EntitySpec | None) -> CodecName:
    """Return the best codec both sides know; what names none speaks plain samples."""
    cap = spec.caps.get("codec") if spec is not None else None
    offered = cap.options if cap is not None else ()
    return next((codec for codec in supported_codecs() if codec in offered), "pcm16")


def _heard_by(station: Station) -> Sequence[str]:
    """Return what a station plays; strangers stand in front of a gate, so that hears itself."""
    if not station.can_hear:
        return ()
    own = [device_channel(station.id)]
    if station.is_gate:
        return own
    if station.area_id is not None:
        own.append(room_channel(station.area_id))
    return [*own, ALL]
