"""Puts the program together: the hub, the connection to it, the view models and the window.

The only file that sees both the hub and the views. Even the hub in this program is spoken to
over the wire, so that there is one path, the one phones use too.
"""

import asyncio
import contextlib
import logging
import signal
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec

from desktop import selftest
from desktop.backend.api import Backend, LinkPhase
from desktop.backend.fake import FakeBackend
from desktop.backend.hub import HubBackend
from desktop.joining import joiner
from desktop.memory import Memory
from desktop.notification_wiring import NotificationWiring
from desktop.options import Options
from desktop.platform import window_place
from desktop.platform.gateway_secrets import GatewaySecrets
from desktop.platform.hub_key import HubKey, HubKeys, read_key_file
from desktop.platform.notifier import no_notifier, open_notifier
from desktop.platform.restart import start_again
from desktop.platform.secrets import Secrets
from desktop.platform.settings import Preferences, SettingsFile
from desktop.platform.translations import Translations
from desktop.talk_wiring import TalkWiring
from desktop.viewmodels.module import ViewModels, attach
from desktop.viewmodels.navigation import JOIN
from desktop.viewmodels.settings import About
from desktop.viewmodels.tasks import TaskOwner
from desktop.window import Window
from embedded_hub.client.hub_link import HubLink
from embedded_hub.core.people import Role
from embedded_hub.errors import AuthenticationFailed, ConfigError, GatewayError, HomewireError
from embedded_hub.hub import DEFAULT_PORT, Hub, HubOptions
from embedded_hub.parts import broken_parts

logger = logging.getLogger(__name__)

TOKEN_OWNER = "This computer"  # noqa: S105 - whose it is
TOKEN_SECRET = "hub:embedded"  # noqa: S105 - the name a secret is kept under
OWN_SENSORS = "this_pc"
LOOPBACK = "127.0.0.1"
GALLERY_ANSWER_S = 0.6
"""Long enough to see a pending mark."""
FIRST_SNAPSHOT_S = 10.0
STOP_GRACE_S = 1.0
"""A window that was closed should be gone within two seconds."""


class Connection(msgspec.Struct, frozen=True, kw_only=True):
    """A home to show, and what to say about where it comes from."""

    backend: Backend
    url: str = ""
    data_folder: Path = Path()


@contextlib.asynccontextmanager
async def open_connection(
    options: Options, data_folder: Path, secrets: Secrets, *, lets_phones_in: bool
) -> AsyncIterator[Connection]:
    """Open the home that was asked for; what goes wrong is shown, not raised."""
    async with contextlib.AsyncExitStack() as stack:
        try:
            connection = await _connect(
                options, data_folder, secrets, stack, lets_phones_in=lets_phones_in
            )
        except (HomewireError, OSError) as error:
            is_to_join = isinstance(error, AuthenticationFailed)
            level = logging.WARNING if is_to_join else logging.ERROR
            logger.log(level, "The home could not be opened: %s", error)
            known = error if isinstance(error, HomewireError) else ConfigError(str(error))
            absent = HubBackend(HubLink(options.hub or "", ""))
            absent.give_up(known, time.time())
            connection = Connection(backend=absent, data_folder=data_folder)
        stack.push_async_callback(connection.backend.close)
        yield connection


async def _connect(
    options: Options,
    data_folder: Path,
    secrets: Secrets,
    stack: contextlib.AsyncExitStack,
    *,
    lets_phones_in: bool,
) -> Connection:
    if options.is_gallery:
        return Connection(
            backend=FakeBackend(answer_s=GALLERY_ANSWER_S, is_busy=True), data_folder=data_folder
        )
    tasks = TaskOwner()
    stack.push_async_callback(tasks.close)
    if options.hub is not None:
        keys = HubKeys(secrets, tasks)
        key = await _remote_key(options.hub, options.token_file, keys)
        trust = keys.trust(options.hub, key)
        return _linked(HubLink(options.hub, key.token, tls=trust), options.hub, data_folder)
    hub = await _start_hub(options, data_folder, secrets, lets_phones_in=lets_phones_in)
    stack.push_async_callback(hub.stop, STOP_GRACE_S)
    token = await _own_token(hub, secrets)
    if not options.is_demo:
        # Beside everything else: their first reading must not hold up the window.
        tasks.start(_add_own_sensors(hub), "own sensors")
    return _linked(HubLink(hub.url, token), hub.url, data_folder)


