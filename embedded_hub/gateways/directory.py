"""The gateways of one home: added, listed, paused, edited and removed by people.

Implements :class:`embedded_hub.core.ports.GatewayDirectory`. Gateways of type ``native`` dial us,
and so does a ``simulator``; they have a place here and no driver: what accepts their connection
asks for it with :meth:`Directory.dialled_in`.
"""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from typing import Protocol

import msgspec

from embedded_hub.core.clock import Clock
from embedded_hub.core.ports import Record, SecretStore
from embedded_hub.errors import ConfigError, GatewayUnreachable, InvalidInfo, NotFound
from embedded_hub.gateways.api import GatewayConfig, Manifest, Sink
from embedded_hub.gateways.catalog import Catalog, check_options
from embedded_hub.gateways.dial_in import DialIn
from embedded_hub.gateways.sleep_watch import TICK_S, SleepWatch
from embedded_hub.gateways.supervisor import Supervisor
from embedded_hub.model.action import Action, Outcome
from embedded_hub.model.gateway_status import GatewayStatus
from embedded_hub.model.ids import GatewayId, unique_slug
from embedded_hub.model.values import JsonObject

RECORD_KIND = "gateway"
NATIVE = "native"
SIMULATOR = "simulator"
"""A native gateway that says of itself that nothing real hangs on it."""
_DIAL_IN = frozenset({NATIVE, SIMULATOR})
ADD_DEADLINE_S = 30.0
"""How long a person waits for a new gateway's first snapshot before it counts as failed."""

Act = Callable[[Action], Awaitable[Outcome]]
SaveRecords = Callable[[Sequence[Record]], Awaitable[None]]

_log = logging.getLogger(__name__)


class GatewayHome(Protocol):
    """What a directory needs of the home it serves."""

    def intake(self, gateway_id: GatewayId) -> Sink:
        """Return the sink that takes this gateway's reports; the same one each time."""

    def route(self, gateway_id: GatewayId, route: Act | None) -> None:
        """Say where this gateway's actions go."""

    def mark_simulated(self, gateway_id: GatewayId) -> None:
        """Note that nothing real hangs on this gateway."""

    async def forget(self, gateway_id: GatewayId) -> None:
        """Remove everything that came from this gateway."""


class StoredGateway(msgspec.Struct, frozen=True, kw_only=True):
    """A gateway's record on the disk; its secrets are kept elsewhere."""

    type: str
    title: str
    options: dict[str, str] = {}
    is_paused: bool = False


