"""A whole hub in a process of its own, with as many homes as asked for.

Usage: ``python -m tests.bench.hub_server DIR HOMES GATEWAYS``. Says where it is and everybody's
tokens in one line of JSON, then serves until it is ended. History is kept, as always.
"""

import asyncio
import contextlib
import signal
import sys
from pathlib import Path

import msgspec

from embedded_hub.core.home import Home
from embedded_hub.core.people import Role
from embedded_hub.hub import Hub, HubOptions
from embedded_hub.model.ids import AreaId, GatewayId, HomeId
from tests.bench.processes import say

FAMILY = 3
GUEST_AREA = "kitchen"


class HomeTokens(msgspec.Struct, frozen=True, kw_only=True):
    """Who may come into one home."""

    owner: str
    family: tuple[str, ...]
    guest: str
    """May be in one area only."""
    gateways: dict[str, str]
    """By gateway id."""

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody but the gateways, the guest last."""
        return (self.owner, *self.family, self.guest)


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where a server is and who may come in."""

    url: str
    gateway_url: str
    homes: tuple[HomeTokens, ...]


async def serve(folder: Path, homes: int, gateways: int) -> None:
    """Serve until told to stop."""
    names = {HomeId(f"home_{number}"): f"Home {number}" for number in range(homes)}
    hub = Hub(HubOptions(folder=folder, port=0, home_names=names))
    await hub.start()
    tokens = [
        await _issue(home, number, gateways) for number, home in enumerate(hub.homes.values())
    ]
    say(Place(url=hub.url, gateway_url=hub.gateway_url, homes=tuple(tokens)))
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    await stop.wait()
    await hub.stop(0.1)


async def _issue(home: Home, number: int, gateways: int) -> HomeTokens:
    people = home.people
    area_ids = [AreaId(GUEST_AREA)]
    ids = [GatewayId(f"gateway_{number}_{one}") for one in range(gateways)]
    return HomeTokens(
        owner=(await people.issue(Role.OWNER, "Owner"))[0],
        family=tuple([(await people.issue(Role.FAMILY, f"F{one}"))[0] for one in range(FAMILY)]),
        guest=(await people.issue(Role.GUEST, "Guest", area_ids=area_ids))[0],
        gateways={one: (await people.issue(Role.GATEWAY, one, gateway_id=one))[0] for one in ids},
    )


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))
