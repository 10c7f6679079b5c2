"""The desktop app with a hub of its own that expects flats to dial it.

Usage: ``python -m tests.bench.big_home_server FLATS ARGUMENTS…`` with the app's own arguments. Says
where flats dial and with which tokens; then the app goes on as always.
"""

import sys

import desktop.composition
from desktop.__main__ import main
from embedded_hub.core.people import Role
from embedded_hub.hub import Hub
from embedded_hub.model.ids import GatewayId
from tests.bench.processes import say


class ExpectingHub(Hub):
    """Has a place for each flat before anybody dials."""

    flats = 0

    async def start(self) -> None:
        """Start, then say where to dial."""
        await super().start()
        (home,) = self.homes.values()
        places: list[tuple[str, str]] = []
        for number in range(self.flats):
            gateway_id = GatewayId(f"flat_{number}")
            token, _ = await home.people.issue(Role.GATEWAY, gateway_id, gateway_id=gateway_id)
            places.append((self.gateway_url + gateway_id, token))
        say(places)


if __name__ == "__main__":
    ExpectingHub.flats = int(sys.argv[1])
    setattr(desktop.composition, "Hub", ExpectingHub)  # noqa: B010 - not exported
    sys.exit(main(sys.argv[2:]))
