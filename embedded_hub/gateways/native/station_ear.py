"""The way from the intercom to one station of a gateway."""

from collections.abc import Callable

from embedded_hub.core.intercom.ports import Parcel
from embedded_hub.core.intercom.talk_groups import ALL
from embedded_hub.errors import QuotaExceeded
from embedded_hub.gateways.native.voice_lane import VoiceLane
from embedded_hub.model.voice import StreamId
from embedded_hub.protocol.gateway_voice import TalkCall, TalkStream
from embedded_hub.protocol.voice_events import (
    CallChanged,
    FloorGranted,
    FloorQueued,
    FloorRevoked,
    StreamStart,
    StreamStop,
    Talking,
    VoiceEvent,
)
from embedded_hub.voice.listener_queue import Degraded


class StationEar:
    """An :class:`~embedded_hub.core.intercom.ports.Ear` that speaks ``homewire.gw.v1``.

    Args:
        dev: The device as its gateway calls it.
        lane: The way to the gateway.
        on_granted: Told that its turn has come.
        on_revoked: Told that it must stop.
        on_queued: Told its new place in the queue.
        is_discreet: Whether nobody is named: strangers read what a door station shows.
    """

    def __init__(
        self,
        dev: str,
        lane: VoiceLane,
        on_granted: Callable[[FloorGranted], None],
        on_revoked: Callable[[FloorRevoked], None],
        on_queued: Callable[[FloorQueued], None],
        *,
        is_discreet: bool,
    ) -> None:
        self._dev = dev
        self._is_discreet = is_discreet
        self._lane = lane
        self._on_granted = on_granted
        self._on_revoked = on_revoked
        self._on_queued = on_queued
        self._handlers: dict[StreamId, int] = {}
        """The hub's number of each stream this station hears."""

    @property
    def is_clear(self) -> bool:
        """Whether what is handed over now leaves at once."""
        return self._lane.is_clear

    def hear(self, handler: int, parcel: Parcel) -> Degraded | None:
        """Send live sound, or let it wait a little."""
        return self._lane.put((self._dev, handler), parcel)

    def hear_all(self, parcel: Parcel) -> None:
        """Send recorded sound."""
        self._lane.put_all(self._dev, parcel)

    def forget(self, handler: int) -> None:
        """Nothing to do: the stream's end, which was told, takes it away after its last frame."""

    def tell(self, event: VoiceEvent) -> None:
        """Pass on what concerns a station; the rest is for people."""
        match event:
            case StreamStart():
                self._begin(event)
            case StreamStop():
                self._end(event)
            case FloorGranted():
                self._on_granted(event)
            case FloorRevoked():
                self._on_revoked(event)
            case FloorQueued():
                self._on_queued(event)
            case CallChanged():
                self._lane.tell(self._call(event))
            case _:
                return

    def _begin(self, event: StreamStart) -> None:
        try:
            number = self._lane.begin((self._dev, event.handler))
        except QuotaExceeded:
            return  # more than 255 at once: this one is not heard
        self._handlers[event.stream] = event.handler
        is_own = event.channel.endswith(f":{event.to[0]}") if event.to else False
        self._lane.tell(
            TalkStream(
                dev=self._dev,
                stream=event.stream,
                handler=number,
                codec=event.codec,
                channel="all" if event.channel == ALL else "own" if is_own else "area",
                by=self._named(event.talking),
                priority=event.priority,
                replay=event.replay or event.behind_ms > 0,
            )
        )

    def _end(self, event: StreamStop) -> None:
        handler = self._handlers.pop(event.stream, None)
        if handler is not None:
            self._lane.end((self._dev, handler), event.stream, event.reason, event.frames)

    def _named(self, somebody: Talking) -> str:
        return "" if self._is_discreet else somebody.name[:200]

    def _call(self, event: CallChanged) -> TalkCall:
        is_caller = event.kind == "ring"
        other = event.by if is_caller else event.talking
        name = self._named(other) if other is not None else None
        return TalkCall(
            dev=self._dev,
            call=event.call,
            kind=event.kind,
            state=event.state,
            by=name or None,
            open=event.opens_microphone,
            reason=event.reason,
            until=None if event.until is None else round(event.until * 1000),
        )
