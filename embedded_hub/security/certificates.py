"""The certificate a hub shows, kept in step with its addresses and the calendar.

::

    <folder>/tls/authority.pem     what phones trust
                 authority.key     its private key, unless a keyring holds it
                 next.pem, .key    the authority that takes over, once one was announced
                 hub.pem           the present certificate, its chain and its key
                 state.json        what the others say, so that a start need not parse them
                 spare/            second copies of all of them but hub.pem, which can be made again

A new certificate is a new context: handshakes after it use that, connections before it go on.
"""

import asyncio
import logging
import ssl
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Protocol

import msgspec

from embedded_hub.core.clock import Clock
from embedded_hub.core.ports import SecretStore
from embedded_hub.errors import ConfigError, NotSupported
from embedded_hub.security.contexts import server_context
from embedded_hub.security.names import HubNames, current_names

_LOG = logging.getLogger(__name__)
CHECK_EVERY_S = 5.0
"""A new address has its certificate within ten seconds."""
OVERLAP_S = 30 * 86400.0
"""How long the next authority is announced before it takes over."""
ENDS_SOON_S = 365 * 86400.0
"""An authority with less than this to live is followed by another without being asked."""
_EARLIEST_S = 1735776000.0
"""2025-01-02; clocks that show less are not set yet."""
_KEY_SECRET = "$authority"  # noqa: S105 - the name a secret is kept under
_SPARED = ("authority.pem", "authority.key", "next.pem", "next.key", "state.json")
"""What phones trust hangs on these: with new ones each would have to trust the home anew."""
_NEXT_SECRET = "$next-authority"  # noqa: S105 - the name a secret is kept under


class Identity(msgspec.Struct, frozen=True, kw_only=True):
    """Whom a hub is known as."""

    pin: str
    authority_pem: bytes
    name: str
    """What phones list the authority as."""
    next_pin: str | None = None
    """The authority that takes over at ``rotates_at``, seconds UTC."""
    rotates_at: float | None = None
    next_authority_pem: bytes | None = None


class Certificates(Protocol):
    """Where the server gets its side of TLS from."""

    @property
    def context(self) -> ssl.SSLContext:
        """What the next handshake uses."""

    @property
    def identity(self) -> Identity:
        """Whom clients are to trust."""

    @property
    def names(self) -> HubNames:
        """What the present certificate vouches for."""

    async def start(self) -> None:
        """Have a certificate.

        Raises:
            ConfigError: there is none, and none can be made.
            StorageError: it could not be kept.
        """

    async def refresh(self) -> bool:
        """Bring it up to date; say whether it changed."""

    async def announce_next(self) -> str:
        """Make the authority that takes over in a month, and return its pin.

        Raises:
            NotSupported: the certificate is somebody else's business.
            StorageError: it could not be kept.
        """


class PrivateFiles(Protocol):
    """Small files nobody else can read, written whole. Every method may block."""

    def read(self, name: str) -> bytes | None:
        """Return the content; ``None`` where there is no such file."""

    def write(self, name: str, content: bytes) -> None:
        """Replace the content; raises ``StorageError`` where that fails."""

    def remove(self, name: str) -> None:
        """Delete the file, if it is there."""

    def path(self, name: str) -> Path:
        """Return where the file lies."""

    def keep_spares(self, names: Iterable[str]) -> None:
        """Make second copies; raises ``StorageError`` where that fails."""

    def has_spares(self) -> bool:
        """Say whether second copies were ever made."""

    def unlike_spares(self, names: Iterable[str]) -> list[str]:
        """Return those that have a second copy and are not as it is."""

    def bring_back(self, names: Iterable[str]) -> None:
        """Put the second copies in the files' place; raises ``StorageError``."""


class _State(msgspec.Struct, frozen=True, kw_only=True):
    pin: str
    name: str
    leaf_names: HubNames
    valid_from: float
    renew_at: float
    authority_until: float
    next_pin: str | None = None
    rotates_at: float | None = None


