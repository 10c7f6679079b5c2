"""How a program without a token gets one: from a link that was scanned, or a typed code."""

import asyncio
import base64
import ssl
from collections.abc import Callable, Sequence
from urllib.parse import parse_qs, urlsplit

import msgspec
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from embedded_hub.client.address import websocket_url
from embedded_hub.client.hub_client import open_socket
from embedded_hub.client.link_end import why_closed
from embedded_hub.client.pinned import Pinned
from embedded_hub.errors import (
    AuthenticationFailed,
    CannotConnect,
    ConfigError,
    RequestTimeout,
    UntrustedHub,
)
from embedded_hub.security.pins import parse_pin

ANSWER_WITHIN_S = 15.0
CONFIRM_WITHIN_S = 300.0
"""As long as an offer is good for."""
_MAX_LINK = 2048


class PairingLink(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in a pairing code."""

    address: str
    code: str
    pin: str | None = None
    """Of the hub's authority; ``None`` in links that lead to this very machine."""


class PairedDevice(msgspec.Struct, frozen=True, kw_only=True):
    """What a device gets when it was let in."""

    token: str
    role: str
    device_id: str = ""
    ca_spki: str | None = None
    """The pin to trust from now on; ``None`` from a hub without TLS."""


class _Said(msgspec.Struct, frozen=True):
    type: str = ""
    left: int = 0
    words: tuple[str, ...] = ()


def read_link(text: str) -> PairingLink:
    """Read a pairing link.

    Raises:
        ConfigError: it is none.
    """
    try:
        parts = urlsplit(text.strip()[:_MAX_LINK])
        fields = {name: values[0] for name, values in parse_qs(parts.fragment).items()}
        code, pin = fields["c"], fields.get("f")
        address = websocket_url(f"{parts.scheme}://{parts.netloc}")
    except (KeyError, ValueError) as error:
        raise ConfigError("This is not a pairing link; it looks like https://…/pair#c=…") from error
    return PairingLink(address=address, code=code, pin=parse_pin(pin) if pin else None)


async def pair(
    link: PairingLink,
    device: str,
    *,
    tls: ssl.SSLContext | Pinned | None = None,
    on_words: Callable[[Sequence[str]], None] = lambda _: None,
) -> PairedDevice:
    """Take an offer.

    Args:
        link: Where, and with which code.
        device: What the owner shall see this device called.
        tls: How to check the hub, where the link holds no pin.
        on_words: Called with three words to show, when the owner has to agree on another screen.

    Raises:
        CannotConnect: nobody answers there, or not as a hub does.
        UntrustedHub: another hub answers there than the link is for.
        AuthenticationFailed: the code is wrong, used or too old, or the owner refused;
            ``details["left"]`` counts the tries that remain.
    """
    trust = Pinned(link.pin) if link.pin else tls
    socket = await open_socket(link.address, trust)
    try:
        nonce = base64.urlsafe_b64encode(ssl.RAND_bytes(12)).decode()
        message = {"type": "pair", "code": link.code, "name": device, "nonce": nonce}
        await socket.send(msgspec.json.encode(message), text=True)
        paired = await _answer(socket, on_words)
    except ConnectionClosed as error:
        raise why_closed(error) from error
    except TimeoutError as error:
        raise RequestTimeout("The hub did not answer to the code in time.") from error
    finally:
        await socket.close()
    if link.pin and paired.ca_spki is not None and parse_pin(paired.ca_spki) != link.pin:
        raise UntrustedHub(
            "The hub names another authority than its link.",
            details={"expected": link.pin, "found": paired.ca_spki},
        )
    return paired


async def _answer(
    socket: ClientConnection, on_words: Callable[[Sequence[str]], None]
) -> PairedDevice:
    within_s = ANSWER_WITHIN_S
    while True:
        async with asyncio.timeout(within_s):
            frame = await socket.recv()
        try:
            said = msgspec.json.decode(frame, type=_Said)
            match said.type:
                case "paired":
                    return msgspec.json.decode(frame, type=PairedDevice)
                case "pair_failed":
                    raise AuthenticationFailed(
                        "The code is wrong, used up or too old, or the owner did not agree.",
                        details={"left": str(said.left)},
                    )
                case "pair_confirm":
                    on_words(said.words)
                    within_s = CONFIRM_WITHIN_S
        except msgspec.MsgspecError as error:
            raise CannotConnect("What answers there is not a hub.") from error
