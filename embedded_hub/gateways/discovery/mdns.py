"""Listens for announcements by mDNS (RFC 6762, 6763), while somebody wants to know.

The library is imported in a thread at the first search. Its sockets are this loop's; a machine
that refuses them has no discovery.
"""

import asyncio
import contextlib
import errno
import logging
import socket
from collections import OrderedDict
from collections.abc import Callable, Sequence
from ipaddress import IPv4Network, IPv6Address
from typing import TYPE_CHECKING, Any, NamedTuple

from embedded_hub.gateways.announcement import Announcement, clean, clean_txt
from embedded_hub.gateways.discovery.addresses import best_address

if TYPE_CHECKING:
    from zeroconf import ServiceStateChange, Zeroconf
    from zeroconf.asyncio import AsyncServiceBrowser, AsyncServiceInfo, AsyncZeroconf

RESOLVE_TIMEOUT_MS = 3000
RESOLVERS = 4
"""How many services are asked for their address at once."""
MAX_INTERFACES = 64
"""A server with containers has one for each; what is looked for is in the first few."""
MAX_WAITING = 512
"""Services whose address is yet to be asked for; of a flood of them the rest is passed over."""

_log = logging.getLogger(__name__)


class MdnsBrowser:
    """One search, from :meth:`start` to :meth:`stop`.

    Args:
        types: Of services, such as ``_hue._tcp``.
        on_seen: Called with each service that is there, and again when it has changed.
        on_gone: Called with type and name of one that said goodbye or ran out of time.
        interfaces: Addresses to listen on; all there are when empty.
    """

    def __init__(
        self,
        types: Sequence[str],
        *,
        on_seen: Callable[[Announcement], None],
        on_gone: Callable[[str, str], None],
        interfaces: Sequence[str] = (),
    ) -> None:
        self._types = types
        self._on_seen = on_seen
        self._on_gone = on_gone
        self._interfaces = interfaces
        self._network = _Network((), ())
        self._library: AsyncZeroconf | None = None
        self._browser: AsyncServiceBrowser | None = None
        self._waiting: OrderedDict[tuple[str, str], None] = OrderedDict()
        self._has_work = asyncio.Event()
        self._resolvers: list[asyncio.Task[None]] = []
        self._asking: dict[tuple[str, str], bool] = {}
        """Services whose address is asked for right now, and whether they are still there."""
        self._changed: set[tuple[str, str]] = set()
        """Those of them that have to be asked for again."""

    async def start(self) -> str | None:
        """Begin to listen; return why this machine does not let us, ``None`` when it does."""
        try:
            self._network = await asyncio.to_thread(_load)
            self._library = self._open()
            await self._library.zeroconf.async_wait_for_start()
            self._browser = self._browse(self._library.zeroconf)
        except _refusals() as error:
            _log.info("nothing can be found on the network: %s: %s", type(error).__name__, error)
            await self.stop()
            return _plain(error)
        self._resolvers = [
            asyncio.create_task(self._resolve(), name=f"mdns: resolver {number}")
            for number in range(RESOLVERS)
        ]
        return None

    async def stop(self) -> None:
        """Listen no more and close every socket."""
        resolvers, self._resolvers = self._resolvers, []
        for task in resolvers:
            task.cancel()
        await asyncio.gather(*resolvers, return_exceptions=True)
        browser, self._browser = self._browser, None
        library, self._library = self._library, None
        with contextlib.suppress(*_refusals()):
            if browser is not None:
                await browser.async_cancel()
        with contextlib.suppress(*_refusals()):
            if library is not None:
                await library.async_close()

    def _open(self) -> "AsyncZeroconf":
        from zeroconf import InterfaceChoice, IPVersion
        from zeroconf.asyncio import AsyncZeroconf

        # It warns, with a traceback each, of networks that have no route to others.
        logging.getLogger("zeroconf").setLevel(logging.ERROR)
        interfaces: list[str | int] = [*(self._interfaces or self._network.listened)]
        if interfaces:
            try:
                return AsyncZeroconf(interfaces=interfaces, ip_version=IPVersion.All)
            except OSError:  # one of them went away, or speaks no multicast
                interfaces = [one for one in interfaces if one in self._interfaces]
        return AsyncZeroconf(
            interfaces=interfaces or InterfaceChoice.Default, ip_version=IPVersion.V4Only
        )

    def _browse(self, zeroconf: "Zeroconf") -> "AsyncServiceBrowser":
        from zeroconf.asyncio import AsyncServiceBrowser

        types = [f"{type_}.local." for type_ in self._types]
        return AsyncServiceBrowser(zeroconf, types, handlers=[self._noticed])

    def _noticed(
        self,
        zeroconf: "Zeroconf",  # noqa: ARG002 -- the library passes all by name
        service_type: str,
        name: str,
        state_change: "ServiceStateChange",
    ) -> None:
        """Take note of a change; called by the library, in this loop."""
        key = (service_type, name)
        if state_change.name == "Removed":
            self._waiting.pop(key, None)
            self._changed.discard(key)
            if key in self._asking:
                self._asking[key] = False
            self._on_gone(_type_of(service_type), _name_of(service_type, name))
        elif len(self._waiting) < MAX_WAITING:
            self._waiting[key] = None
            self._has_work.set()

    async def _resolve(self) -> None:
        from zeroconf.asyncio import AsyncServiceInfo

        while True:
            while not self._waiting:
                self._has_work.clear()
                await self._has_work.wait()
            key = self._waiting.popitem(last=False)[0]
            library = self._library
            if library is None:
                return
            if key in self._asking:
                # It changed while it is asked for: asked again when that answer is in.
                self._changed.add(key)
                continue
            self._asking[key] = True
            try:
                info = AsyncServiceInfo(*key)
                is_told = await info.async_request(library.zeroconf, RESOLVE_TIMEOUT_MS)
                # A goodbye may come while its address is still on the way.
                if is_told and self._asking[key]:
                    self._tell(info)
            except _refusals() as error:
                _log.debug("%.80r cannot be resolved: %s", key[1], error)
            finally:
                del self._asking[key]
                if key in self._changed:
                    self._changed.remove(key)
                    self._waiting[key] = None
                    self._has_work.set()

    def _tell(self, info: "AsyncServiceInfo") -> None:
        addresses = info.parsed_scoped_addresses()
        host = best_address(addresses, self._network.own)
        if host is None or not info.port:
            return
        server = (info.server or "").removesuffix(".").lower()
        self._on_seen(
            Announcement(
                type=_type_of(info.type),
                name=_name_of(info.type, info.name),
                host=host,
                port=info.port,
                hosts=frozenset({clean(server), *addresses} - {""}),
                txt=clean_txt(info.properties),
            )
        )