class HomeCertificates:
    """Certificates of the home's own authority.

    Args:
        files: The ``tls`` folder.
        clock: Tells when to renew.
        secrets: Keeps the authority's key, where there is something better than a file.
        names: Finds out what the hub is called; may block.
    """

    def __init__(
        self,
        files: PrivateFiles,
        *,
        clock: Clock,
        secrets: SecretStore | None = None,
        names: Callable[[], HubNames] = current_names,
    ) -> None:
        self._files = files
        self._clock = clock
        self._secrets = secrets
        self._find_names = names
        self._state: _State | None = None
        self._authority_pem = b""
        self._next_pem: bytes | None = None
        self._context: ssl.SSLContext | None = None
        self._busy = asyncio.Lock()

    @property
    def context(self) -> ssl.SSLContext:
        """What the next handshake uses."""
        if self._context is None:
            raise ConfigError("The hub's certificates have not been started.")
        return self._context

    @property
    def identity(self) -> Identity:
        """Whom clients are to trust."""
        state = self._known()
        return Identity(
            pin=state.pin,
            authority_pem=self._authority_pem,
            name=state.name,
            next_pin=state.next_pin,
            rotates_at=state.rotates_at,
            next_authority_pem=self._next_pem if state.next_pin else None,
        )

    @property
    def names(self) -> HubNames:
        """What the present certificate vouches for."""
        return self._known().leaf_names

    async def start(self) -> None:
        """Load what was kept, or make what is missing.

        Raises:
            ConfigError: the authority is damaged or its key is gone.
            StorageError: something could not be kept.
        """
        async with self._busy:
            await self._mend()
            await asyncio.to_thread(self._load)
            await self._bring_up_to_date()
            if not await asyncio.to_thread(self._files.has_spares) and await self._damage() is None:
                await asyncio.to_thread(self._files.keep_spares, _SPARED)

    async def refresh(self) -> bool:
        """Issue a new certificate where addresses, names or time ask for it.

        Raises:
            ConfigError: the authority is damaged or its key is gone; the old one stays in use.
            StorageError: it could not be kept.
        """
        async with self._busy:
            return await self._bring_up_to_date()

    async def announce_next(self) -> str:
        """Make the authority that takes over in a month, and return its pin.

        Clients that pinned the present one learn of it meanwhile; phones need it installed.

        Raises:
            StorageError: it could not be kept.
        """
        async with self._busy:
            return await self._announce_next(self._known())

    # --- within the lock ----------------------------------------------------------------------

    async def _announce_next(self, state: _State) -> str:
        from embedded_hub.security.authority import Authority

        if state.next_pin is not None:
            return state.next_pin
        now_s = self._clock.utc_s()
        authority = await asyncio.to_thread(Authority.make, now_s)
        await self._keep_key(_NEXT_SECRET, "next.key", authority.key_pem)
        await asyncio.to_thread(self._files.write, "next.pem", authority.pem)
        self._next_pem = authority.pem
        rotates_at = now_s + OVERLAP_S
        await self._set_state(
            msgspec.structs.replace(state, next_pin=authority.pin, rotates_at=rotates_at)
        )
        await asyncio.to_thread(self._files.keep_spares, _SPARED)
        return authority.pin

    async def _mend(self) -> None:
        """Bring back what was damaged; an authority that is whole is left as it is."""
        unlike = await asyncio.to_thread(self._files.unlike_spares, _SPARED)
        if unlike and (damage := await self._damage()) is not None:
            await asyncio.to_thread(self._files.bring_back, unlike)
            _LOG.warning("Brought back from the second copy: %s (%s)", ", ".join(unlike), damage)

    async def _damage(self) -> ConfigError | None:
        """Return what is wrong with the authority."""
        from embedded_hub.security.authority import Authority

        try:
            pem = await asyncio.to_thread(self._files.read, "authority.pem")
            key_pem = await self._kept_key(_KEY_SECRET, "authority.key")
            await asyncio.to_thread(Authority.load, pem or b"", key_pem)
        except ConfigError as error:
            return error
        return None

    def _load(self) -> None:
        self._next_pem = self._files.read("next.pem")
        self._authority_pem = self._files.read("authority.pem") or b""
        content = self._files.read("state.json")
        if content is None:
            return
        if not self._authority_pem:
            raise self._gone("authority.pem")
        try:
            self._state = msgspec.json.decode(content, type=_State)
            self._context = server_context(self._files.path("hub.pem"))
        except (msgspec.MsgspecError, OSError) as error:
            _LOG.warning("The hub's certificate is made anew: %s", error)

    async def _bring_up_to_date(self) -> bool:
        now_s = max(self._clock.utc_s(), _EARLIEST_S)
        names = await asyncio.to_thread(self._find_names)
        state = self._state
        if state is not None and state.rotates_at is not None and now_s >= state.rotates_at:
            await self._promote_next()
        elif state is not None and self._context is not None and _is_good(state, names, now_s):
            if state.next_pin is None and now_s >= state.authority_until - ENDS_SOON_S:
                await self._announce_next(state)
                return True
            return False
        await self._issue(names, now_s)
        return True

    async def _issue(self, names: HubNames, now_s: float) -> None:
        # Imported when needed: it weighs 14 MB, and most starts need no new certificate.
        from embedded_hub.security.authority import Authority

        if self._authority_pem:
            key_pem = await self._kept_key(_KEY_SECRET, "authority.key")
            authority = await asyncio.to_thread(Authority.load, self._authority_pem, key_pem)
        else:
            authority = await asyncio.to_thread(Authority.make, now_s)
            await self._keep_key(_KEY_SECRET, "authority.key", authority.key_pem)
            await asyncio.to_thread(self._files.write, "authority.pem", authority.pem)
            self._authority_pem = authority.pem
        leaf = await asyncio.to_thread(authority.issue, names, now_s)
        await asyncio.to_thread(self._files.write, "hub.pem", leaf.chain_and_key)
        old = self._state
        is_same = old is not None and old.pin == leaf.pin
        await self._set_state(
            _State(
                pin=leaf.pin,
                name=authority.name,
                leaf_names=names,
                valid_from=leaf.valid_from,
                renew_at=leaf.renew_at,
                authority_until=authority.valid_until,
                next_pin=old.next_pin if old and is_same else None,
                rotates_at=old.rotates_at if old and is_same else None,
            )
        )
        if not is_same:
            await asyncio.to_thread(self._forget_next)
        await asyncio.to_thread(self._files.keep_spares, _SPARED)
        self._context = await asyncio.to_thread(server_context, self._files.path("hub.pem"))
        _LOG.info("The hub's certificate is for %s", ", ".join((*names.addresses, *names.domains)))

    async def _promote_next(self) -> None:
        """Let the announced authority take over; each step may be done again after a crash."""
        key_pem = await self._kept_key(_NEXT_SECRET, "next.key")
        pem = await asyncio.to_thread(self._files.read, "next.pem")
        if pem is None:
            raise ConfigError("The home's next certificate authority is gone.")
        await self._keep_key(_KEY_SECRET, "authority.key", key_pem)
        await asyncio.to_thread(self._files.write, "authority.pem", pem)
        self._authority_pem = pem

    def _forget_next(self) -> None:
        self._next_pem = None
        for name in ("next.pem", "next.key"):
            self._files.remove(name)

    async def _set_state(self, state: _State) -> None:
        await asyncio.to_thread(self._files.write, "state.json", msgspec.json.encode(state))
        self._state = state

    async def _keep_key(self, secret: str, name: str, pem: bytes) -> None:
        if self._secrets is not None:
            await self._secrets.save(secret, {"key": pem.decode()})
        else:
            await asyncio.to_thread(self._files.write, name, pem)

    async def _kept_key(self, secret: str, name: str) -> bytes:
        if self._secrets is not None and (kept := (await self._secrets.load(secret)).get("key")):
            return kept.encode()
        if (pem := await asyncio.to_thread(self._files.read, name)) is not None:
            return pem
        raise self._gone(name)

    def _gone(self, name: str) -> ConfigError:
        """Return why no new authority is made: every phone would have to trust it first."""
        return ConfigError(
            f"A part of the home's certificate authority is gone. Bring {self._files.path(name)} "
            "back from a backup, or remove its folder: every phone has to trust the home anew then."
        )

    def _known(self) -> _State:
        if self._state is None:
            raise ConfigError("The hub's certificates have not been started.")
        return self._state