def _linked(link: HubLink, url: str, data_folder: Path) -> Connection:
    backend = HubBackend(link)
    backend.start()
    return Connection(backend=backend, url=url, data_folder=data_folder)


async def _start_hub(
    options: Options, data_folder: Path, secrets: Secrets, *, lets_phones_in: bool
) -> Hub:
    store = GatewaySecrets(secrets) if secrets.kind == "keyring" else None
    # A start that only looks must not take the port from a hub that serves.
    ports = (0,) if options.is_private else (DEFAULT_PORT, 0)
    for port in ports:
        hub = Hub(
            HubOptions(
                folder=data_folder,
                host="" if lets_phones_in and not options.is_private else LOOPBACK,
                port=port,
                has_demo=options.is_demo,
                has_test_echo=options.is_selftest,
                finds_gateways=not options.is_selftest,
            ),
            secrets=store,
        )
        try:
            await hub.start()
        except OSError as error:
            if port == ports[-1]:
                raise
            logger.warning("Port %d is taken, using another one: %s", port, error)
        else:
            return hub
    raise ConfigError("There is no port to listen on.")


async def _own_token(hub: Hub, secrets: Secrets) -> str:
    """Return the token this window uses with the hub in its own program."""
    people = hub.home.people
    kept = await secrets.get(TOKEN_SECRET)
    if kept is not None and await people.authenticate(kept) is not None:
        return kept
    # The one in use before, if any, is lost with its secret: nobody can present it again.
    for old in people.tokens():
        if old.name == TOKEN_OWNER:
            await people.revoke(old.id)
    token = await hub.issue_token(Role.OWNER, TOKEN_OWNER)
    await secrets.put(TOKEN_SECRET, token)
    return token


async def _remote_key(address: str, file: Path | None, keys: HubKeys) -> HubKey:
    """Return the key to a hub elsewhere: from the file given, else the one kept."""
    kept = await keys.get(address)
    if file is None:
        if kept is None:
            raise AuthenticationFailed(f"There is no key for {address}; give --token-file.")
        return kept
    given = await asyncio.to_thread(read_key_file, file)
    # Kept with it may be the pin of an authority that took over since the file was written.
    if kept is not None and kept.token == given.token and set(given.pins) <= set(kept.pins):
        return kept
    await keys.put(address, given)
    return given


async def _add_own_sensors(hub: Hub) -> None:
    """Give a new home this computer's own sensors, so that it is never empty."""
    directory = hub.home.directory
    if directory is None or directory.list():
        return
    try:
        await directory.add(OWN_SENSORS, None, {})
    except (GatewayError, HomewireError) as error:
        logger.warning("This computer's own sensors could not be added: %s", error)


