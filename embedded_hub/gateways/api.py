"""The interface between a home and the foreign systems it is made of.

A driver knows one foreign system and nothing about homes, people or retries: it turns what comes
in into calls on a :class:`Sink` and actions into what goes out. When and how often it runs, what
a failure means and what the tiles show meanwhile is the supervisor's business.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Protocol, runtime_checkable

import msgspec

from embedded_hub.errors import HomewireError
from embedded_hub.gateways.announcement import LocalService, Recognise
from embedded_hub.model.action import Action, Outcome
from embedded_hub.model.description import DeviceDescription
from embedded_hub.model.gateway_find import Admits, Guide
from embedded_hub.model.ids import EntityKey, GatewayId
from embedded_hub.model.state import StateReport
from embedded_hub.model.values import JsonObject


class Sink(Protocol):
    """What a gateway may tell the home. Every call returns at once and never raises."""

    def devices(self, devices: Sequence[DeviceDescription], *, is_complete: bool) -> None:
        """Describe devices; calling again with the same keys updates them.

        Args:
            devices: What there is. An entity must be described before its state is reported.
            is_complete: True when this is everything: what is not in it has gone.
        """

    def state(self, report: StateReport) -> None:
        """Report one entity's whole state. A report equal to the last one changes nothing."""

    def available(self, keys: Sequence[EntityKey], value: bool) -> None:
        """Say that entities are (not) answering; their last state and its age are kept."""

    def event(self, key: EntityKey, name: str, data: JsonObject) -> None:
        """Report something that happened and is not a state, such as a button press."""

    def connected(self) -> None:
        """Say that the link is up and the first snapshot is in; ends a row of failures."""


class Gateway(Protocol):
    """One foreign system, holding one duplex connection."""

    async def run(self, sink: Sink) -> None:
        """Connect, report and go on until it fails or is cancelled.

        Raises:
            GatewayUnreachable: no answer, or the connection ended.
            GatewayAuthRequired: the credentials were refused.
            GatewayProtocolError: the peer broke its protocol.
        """

    async def act(self, action: Action) -> Outcome:
        """Carry out one action; never retried by anyone.

        Called only between ``connected`` and the end of :meth:`run`; actions on one entity arrive
        in order, on several concurrently. The supervisor cancels it at the action's deadline.
        """


@runtime_checkable
class MeasuresRoundTrip(Protocol):
    """A driver that knows how far away its peer is."""

    @property
    def round_trip_ms(self) -> float | None:
        """The last measured way there and back; ``None`` before the first."""


@runtime_checkable
class ChecksItself(Protocol):
    """A driver that can find out at once whether its connection still lives."""

    async def check(self) -> None:
        """Ask the peer for a sign of life; end the connection when none comes soon."""


@runtime_checkable
class AdmitsDevices(Protocol):
    """A driver that can let a new device into the foreign system's own network."""

    async def admit(self, code: str | None) -> Sequence[str]:
        """Let one in by its code, or whatever asks during the next minutes.

        Called while connected, and cancelled after :data:`ADMIT_TIMEOUT_S`.

        Returns:
            Keys of the devices that came, where that is known when the call ends.

        Raises:
            InvalidInfo: the code is none.
            HomewireError: no device came, or the system refused.
        """


@runtime_checkable
class ClosesAdmission(Protocol):
    """A driver that can end the time in which new devices may come."""

    async def stop_admitting(self) -> None:
        """End it; nothing happens when it is over already.

        Raises:
            HomewireError: the system does not answer.
        """


API_VERSION = 1
"""Of the interface in this module; it grows by one when drivers written before no longer work."""
ADMIT_TIMEOUT_S = 200.0
"""A commissioning over radio takes up to three minutes."""
OBTAIN_TIMEOUT_S = 60.0
"""How long a person may take to walk up to a button."""


class DeviceConnection(Protocol):
    """The WebSocket of a device that dialled us."""

    async def recv(self) -> str | bytes:
        """Return the next message; raises ``ConnectionClosed`` at the end."""

    async def send(self, message: str) -> None:
        """Send one text message."""

    def end(self, code: int, reason: str) -> None:
        """Begin to close it; never waits."""


