"""Talk bursts played again to one listener, as streams of their own."""

from collections.abc import Sequence

from embedded_hub.core.clock import Clock
from embedded_hub.core.intercom.following import BUNDLES_EVERY_S, Following
from embedded_hub.core.intercom.member import Member
from embedded_hub.core.intercom.numbers import Numbers
from embedded_hub.core.intercom.ports import BurstRecord
from embedded_hub.core.intercom.sending import begin, send_behind, stop
from embedded_hub.core.intercom.track import LateTrack
from embedded_hub.errors import NotFound, QuotaExceeded
from embedded_hub.model.voice import FRAME_MS, Frame, StreamId
from embedded_hub.protocol.voice_events import Talking

MAX_AT_ONCE = 4
"""Replays one connection may have under way; a burst of a minute takes 180 KB each."""


class Replays:
    """All replays of one home."""

    def __init__(self, clock: Clock, numbers: Numbers) -> None:
        self._clock = clock
        self._numbers = numbers
        self._running: dict[Member, dict[StreamId, Following]] = {}
        self._feed_s: float | None = None

    def play(
        self,
        member: Member,
        record: BurstRecord,
        frames: Sequence[Frame],
        *,
        from_ms: int,
        speed: float,
    ) -> Following:
        """Begin one; its frames follow from the next tick on.

        Args:
            member: Who listens.
            record: What is played.
            frames: Its sound, in Opus.
            from_ms: Where to begin.
            speed: How fast the listener plays.

        Raises:
            QuotaExceeded: too many at once.
            CodecUnsupported: libopus, which this listener's codec needs, is not there.
        """
        running = self._running.setdefault(member, {})
        if len(running) >= MAX_AT_ONCE:
            raise QuotaExceeded(f"no more than {MAX_AT_ONCE} replays at once")
        track = LateTrack(member.ability.codec_in, frames)
        following = Following(
            member,
            self._numbers.next_stream(),
            member.private.take(),
            track,
            first=min(from_ms // FRAME_MS, len(track)),
            now_s=self._clock.monotonic_s(),
            speed=speed,
            can_join=False,
        )
        running[following.stream] = following
        start = begin(
            following,
            channel=record.channel,
            talking=Talking(
                user=record.user_id,
                name=record.user_name,
                device=record.device_id,
                area=record.area_id,
            ),
            to=record.to,
            priority=record.priority,
            message=record.id,
            started_at=record.started_at,
        )
        member.ear.tell(start)
        self._feed_s = self._clock.monotonic_s()
        return following

    def stop(self, member: Member, stream: StreamId) -> None:
        """End one.

        Raises:
            NotFound: this connection has none of that number.
        """
        following = self._get(member, stream)
        self._end(following)
        stop(following, "stopped")

    def seek(self, member: Member, stream: StreamId, at_ms: int) -> None:
        """Go on elsewhere.

        Raises:
            NotFound: this connection has none of that number.
        """
        following = self._get(member, stream)
        frame = min(at_ms // FRAME_MS, len(following.track))
        following.schedule.seek(frame, self._clock.monotonic_s())
        self._feed_s = self._clock.monotonic_s()

    def leave(self, member: Member) -> None:
        """Forget a connection that broke."""
        self._running.pop(member, None)

    @property
    def next_tick_s(self) -> float | None:
        """When :meth:`tick` is due."""
        return self._feed_s

    def tick(self) -> None:
        """Send what is due."""
        now_s = self._clock.monotonic_s()
        if self._feed_s is None or self._feed_s > now_s:
            return
        for running in list(self._running.values()):
            for following in list(running.values()):
                send_behind(following, now_s)
                if following.is_level:
                    self._end(following)
                    stop(following, "released")
        self._feed_s = now_s + BUNDLES_EVERY_S if any(self._running.values()) else None

    def _get(self, member: Member, stream: StreamId) -> Following:
        following = self._running.get(member, {}).get(stream)
        if following is None:
            raise NotFound("there is no such replay", details={"stream": str(stream)})
        return following

    def _end(self, following: Following) -> None:
        member = following.member
        del self._running[member][following.stream]
        member.private.give_back(following.handler)