def _type_of(service_type: str) -> str:
    return service_type.removesuffix(".").removesuffix(".local")


def _name_of(service_type: str, name: str) -> str:
    """Return the instance's part of a service's name."""
    return clean(name.removesuffix(service_type).removesuffix("."))


class _Network(NamedTuple):
    """Where this machine is."""

    own: Sequence[IPv4Network]
    """The networks it is in."""
    listened: Sequence[str]
    """The addresses to listen on: one for each network, none of IPv6 that leads nowhere."""


def _load() -> _Network:
    """Import the library and find out which networks this machine is in."""
    import psutil
    import zeroconf.asyncio  # noqa: F401 -- here, where it holds nothing up

    found = [one for addresses in psutil.net_if_addrs().values() for one in addresses]
    here = [one for one in found if one.family == socket.AF_INET and one.netmask]
    link_local = [
        one.address
        for one in found
        if one.family == socket.AF_INET6 and IPv6Address(one.address).is_link_local
    ]
    return _Network(
        own=[IPv4Network(f"{one.address}/{one.netmask}", strict=False) for one in here],
        listened=[*(one.address for one in here), *link_local][:MAX_INTERFACES],
    )


def _plain(error: Exception) -> str:
    """Return why nothing can be heard, for a person."""
    if isinstance(error, ImportError):
        return "the library for it is not installed"
    if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
        return "another program on this machine keeps the port of mDNS to itself"
    if isinstance(error, PermissionError):
        return "this machine does not let it listen on the network"
    return "this machine is in no network that carries announcements"


def _refusals() -> tuple[type[Exception], ...]:
    """Return what a machine without a network, or with a strict one, comes to."""
    refusals: list[Any] = [OSError, ImportError, RuntimeError, ValueError, asyncio.TimeoutError]
    with contextlib.suppress(ImportError):
        from zeroconf import Error

        refusals.append(Error)
    return tuple(refusals)
