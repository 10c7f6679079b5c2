"""The gateways of one home: added, listed, paused, edited and removed by people.

Implements :class:`embedded_hub.core.ports.GatewayDirectory`. Gateways of type ``native`` dial us,
and so do a ``simulator`` and the devices of a type whose manifest says that it dials in; they have
a place here and no driver: what accepts their connection asks for it with
:meth:`Directory.dialled_in`.
"""

import asyncio
import contextlib
import hmac
import logging
from collections.abc import (
    AsyncIterator,
    Awaitable,
    Callable,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from secrets import token_urlsafe
from typing import Protocol

import msgspec

from embedded_hub.core.clock import Clock
from embedded_hub.core.ports import Record, SecretStore
from embedded_hub.errors import HomewireError, InvalidInfo, NotFound, NotSupported, StorageError
from embedded_hub.gateways.announcement import identities_of
from embedded_hub.gateways.api import DIAL_SECRET, GatewayConfig, Manifest, Sink
from embedded_hub.gateways.arrival import NoSink, bring_up, first_verdict, obtained
from embedded_hub.gateways.catalog import Catalog, check_options, is_of, missing_secrets
from embedded_hub.gateways.diagnosis import diagnosis_of
from embedded_hub.gateways.dial_in import DialIn
from embedded_hub.gateways.discovery.discovery import Discovery
from embedded_hub.gateways.discovery.finds import KnownGateway
from embedded_hub.gateways.records import RECORD_KIND, GatewayRecords, SaveRecords
from embedded_hub.gateways.sleep_watch import TICK_S, SleepWatch
from embedded_hub.gateways.supervisor import Supervisor
from embedded_hub.model.action import Action, Outcome
from embedded_hub.model.gateway_report import Diagnosis, Trial
from embedded_hub.model.gateway_status import GatewayStatus, LinkState
from embedded_hub.model.ids import GatewayId, unique_slug
from embedded_hub.model.registry import Device
from embedded_hub.model.values import JsonObject

NATIVE = "native"
SIMULATOR = "simulator"
"""A native gateway that says of itself that nothing real hangs on it."""
_DIAL_IN = frozenset({NATIVE, SIMULATOR})
EDIT_VERDICT_S = 8.0
"""How long who changes a gateway waits to hear how it took it."""
_DIAL_SECRET_BYTES = 16
"""It has to be typed, or pasted into a small field, and is guessed at ten times a minute."""
TRIAL = GatewayId("trial")
"""What a gateway that is only tried is called."""

Act = Callable[[Action], Awaitable[Outcome]]

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
        devices: Returns the home's devices: what is known of a gateway that has not answered yet.
        discovery: Looks for more of them; ``None`` where the network is not the home's own.
        address: Returns what devices dial, of a path and a secret; ``None`` where none can.
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
        devices: Callable[[], Iterable[Device]] = tuple,
        discovery: Discovery | None = None,
        address: Callable[[str, str], str | None] = lambda *_: None,
    ) -> None:
        self._address = address
        self._home = home
        self._catalog = catalog
        self._records = GatewayRecords(save, secrets)
        self._clock = clock
        self._draw = draw
        self._on_change = on_change
        self._devices = devices
        self._discovery = discovery
        self._gateways: dict[GatewayId, Supervisor | DialIn] = {}
        self._adding: dict[GatewayId, GatewayConfig | None] = {}
        """Ids that are taken already, and what comes there once it is known."""
        self._locks: dict[GatewayId, asyncio.Lock] = {}
        self._changing: set[asyncio.Task[None]] = set()
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
        if self._discovery is not None:
            self._discovery.start(records, self._known)
        self._changed()

    async def stop(self) -> None:
        """Disconnect all of them; return when their drivers have ended."""
        if self._discovery is not None:
            await self._discovery.stop()
        watch, self._watch = self._watch, None
        if watch is not None:
            watch.cancel()
            await asyncio.gather(watch, return_exceptions=True)
        await asyncio.gather(*self._changing, return_exceptions=True)
        await asyncio.gather(*(supervisor.stop() for supervisor in self._supervisors()))

    async def wake(self) -> None:
        """Try every lost gateway now and make sure of the others, because time has gone missing."""
        await asyncio.gather(*(supervisor.wake() for supervisor in self._supervisors()))

    # --- GatewayDirectory -------------------------------------------------------------------------

    @property
    def discovery(self) -> Discovery | None:
        """What looks for more of them."""
        return self._discovery

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
        gateway_id = self._new_id(type_)
        if manifest.dials_in:
            return await self._add_switchboard(gateway_id, manifest, title, options)
        with self._reserved(gateway_id):
            config = await self._completed(gateway_id, manifest, title, options)
            supervisor = self._supervise(config, self._home.intake(gateway_id))
            self._home.route(gateway_id, supervisor.act)
            try:
                await bring_up(supervisor)
                await self._records.keep(config)
            except BaseException:
                await supervisor.stop()
                self._home.route(gateway_id, None)
                await self._home.forget(gateway_id)
                raise
            self._gateways[gateway_id] = supervisor
        self._changed()
        return supervisor.status

    async def test(self, type_: str, options: Mapping[str, str]) -> Trial:
        """Connect once and keep nothing.

        Raises:
            InvalidInfo: unknown type, a missing, unknown or unusable option, or it is there.
            GatewayError: it did not come up.
        """
        manifest = self._catalog.manifest(type_)
        if manifest.dials_in:
            raise NotSupported(f"{manifest.title} cannot be tried: its devices dial the hub")
        config = await self._completed(TRIAL, manifest, None, options)
        supervisor = self._supervise(config, NoSink())
        try:
            await bring_up(supervisor)
            status = supervisor.status
        finally:
            await supervisor.stop()
        return Trial(
            device_count=status.device_count,
            entity_count=status.entity_count,
            round_trip_ms=status.round_trip_ms,
        )

    async def pause(self, gateway_id: GatewayId, is_paused: bool) -> GatewayStatus:
        """Disconnect it until told otherwise, or go on; going on also tries again at once.

        Raises:
            NotFound: no such gateway.
            StorageError: it could not be kept; nothing changed.
        """
        async with self._held(gateway_id) as gateway:
            config = msgspec.structs.replace(gateway.config, is_paused=is_paused)
            await self._records.keep_public(config)
            await gateway.pause(is_paused)
        self._changed()
        return gateway.status

    async def remove(self, gateway_id: GatewayId) -> None:
        """Disconnect it and forget its devices, entities and secrets.

        Raises:
            NotFound: no such gateway.
            StorageError: its configuration is still there; it runs again at the next start.
        """
        async with self._held(gateway_id) as gateway:
            await self._records.drop(gateway_id)
            del self._gateways[gateway_id]
            if isinstance(gateway, Supervisor):
                await gateway.stop()
            elif gateway.config.type not in _DIAL_IN:
                gateway.hang_up()
            self._home.route(gateway_id, None)
            await self._home.forget(gateway_id)
            self._locks.pop(gateway_id, None)
            self._changed()
            try:
                await self._records.drop_secrets(gateway_id)
            except StorageError as error:
                _log.warning("the secrets of gateway %s are still there: %s", gateway_id, error)

    async def edit(
        self, gateway_id: GatewayId, title: str | None, options: Mapping[str, str | None]
    ) -> GatewayStatus:
        """Give a gateway other settings and connect with them.

        Args:
            gateway_id: Which one.
            title: Its new title, or ``None`` to keep it.
            options: The ones that change, ``None`` for their defaults; all others stay as they
                are, secrets too.

        Returns:
            How it stands after its first try, or after :data:`EDIT_VERDICT_S`. What was given is
            kept all the same: its device may just be switched off.

        Raises:
            NotFound: no such gateway.
            InvalidInfo: an option is unknown, or a required one was emptied.
            GatewayAuthRequired: nobody pressed its button; nothing changed.
            StorageError: it could not be kept; nothing changed.
        """
        gateway = self._get(gateway_id)
        old = gateway.config
        config = msgspec.structs.replace(old, title=(title or "").strip() or old.title)
        if old.type not in _DIAL_IN and options:
            kept = dict(old.secrets)
            key = kept.pop(DIAL_SECRET, None) if isinstance(gateway, DialIn) else None
            merged = {**old.options, **kept, **options}
            given = {name: value for name, value in merged.items() if value is not None}
            manifest = self._catalog.manifest(old.type)
            config = await self._completed(gateway_id, manifest, config.title, given)
            known = {**config.secrets, DIAL_SECRET: key} if key else config.secrets
            config = msgspec.structs.replace(config, secrets=known)
        # Who asked may give up, and must not leave it between its old and its new settings.
        changing = asyncio.create_task(self._apply(config), name=f"gateway {gateway_id}: edit")
        self._changing.add(changing)
        changing.add_done_callback(self._changing.discard)
        await asyncio.shield(changing)
        if isinstance(gateway, Supervisor) and not gateway.config.is_paused:
            await first_verdict(gateway, EDIT_VERDICT_S)
        self._changed()
        return gateway.status

    async def diagnose(self, gateway_id: GatewayId) -> Diagnosis:
        """Say how a gateway has been doing; see ``GatewayDirectory.diagnose``."""
        gateway = self._get(gateway_id)
        manifest = self._catalog.find(gateway.config.type)
        return await asyncio.to_thread(
            diagnosis_of, gateway.config, gateway.status, gateway.report(), manifest
        )

    async def admit(self, gateway_id: GatewayId, code: str | None) -> Sequence[str]:
        """Let a new device into the network behind a gateway; see ``GatewayDirectory.admit``."""
        gateway = self._get(gateway_id)
        if not isinstance(gateway, Supervisor):
            raise NotSupported(f"{gateway.config.title} lets no new devices in")
        return await gateway.admit((code or "").strip() or None)

    async def stop_admitting(self, gateway_id: GatewayId) -> None:
        """Let no more devices in; see ``GatewayDirectory.stop_admitting``."""
        gateway = self._gateways.get(gateway_id)
        if isinstance(gateway, Supervisor):
            await gateway.stop_admitting()

    def blocked(self, modules: Sequence[str], held_s: float) -> None:
        """Take note that something held the home up.

        Args:
            modules: Names of those that were at work.
            held_s: For how long.
        """
        for supervisor in self._supervisors():
            manifest = self._catalog.find(supervisor.config.type)
            if manifest is not None and is_of(manifest, modules):
                supervisor.blocked(held_s)

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

    def called(self, path: str, secret: str) -> GatewayConfig | None:
        """Return whose address this is, that a device has dialled; ``None`` when it is nobody's."""
        found = None
        for gateway in self._gateways.values():
            manifest = self._catalog.find(gateway.config.type)
            if manifest is None or not manifest.dials_in or manifest.dial_path != path:
                continue
            key = gateway.config.secrets.get(DIAL_SECRET, "")
            # All of them are compared, in a time that tells nothing.
            if hmac.compare_digest(key.encode(), secret.encode()) and key:
                found = gateway.config
        return found

    def complain(self, gateway_id: GatewayId, error: HomewireError | None) -> None:
        """Tell what is wrong with a gateway that dials us, though it is connected."""
        gateway = self._gateways.get(gateway_id)
        if isinstance(gateway, DialIn):
            gateway.complain(error)

    def config(self, gateway_id: GatewayId) -> GatewayConfig:
        """Return how a gateway is configured.

        Raises:
            NotFound: no such gateway.
        """
        return self._get(gateway_id).config

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
        with self._reserved(gateway_id):
            await self._records.keep_public(config)
            self._gateways[gateway_id] = gateway = self._expect(config)
        self._changed()
        return gateway.status

    async def _add_switchboard(
        self,
        gateway_id: GatewayId,
        manifest: Manifest,
        title: str | None,
        options: Mapping[str, str],
    ) -> GatewayStatus:
        """Make a place, with a secret address, for devices that dial us."""
        checked = check_options(manifest, options)
        config = GatewayConfig(
            id=gateway_id,
            type=manifest.type,
            title=(title or "").strip() or manifest.title,
            options=checked.public,
            secrets={**checked.secret, DIAL_SECRET: token_urlsafe(_DIAL_SECRET_BYTES)},
        )
        with self._reserved(gateway_id):
            await self._records.keep(config)
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
        config = await self._records.load(gateway_id, body)
        if config is None:
            return
        manifest = self._catalog.find(config.type)
        if config.type in _DIAL_IN or (manifest is not None and manifest.dials_in):
            self._gateways[gateway_id] = self._expect(config)
            return
        supervisor = self._supervise(config, self._home.intake(gateway_id))
        self._home.route(gateway_id, supervisor.act)
        self._gateways[gateway_id] = supervisor
        supervisor.start()

    @contextlib.contextmanager
    def _reserved(self, gateway_id: GatewayId) -> Iterator[None]:
        """Keep an id from everybody else while its gateway is added."""
        self._adding[gateway_id] = None
        try:
            yield
        finally:
            self._adding.pop(gateway_id, None)

    @contextlib.asynccontextmanager
    async def _held(self, gateway_id: GatewayId) -> AsyncIterator[Supervisor | DialIn]:
        """Hold a gateway for one change, when the changes before it are done.

        Raises:
            NotFound: no such gateway, or no longer.
        """
        self._get(gateway_id)
        async with self._locks.setdefault(gateway_id, asyncio.Lock()):
            yield self._get(gateway_id)

    async def _apply(self, config: GatewayConfig) -> None:
        """Keep other settings and connect with them; it stays paused, or not, as it is by now."""
        async with self._held(config.id) as gateway:
            config = msgspec.structs.replace(config, is_paused=gateway.config.is_paused)
            await self._records.keep(config)
            await gateway.reconfigure(config)
        self._changed()

    async def _completed(
        self,
        gateway_id: GatewayId,
        manifest: Manifest,
        title: str | None,
        options: Mapping[str, str],
    ) -> GatewayConfig:
        """Check options, and wait for the person's deed that yields what is missing of them."""
        pressed = missing_secrets(manifest, options) if manifest.guide == "button" else frozenset()
        checked = check_options(manifest, options, lacking=pressed)
        self._refuse_twin(gateway_id, manifest, checked.public)
        config = GatewayConfig(
            id=gateway_id,
            type=manifest.type,
            title=(title or "").strip() or manifest.title,
            options=checked.public,
            secrets=checked.secret,
        )
        if gateway_id in self._adding:
            self._adding[gateway_id] = config
        if not pressed:
            return config
        secrets = await obtained(self._catalog, config)
        checked = check_options(manifest, {**options, **secrets})
        return msgspec.structs.replace(config, options=checked.public, secrets=checked.secret)

    def _supervise(self, config: GatewayConfig, sink: Sink) -> Supervisor:
        return Supervisor(
            config,
            lambda: self._catalog.load(config.type),
            sink,
            clock=self._clock,
            draw=self._draw,
            on_change=self._changed,
            manifest=self._catalog.find(config.type),
        )

    def _expect(self, config: GatewayConfig) -> DialIn:
        sink = self._home.intake(config.id)
        place = DialIn(
            config, sink, clock=self._clock, on_change=self._changed, address=self._address_of
        )
        self._home.route(config.id, place.act)
        if config.type == SIMULATOR:
            self._home.mark_simulated(config.id)
        return place

    def _address_of(self, config: GatewayConfig) -> str | None:
        manifest, secret = self._catalog.find(config.type), config.secrets.get(DIAL_SECRET)
        if manifest is None or not manifest.dials_in or not secret:
            return None
        return self._address(manifest.dial_path, secret)

    def _known(self) -> Sequence[KnownGateway]:
        numbers: dict[GatewayId, set[str]] = {}
        for device in self._devices():
            known_by = identities_of(device.key, device.serial_number, device.connections)
            numbers.setdefault(device.gateway_id, set()).update(known_by)
        return [
            KnownGateway.of(
                gateway.config,
                gateway.identities | numbers.get(gateway_id, set()),
                is_connected=gateway.status.state is LinkState.CONNECTED,
            )
            for gateway_id, gateway in self._gateways.items()
        ]

    def _get(self, gateway_id: GatewayId) -> Supervisor | DialIn:
        gateway = self._gateways.get(gateway_id)
        if gateway is None:
            raise NotFound(f"no gateway {gateway_id[:80]!r}", details={"gateway_id": gateway_id})
        return gateway

    def _new_id(self, wish: str) -> GatewayId:
        return GatewayId(unique_slug(wish, {*self._gateways, *self._adding}))

    def _refuse_twin(
        self, gateway_id: GatewayId, manifest: Manifest, options: Mapping[str, str]
    ) -> None:
        if manifest.dials_in:
            return
        there = [gateway.config for gateway in self._gateways.values()]
        coming = [config for config in self._adding.values() if config is not None]
        for other in (*there, *coming):
            is_same = other.type == manifest.type and other.options == options
            if is_same and other.id != gateway_id:
                raise InvalidInfo(
                    f"{other.title} is this gateway already", details={"gateway_id": other.id}
                )

    def _changed(self) -> None:
        self._on_change(self.list())
        if self._discovery is not None:
            self._discovery.known_changed()
