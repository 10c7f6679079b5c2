"""The hub: builds one or several homes from a data folder, listens, and stops cleanly.

::

    <folder>/homes/<home id>/home.db, history.db, secrets.json, backups/
    <folder>/tls/authority.pem, …    the home's certificate authority, once others may connect

Everything meets here and nowhere else: storage and gateways are handed to each home, homes to the
server. Whose home a connection belongs to is read from its token.
"""

import asyncio
import contextlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from embedded_hub import __version__
from embedded_hub.client.pinned import Pinned
from embedded_hub.conversation.house import HouseVoice
from embedded_hub.core.bus import Bus
from embedded_hub.core.clock import Clock, SystemClock
from embedded_hub.core.home import Home
from embedded_hub.core.people import Invitation, People, Principal, Role
from embedded_hub.core.ports import SecretStore
from embedded_hub.errors import ConfigError, InvalidInfo
from embedded_hub.gateways.block_watch import BlockWatch
from embedded_hub.gateways.catalog import Catalog
from embedded_hub.gateways.directory import SIMULATOR
from embedded_hub.model.ids import AreaId, GatewayId, HomeId, slugify
from embedded_hub.model.values import JsonObject
from embedded_hub.model.zone import Zone
from embedded_hub.security.certificates import (
    Certificates,
    GivenCertificates,
    HomeCertificates,
    Identity,
    watch,
)
from embedded_hub.security.names import HubNames, current_names
from embedded_hub.server.addresses import is_loopback
from embedded_hub.server.commands.pairing import shown_offer
from embedded_hub.server.config import HubInfo, ServerConfig
from embedded_hub.server.connection import WireConnection
from embedded_hub.server.memory import settle_memory
from embedded_hub.server.server import Server
from embedded_hub.server.threads import favour_loop
from embedded_hub.speech.home_speech import HomeSpeech
from embedded_hub.speech.hub_transcriber import EngineChoice, HubTranscriber
from embedded_hub.storage.home_storage import open_home_storage
from embedded_hub.storage.machine_zone import machine_zone
from embedded_hub.storage.private_folder import PrivateFolder
from embedded_hub.storage.records_beside import RecordsBeside
from embedded_hub.tenant import Tenant

DEFAULT_PORT = 8755
FIRST_HOME = HomeId("home")
DEMO_TITLE = "Demo flat"


class HubOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What a hub is started with."""

    folder: Path
    """Data folder; made when it is not there."""
    host: str = "127.0.0.1"
    """Empty for every address of this machine. Whoever is not on it is served over TLS."""
    port: int = DEFAULT_PORT
    """0 lets the system choose."""
    home_names: Mapping[HomeId, str] = msgspec.field(default_factory=lambda: {FIRST_HOME: "Home"})
    """The homes to serve and what a new one is called."""
    has_demo: bool = False
    """Fill the first home with a simulated flat that dials in over the wire."""
    demo_seed: int = 1
    has_test_echo: bool = False
    allowed_hosts: tuple[str, ...] = ()
    allowed_origins: tuple[str, ...] = ()
    speech_engine: EngineChoice | None = None
    """What writes down speech; the owner of the only home chooses when left out."""
    has_tls: bool | None = None
    """``None`` for whenever other machines can reach the hub."""
    certificate: Path | None = None
    """A certificate of one's own with its chain, in place of the home's authority."""
    certificate_key: Path | None = None
    """Its private key, where that is another file."""
    finds_gateways: bool = False
    """Look for gateways on the network; never done for several homes, whose network it is not."""
    allows_plain: bool = False
    """Let other machines in without encryption: control, and neither voice nor locks."""


class Hub:
    """Serves one home or many.

    Args:
        options: Where and what.
        secrets: Keeps gateway credentials and the authority's key; private files in the folder
            by default.
        clock: Where time comes from.
    """

    def __init__(
        self,
        options: HubOptions,
        *,
        secrets: SecretStore | None = None,
        clock: Clock | None = None,
    ) -> None:
        self._options = options
        self._secrets = secrets
        self._clock = clock or SystemClock()
        self._tenants: dict[HomeId, Tenant] = {}
        self._blocks = BlockWatch(self._blocked)
        self._transcriber = HubTranscriber()
        self._demo: asyncio.Task[None] | None = None
        self._renewal: asyncio.Task[None] | None = None
        self._certificates = _certificates(options, self._clock, secrets)
        self._server = Server(
            ServerConfig(
                host=options.host,
                port=options.port,
                has_test_echo=options.has_test_echo,
                allowed_hosts=options.allowed_hosts,
                allowed_origins=options.allowed_origins,
                allows_plain=options.allows_plain,
            ),
            HubInfo(version=__version__, is_demo=options.has_demo),
            authenticate=self._authenticate,
            accept_gateway=self._accept_gateway,
            find_called=self._find_called,
            accept_device=self._accept_device,
            first_home=lambda: self.home,
            homes=lambda: list(self.homes.values()),
            certificates=self._certificates,
        )

    @property
    def homes(self) -> Mapping[HomeId, Home]:
        """The homes being served."""
        return {home_id: tenant.home for home_id, tenant in self._tenants.items()}

    @property
    def home(self) -> Home:
        """The first home; the only one outside a block of flats."""
        return next(iter(self._tenants.values())).home

    @property
    def notes(self) -> Sequence[str]:
        """What a person should know of how things were found, in plain sentences."""
        tenants = self._tenants.values()
        notes = [note.message for tenant in tenants for note in tenant.storage.notes]
        fault = self._transcriber.fault
        if self._options.speech_engine is not None and fault is not None:
            notes.append(f"What is said is not written down: {fault.message}")
        return notes

    @property
    def url(self) -> str:
        """Where clients connect."""
        return self._server.hub_url

    @property
    def gateway_url(self) -> str:
        """Where gateways dial in; their id follows."""
        return self._server.gateway_url

    @property
    def port(self) -> int:
        """The port it listens on."""
        return self._server.port

    @property
    def identity(self) -> Identity | None:
        """Whom clients elsewhere are to trust; ``None`` where TLS is not spoken."""
        return self._certificates.identity if self._certificates else None

    @property
    def addresses(self) -> Sequence[str]:
        """Where phones open the home, the best first: ``https://192.168.1.20:8755``."""
        return self._server.reach().addresses

    async def start(self) -> None:
        """Open the homes and accept connections.

        Raises:
            ConfigError: the folder belongs to another hub, or a newer program wrote it.
            StorageError: a home cannot be read.
            OSError: the port is taken.
        """
        favour_loop()
        self._blocks.start()
        catalog = await asyncio.to_thread(Catalog.installed)
        await self._choose_engine()
        try:
            for home_id, name in self._options.home_names.items():
                await self._open(home_id, name, catalog)
            await self._start_tls()
            await self._server.start()
        except BaseException:
            await self.stop(grace_s=0)
            raise
        if self._options.has_demo:
            await self._start_demo()
        settle_memory()

    async def stop(self, grace_s: float = 4.0) -> None:
        """Say goodbye to everybody and write everything down. May be called twice."""
        for task in (self._demo, self._renewal):
            if task is not None:
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await task
        self._demo = self._renewal = None
        self._blocks.stop()
        await self._server.stop(grace_s)
        tenants, self._tenants = self._tenants, {}
        await asyncio.gather(*(tenant.stop() for tenant in tenants.values()))
        await self._transcriber.close()

    async def issue_token(
        self,
        role: Role,
        name: str,
        *,
        area_ids: Sequence[AreaId] = (),
        gateway_id: GatewayId | None = None,
    ) -> str:
        """Make a token for the first home.

        Raises:
            InvalidInfo: the role and the rest do not go together.
            StorageError: it could not be kept.
        """
        people = self.home.people
        token, _ = await people.issue(role, name, area_ids=area_ids, gateway_id=gateway_id)
        return token

    async def open_pairing(self, who: Invitation) -> JsonObject:
        """Open a pairing offer for the first home, as ``home/pairing/open`` answers it.

        Raises:
            StorageError: it could not be kept.
        """
        return shown_offer(await self.home.pairing.open(who), self._server.reach())

    # --- parts --------------------------------------------------------------------------------

    def _own_trust(self) -> Pinned | None:
        """Return how this program checks itself, where it can only be reached over TLS."""
        is_encrypted = self.url.startswith("wss:")
        return Pinned(self.identity.pin) if is_encrypted and self.identity else None

    async def _start_tls(self) -> None:
        if self._certificates is not None:
            await self._certificates.start()
            self._server.follow_certificates()
            watching = watch(self._certificates, self._server.follow_certificates)
            self._renewal = asyncio.get_running_loop().create_task(watching)

    async def _open(self, home_id: HomeId, name: str, catalog: Catalog) -> None:
        folder = home_folder(self._options.folder, home_id)
        storage = await asyncio.to_thread(open_home_storage, folder, self._clock)
        home = Home(
            home_id,
            clock=self._clock,
            records=storage.records,
            history=storage.history,
            bursts=storage.bursts,
            messages=storage.messages,
            audit=storage.audit,
        )
        secrets = self._secrets or storage.secrets
        speech = await self._speech_of(home)
        self._tenants[home_id] = tenant = Tenant(
            home,
            storage,
            secrets,
            catalog,
            self._clock,
            speech,
            finds_gateways=self._options.finds_gateways and len(self._options.home_names) == 1,
            device_url=self._server.device_url,
        )
        await tenant.start()
        if not home.is_configured:
            zone = await asyncio.to_thread(machine_zone)
            settings = msgspec.structs.replace(home.settings, name=name, time_zone=zone)
            await home.configure(settings)

    @property
    def _is_engine_fixed(self) -> bool:
        # Where several households share a hub none of them decides for the others.
        return self._options.speech_engine is not None or len(self._options.home_names) > 1

    async def _choose_engine(self) -> None:
        if self._is_engine_fixed:
            try:
                await self._transcriber.choose(self._options.speech_engine or EngineChoice())
            except InvalidInfo as error:
                raise ConfigError(f"{error.message}.") from error

    async def _speech_of(self, home: Home) -> HomeSpeech:
        is_there = await asyncio.to_thread(HouseVoice.is_installed)
        return HomeSpeech(
            home,
            self._transcriber,
            HouseVoice(home) if is_there else None,
            can_choose=not self._is_engine_fixed,
        )

    def _blocked(self, modules: Sequence[str], held_s: float) -> None:
        for tenant in self._tenants.values():
            tenant.directory.blocked(modules, held_s)

    async def _authenticate(self, token: str) -> tuple[Home, Principal] | None:
        homes = [tenant.home for tenant in self._tenants.values()]
        # A token that is known to the last of a hundred homes must not make the others look for it.
        for home in homes:
            if principal := home.people.recognise(token):
                return home, principal
        found = await asyncio.gather(*(home.people.authenticate(token) for home in homes))
        return next(((home, one) for home, one in zip(homes, found, strict=True) if one), None)

    async def _accept_gateway(
        self, connection: WireConnection, home: Home, gateway_id: GatewayId
    ) -> None:
        tenant = self._tenants[home.id]
        await tenant.accept(connection, gateway_id, home.people.name_of_gateway(gateway_id))

    def _find_called(self, kind: str, secret: str) -> tuple[Home, GatewayId] | None:
        found = None
        for tenant in self._tenants.values():
            called = tenant.directory.called(kind, secret)
            found = (tenant.home, called.id) if called and not called.is_paused else found
        return found

    async def _accept_device(
        self, connection: WireConnection, home: Home, gateway_id: GatewayId
    ) -> None:
        await self._tenants[home.id].reception.accept(gateway_id, connection)

    async def _start_demo(self) -> None:
        # Imported here: a hub without a demo never loads the simulator.
        from embedded_hub.simulator.runner import flat_id, run_demo

        tenant = self._tenants[next(iter(self._tenants))]
        gateway_id = GatewayId(flat_id(0))
        if not tenant.directory.is_expected(gateway_id):
            await tenant.directory.expect(gateway_id, DEMO_TITLE, SIMULATOR)
        await _place_demo(tenant.home)
        people = tenant.home.people
        for old in people.tokens_of_gateway(gateway_id):
            await people.revoke(old.id)
        token = await self.issue_token(Role.GATEWAY, DEMO_TITLE, gateway_id=gateway_id)
        url = f"{self.gateway_url}{gateway_id}"
        self._demo = asyncio.get_running_loop().create_task(
            run_demo(url, token, seed=self._options.demo_seed, tls=self._own_trust())
        )