class Program:
    """One run of the desktop app."""

    def __init__(
        self,
        options: Options,
        *,
        preferences: Preferences,
        settings_file: SettingsFile | None,
        is_software_rendered: bool,
        translations: Translations,
    ) -> None:
        self._options = options
        self._preferences = preferences
        if options.hub is None and self._can_change_homes and preferences.hub_url:
            self._options = msgspec.structs.replace(options, hub=preferences.hub_url)
        self._settings_file = settings_file
        self._is_software_rendered = is_software_rendered
        self._translations = translations
        self._is_over = asyncio.Event()
        self._is_another_wanted = False
        self._window: Window | None = None

    async def run(self, data_folder: Path, secrets: Secrets) -> int:
        """Show the home until the person closes the window; return the exit code."""
        loop = asyncio.get_running_loop()
        for name in (signal.SIGINT, signal.SIGTERM):
            with contextlib.suppress(NotImplementedError):  # not on Windows
                loop.add_signal_handler(name, self._is_over.set)
        memory = Memory()
        memory.start()
        try:
            while True:
                self._is_another_wanted = False
                self._is_over.clear()
                code = await self._show_home(data_folder, secrets)
                if not self._is_another_wanted:
                    return code
        finally:
            memory.close()

    async def _show_home(self, data_folder: Path, secrets: Secrets) -> int:
        window = self._window = Window()
        excepthook, sys.excepthook = sys.excepthook, window.note_exception
        async with open_connection(
            self._options,
            data_folder,
            secrets,
            lets_phones_in=self._preferences.lets_phones_in,
        ) as connection:
            models = attach(
                window.engine,
                connection.backend,
                settings_file=self._settings_file,
                preferences=self._preferences,
                about=self._about(connection, secrets),
            )
            try:
                stop = connection.backend.subscribe(models.home.apply)
                self._connect(window, models)
                if self._can_change_homes:
                    self._offer_homes(models, secrets)
                window.load()
                window_place.restore(window.root, self._preferences.window)
                window.closed.connect(self._is_over.set)
                wiring = TalkWiring(models, window)
                opener = no_notifier if self._options.is_private else open_notifier
                notifications = NotificationWiring(models, window.root, opener)
                try:
                    code = await self._stay(window, models, connection)
                finally:
                    await notifications.close()
                    await wiring.close()
                stop()
                self._keep_place(window, models)
                self._preferences = models.settings.preferences
            finally:
                # The engine owns the models: they end first.
                await models.close()
                window.close()
                sys.excepthook = excepthook
        return code

    def _connect(self, window: Window, models: ViewModels) -> None:
        """Join what neither the window nor the view models can do alone."""

        def speak(language: str) -> None:
            self._translations.use(language)
            window.engine.retranslate()
            models.retranslate()

        models.settings.languageWanted.connect(speak)
        if not (self._options.is_demo or self._options.is_gallery or self._options.is_private):
            models.app.demoWanted.connect(lambda: start_again("--demo"))
            models.app.offer_demo()

    @property
    def _can_change_homes(self) -> bool:
        options = self._options
        is_made_up = options.is_demo or options.is_gallery
        return not (is_made_up or options.is_private)

    def _offer_homes(self, models: ViewModels, secrets: Secrets) -> None:
        """Let the person join a home elsewhere, and come back to this computer's own."""

        def change(wanted: str) -> None:
            preferences = models.settings.preferences
            models.settings.change(msgspec.structs.replace(preferences, hub_url=wanted))
            self._options = msgspec.structs.replace(
                self._options, hub=wanted or None, link="", token_file=None
            )
            self._is_another_wanted = True
            self._is_over.set()

        models.joining.homeWanted.connect(change)
        keys = HubKeys(secrets, models.home.tasks)
        address = self._options.hub or ""
        models.joining.offer(joiner(keys, address), address)
        link = self._options.link
        if link and models.home.mirror.link.phase is LinkPhase.STOPPED:  # no key of it is kept
            models.app.navigate(JOIN)
            models.joining.join(link)

    def show(self) -> None:
        """Bring the window to the front."""
        if self._window is not None:
            self._window.root.requestActivate()
            self._window.root.raise_()

    async def _stay(self, window: Window, models: ViewModels, connection: Connection) -> int:
        options = self._options
        if options.screenshot is None and not options.is_selftest:
            await self._go(models)
            logger.info("The window is shown")
            await self._is_over.wait()
            return 0
        await _first_snapshot(models)
        await self._go(models)
        await window.first_frame()
        if options.screenshot is None:
            is_packaged = bool(getattr(sys, "frozen", False))
            return await selftest.run(
                window,
                models,
                hub_url=connection.url,
                data_folder=connection.data_folder,
                broken_parts=lambda: broken_parts(has_extras=is_packaged),
            )
        await asyncio.sleep(options.after_s)
        reason = window.save_picture(options.screenshot)
        if reason is not None:
            logger.error("No screenshot: %s", reason)
            return 1
        return 0

    async def _go(self, models: ViewModels) -> None:
        page = self._options.page or ""
        if page.startswith("area:"):
            models.app.openArea(page.removeprefix("area:"))
        elif page.startswith("gateway:"):
            await _first_snapshot(models)
            models.open_gateway(page.removeprefix("gateway:"))
        elif page:
            models.app.navigate(page)
        if self._options.entity is not None:
            await _first_snapshot(models)
            models.open_entity(self._options.entity)

    def _about(self, connection: Connection, secrets: Secrets) -> About:
        return About(
            data_folder=connection.data_folder,
            hub_url=connection.url,
            secret_kind=secrets.kind,
            is_software_rendered=self._is_software_rendered,
        )

    def _keep_place(self, window: Window, models: ViewModels) -> None:
        preferences = models.settings.preferences
        place = window_place.place_of(window.root, preferences.window)
        models.settings.change(msgspec.structs.replace(preferences, window=place))


async def _first_snapshot(models: ViewModels) -> None:
    """Wait until the home is known, or the link says that it will not be."""
    known = asyncio.Event()

    def look(*_: object) -> None:
        mirror = models.home.mirror
        if mirror.is_filled or mirror.link.phase in (LinkPhase.REFUSED, LinkPhase.STOPPED):
            known.set()

    models.home.changed.connect(look)
    look()
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(known.wait(), FIRST_SNAPSHOT_S)
