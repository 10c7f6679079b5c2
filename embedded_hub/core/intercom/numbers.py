"""Names of streams and talk bursts."""

import itertools
import secrets

from embedded_hub.model.voice import BurstId, StreamId

_BURST_BYTES = 12


class Numbers:
    """Gives out names that were not given out before."""

    def __init__(self) -> None:
        self._streams = itertools.count(1)

    def next_stream(self) -> StreamId:
        """Return the number of a new stream; it holds for this run of the hub."""
        return StreamId(next(self._streams))

    def next_burst(self) -> BurstId:
        """Return the name of a new talk burst; nobody can guess it and it holds for ever."""
        return BurstId(secrets.token_hex(_BURST_BYTES))
