"""A driver at work between a stand-in and a sink, as the tests of drivers hold it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Generic, TypeVar

from embedded_hub.gateways.api import Gateway
from embedded_hub.model.action import Outcome
from embedded_hub.model.ids import EntityKey
from embedded_hub.model.state import StateReport
from tests.fakes.actions import action_for
from tests.fakes.sinks import AwaitableSink

PeerT = TypeVar("PeerT")


class DrivenHome(Generic[PeerT]):
    """A driver that is connected to a stand-in.

    Args:
        peer: The stand-in.
        gateway: Connected to it.
        sink: Where it reports to.
    """

    def __init__(self, peer: PeerT, gateway: Gateway, sink: AwaitableSink) -> None:
        self.peer = peer
        self.gateway = gateway
        self.sink = sink

    def now(self, key: str) -> StateReport:
        """Return what an entity was last reported to be."""
        return self.sink.states[EntityKey(key)]

    async def act(self, key: str, name: str, **arguments: Any) -> Outcome:
        """Carry out one action."""
        entity = self.sink.entities[EntityKey(key)]
        return await self.gateway.act(action_for(entity, name, arguments))


@asynccontextmanager
async def running(gateway: Gateway, sink: AwaitableSink) -> AsyncIterator[None]:
    """Run a gateway until its first snapshot, then for the block."""
    before = sink.connected_count
    life = asyncio.create_task(gateway.run(sink))
    connected = asyncio.create_task(sink.until(lambda: sink.connected_count > before))
    await asyncio.wait([life, connected], return_when=asyncio.FIRST_COMPLETED)
    try:
        if life.done():
            await life
        yield
    finally:
        for task in (life, connected):
            task.cancel()
        await asyncio.gather(life, connected, return_exceptions=True)


@asynccontextmanager
async def driven(peer: PeerT, gateway: Gateway) -> AsyncIterator[DrivenHome[PeerT]]:
    """Connect a driver to its stand-in for the length of a block."""
    sink = AwaitableSink()
    async with running(gateway, sink):
        yield DrivenHome(peer, gateway, sink)
