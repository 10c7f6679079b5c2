"""One port for two languages: a connection's first byte tells TLS from plain HTTP.

::

    accepted ──0x16──▶ TLS handshake ──▶ the protocol behind, through a SecureTransport
             └─other─▶ the protocol behind, straight on the socket

Written on ``SSLObject`` and memory buffers instead of asyncio's own TLS: that one wants to know
before the first byte, keeps a buffer of 256 KiB for every connection, and cannot take another
certificate while it listens. Here the context is asked for at each handshake.
"""

import asyncio
import contextlib
import ssl
from collections.abc import Callable
from typing import Any

TLS_HANDSHAKE = 0x16
READ_BYTES = 32 * 1024
GetContext = Callable[[], ssl.SSLContext | None]


class SecureTransport(asyncio.Transport):
    """What the protocol behind writes to on an encrypted connection.

    Nothing is held back here: each write is encrypted into the socket's own transport, whose
    buffer and limits stay the only ones.
    """

    def __init__(self, raw: asyncio.Transport, tls: ssl.SSLObject, outgoing: ssl.MemoryBIO) -> None:
        super().__init__()
        self._raw = raw
        self._tls = tls
        self._outgoing = outgoing
        self._is_at_end = False

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        """Return what is known of the connection; ``ssl_object`` is there exactly on these."""
        return self._tls if name == "ssl_object" else self._raw.get_extra_info(name, default)

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Encrypt and send; before the handshake is over and after the end it is lost."""
        if self._raw.is_closing():
            return
        if self._is_at_end:
            raise RuntimeError("Cannot call write() after write_eof()")
        with contextlib.suppress(ssl.SSLError):
            self._tls.write(data)
        self.flush()

    def flush(self) -> None:
        """Send what the TLS layer has to say."""
        if self._outgoing.pending and not self._raw.is_closing():
            self._raw.write(self._outgoing.read())

    def can_write_eof(self) -> bool:
        """Say yes: the goodbye of TLS, then the socket's."""
        return self._raw.can_write_eof()

    def write_eof(self) -> None:
        """Say that nothing more follows."""
        if not self._raw.is_closing():
            self._say_goodbye()
            self._raw.write_eof()

    def close(self) -> None:
        """Send what is waiting and a goodbye, then close."""
        if not self._raw.is_closing():
            self._say_goodbye()
        self._raw.close()

    def _say_goodbye(self) -> None:
        if not self._is_at_end:
            self._is_at_end = True
            # It would like to hear the peer's goodbye too, for which nobody waits.
            with contextlib.suppress(ssl.SSLError):
                self._tls.unwrap()
            self.flush()

    def abort(self) -> None:
        """Drop the connection at once."""
        self._raw.abort()

    def is_closing(self) -> bool:
        """Say whether it is closed or about to be."""
        return self._raw.is_closing()

    def pause_reading(self) -> None:
        """Take nothing more from the socket."""
        self._raw.pause_reading()

    def resume_reading(self) -> None:
        """Take from the socket again."""
        self._raw.resume_reading()

    def is_reading(self) -> bool:
        """Say whether the socket is read."""
        return self._raw.is_reading()

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        """Set when the protocol behind is paused."""
        self._raw.set_write_buffer_limits(high, low)

    def get_write_buffer_size(self) -> int:
        """Return what waits for the socket."""
        return self._raw.get_write_buffer_size()

    def get_write_buffer_limits(self) -> tuple[int, int]:
        """Return when the protocol behind is resumed and paused."""
        return self._raw.get_write_buffer_limits()


class Doorway(asyncio.Protocol):
    """Takes a connection's first byte, then steps aside or stays as its TLS layer.

    The protocol behind hears of the connection from asyncio itself and puts this in front of
    itself, so that its time runs and its place is counted from the first moment.

    Args:
        raw: The accepted socket's transport.
        behind: The protocol to serve.
        context: Gives what to show in a TLS handshake; ``None`` when TLS is not spoken.
        switch: Called before any data with the transport that takes the place of the socket's.
    """

    def __init__(
        self,
        raw: asyncio.Transport,
        behind: asyncio.Protocol,
        context: GetContext,
        switch: Callable[[asyncio.Transport], None],
    ) -> None:
        self._raw = raw
        self._behind = behind
        self._context = context
        self._switch = switch
        self._layer: _TlsLayer | None = None

    def data_received(self, data: bytes) -> None:
        """Take bytes from the socket."""
        if self._layer is not None:
            self._layer.feed(data)
            return
        context = self._context() if data[0] == TLS_HANDSHAKE else None
        if context is None:
            self._raw.set_protocol(self._behind)
            self._behind.data_received(data)
            return
        self._layer = _TlsLayer(self._raw, self._behind, context)
        self._switch(self._layer.transport)
        self._layer.feed(data)

    def eof_received(self) -> bool | None:
        """The peer sends nothing more."""
        self._behind.eof_received()
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        """The socket is gone."""
        self._behind.connection_lost(exc)

    def pause_writing(self) -> None:
        """The socket's buffer is full."""
        self._behind.pause_writing()

    def resume_writing(self) -> None:
        """The socket's buffer has room."""
        self._behind.resume_writing()


class _TlsLayer:
    """The reading half of TLS on one connection."""

    def __init__(
        self, raw: asyncio.Transport, behind: asyncio.Protocol, context: ssl.SSLContext
    ) -> None:
        self._raw = raw
        self._behind = behind
        self._incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._tls = context.wrap_bio(self._incoming, outgoing, server_side=True)
        self.transport = SecureTransport(raw, self._tls, outgoing)
        self._is_shaken = False

    def feed(self, data: bytes) -> None:
        """Take encrypted bytes and hand on what was in them."""
        self._incoming.write(data)
        try:
            if not self._is_shaken:
                self._tls.do_handshake()
                self._is_shaken = True
            while not self._raw.is_closing():
                clear = self._tls.read(READ_BYTES)
                if not clear:
                    break
                self._behind.data_received(clear)
        except ssl.SSLWantReadError:
            self.transport.flush()
            return
        except ssl.SSLZeroReturnError:
            self._behind.eof_received()
        except ssl.SSLError:
            self.transport.flush()  # the alert that says why
        self.transport.close()