class Directory:
    """Every gateway of one home.

    Args:
        home: Takes their reports and sends their actions.
        catalog: The drivers there are.
        save: Keeps their configuration.
        secrets: Keeps their credentials.
        clock: For their supervisors.
        draw: Gives a random number in ``[0, 1)``.
        on_change: Called with the whole list after each change; must not raise.
    """

    def __init__(
        self,
        home: GatewayHome,
        *,
        catalog: Catalog,
        save: SaveRecords,
        secrets: SecretStore,
        clock: Clock,
        draw: Callable[[], float],
        on_change: Callable[[Sequence[GatewayStatus]], None],
    ) -> None:
        self._home = home
        self._catalog = catalog
        self._save = save
        self._secrets = secrets
        self._clock = clock
        self._draw = draw
        self._on_change = on_change
        self._gateways: dict[GatewayId, Supervisor | DialIn] = {}
        self._adding: set[GatewayId] = set()
        self._watch: asyncio.Task[None] | None = None

    async def start(self, records: Sequence[Record]) -> None:
        """Start every configured gateway; returns before they are connected.

        Args:
            records: The home's records as loaded; others than gateways are passed over.
        """
        for record in records:
            if record.kind == RECORD_KIND and record.body is not None:
                await self._start_stored(GatewayId(record.id), record.body)
        self._watch = asyncio.create_task(self._watch_for_sleep(), name="gateways: sleep watch")
        self._changed()

    async def stop(self) -> None:
        """Disconnect all of them; return when their drivers have ended."""
        watch, self._watch = self._watch, None
        if watch is not None:
            watch.cancel()
            await asyncio.gather(watch, return_exceptions=True)
        await asyncio.gather(*(supervisor.stop() for supervisor in self._supervisors()))

    async def wake(self) -> None:
        """Try every lost gateway now and make sure of the others, because time has gone missing."""
        await asyncio.gather(*(supervisor.wake() for supervisor in self._supervisors()))

    # --- GatewayDirectory -------------------------------------------------------------------------

    def list(self) -> Sequence[GatewayStatus]:
        """Return every gateway with how it is now."""
        return [gateway.status for gateway in self._gateways.values()]

    def types(self) -> Sequence[JsonObject]:
        """Return the catalogue as JSON objects."""
        return self._catalog.types()

    async def add(self, type_: str, title: str | None, options: Mapping[str, str]) -> GatewayStatus:
        """Create a gateway and wait until its first snapshot is in; see ``GatewayDirectory.add``.

        Raises:
            InvalidInfo: unknown type, a missing, unknown or unusable option, or it is there.
            GatewayError: it did not come up; nothing was kept.
            StorageError: it came up and could not be kept.
        """
        if type_ in _DIAL_IN:
            wish = (title or "").strip() or type_.capitalize()
            return await self._add_dial_in(self._new_id(wish), type_, wish)
        manifest = self._catalog.manifest(type_)
        checked = check_options(manifest, options)
        self._refuse_twin(manifest, checked.public)
        gateway_id = self._new_id(type_)
        config = GatewayConfig(
            id=gateway_id,
            type=type_,
            title=(title or "").strip() or manifest.title,
            options=checked.public,
            secrets=checked.secret,
        )
        supervisor = self._supervise(config)
        self._adding.add(gateway_id)
        try:
            await _bring_up(supervisor)
            await self._keep(config)
        except BaseException:
            await supervisor.stop()
            self._home.route(gateway_id, None)
            await self._home.forget(gateway_id)
            raise
        finally:
            self._adding.discard(gateway_id)
        self._gateways[gateway_id] = supervisor
        self._changed()
        return supervisor.status

    async def pause(self, gateway_id: GatewayId, is_paused: bool) -> GatewayStatus:
        """Disconnect it until told otherwise, or go on; going on also tries again at once.

        Raises:
            NotFound: no such gateway.
            StorageError: it could not be kept; nothing changed.
        """
        gateway = self._get(gateway_id)
        await self._keep_record(msgspec.structs.replace(gateway.config, is_paused=is_paused))
        await gateway.pause(is_paused)
        self._changed()
        return gateway.status

    async def remove(self, gateway_id: GatewayId) -> None:
        """Disconnect it and forget its devices, entities and secrets.

        Raises:
            NotFound: no such gateway.
            StorageError: its configuration is still there; it runs again at the next start.
        """
        gateway = self._get(gateway_id)
        await self._save([Record(kind=RECORD_KIND, id=gateway_id, body=None)])
        del self._gateways[gateway_id]
        if isinstance(gateway, Supervisor):
            await gateway.stop()
        self._home.route(gateway_id, None)
        await self._home.forget(gateway_id)
        await self._secrets.save(_secret_name(gateway_id), {})
        self._changed()

    async def edit(
        self, gateway_id: GatewayId, title: str | None, options: Mapping[str, str]
    ) -> GatewayStatus:
        """Give a gateway other settings and connect with them; returns before it is connected.

        Args:
            gateway_id: Which one.
            title: Its new title, or ``None`` to keep it.
            options: The ones that change; all others, secrets too, stay as they are.

        Raises:
            NotFound: no such gateway.
            InvalidInfo: an option is unknown, or a required one was emptied.
            StorageError: it could not be kept; nothing changed.
        """
        gateway = self._get(gateway_id)
        old = gateway.config
        checked = (
            check_options(
                self._catalog.manifest(old.type), {**old.options, **old.secrets, **options}
            )
            if isinstance(gateway, Supervisor)
            else None
        )
        config = msgspec.structs.replace(
            old,
            title=(title or "").strip() or old.title,
            options=checked.public if checked else old.options,
            secrets=checked.secret if checked else old.secrets,
        )
        await self._keep(config)
        await gateway.reconfigure(config)
        self._changed()
        return gateway.status

    # --- gateways that dial us ----------------------------------------------------------------

    @contextlib.contextmanager
    def dialled_in(
        self, gateway_id: GatewayId, act: Act, hang_up: Callable[[], None]
    ) -> Iterator[Sink]:
        """Hold a native gateway's place for one connection; the newest connection wins.

        Args:
            gateway_id: Whose token it showed.
            act: Carries out an action over this connection.
            hang_up: Ends this connection; called when the gateway is paused.

        Raises:
            NotFound: it was never added, was removed, or is paused.
        """
        gateway = self._gateways.get(gateway_id)
        if not isinstance(gateway, DialIn) or gateway.config.is_paused:
            raise NotFound(f"no gateway {gateway_id[:80]!r} is expected")
        with gateway.connection(act, hang_up) as sink:
            yield sink

    def is_expected(self, gateway_id: GatewayId) -> bool:
        """Say whether a gateway of this id has a place here, of whatever type."""
        return gateway_id in self._gateways

    def is_paused(self, gateway_id: GatewayId) -> bool:
        """Say whether a person has paused this gateway."""
        gateway = self._gateways.get(gateway_id)
        return gateway is not None and gateway.config.is_paused

    async def expect(self, gateway_id: GatewayId, title: str, type_: str = NATIVE) -> None:
        """Make a place for a gateway that dials us and whose id was chosen elsewhere.

        Raises:
            StorageError: it could not be kept.
        """
        await self._add_dial_in(gateway_id, type_, title)

    async def _add_dial_in(self, gateway_id: GatewayId, type_: str, title: str) -> GatewayStatus:
        config = GatewayConfig(id=gateway_id, type=type_, title=title, options={})
        await self._keep_record(config)
        self._gateways[gateway_id] = gateway = self._expect(config)
        self._changed()
        return gateway.status

    # --- sleep ----------------------------------------------------------------------------------

    async def _watch_for_sleep(self) -> None:
        watch = SleepWatch(self._clock)
        while True:
            await asyncio.sleep(TICK_S)
            if watch.has_slept():
                _log.info("the machine seems to have slept; looking after every gateway")
                await self.wake()

    def _supervisors(self) -> Sequence[Supervisor]:
        return [one for one in self._gateways.values() if isinstance(one, Supervisor)]

    # --- parts --------------------------------------------------------------------------------

    async def _start_stored(self, gateway_id: GatewayId, body: bytes) -> None:
        try:
            stored = msgspec.json.decode(body, type=StoredGateway)
        except msgspec.DecodeError:
            _log.exception("the configuration of gateway %s cannot be read", gateway_id)
            return
        secrets = {} if stored.type in _DIAL_IN else await self._load_secrets(gateway_id)
        config = GatewayConfig(
            id=gateway_id,
            type=stored.type,
            title=stored.title,
            options=stored.options,
            secrets=secrets,
            is_paused=stored.is_paused,
        )
        if stored.type in _DIAL_IN:
            self._gateways[gateway_id] = self._expect(config)
            return
        self._gateways[gateway_id] = supervisor = self._supervise(config)
        supervisor.start()

    async def _load_secrets(self, gateway_id: GatewayId) -> Mapping[str, str]:
        try:
            return await self._secrets.load(_secret_name(gateway_id))
        except ConfigError as error:
            # The driver asks for credentials then, which is what the person must give again.
            _log.warning("the secrets of gateway %s cannot be read: %s", gateway_id, error)
            return {}

    def _supervise(self, config: GatewayConfig) -> Supervisor:
        supervisor = Supervisor(
            config,
            lambda: self._catalog.load(config.type),
            self._home.intake(config.id),
            clock=self._clock,
            draw=self._draw,
            on_change=self._changed,
        )
        self._home.route(config.id, supervisor.act)
        return supervisor

    def _expect(self, config: GatewayConfig) -> DialIn:
        sink = self._home.intake(config.id)
        place = DialIn(config, sink, clock=self._clock, on_change=self._changed)
        self._home.route(config.id, place.act)
        if config.type == SIMULATOR:
            self._home.mark_simulated(config.id)
        return place

    async def _keep(self, config: GatewayConfig) -> None:
        # Secrets first: a gateway without its record is nothing, one without its secrets is broken.
        await self._secrets.save(_secret_name(config.id), config.secrets)
        await self._keep_record(config)

    async def _keep_record(self, config: GatewayConfig) -> None:
        stored = StoredGateway(
            type=config.type,
            title=config.title,
            options=dict(config.options),
            is_paused=config.is_paused,
        )
        body = msgspec.json.encode(stored)
        await self._save([Record(kind=RECORD_KIND, id=config.id, body=body)])

    def _get(self, gateway_id: GatewayId) -> Supervisor | DialIn:
        gateway = self._gateways.get(gateway_id)
        if gateway is None:
            raise NotFound(f"no gateway {gateway_id[:80]!r}", details={"gateway_id": gateway_id})
        return gateway

    def _new_id(self, wish: str) -> GatewayId:
        return GatewayId(unique_slug(wish, {*self._gateways, *self._adding}))

    def _refuse_twin(self, manifest: Manifest, options: Mapping[str, str]) -> None:
        for gateway in self._gateways.values():
            if gateway.config.type == manifest.type and gateway.config.options == options:
                raise InvalidInfo(
                    f"{gateway.config.title} is this gateway already",
                    details={"gateway_id": gateway.config.id},
                )

    def _changed(self) -> None:
        self._on_change(self.list())


async def _bring_up(supervisor: Supervisor) -> None:
    supervisor.start()
    try:
        async with asyncio.timeout(ADD_DEADLINE_S):
            await supervisor.first_snapshot()
    except TimeoutError as error:
        raise GatewayUnreachable(f"nothing came within {ADD_DEADLINE_S:.0f} s") from error
    except ConfigError as error:
        raise InvalidInfo(error.message, details=error.details) from error


def _secret_name(gateway_id: GatewayId) -> str:
    return f"gateway.{gateway_id}"
