"""One accepted connection: the ``websockets`` server connection with the hub's own send path.

The library keeps what it is good at, handshake, parsing, pongs and close codes. Sending differs:
frames are built once for many connections (:mod:`embedded_hub.server.frames`) and written straight
to the transport. That is sound because no extension is negotiated and the library itself sends
no data frame on these connections.

Life of a connection, and what bounds each part::

    accepted ──request──▶ handshake ──first message──▶ unauthenticated ──trust()──▶ trusted
       head_bytes            first_message_bytes           message_bytes
"""

import asyncio
import contextlib
from collections.abc import Callable
from typing import TypeGuard

from websockets.asyncio.server import Server, ServerConnection
from websockets.frames import DATA_OPCODES, CloseCode, Frame, Opcode
from websockets.protocol import Event, State
from websockets.server import ServerProtocol

from embedded_hub.protocol.bulk_frame import is_bulk
from embedded_hub.server.addresses import address_key, is_loopback
from embedded_hub.server.admission import Admission, Place
from embedded_hub.server.doorway import Doorway, GetContext
from embedded_hub.server.limits import ServerLimits
from embedded_hub.server.page_answers import AnswerPage, PageAnswers
from embedded_hub.server.refusals import BAD_METHOD, HEAD_TOO_LARGE, TOO_MANY_SOCKETS
from embedded_hub.server.socket_options import limit_reads, set_options

# A first message in tiny fragments carries 7 bytes of header for each byte.
_OPENING_OVERHEAD = 4
_MAX_REASON_BYTES = 120
NO_PLACE = 4008


