"""Sound to and from one client: binary frames, once it has said ``voice/hello``.

Out: live sound goes at once when the way is free, else it waits in a short queue per stream from
which the oldest is dropped. In: what cannot be a voice message, or is more than one talker can
say, is counted and left out; it costs nobody else anything.
"""

from embedded_hub.core.intercom.intercom import Intercom
from embedded_hub.core.intercom.member import Member
from embedded_hub.core.intercom.ports import Parcel
from embedded_hub.errors import RemoteProtocolError
from embedded_hub.protocol.codec import encode, encode_event
from embedded_hub.protocol.voice_events import VoiceEvent
from embedded_hub.protocol.voice_frame import decode_message, mark_gap
from embedded_hub.server.frames import binary_frame
from embedded_hub.server.outbox import Outbox
from embedded_hub.voice.allowance import MessageAllowance
from embedded_hub.voice.listener_queue import Degraded, ListenerQueue


class VoiceLink:
    """The ear and the mouth of one session; what it hears through is an :class:`Ear`.

    Args:
        outbox: The session's.
        intercom: The home's.
        subscription_id: The id of its ``voice/hello``, under which events go.
        now_s: The time, on the loop's clock.
    """

    def __init__(
        self, outbox: Outbox, intercom: Intercom, subscription_id: int, now_s: float
    ) -> None:
        self._outbox = outbox
        self._intercom = intercom
        self._subscription_id = subscription_id
        self._queues: dict[int, ListenerQueue] = {}
        self._over: set[int] = set()
        """Handlers whose stream is over and whose last frames still wait."""
        self._allowance = MessageAllowance(now_s)
        self.member: Member | None = None
        """Set once the intercom knows this connection; ``None`` again when it has left."""
        self.refused = 0
        """Messages left out: malformed, or too many."""

    # --- to the client ------------------------------------------------------------------------

    @property
    def is_clear(self) -> bool:
        """Whether what is handed over now leaves at once."""
        return self._outbox.is_clear

    def hear(self, handler: int, parcel: Parcel) -> Degraded | None:
        """Send live sound, or let it wait a little."""
        queue = self._queues.get(handler)
        if queue is None:
            queue = self._queues[handler] = ListenerQueue()
        framed = _framed(parcel)
        self._outbox.heard_at_s = self._outbox.now_s
        if not len(queue) and self._outbox.write_shared(framed):
            return None
        degraded = queue.put(framed, self._outbox.now_s, parcel.frame_count)
        self._outbox.mark_voice(self)
        return degraded

    def hear_all(self, parcel: Parcel) -> None:
        """Send recorded sound; what is written at once is never dropped."""
        self._outbox.write(_framed(parcel))

    def forget(self, handler: int) -> None:
        """Note that a stream is over; what waits of it still goes."""
        queue = self._queues.get(handler)
        if queue is not None and len(queue):
            self._over.add(handler)
        else:
            self._queues.pop(handler, None)

    def tell(self, event: VoiceEvent) -> None:
        """Send one event."""
        self._outbox.send_event(encode_event(self._subscription_id, encode(event)))

    def take(self) -> bytes:
        """Return the next frame that waits, of whichever stream has waited longest."""
        for handler in tuple(self._queues):
            queue = self._queues.pop(handler)
            taken = queue.take()
            if handler not in self._over or len(queue):
                # To the end of the row, so that streams take turns.
                self._queues[handler] = queue
            else:
                self._over.discard(handler)
            if taken is not None:
                return _marked(taken.message) if taken.has_gap else taken.message
        return b""

    # --- from the client ----------------------------------------------------------------------

    def receive(self, message: bytes) -> None:
        """Take one binary message of the client."""
        if self.member is None or not self._allowance.admits(self._outbox.now_s):
            self.refused += 1
            return
        try:
            heard = decode_message(message)
        except RemoteProtocolError:
            self.refused += 1
            return
        self._intercom.live.frames(self.member, heard, message)


def _framed(parcel: Parcel) -> bytes:
    if parcel.framed is None:
        parcel.framed = binary_frame(parcel.message)
    return parcel.framed


def _marked(framed: bytes) -> bytes:
    """Confess a gap in a message that is framed already."""
    head = 2 if framed[1] < 126 else 4
    return framed[:head] + mark_gap(framed[head:])
