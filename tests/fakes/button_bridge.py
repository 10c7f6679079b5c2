"""A bridge that lets in who presses its button, and the driver that knows it.

The driver is listed as a third party's is; a bridge is put up with :func:`bridge`.
"""

import asyncio
import contextlib
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from embedded_hub.errors import GatewayAuthRequired, GatewayUnreachable, InvalidInfo
from embedded_hub.gateways.api import Gateway, GatewayConfig, Manifest, OptionSpec, Sink
from embedded_hub.model.action import DONE, Action, Outcome
from embedded_hub.model.description import DeviceDescription, EntityDescription
from embedded_hub.model.ids import EntityKey
from embedded_hub.model.state import StateReport

SERVICE = "_homewire-bridge._tcp"
MANIFEST = Manifest(
    type="button_bridge",
    title="Lumen Bridge",
    summary="Lamps behind a bridge with a button.",
    module=__name__,
    guide="button",
    guide_text="Press the round button on the bridge.",
    admits="code",
    mdns_types=(SERVICE,),
    options=(
        OptionSpec(name="host", label="Address", is_required=True),
        OptionSpec(name="app_key", label="Application key", is_required=True, is_secret=True),
    ),
)
WINDOW_MANIFEST = msgspec.structs.replace(
    MANIFEST, type="window_bridge", title="Lumen Net", admits="window", mdns_types=()
)
"""The same bridge, whose network is opened to whatever joins."""
CODE = "MT:Y.K9042C00KA0648G00"
KEY = "key-of-the-button"


class Bridge:
    """One bridge with its lamps."""

    def __init__(self) -> None:
        self.is_pressed = asyncio.Event()
        self.is_waiting = asyncio.Event()
        """Somebody asks for a key just now."""
        self.is_open = asyncio.Event()
        """New lamps may join, until somebody closes it."""
        self.joining: DeviceDescription | None = None
        """Switched on already: it joins at once."""
        self.lamps: list[DeviceDescription] = []


_UP: dict[str, Bridge] = {}


@contextlib.contextmanager
def bridge(host: str, *lamps: DeviceDescription) -> Iterator[Bridge]:
    """Put up a bridge."""
    one = _UP[host] = Bridge()
    one.lamps.extend(lamps)
    yield one
    del _UP[host]


def lamp(name: str, address: str) -> DeviceDescription:
    """Describe a lamp; by its hardware address it is known to be another bridge's too."""
    return DeviceDescription(
        key=address,
        name=name,
        connections=(("mac", address),),
        entities=(EntityDescription(key=EntityKey(f"{address}/light"), domain="light"),),
    )


def _at(config: GatewayConfig) -> Bridge:
    found = _UP.get(config.options["host"])
    if found is None:
        raise GatewayUnreachable("no bridge is there")
    return found


async def obtain(config: GatewayConfig) -> Mapping[str, str]:
    """Wait for the button."""
    one = _at(config)
    one.is_waiting.set()
    try:
        await one.is_pressed.wait()
    finally:
        one.is_waiting.clear()
    return {"app_key": KEY}


class _Connection:
    def __init__(self, config: GatewayConfig) -> None:
        self._config = config
        self._sink: Sink | None = None

    async def run(self, sink: Sink) -> None:
        if self._config.secrets.get("app_key") != KEY:
            raise GatewayAuthRequired("The bridge does not know this key.")
        self._sink = sink
        self._describe(sink)
        sink.connected()
        await asyncio.get_running_loop().create_future()

    async def act(self, action: Action) -> Outcome:
        return DONE

    async def admit(self, code: str | None) -> Sequence[str]:
        one = _at(self._config)
        if code is None and one.joining is None:
            one.is_open.set()
            return ()
        if code not in (CODE, None) or self._sink is None:
            raise InvalidInfo("That is not the code of a device.", details={"field": "code"})
        new = one.joining or lamp("New lamp", "00:17:88:01:10:99")
        one.lamps.append(new)
        self._describe(self._sink)
        return [new.key]

    async def stop_admitting(self) -> None:
        _at(self._config).is_open.clear()

    def _describe(self, sink: Sink) -> None:
        lamps = _at(self._config).lamps
        sink.devices(lamps, is_complete=True)
        for one in lamps:
            sink.state(StateReport(key=one.entities[0].key, value="off"))


def create(config: GatewayConfig) -> Gateway:
    """Connect to the bridge there."""
    return _Connection(config)
