"""Makes room at a hub for simulated flats: a gateway and a token for each.

A place once made is used again, and its older tokens are revoked, so that starting the simulator
a hundred times leaves one place and one token.
"""

from collections.abc import Sequence
from urllib.parse import urlsplit, urlunsplit

import msgspec

from embedded_hub.cli.answers import read_answer
from embedded_hub.cli.hub_options import HubAccess
from embedded_hub.client.hub_client import HubClient
from embedded_hub.errors import ConfigError
from embedded_hub.model.gateway_status import GatewayStatus, LinkState

SIMULATOR = "simulator"
_GATEWAY_PATH = "/api/gateway/"


class Place(msgspec.Struct, frozen=True):
    """Where one flat dials and what opens it."""

    gateway_id: str
    url: str
    token: str


class _Token(msgspec.Struct, frozen=True):
    id: str
    gateway_id: str | None = None


class _MadeToken(msgspec.Struct, frozen=True):
    token: str


async def make_places(access: HubAccess, count: int) -> Sequence[Place]:
    """Make room for this many flats, or find it.

    Raises:
        ConfigError: what answers is not a Homewire hub.
        LinkError: the hub cannot be reached.
        RequestError: the token does not allow it.
    """
    async with await HubClient.connect(access.address, access.token, tls=access.tls) as hub:
        if not hub.info.is_homewire:
            raise ConfigError(f"What answers at {access.address} is not a Homewire hub.")
        listed = read_answer(await hub.call("home/gateways/list"), list[GatewayStatus])
        tokens = read_answer(await hub.call("home/tokens/list"), list[_Token])
        free = {
            gateway.title: gateway
            for gateway in listed
            if gateway.type == SIMULATOR and gateway.state is not LinkState.CONNECTED
        }
        taken = {gateway.title for gateway in listed} - free.keys()
        places = []
        for title in _titles(count, taken):
            gateway = free.get(title) or await _add(hub, title)
            for old in tokens:
                if old.gateway_id == gateway.id:
                    await hub.call("home/tokens/revoke", token_id=old.id)
            places.append(await _open(hub, access, gateway))
        return places


def _titles(count: int, taken: "set[str]") -> Sequence[str]:
    titles: list[str] = []
    number = 0
    while len(titles) < count:
        number += 1
        title = f"Simulated flat {number}"
        if title not in taken:
            titles.append(title)
    return titles


async def _add(hub: HubClient, title: str) -> GatewayStatus:
    added = await hub.call("home/gateways/add", gateway_type=SIMULATOR, title=title, options={})
    return read_answer(added, GatewayStatus)


async def _open(hub: HubClient, access: HubAccess, gateway: GatewayStatus) -> Place:
    made = await hub.call(
        "home/tokens/create", role="gateway", name=gateway.title, gateway_id=gateway.id
    )
    # The address that was just reached, not the one the hub knows itself by.
    parts = urlsplit(access.address)
    url = urlunsplit((parts.scheme, parts.netloc, _GATEWAY_PATH + gateway.id, "", ""))
    return Place(gateway_id=gateway.id, url=url, token=read_answer(made, _MadeToken).token)
