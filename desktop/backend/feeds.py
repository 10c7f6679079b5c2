"""The streams of events one desk follows over a link that comes back by itself."""

import asyncio
import contextlib

from desktop.backend.listeners import Unsubscribe
from embedded_hub.client.exchange import EventListener
from embedded_hub.client.hub_link import HubLink
from embedded_hub.client.standing import StandingSubscription
from embedded_hub.errors import HomewireError


class Feeds:
    """Starts streams and sees their endings through.

    Args:
        link: Of the home.
    """

    def __init__(self, link: HubLink) -> None:
        self._link = link
        self._endings: set[asyncio.Task[None]] = set()

    async def follow(self, command: str, listener: EventListener) -> Unsubscribe:
        """Start a stream; returns what ends it."""
        subscription = await self._link.subscribe(command, listener)

        def stop() -> None:
            ending = asyncio.ensure_future(_end(subscription))
            self._endings.add(ending)
            ending.add_done_callback(self._endings.discard)

        return stop

    async def close(self) -> None:
        """Wait for streams that are being ended."""
        await asyncio.gather(*self._endings)


async def _end(subscription: StandingSubscription) -> None:
    with contextlib.suppress(HomewireError):
        await subscription.close()
