"""What is checked before a WebSocket exists: method, Host, Origin and path. Pure.

No request carries a credential a browser would add by itself, and still three checks stand before
the 101, since each closes a door the others leave ajar:

* *Host* must name this hub, so that a foreign name pointed at our address (DNS rebinding) gets 421;
* *Origin*, which only browsers send, must be the very host asked for or be allowed by name, so
  that a page from elsewhere gets 403;
* only GET and HEAD are served, everything else gets 405.
"""

import re
from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

import msgspec

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
GATEWAY_PROTOCOL = "homewire.gw.v1"
_HOST = re.compile(r"(?P<name>[a-z0-9_.-]{1,253}|\[[0-9a-f:.]{2,45}\])(?::(?P<port>[0-9]{1,5}))?")
DEVICE_PROTOCOL = "json-rpc"
"""What a device that dials a secret address may offer to speak; it need not."""
_DEVICE = re.compile(r"/api/gateway/(?P<kind>[a-z0-9_]{1,32})/(?P<secret>[A-Za-z0-9_-]{1,128})")
_GATEWAY = re.compile(r"/api/gateway/(?P<id>[A-Za-z0-9_.-]{1,64})")
_SECURE_PORTS = {"https": 443, "wss": 443}
_DEFAULT_PORTS = {"http": 80, "ws": 80, **_SECURE_PORTS}


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """Why a request is not served."""

    status: int
    text: str
    headers: tuple[tuple[str, str], ...] = ()


class ClientRoute(msgspec.Struct, frozen=True):
    """People and their programs: ``/api/websocket``."""


class GatewayRoute(msgspec.Struct, frozen=True):
    """A native gateway that dials in: ``/api/gateway/<gateway_id>``."""

    gateway_id: str


class DeviceRoute(msgspec.Struct, frozen=True):
    """A device that dials an address only it was told: ``/api/gateway/<kind>/<secret>``."""

    kind: str
    secret: str


class EchoRoute(msgspec.Struct, frozen=True):
    """The test echo: ``/api/echo``."""


class PageRoute(msgspec.Struct, frozen=True):
    """A plain page or probe, named by its path."""

    path: str


Route = ClientRoute | GatewayRoute | DeviceRoute | EchoRoute | PageRoute
PROBES = frozenset({"/livez", "/readyz", "/metrics"})
METHODS = frozenset({"GET", "HEAD"})


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """What is read of a request. A header may occur several times."""

    method: str
    path: str
    hosts: Sequence[str]
    origins: Sequence[str]
    is_encrypted: bool = False


class HostPolicy(msgspec.Struct, frozen=True, kw_only=True):
    """What the hub answers to."""

    names: frozenset[str] = frozenset()
    """Host names and addresses besides loopback and the address a connection came in on."""
    origins: frozenset[str] = frozenset()
    """Origins such as ``https://home.example`` whose pages may connect from elsewhere."""

    def check(self, head: Head, local_address: str | None) -> Refusal | None:
        """Return why the request is not served, ``None`` when it is.

        Args:
            head: The request.
            local_address: The address of ours the connection came in on. Nobody can point a
                foreign name at it without that name standing in Host.
        """
        if head.method not in METHODS:
            allow = (("Allow", "GET, HEAD"),)
            return Refusal(status=405, text="Only GET and HEAD are served here.", headers=allow)
        host = _parse_host(head.hosts)
        if host is None:
            return Refusal(status=400, text="A request needs one Host header.")
        name, port = host
        own = LOOPBACK_NAMES | self.names | ({local_address} if local_address else frozenset())
        if name not in own:
            return Refusal(status=421, text="This hub does not go by that name.")
        if not self._accepts_origin(head, name, port):
            return Refusal(status=403, text="Pages from elsewhere may not connect.")
        return None

    def _accepts_origin(self, head: Head, name: str, port: int | None) -> bool:
        if not head.origins:
            return True
        if len(head.origins) > 1:
            return False
        origin = head.origins[0].lower()
        if origin in self.origins:
            return True
        try:
            parts = urlsplit(origin)
            origin_port = parts.port
        except ValueError:
            return False
        # A plain page could have been changed on its way and must not speak for the encrypted one.
        # The other way round a proxy on this machine takes the encryption off.
        schemes = _SECURE_PORTS if head.is_encrypted else _DEFAULT_PORTS
        default = schemes.get(parts.scheme)
        is_bare = origin == f"{parts.scheme}://{parts.netloc}" and "@" not in parts.netloc
        return (
            default is not None
            and is_bare
            and parts.hostname == name
            and (origin_port or default) == (port or default)
        )


def find_route(
    path: str, *, has_echo: bool, is_page: Callable[[str], bool] = lambda _: False
) -> Route | None:
    """Return what a path leads to; what stands after a question mark does not matter.

    Args:
        path: As it stands in the request.
        has_echo: Whether the test echo is served.
        is_page: Says whether a path is a page's; the probes' are anyway.
    """
    path = path.partition("?")[0]
    if path == "/api/websocket":
        return ClientRoute()
    if path == "/api/echo" and has_echo:
        return EchoRoute()
    if path in PROBES or is_page(path):
        return PageRoute(path)
    if found := _DEVICE.fullmatch(path):
        return DeviceRoute(found["kind"], found["secret"])
    found = _GATEWAY.fullmatch(path)
    return GatewayRoute(found["id"]) if found else None


def bearer_token(values: Sequence[str]) -> str | None:
    """Return the token of an ``Authorization: Bearer`` header, if there is exactly one."""
    if len(values) != 1:
        return None
    scheme, _, token = values[0].partition(" ")
    token = token.strip()
    return token if scheme.lower() == "bearer" and token else None


def offers_protocol(values: Sequence[str], protocol: str) -> bool:
    """Say whether ``Sec-WebSocket-Protocol`` offers a sub-protocol."""
    return any(protocol == one.strip() for value in values for one in value.split(","))


def _parse_host(hosts: Sequence[str]) -> tuple[str, int | None] | None:
    found = _HOST.fullmatch(hosts[0].lower()) if len(hosts) == 1 else None
    if found is None:
        return None
    port = int(found["port"]) if found["port"] else None
    return found["name"].strip("[]"), port