class GivenCertificates:
    """A certificate somebody else takes care of; a changed file is used at once.

    Args:
        chain: PEM file of the certificate and what leads up to its authority.
        key: PEM file of its private key, where it is another one.
        names: Finds out what the hub is called; may block.
    """

    def __init__(
        self,
        chain: Path,
        key: Path | None = None,
        *,
        names: Callable[[], HubNames] = current_names,
    ) -> None:
        self._chain = chain
        self._key = key
        self._find_names = names
        self._seen: Sequence[tuple[int, int]] = ()
        self._loaded: tuple[ssl.SSLContext, Identity, HubNames] | None = None

    @property
    def context(self) -> ssl.SSLContext:
        """What the next handshake uses."""
        return self._known()[0]

    @property
    def identity(self) -> Identity:
        """Whom clients are to trust."""
        return self._known()[1]

    @property
    def names(self) -> HubNames:
        """What this machine is called; whether the certificate says so is its owner's business."""
        return self._known()[2]

    async def start(self) -> None:
        """Read the files.

        Raises:
            ConfigError: they cannot be used.
        """
        await asyncio.to_thread(self._load)

    async def announce_next(self) -> str:
        """Refuse: whoever made the certificate makes the next one.

        Raises:
            NotSupported: always.
        """
        raise NotSupported("the certificate is not the hub's own; give it another one")

    async def refresh(self) -> bool:
        """Read the files again if they changed.

        Raises:
            ConfigError: they cannot be used; the old content stays in use.
        """
        return await asyncio.to_thread(self._load)

    def _load(self) -> bool:
        from embedded_hub.security.authority import common_name, last_of_chain, pin_of_certificate

        files = [self._chain, *([self._key] if self._key else [])]
        try:
            seen = [(one.stat().st_mtime_ns, one.stat().st_size) for one in files]
            names = self._find_names()
            if self._loaded is not None and seen == self._seen and names == self._loaded[2]:
                return False
            context = server_context(self._chain, self._key)
            authority = last_of_chain(self._chain.read_bytes())
        except OSError as error:
            raise ConfigError(f"The certificate {self._chain} cannot be used: {error}.") from error
        identity = Identity(
            pin=pin_of_certificate(authority), authority_pem=authority, name=common_name(authority)
        )
        self._seen, self._loaded = seen, (context, identity, names)
        return True

    def _known(self) -> tuple[ssl.SSLContext, Identity, HubNames]:
        if self._loaded is None:
            raise ConfigError("The hub's certificates have not been started.")
        return self._loaded


async def watch(
    certificates: Certificates, on_change: Callable[[], None], every_s: float = CHECK_EVERY_S
) -> None:
    """Keep a certificate up to date until cancelled."""
    while True:
        await asyncio.sleep(every_s)
        try:
            if await certificates.refresh():
                on_change()
        except ConfigError as error:
            _LOG.error("The hub's certificate could not be renewed: %s", error.message)


def _is_good(state: _State, names: HubNames, now_s: float) -> bool:
    return state.leaf_names == names and state.valid_from <= now_s < state.renew_at
