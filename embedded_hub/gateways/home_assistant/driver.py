"""The connection to one Home Assistant: snapshot, live changes, registry updates and calls."""

import asyncio
import contextlib

import msgspec

from embedded_hub.errors import GatewayProtocolError, GatewayUnreachable, ProtocolError
from embedded_hub.gateways.api import Gateway, GatewayConfig, Sink
from embedded_hub.gateways.home_assistant.codec import (
    outcome_of_failure,
    outcome_of_result,
    service_call,
)
from embedded_hub.gateways.home_assistant.link import Link, open_link
from embedded_hub.gateways.home_assistant.mirror import Causes, Mirror
from embedded_hub.gateways.home_assistant.wire import (
    AreaEntry,
    CallResult,
    Configuration,
    DeviceEntry,
    EntityEntry,
    Failure,
    Registries,
    read_as,
    websocket_url,
)
from embedded_hub.gateways.socket import cause_of
from embedded_hub.model.action import Action, Outcome, OutcomeKind

SETTLE_S = 0.3
"""Registry updates come in bursts; one reading of the registries answers a whole burst."""
STARTING_POLL_S = 3.0
"""How often a Home Assistant that is starting is asked whether it has finished."""
UPDATE_EVENTS = ("area_registry_updated", "device_registry_updated", "entity_registry_updated")


class HomeAssistantGateway:
    """One Home Assistant.

    Args:
        url: Address of its WebSocket API.
        token: Long-lived access token of one of its users.
    """

    def __init__(self, url: str, token: str) -> None:
        self._url = url
        self._token = token
        self._link: Link | None = None
        self._mirror: Mirror | None = None
        self._causes = Causes()
        self._stale = asyncio.Event()

    @property
    def round_trip_ms(self) -> float | None:
        """The last ping's way there and back, while connected."""
        return self._link.round_trip_ms if self._link else None

    async def run(self, sink: Sink) -> None:
        """Mirror its devices and states until the connection ends; see ``Gateway.run``."""
        try:
            async with open_link(self._url, self._token) as link, asyncio.TaskGroup() as tasks:
                self._link = link
                self._causes = Causes()
                self._mirror = Mirror(sink, self._causes)
                tasks.create_task(link.read(), name="home_assistant.read")
                tasks.create_task(self._follow(link, sink, self._mirror), name="ha.follow")
        except BaseExceptionGroup as group:
            cause = cause_of(group)
            if isinstance(cause, ProtocolError):
                raise GatewayProtocolError(cause.message) from None
            raise cause from None
        finally:
            self._link = None
            self._mirror = None

    async def act(self, action: Action) -> Outcome:
        """Call the service; see ``Gateway.act``.

        Home Assistant reports success for a call on an entity that does not answer and does
        nothing, so such a call is refused here.
        """
        link, mirror, causes = self._link, self._mirror, self._causes
        if link is None or mirror is None:
            return Outcome(kind=OutcomeKind.NOT_CONNECTED)
        state = mirror.state_of(action.key)
        if state is None:
            return Outcome(
                kind=OutcomeKind.FAILED, code="unreachable", message="the device does not answer"
            )
        call = service_call(action, state.entity_id)
        causes.began(action.id, state.entity_id, state.context.id)
        context_id = None
        try:
            answer = await link.ask(msgspec.structs.asdict(call))
            if not answer.success:
                return outcome_of_failure(answer.error or Failure())
            result = read_as(CallResult, answer.result)
            context_id = result.context.get("id")
            return outcome_of_result(result, state.entity_id)
        except GatewayUnreachable as error:
            return Outcome(kind=OutcomeKind.UNKNOWN, message=error.message)
        finally:
            causes.ended(action.id, state.entity_id, context_id)

    async def check(self) -> None:
        """Make sure that Home Assistant still answers; end the connection otherwise.

        Raises:
            GatewayUnreachable: it does not.
        """
        if self._link is not None:
            await self._link.check()

    async def _follow(self, link: Link, sink: Sink, mirror: Mirror) -> None:
        # Refused before 2022.9, which then sends one message per frame: both are read.
        await link.ask({"type": "supported_features", "features": {"coalesce_messages": 1}})
        self._stale.clear()
        for event_type in UPDATE_EVENTS:
            await link.request(
                {"type": "subscribe_events", "event_type": event_type}, self._on_registry_updated
            )
        await _first_states(link, mirror, self._stale)
        is_running = await _adopt(link, mirror)
        sink.connected()
        while True:
            await self._until_stale(None if is_running else STARTING_POLL_S)
            await asyncio.sleep(SETTLE_S)
            self._stale.clear()
            is_running = await _adopt(link, mirror)

    def _on_registry_updated(self, _: object) -> None:
        self._stale.set()

    async def _until_stale(self, timeout_s: float | None) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(timeout_s):
                await self._stale.wait()


async def _first_states(link: Link, mirror: Mirror, stale: asyncio.Event) -> None:
    """Subscribe to all entities and return when the first, whole event is in."""
    first = asyncio.get_running_loop().create_future()

    def on_event(event: object) -> None:
        if mirror.apply(event):
            stale.set()
        if not first.done():
            first.set_result(None)

    await link.request({"type": "subscribe_entities"}, on_event)
    await first


async def _adopt(link: Link, mirror: Mirror) -> bool:
    """Read the registries into the mirror; return whether Home Assistant has finished starting."""
    configuration = read_as(Configuration, await link.request({"type": "get_config"}))
    registries = Registries(
        areas=read_as(list[AreaEntry], await link.request(_listing("area"))),
        devices=read_as(list[DeviceEntry], await link.request(_listing("device"))),
        entities=read_as(list[EntityEntry], await link.request(_listing("entity"))),
    )
    is_running = configuration.state == "RUNNING"
    mirror.adopt(registries, is_complete=is_running)
    return is_running


def _listing(registry: str) -> dict[str, object]:
    return {"type": f"config/{registry}_registry/list"}


def create(config: GatewayConfig) -> Gateway:
    """Make the gateway of a configuration.

    Raises:
        ConfigError: the address is none.
    """
    return HomeAssistantGateway(
        websocket_url(config.options["url"]), config.secrets["token"].strip()
    )
