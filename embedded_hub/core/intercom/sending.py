"""What one listener is sent: the beginning of a stream, what was said already, the end."""

from typing import Literal

from embedded_hub.core.intercom.burst import PCM_RATE_HZ
from embedded_hub.core.intercom.following import Following, Step
from embedded_hub.core.intercom.ports import Parcel
from embedded_hub.core.intercom.track import LateTrack
from embedded_hub.model.voice import (
    CLOCK_HZ,
    FRAME_MS,
    BurstId,
    StopReason,
    TalkGroupId,
)
from embedded_hub.protocol.voice_events import ListenerDegraded, StreamStart, StreamStop, Talking
from embedded_hub.protocol.voice_frame import encode_frames


def begin(
    following: Following,
    *,
    channel: TalkGroupId,
    talking: Talking,
    to: tuple[str, ...],
    priority: int,
    message: BurstId,
    started_at: float,
) -> StreamStart:
    """Return the announcement of a stream as this listener gets it."""
    track = following.track
    return StreamStart(
        stream=following.stream,
        handler=following.handler,
        channel=channel,
        talking=talking,
        to=to,
        codec=track.codec,
        rate=CLOCK_HZ if track.codec == "opus" else PCM_RATE_HZ,
        frame_ms=FRAME_MS,
        priority=priority,
        message=message,
        clock0=track.clock_of(following.first),
        started_at=started_at,
        replay=not following.can_join,
        behind_ms=following.behind_ms,
    )


def relay(following: Following, parcel: Parcel) -> None:
    """Send live sound to a listener in step; one who is too slow for it gets it afterwards."""
    ear = following.member.ear
    degraded = ear.hear(following.handler, parcel)
    if degraded is None:
        return
    following.step = Step.AFTER
    ear.tell(
        ListenerDegraded(stream=following.stream, reason=degraded.reason, dropped=degraded.dropped)
    )
    stop(following, "degraded")


def send_behind(following: Following, now_s: float) -> None:
    """Send what is due to a listener who is behind, if the way to it is clear."""
    track = following.track
    if not following.member.ear.is_clear or not isinstance(track, LateTrack):
        return
    due = following.schedule.due(now_s, len(track))
    frames = track.take(due.start, due.stop)
    for message in encode_frames(following.handler, frames) if frames else ():
        following.member.ear.hear_all(Parcel(message, len(frames)))


def stop(following: Following, reason: StopReason | Literal["stopped", "degraded"]) -> None:
    """Announce that nothing more of a stream comes."""
    sent = following.schedule.next_frame if following.first else len(following.track)
    following.member.ear.tell(
        StreamStop(
            stream=following.stream,
            reason=reason,
            duration_ms=sent * FRAME_MS,
            frames=sent,
        )
    )
    following.member.ear.forget(following.handler)
