"""What devices called the talks they asked for, so that asking twice is asking once."""

from collections import OrderedDict

from embedded_hub.model.voice import StreamId

MAX_NONCES = 512
"""Of a home; a device that reconnects asks again within seconds."""


class Nonces:
    """Remembers the talk a device began with a nonce, also when it is over."""

    def __init__(self) -> None:
        self._streams: OrderedDict[tuple[str, str], StreamId] = OrderedDict()

    def note(self, device: str, nonce: str | None, stream: StreamId) -> None:
        """Remember a talk that begins."""
        if nonce is None:
            return
        self._streams[device, nonce] = stream
        while len(self._streams) > MAX_NONCES:
            self._streams.popitem(last=False)

    def stream_of(self, device: str, nonce: str) -> StreamId | None:
        """Return the talk a device began with that nonce."""
        return self._streams.get((device, nonce))
