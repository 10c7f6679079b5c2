"""A :class:`HubLink` for as long as a command runs."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from embedded_hub.cli.hub_options import HubAccess
from embedded_hub.client.hub_link import HubLink
from embedded_hub.client.link_events import HubLinkState
from embedded_hub.errors import AuthenticationFailed, CannotConnect


@asynccontextmanager
async def live_home(access: HubAccess) -> AsyncIterator[HubLink]:
    """Connect, with the whole home at hand when the block begins.

    Raises:
        AuthenticationFailed: the token was refused.
        CannotConnect: the first try failed; a command does not wait for a hub to appear.
    """
    link = HubLink(access.address, access.token, tls=access.tls)
    link.start()
    try:
        status = await link.wait_for(
            HubLinkState.CONNECTED, HubLinkState.LOST, HubLinkState.REFUSED, HubLinkState.CLOSED
        )
        message = status.message or "The hub cannot be reached."
        if status.state is HubLinkState.REFUSED:
            raise AuthenticationFailed(message)
        if status.state is not HubLinkState.CONNECTED:
            raise CannotConnect(message)
        yield link
    finally:
        await link.close()
