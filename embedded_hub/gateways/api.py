"""The interface between a home and the foreign systems it is made of.

A driver knows one foreign system and nothing about homes, people or retries: it turns what comes
in into calls on a :class:`Sink` and actions into what goes out. When and how often it runs, what
a failure means and what the tiles show meanwhile is the supervisor's business.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

import msgspec

from embedded_hub.model.action import Action, Outcome
from embedded_hub.model.description import DeviceDescription
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


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What the catalogue knows of a driver without importing its code."""

    type: str
    """Stable name, such as ``home_assistant``."""
    title: str
    summary: str
    """One sentence for the page where a person chooses."""
    module: str
    """Module holding ``def create(config: GatewayConfig) -> Gateway``; imported at first use."""
    icon: str = "mdi:lan-connect"
    options: tuple[OptionSpec, ...] = ()
    mdns_type: str | None = None


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


CreateGateway = Callable[[GatewayConfig], Gateway]
