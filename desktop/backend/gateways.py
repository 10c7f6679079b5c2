"""What a user interface asks of gateways beyond the list of them: found, tried, looked into."""

from collections.abc import Callable, Coroutine, Mapping, Sequence
from typing import Protocol

import msgspec

from desktop.backend.listeners import Unsubscribe
from embedded_hub.model.gateway_find import Admits, Found, Guide
from embedded_hub.model.gateway_report import Counts, Rates
from embedded_hub.model.gateway_status import GatewayStatus
from embedded_hub.model.ids import GatewayId
from embedded_hub.model.values import JsonObject


class GatewayOption(msgspec.Struct, frozen=True, kw_only=True):
    """One field of the form that adds a gateway."""

    name: str
    label: str
    is_required: bool = False
    is_secret: bool = False
    default: str | None = None
    example: str = ""
    choices: tuple[str, ...] = ()
    """The only values there are; empty for free text."""


class GatewayType(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of foreign system the hub can speak to."""

    type: str
    title: str
    summary: str = ""
    icon: str = "mdi:lan-connect"
    options: tuple[GatewayOption, ...] = ()
    guide: Guide = "none"
    guide_text: str = ""
    """What to do, in an English sentence."""
    admits: Admits | None = None


class Findings(msgspec.Struct, frozen=True, kw_only=True):
    """What was found on the network."""

    found: tuple[Found, ...] = ()
    problem: str | None = None
    """Why nothing can be heard there; ``None`` when all is well."""


class Trial(msgspec.Struct, frozen=True, kw_only=True):
    """What answered when a gateway was tried."""

    device_count: int = 0
    entity_count: int = 0
    round_trip_ms: float | None = None


class Mishap(msgspec.Struct, frozen=True, kw_only=True):
    """One failure of a gateway; ``at`` is seconds UTC."""

    at: float
    code: str
    message: str = ""


class LogLine(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a gateway's log, without secrets; ``at`` is seconds UTC."""

    at: float
    level: str = "info"
    text: str = ""


class DriverInfo(msgspec.Struct, frozen=True, kw_only=True):
    """Our code for it."""

    type: str = ""
    title: str = ""
    version: str | None = None


class Diagnosis(msgspec.Struct, frozen=True, kw_only=True):
    """How a gateway has been doing."""

    driver: DriverInfo = DriverInfo()
    since_at: float | None = None
    connects: int = 0
    last_errors: tuple[Mishap, ...] = ()
    rates: Rates = Rates()
    counts: Counts = Counts()
    round_trip_ms: float | None = None
    log: tuple[LogLine, ...] = ()
    whole: JsonObject = {}
    """Everything as the hub said it: what a diagnostics file holds."""


class GatewayDesk(Protocol):
    """Finds, tries, changes and examines gateways. All calls from one event loop.

    Every coroutine raises :class:`~embedded_hub.errors.HomewireError` when the hub refuses or
    does not answer.
    """

    async def follow_found(self, listener: Callable[[Findings], None]) -> Unsubscribe:
        """Search the network; tell the listener the whole list now and at each change."""

    async def found(self) -> Findings:
        """Return what was found so far, without a search."""

    def ignore(self, found_id: str, *, is_ignored: bool) -> Coroutine[None, None, None]:
        """Keep quiet about something, or speak of it again."""

    async def edit(
        self,
        gateway_id: GatewayId,
        *,
        title: str | None = None,
        options: Mapping[str, str | None] | None = None,
    ) -> GatewayStatus:
        """Change what is given; an option set to ``None`` takes its default again.

        What is given is kept even where the gateway does not come up with it, for it may just be
        switched off: the status that comes back says.

        Raises:
            InvalidInfo: an option is wrong; ``details["field"]`` may name it.
        """

    async def test(self, type_: str, options: Mapping[str, str]) -> Trial:
        """Connect once and keep nothing; raises what adding would."""

    def cancel(self) -> Coroutine[None, None, None]:
        """Stop what this window asked to be added, changed or tried; close what it opened."""

    async def diagnose(self, gateway_id: GatewayId) -> Diagnosis:
        """Return how a gateway has been doing."""

    async def admit(self, gateway_id: GatewayId, code: str | None = None) -> Sequence[str]:
        """Let a device into the gateway's own network; returns the keys of those that came.

        A network that stays open for a time may be open still when this returns.
        """
