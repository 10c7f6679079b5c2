"""What people type for a hub, made the WebSocket address of its client API."""

from urllib.parse import urlsplit, urlunsplit

from embedded_hub.errors import ConfigError

DEFAULT_PORT = 8755
CLIENT_PATH = "/api/websocket"

_SCHEMES = {"ws": "ws", "wss": "wss", "http": "ws", "https": "wss"}


def websocket_url(address: str) -> str:
    """Return the client API's address for ``ws://h:p``, ``http://h:p``, ``h:p`` or ``h``.

    A path that is given stays; without one it is the client API's. A bare host means our port.

    Raises:
        ConfigError: it is not an address.
    """
    text = address.strip()
    has_scheme = "://" in text
    try:
        parts = urlsplit(text if has_scheme else f"ws://{text}")
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise ConfigError(f"{address!r} is not the address of a hub: {error}.") from error
    scheme = _SCHEMES.get(parts.scheme.lower())
    if scheme is None or not host or parts.username is not None:
        raise ConfigError(
            f"{address!r} is not the address of a hub; write for example ws://localhost:8755."
        )
    if port is None and not has_scheme:
        port = DEFAULT_PORT
    name = f"[{host}]" if ":" in host else host
    place = name if port is None else f"{name}:{port}"
    path = parts.path if parts.path.strip("/") else CLIENT_PATH
    return urlunsplit((scheme, place, path, parts.query, ""))


def web_address(url: str) -> str:
    """Return where a browser finds the hub whose client API has this address."""
    parts = urlsplit(url)
    return urlunsplit(("https" if parts.scheme == "wss" else "http", parts.netloc, "/", "", ""))
