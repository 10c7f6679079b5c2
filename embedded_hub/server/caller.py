"""Whom a command comes from, and what its handler may use."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from embedded_hub.core.home import Home
from embedded_hub.core.people import Principal
from embedded_hub.errors import GivenUp, QuotaExceeded
from embedded_hub.model.ids import GatewayId
from embedded_hub.protocol.codec import encode
from embedded_hub.server.audiences import event_payload
from embedded_hub.server.audio_streams import AudioStreams
from embedded_hub.server.config import HubInfo
from embedded_hub.server.feed import HomeFeed
from embedded_hub.server.outbox import Outbox
from embedded_hub.server.sight import Sight
from embedded_hub.server.voice_link import VoiceLink

_T = TypeVar("_T")
Stop = Callable[[], None]
MAX_SUBSCRIPTIONS = 250
"""A frontend with every page open holds about 40."""
MAX_NAMES = 20_000
"""Entities all subscriptions of a session may name together: as many as two whole buildings have,
and 8 MB at the very most."""
HEAVY_AT_ONCE = 2
"""Reads of history one session may have under way: their answers are large."""


class Subscribed:
    """What a handler returns that began a subscription.

    ``start`` is called right after the ``result``, so that no event overtakes it, and returns
    what ends the subscription. ``names`` is how many entities and values it has to remember,
    ``result`` what the command is answered with.
    """

    def __init__(self, start: Callable[[], Stop], names: int = 0, result: object = None) -> None:
        self.start = start
        self.names = names
        self.result = result


class Caller:
    """One authenticated session, as its command handlers see it."""

    def __init__(
        self,
        feed: HomeFeed,
        principal: Principal,
        outbox: Outbox,
        info: HubInfo,
        *,
        is_private: bool = True,
    ) -> None:
        self.feed = feed
        self.home: Home = feed.home
        self.principal = principal
        self.sight = Sight(feed.home, principal)
        self.outbox = outbox
        self.info = info
        self.is_private = is_private
        """Whether nobody on the way can read along; see :mod:`embedded_hub.server.in_clear`."""
        self.coalesces = False
        """Whether this client takes arrays of messages."""
        self.audio = AudioStreams()
        """What it says to Assist's pipeline."""
        self.voice: VoiceLink | None = None
        """Its sound, once it said ``voice/hello``."""
        self.admitting: set[GatewayId] = set()
        """Gateways whose networks it has opened to new devices."""
        self.heavy = asyncio.Semaphore(HEAVY_AT_ONCE)
        self._subscriptions: dict[int, tuple[Stop, int]] = {}
        self._names = 0
        self._is_closed = False
        self._wanted: set[asyncio.Future[Any]] = set()

    @property
    def takes_parts(self) -> bool:
        """Whether a long first answer goes in parts: the client said so, or sound may come."""
        return self.outbox.has_pieces or self.voice is not None

    def require_admin(self) -> None:
        """Pass for the owner.

        Raises:
            Unauthorized: for everybody else.
        """
        self.home.permissions.require_admin(self.principal)

    async def while_wanted(self, work: Awaitable[_T]) -> _T:
        """Wait for something that is cut short when the session ends or gives it up.

        Raises:
            GivenUp: it was.
        """
        task = asyncio.ensure_future(work)
        if self._is_closed:
            task.cancel()
        self._wanted.add(task)
        try:
            await asyncio.wait([task])
        finally:
            task.cancel()
            self._wanted.discard(task)
        if task.cancelled():
            raise GivenUp("nobody wants it any more")
        return task.result()

    def give_up(self) -> None:
        """Cut short what this session waits for and can do without."""
        # Each only once: a second time would cut short what the first one has to tidy up.
        wanted, self._wanted = self._wanted, set()
        for task in wanted:
            task.cancel()

    def send_event(self, subscription_id: int, event: object) -> None:
        """Send one event of a subscription of this client alone."""
        self.send_encoded_event(subscription_id, encode(event))

    def send_encoded_event(self, subscription_id: int, body: bytes) -> None:
        """Send one event that is already JSON."""
        self.outbox.send_event(event_payload(subscription_id, body))

    def begin(self, subscription_id: int, subscribed: Subscribed) -> None:
        """Start a subscription whose result has been sent."""
        if self._is_closed:  # the client left while its command waited for a disk
            return
        self._subscriptions[subscription_id] = subscribed.start(), subscribed.names
        self._names += subscribed.names

    def require_room(self, names: int) -> None:
        """Pass while this session may have another subscription that names so many entities.

        Raises:
            QuotaExceeded: it has too many.
        """
        if len(self._subscriptions) >= MAX_SUBSCRIPTIONS:
            raise QuotaExceeded(f"no more than {MAX_SUBSCRIPTIONS} subscriptions a connection")
        if self._names + names > MAX_NAMES:
            raise QuotaExceeded(f"no more than {MAX_NAMES} entities named by a connection")

    def end(self, subscription_id: int) -> bool:
        """End a subscription; False when there is none of that id."""
        found = self._subscriptions.pop(subscription_id, None)
        if found is None:
            return False
        stop, names = found
        self._names -= names
        stop()
        return True

    def close(self) -> None:
        """End every subscription and what nobody waits for any more."""
        self._is_closed = True
        self.give_up()
        while self._subscriptions:
            self.end(next(reversed(self._subscriptions)))
