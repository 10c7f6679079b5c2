"""How a gateway has been doing, for the person who wonders why. Holds no secret. Pure.

What ``home/gateways/diagnose`` answers and a diagnostics file holds. Times are seconds UTC.
"""

import msgspec

from embedded_hub.model.gateway_status import GatewayStatus

KEPT_MISHAPS = 20
"""The newest failures of a gateway that are kept."""


class Mishap(msgspec.Struct, frozen=True, kw_only=True):
    """One failure."""

    at: float
    code: str
    message: str


class LogLine(msgspec.Struct, frozen=True, kw_only=True):
    """One line of what was logged about a gateway."""

    at: float
    level: str
    text: str


class Rates(msgspec.Struct, frozen=True, kw_only=True):
    """How much came in during the last minute, by the second."""

    states_per_s: float = 0.0
    events_per_s: float = 0.0
    messages_per_s: float = 0.0
    """States, events, descriptions and availability together."""
    dropped: int = 0
    """Reports of floods that were left out since the hub started: newer ones replaced them."""


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """How much there is."""

    devices: int = 0
    entities: int = 0
    unavailable: int = 0


class DriverInfo(msgspec.Struct, frozen=True, kw_only=True):
    """The code that speaks to it; ``version`` is Homewire's own or that of a third party."""

    type: str
    title: str
    version: str


class SystemInfo(msgspec.Struct, frozen=True, kw_only=True):
    """What it runs on."""

    version: str
    python: str
    platform: str


class LinkReport(msgspec.Struct, frozen=True, kw_only=True):
    """What the keeper of a gateway's connection knows of it."""

    connects: int = 0
    last_errors: tuple[Mishap, ...] = ()
    rates: Rates = Rates()
    counts: Counts = Counts()
    log: tuple[LogLine, ...] = ()


class Diagnosis(msgspec.Struct, frozen=True, kw_only=True):
    """Everything there is to say of one gateway."""

    status: GatewayStatus
    driver: DriverInfo
    since_at: float
    connects: int
    last_errors: tuple[Mishap, ...]
    rates: Rates
    counts: Counts
    round_trip_ms: float | None
    log: tuple[LogLine, ...]
    system: SystemInfo


class Trial(msgspec.Struct, frozen=True, kw_only=True):
    """What answered when a gateway was tried."""

    device_count: int
    entity_count: int
    round_trip_ms: float | None
