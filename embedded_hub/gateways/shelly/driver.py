"""Dials one Shelly; see :mod:`~embedded_hub.gateways.shelly.session` for what is said then."""

from websockets.asyncio.client import ClientConnection

from embedded_hub.errors import ConfigError
from embedded_hub.gateways.api import Gateway, GatewayConfig, Sink
from embedded_hub.gateways.shelly.session import Session
from embedded_hub.gateways.socket import authority_of, open_socket, round_trip_ms
from embedded_hub.model.action import Action, Outcome, OutcomeKind


class ShellyGateway:
    """One device that is dialled.

    Args:
        authority: Its host, with a port where it has another than 80.
        password: Empty for none.
        source: How we call ourselves there.
    """

    def __init__(self, authority: str, password: str, source: str) -> None:
        self._authority = authority
        self._password = password
        self._source = source
        self._session: Session | None = None
        self._connection: ClientConnection | None = None

    @property
    def round_trip_ms(self) -> float | None:
        """See ``MeasuresRoundTrip``."""
        return round_trip_ms(self._connection)

    async def run(self, sink: Sink) -> None:
        """Mirror the device until the connection ends; see ``Gateway.run``."""
        async with open_socket(f"ws://{self._authority}/rpc") as connection:
            self._session = Session(connection, self._password, self._source)
            self._connection = connection
            try:
                await self._session.run(lambda _: sink)
            finally:
                self._session = self._connection = None

    async def act(self, action: Action) -> Outcome:
        """Ask for an action; see ``Gateway.act``."""
        if self._session is None:
            return Outcome(kind=OutcomeKind.NOT_CONNECTED)
        return await self._session.act(action)


def create(config: GatewayConfig) -> Gateway:
    """Make the gateway of a configuration.

    Raises:
        ConfigError: the address is none.
    """
    authority = authority_of(config.options["host"])
    if authority is None:
        raise ConfigError(f"{config.options['host']!r} is no address")
    return ShellyGateway(authority, config.secrets.get("password", ""), f"homewire-{config.id}")