class Switchboard(Protocol):
    """A system whose devices dial us: every one of them, with a connection of its own."""

    @property
    def is_needed(self) -> bool:
        """Whether a device is connected, or is expected to come back by itself."""

    async def take(self, connection: DeviceConnection) -> None:
        """Serve one device until its connection ends.

        Raises:
            HomewireError: it is no such device, or cannot be spoken with.
        """

    async def act(self, action: Action) -> Outcome:
        """Carry out one action; see ``Gateway.act``."""

    def close(self) -> None:
        """End every connection."""


class OptionSpec(msgspec.Struct, frozen=True, kw_only=True):
    """One setting of a driver, enough to draw a form and check a command line."""

    name: str
    label: str
    """English; user interfaces translate it."""
    is_required: bool = False
    is_secret: bool = False
    """Kept in the secret store, never in the configuration or a log."""
    default: str | None = None
    example: str = ""
    choices: tuple[str, ...] = ()
    """The only values there are; empty for free text."""


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What the catalogue knows of a driver without importing its code."""

    type: str
    """Stable name, such as ``home_assistant``."""
    title: str
    summary: str
    """One sentence for the page where a person chooses."""
    module: str
    """Module holding ``def create(config: GatewayConfig) -> Gateway``, and ``obtain`` where the
    guide is a button; imported at first use."""
    icon: str = "mdi:lan-connect"
    options: tuple[OptionSpec, ...] = ()
    guide: Guide = "none"
    """What a person has to do to be let in. With ``button`` the module offers :data:`Obtain` for
    the secrets that are missing."""
    guide_text: str = ""
    """An English sentence, such as ``Press the round button on the bridge.``; user interfaces
    translate it."""
    admits: Admits | None = None
    """Whether its gateways are :class:`AdmitsDevices`, and how."""
    dials_in: bool = False
    """Its devices dial us: adding makes a secret address. Its module holds :data:`OpenSwitchboard`
    ``open_switchboard`` in place of ``create``."""
    dial_path: str = ""
    """What stands before the secret in that address."""
    mdns_types: tuple[str, ...] = ()
    """What it announces itself as, such as ``_hue._tcp``."""
    recognise: Recognise | None = None
    """Reads an announcement; without it every one counts, with its ``host`` and ``port``."""
    local_service: LocalService | None = None
    """How to find it on this machine, for systems that do not announce themselves."""
    api_version: int = 1
    """The version of this interface that a driver of another package was written for."""
    problem: str = ""
    """Why it cannot be used; the catalogue's own remark."""


class GatewayConfig(msgspec.Struct, frozen=True, kw_only=True):
    """One configured gateway: what its driver is created with."""

    id: GatewayId
    type: str
    title: str
    options: Mapping[str, str]
    """Public settings by name."""
    secrets: Mapping[str, str] = {}
    """Secret settings by name; present only in memory."""
    is_paused: bool = False


DIAL_SECRET = "key"  # noqa: S105 - its name, not the secret
"""Name of the secret in the address devices dial."""
Complain = Callable[[HomewireError | None], None]
"""Tells a person what is wrong though devices are connected; ``None`` when it is right again."""


class SwitchboardPorts(msgspec.Struct, frozen=True, kw_only=True):
    """What a switchboard is opened with."""

    config: GatewayConfig
    sink: Sink
    complain: Complain
    on_quiet: Callable[[], None]
    """Called when it is needed no longer though no connection ended."""


OpenSwitchboard = Callable[[SwitchboardPorts], Switchboard]
CreateGateway = Callable[[GatewayConfig], Gateway]
Obtain = Callable[[GatewayConfig], Awaitable[Mapping[str, str]]]
"""``async def obtain(config)`` of a driver's module: the secrets a person's deed yields.

Called with the options that are known; cancelled after :data:`OBTAIN_TIMEOUT_S` and when who asked
is gone. Raises ``GatewayAuthRequired`` with a sentence that says what to do when nobody did it.
"""
