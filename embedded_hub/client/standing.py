"""Subscriptions that outlive a connection: asked for once, renewed on every new one."""

import contextlib
import logging

from embedded_hub.client.exchange import EventListener
from embedded_hub.client.hub_client import HubClient, Subscription
from embedded_hub.errors import LinkError, RequestError
from embedded_hub.model.values import JsonObject

logger = logging.getLogger(__name__)


class StandingSubscription:
    """One of them; made by :meth:`embedded_hub.client.hub_link.HubLink.subscribe`."""

    def __init__(
        self,
        owner: "StandingSubscriptions",
        type_: str,
        fields: JsonObject,
        listener: EventListener,
        on_answer: EventListener | None = None,
    ) -> None:
        self._owner = owner
        self._type = type_
        self._fields = fields
        self._listener = listener
        self._on_answer = on_answer
        self._on: HubClient | None = None
        self._current: Subscription | None = None
        self._is_closed = False

    async def renew(self, client: HubClient) -> None:
        """Subscribe on this connection, unless that is done already.

        Raises:
            RequestError: the hub refused.
            LinkError: the connection ended.
        """
        if self._on is client:
            return
        self._on = client
        current = await client.subscribe(self._type, self._listener, **self._fields)
        if self._is_closed:  # while the hub was answering
            await current.close()
            return
        self._current = current
        if self._on_answer is not None:
            self._on_answer(current.result)

    async def renew_quietly(self, client: HubClient) -> None:
        """As :meth:`renew`, where nobody is there to take a refusal."""
        try:
            await self.renew(client)
        except RequestError as error:
            logger.warning("The hub refused to renew %s: %s", self._type, error)

    async def close(self) -> None:
        """End it for good."""
        self._is_closed = True
        self._owner.drop(self)
        current, self._current = self._current, None
        if current is not None:
            await current.close()


class StandingSubscriptions:
    """All of one link."""

    def __init__(self) -> None:
        self._all: list[StandingSubscription] = []

    async def add(
        self,
        client: HubClient | None,
        type_: str,
        fields: JsonObject,
        listener: EventListener,
        on_answer: EventListener | None = None,
    ) -> StandingSubscription:
        """Keep one, and start it at once where there is a connection.

        Raises:
            RequestError: the hub refused; it is not kept.
        """
        standing = StandingSubscription(self, type_, fields, listener, on_answer)
        self._all.append(standing)
        if client is not None:
            try:
                with contextlib.suppress(LinkError):  # the next connection renews it
                    await standing.renew(client)
            except RequestError:
                self.drop(standing)
                raise
        return standing

    def drop(self, standing: StandingSubscription) -> None:
        """Renew this one no more."""
        if standing in self._all:
            self._all.remove(standing)

    async def renew_all(self, client: HubClient) -> None:
        """Start every one on a new connection.

        Raises:
            LinkError: the connection ended.
        """
        for standing in tuple(self._all):
            await standing.renew_quietly(client)