async def _place_demo(home: Home) -> None:
    """Put the demo flat on the map, with where its people go, unless somebody did so already."""
    from embedded_hub.simulator.travel import HOME, OFFICE, SCHOOL

    if home.settings.place is not None:
        return
    settings = msgspec.structs.replace(home.settings, latitude=HOME[0], longitude=HOME[1])
    await home.configure(settings)
    taken = {zone.id for zone in home.zones.all()}
    for name, icon, place in (("Office", "briefcase", OFFICE), ("School", "school", SCHOOL)):
        if name.casefold() not in taken:
            zone = Zone(
                id="",
                name=name,
                latitude=place[0],
                longitude=place[1],
                radius_m=150.0,
                icon=f"mdi:{icon}",
            )
            await home.zones.create(zone)


def _certificates(
    options: HubOptions, clock: Clock, secrets: SecretStore | None
) -> Certificates | None:
    """Choose what other machines are shown."""
    has_tls = options.has_tls
    if has_tls is None:
        has_tls = not is_loopback((options.host,)) and options.host != "localhost"
    if not has_tls:
        return None

    def names() -> HubNames:
        return current_names(options.allowed_hosts)

    if options.certificate is not None:
        return GivenCertificates(options.certificate, options.certificate_key, names=names)
    files = PrivateFolder(options.folder / "tls")
    return HomeCertificates(files, clock=clock, secrets=secrets, names=names)


def home_folder(folder: Path, home_id: HomeId = FIRST_HOME) -> Path:
    """Return where one home's files are inside a hub's data folder."""
    if slugify(home_id) != home_id:
        raise ConfigError(f"{home_id!r} cannot name a home: use lower-case letters, digits and _")
    return folder / "homes" / home_id


async def issue_beside(
    folder: Path,
    role: Role,
    name: str,
    *,
    area_ids: Sequence[AreaId] = (),
    gateway_id: GatewayId | None = None,
    clock: Clock | None = None,
) -> str:
    """Make a token for the first home of a data folder, whether or not a hub runs on it.

    A running hub finds it on the disk when it is first shown.

    Raises:
        InvalidInfo: the role and the rest do not go together.
        StorageError: there is no home in the folder yet, or it cannot be written.
    """
    clock = clock or SystemClock()
    records = RecordsBeside(home_folder(folder))
    people = People(Bus(), records, clock)
    people.load(await asyncio.to_thread(records.load))
    token, _ = await people.issue(role, name, area_ids=area_ids, gateway_id=gateway_id)
    return token