class WireConnection(ServerConnection):
    """A server connection with raw writes, honest flow control and opening limits.

    Args:
        protocol: The library's own protocol object.
        server: The library's server.
        limits: What the peer may cost.
        admission: Counts this socket until :meth:`trust`.
        tls: Gives what to show to those who speak TLS; ``None`` when nobody may.
        answer_page: Answers requests that ask for no WebSocket; left out, the library does.
        sockets: Holds every connection from its acceptance to its end.
        **options: What else the library hands its connections.
    """

    def __init__(
        self,
        protocol: ServerProtocol,
        server: Server,
        *,
        limits: ServerLimits,
        admission: Admission,
        sockets: "set[WireConnection]",
        tls: GetContext = lambda: None,
        answer_page: AnswerPage | None = None,
        **options: float | tuple[int, int | None] | None,
    ) -> None:
        super().__init__(protocol, server, **options)  # type: ignore[arg-type]
        self._limits = limits
        self._admission = admission
        self._sockets = sockets
        self._tls = tls
        self._pages: PageAnswers | None = None
        if answer_page is not None:
            self._pages = PageAnswers(self, answer_page, self._begin, limits.handshake_s)
        self._is_counted = False
        self._is_opening = True
        self._is_lost = False
        self._opening_bytes = 0
        self._first_message_bytes = 0
        self.is_too_big = False
        """Whether the first message was more than a first message may be."""
        self._abort: asyncio.TimerHandle | None = None
        self._hurry: asyncio.TimerHandle | None = None
        self.address = address_key(None)
        """Under what name the peer is counted."""
        self.last_received_s = self.loop.time()
        """When the last byte came in, on the loop's clock."""
        self.on_drain: Callable[[], None] | None = None
        """Called when the transport takes more again after it was ``paused``."""
        self.on_receipt: Callable[[bytes], None] | None = None
        """Gets each message on handler 0, where set."""

    # --- who can listen in --------------------------------------------------------------------

    @property
    def is_encrypted(self) -> bool:
        """Whether the peer speaks TLS with us."""
        return self.transport.get_extra_info("ssl_object") is not None

    @property
    def is_private(self) -> bool:
        """Whether nobody on the way reads along: it is encrypted or never leaves the machine."""
        return self.is_encrypted or is_loopback(self.transport.get_extra_info("peername"))

    def _secure(self, transport: asyncio.Transport) -> None:
        self.transport = transport

    # --- writing ------------------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        """Whether frames can be written."""
        return self.protocol.state is State.OPEN and not self.transport.is_closing()

    def write(self, frames: bytes) -> bool:
        """Hand whole frames to the transport; False when the connection is closing.

        A write after the transport's end would raise, and for a broadcast there is nobody to
        tell, hence the guard.
        """
        if self.protocol.state is not State.OPEN or self.transport.is_closing():
            return False
        self.transport.write(frames)
        return True

    # --- trust and end ------------------------------------------------------------------------

    def trust(self) -> None:
        """The peer has shown a token: it no longer counts against its address."""
        if self._is_counted:
            self._is_counted = False
            self._admission.leave(self.address)
        if self._hurry is not None:
            self._hurry.cancel()
            self._hurry = None

    def expect_snapshots(self) -> None:
        """Let every message be large, the first one too; the peer's address was worth it."""
        self._is_opening = False
        self.protocol.max_message_size = self._limits.snapshot_bytes

    def end(self, code: int, reason: str = "") -> None:
        """Begin to close and drop the socket if the peer does not agree in time. Never waits."""
        if self.protocol.state is State.OPEN:
            self.protocol.send_close(code, _short(reason))
            self.send_data()
        self._abort_later()

    def drop(self) -> None:
        """End the connection at once, for a peer that is gone."""
        if not self._is_lost:
            self.transport.abort()

    async def close(self, code: int = CloseCode.NORMAL_CLOSURE, reason: str = "") -> None:
        """Close and wait until the socket is gone.

        The library's own would first wait for a slow reader to take what is queued, for ever.
        """
        self.end(code, reason)
        await self.wait_closed()

    # --- asyncio's callbacks --------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the socket, unless its address has too many already."""
        super().connection_made(transport)
        self.address = address_key(transport.get_extra_info("peername"))
        set_options(transport.get_extra_info("socket"))
        limit_reads(transport)
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - sockets have no other
        transport.set_protocol(Doorway(transport, self, self._tls, self._secure))
        self._sockets.add(self)
        place = self._admission.enter(self.address)
        self._is_counted = place is not Place.REFUSED
        if place is Place.REFUSED:
            self._refuse(TOO_MANY_SOCKETS)
        elif place is Place.CROWDED:
            self._hurry = self.loop.call_later(self._limits.crowded_s, self._give_up_place)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the socket."""
        self._is_lost = True
        self.trust()
        self._sockets.discard(self)
        if self._abort is not None:
            self._abort.cancel()
        self.on_drain = self.on_receipt = None
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take bytes from the peer."""
        self.last_received_s = self.loop.time()
        if self._is_opening:
            self._receive_opening(data)
        else:
            super().data_received(data)
        if self.protocol.state is State.CLOSING:
            self._abort_later()

    def eof_received(self) -> bool:  # type: ignore[override] # the library never stays half open
        """The peer says nothing more; what it asked for is still answered."""
        if self._pages is not None and self._pages.finish():
            return True
        super().eof_received()
        return False

    def process_event(self, event: Event) -> None:
        """Take one parsed request or frame; count the first message."""
        if self._is_opening and isinstance(event, Frame) and event.opcode in DATA_OPCODES:
            self._first_message_bytes += len(event.data)
            if self._first_message_bytes > self._limits.first_message_bytes:
                self._fail_too_big()
                return
            self._is_opening = not event.fin
        elif self.request is None:
            self._opening_bytes = 0
        elif self.on_receipt is not None and _is_whole_bulk(event):
            # Not through the queue of messages: it may stand still until receipts have come.
            self.on_receipt(bytes(event.data))
            return
        super().process_event(event)

    def resume_writing(self) -> None:
        """Go on after the transport has drained."""
        super().resume_writing()
        if self.on_drain is not None:
            self.on_drain()

    # --- the opening ----------------------------------------------------------------------------

    def _receive_opening(self, data: bytes) -> None:
        is_first = self._opening_bytes == 0
        self._opening_bytes += len(data)
        if self.request is None:
            # The library drops a request with a body without a word; a person deserves one.
            if is_first and _is_other_method(data):
                self._refuse(BAD_METHOD)
            elif self._opening_bytes > self._limits.head_bytes:
                self._refuse(HEAD_TOO_LARGE)
            elif self._pages is not None:
                self._pages.receive(data)
                # A handshake has been handed on by now; what is answered is forgotten.
                if self._pages is not None:
                    self._opening_bytes = self._pages.waiting_bytes
            else:
                super().data_received(data)
            return
        super().data_received(data)
        allowed = self._limits.first_message_bytes * _OPENING_OVERHEAD
        if self._is_opening and self._opening_bytes > allowed:
            self._fail_too_big()

    def _begin(self, handshake: bytes) -> None:
        """Let the library have the request that asks for a WebSocket, and all that follows."""
        self._pages = None
        super().data_received(handshake)

    def hang_up(self) -> None:
        """End the connection after its last answer, which the peer has a while to read."""
        if self.transport.can_write_eof():
            # The peer may have cut the connection since the answer was written.
            with contextlib.suppress(OSError):
                self.transport.write_eof()
        if self._abort is None and not self._is_lost:
            self._abort = self.loop.call_later(self._limits.handshake_s, self.transport.abort)

    def _refuse(self, response: bytes) -> None:
        if self._is_lost:
            return
        # asyncio raises where the library has said its last word (write_eof) a moment before.
        with contextlib.suppress(RuntimeError):
            self.transport.write(response)
        self.transport.close()
        self._abort_later()

    def _give_up_place(self) -> None:
        if self.protocol.state is State.OPEN:
            self.end(NO_PLACE, "too many connections without a token")
        else:
            self._refuse(TOO_MANY_SOCKETS)

    def _fail_too_big(self) -> None:
        # Sent together with the request, it is read before the handshake is answered.
        self.is_too_big = True
        if self.protocol.state is State.OPEN:
            self.refuse_too_big()
        self._abort_later()

    def refuse_too_big(self) -> None:
        """Tell the peer that its first message is too large."""
        self.end(CloseCode.MESSAGE_TOO_BIG, "the first message must be small")

    def _abort_later(self) -> None:
        # A socket that is gone has nothing to abort, and asyncio's transport raises when asked to.
        if self._abort is None and not self._is_lost:
            self._abort = self.loop.call_later(self._limits.close_s, self.transport.abort)


def _is_other_method(data: bytes) -> bool:
    """Say whether a request begins like HTTP with a method that is not served."""
    method, space, _ = data[:16].partition(b" ")
    is_method = bool(space) and method.isalpha() and method.isupper()
    return is_method and method not in (b"GET", b"HEAD")


def _is_whole_bulk(event: Event) -> TypeGuard[Frame]:
    return (
        isinstance(event, Frame)
        and event.opcode is Opcode.BINARY
        and event.fin
        and is_bulk(bytes(event.data[:1]))
    )


def _short(reason: str) -> str:
    """Cut a close reason to what a close frame holds, at a character's edge."""
    return reason.encode()[:_MAX_REASON_BYTES].decode(errors="ignore")
