"""The JSON of WLED (0.13 and later) as far as this driver reads it.

Source: the project's own documentation of its JSON API and WebSocket. What some version or build
leaves out has a default.
"""

from typing import Annotated

import msgspec

from embedded_hub.errors import GatewayProtocolError

Byte = Annotated[int, msgspec.Meta(ge=0, le=255)]


class Segment(msgspec.Struct, frozen=True):
    """A stretch of the strip."""

    id: int = 0
    stop: int = 1
    """0 marks a segment that was deleted."""
    n: str | None = None
    on: bool = True
    bri: Byte = 255
    col: tuple[tuple[int, ...], ...] = ()
    cct: int = 127
    """0 to 255, or Kelvin from 1900 on."""
    fx: int = 0
    sx: Byte = 128
    ix: Byte = 128
    pal: int = 0


class Nightlight(msgspec.Struct, frozen=True):
    """The timer that dims the strip."""

    on: bool = False


class Sync(msgspec.Struct, frozen=True):
    """Whether it tells other strips what it does, and does what they do."""

    send: bool = False
    recv: bool = False


class StripState(msgspec.Struct, frozen=True):
    """Everything that changes by command."""

    on: bool = False
    bri: Byte = 0
    ps: int = -1
    pl: int = -1
    """The playlist that runs, a preset that goes through others; -1 for none."""
    nl: Nightlight = Nightlight()
    udpn: Sync = Sync()
    seg: tuple[Segment, ...] = ()


class Leds(msgspec.Struct, frozen=True):
    """What the strip is made of."""

    count: int = 0
    pwr: int = 0
    """Estimated current, mA."""
    maxpwr: int = 0
    """0 when it does not estimate."""
    lc: int | None = None
    """Bits: 1 colour, 2 white, 4 colour temperature; since 0.13.1."""
    rgbw: bool = False
    seglc: tuple[int, ...] = ()


class Wifi(msgspec.Struct, frozen=True):
    """Its radio."""

    signal: int | None = None
    """Per cent."""


class Files(msgspec.Struct, frozen=True):
    """What it keeps."""

    pmt: int = 0
    """When presets were last changed, seconds UTC."""


class StripInfo(msgspec.Struct, frozen=True):
    """What it is."""

    ver: str = ""
    name: str = "WLED"
    leds: Leds = Leds()
    wifi: Wifi = Wifi()
    fs: Files = Files()
    uptime: int | None = None
    arch: str = ""
    brand: str = "WLED"
    product: str = ""
    mac: str = ""
    live: bool = False


class Update(msgspec.Struct, frozen=True):
    """One message of the strip; either half may be missing."""

    state: StripState | None = None
    info: StripInfo | None = None


def decode(message: str | bytes) -> Update:
    """Read one message.

    Raises:
        GatewayProtocolError: it is not WLED's.
    """
    try:
        return msgspec.json.decode(message, type=Update)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise GatewayProtocolError(f"not a message of WLED: {error}"[:255]) from error
