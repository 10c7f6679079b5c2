"""How a gateway is doing, in the words a person is shown."""

from enum import StrEnum

import msgspec

from embedded_hub.model.ids import GatewayId


class LinkState(StrEnum):
    """Where a gateway's one connection stands."""

    CONNECTING = "connecting"
    CONNECTED = "connected"
    UNREACHABLE = "unreachable"
    """Waiting to try again."""
    AUTH_REQUIRED = "auth_required"
    """The credentials were refused; waits for a person."""
    FAULTY = "faulty"
    """The driver itself failed; waiting to try again, slower."""
    PAUSED = "paused"
    WAITING = "waiting"
    """It dials us and has not yet."""


class Remedy(StrEnum):
    """What a person can do about a gateway; user interfaces have a sentence for each."""

    CHECK_ADDRESS = "check_address"
    GIVE_CREDENTIALS = "give_credentials"
    PRESS_BUTTON = "press_button"
    WAIT = "wait"
    UPDATE_DRIVER = "update_driver"
    LOOK_AT_DEVICE = "look_at_device"


class GatewayStatus(msgspec.Struct, frozen=True, kw_only=True):
    """One gateway as a person sees it. Times are seconds UTC."""

    id: GatewayId
    type: str
    title: str
    state: LinkState
    since_at: float
    """When ``state`` began."""
    reason: str | None = None
    """Error code of the last failure, while it matters."""
    message: str | None = None
    """That failure in a sentence."""
    remedy: Remedy | None = None
    """What to do about it, while it matters."""
    retry_at: float | None = None
    device_count: int = 0
    entity_count: int = 0
    round_trip_ms: float | None = None
    options: dict[str, str] = {}
