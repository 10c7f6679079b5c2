"""How a gateway is doing, in words that hide nothing."""

from desktop.viewmodels.plurals import PLURALS
from desktop.viewmodels.tints import ALARM, ATTENTION, GOOD, NEUTRAL
from desktop.viewmodels.words import clock_text, joined, measure, since_text, translate
from embedded_hub.errors import (
    GatewayAuthRequired,
    GatewayFlooding,
    GatewayProtocolError,
    GatewayUnreachable,
    HomewireError,
)
from embedded_hub.model.gateway_status import GatewayStatus, LinkState, Remedy

DIAL_ADDRESS = "address"
"""The public option that holds where a device has to dial."""
_MS_DECIMALS = 0
_USUAL_REMEDIES = {
    LinkState.UNREACHABLE: Remedy.CHECK_ADDRESS,
    LinkState.AUTH_REQUIRED: Remedy.GIVE_CREDENTIALS,
}
"""What helps where the hub says nothing better."""


def state_text(state: LinkState) -> str:
    """Return the word for where its connection stands."""
    match state:
        case LinkState.CONNECTING:
            return translate("Gateway", "Connecting")
        case LinkState.CONNECTED:
            return translate("Gateway", "Connected")
        case LinkState.UNREACHABLE:
            return translate("Gateway", "Not reachable")
        case LinkState.AUTH_REQUIRED:
            return translate("Gateway", "Key refused")
        case LinkState.FAULTY:
            return translate("Gateway", "Fault")
        case LinkState.PAUSED:
            return translate("Gateway", "Paused")
        case LinkState.WAITING:
            return translate("Gateway", "Waiting for it to connect")


def tint(status: GatewayStatus) -> str:
    """Return the colour token of that; connected and yet not well calls for attention."""
    match status.state:
        case LinkState.CONNECTED if status.reason is not None:
            return ATTENTION
        case LinkState.CONNECTED:
            return GOOD
        case LinkState.UNREACHABLE | LinkState.AUTH_REQUIRED:
            return ATTENTION
        case LinkState.FAULTY:
            return ALARM
    return NEUTRAL


def reason_text(status: GatewayStatus, now: float) -> str:
    """Say what is wrong, what may help and when it is tried again; empty when all is well."""
    sentences = [_reason(status)]
    if sentences[0]:
        remedy = status.remedy or _USUAL_REMEDIES.get(status.state)
        sentences.append(remedy_text(remedy) if remedy is not None else "")
    if status.retry_at is not None and status.retry_at > now and sentences[0]:
        again = translate("Gateway", "Next try %1.").replace("%1", clock_text(status.retry_at, now))
        sentences.append(again)
    return " ".join(filter(None, sentences))


def remedy_text(remedy: str) -> str:
    """Say what a person can do; empty for what nobody here knows."""
    match remedy:
        case Remedy.CHECK_ADDRESS:
            return translate("Gateway", "Check its address, and that it is switched on.")
        case Remedy.GIVE_CREDENTIALS:
            return translate("Gateway", "Give it a new key or password.")
        case Remedy.PRESS_BUTTON:
            return translate("Gateway", "Press the button on it, then try again.")
        case Remedy.WAIT:
            return translate("Gateway", "Nothing to do: it is tried again by itself.")
        case Remedy.UPDATE_DRIVER:
            return translate("Gateway", "Look for a newer version of Homewire.")
        case Remedy.LOOK_AT_DEVICE:
            return translate("Gateway", "Look whether the device itself is well.")
    return ""


def error_of(status: GatewayStatus) -> HomewireError | None:
    """Return why a gateway is not connected, as the error that says so."""
    kind = {
        LinkState.UNREACHABLE: GatewayUnreachable,
        LinkState.AUTH_REQUIRED: GatewayAuthRequired,
        LinkState.FAULTY: GatewayProtocolError,
    }.get(status.state)
    if kind is None:
        return None
    details = {"remedy": status.remedy} if status.remedy is not None else {}
    return kind(status.message or status.reason or "", details=details)


def dial_address(status: GatewayStatus) -> str:
    """Return what has to be entered in a device that dials in; empty for others."""
    return status.options.get(DIAL_ADDRESS, "")


def counted(devices: int, entities: int) -> str:
    """Say how many devices and entities there are."""
    return joined(PLURALS.devices(devices), PLURALS.entities(entities))


def count_text(status: GatewayStatus) -> str:
    """Say how much comes from it."""
    return counted(status.device_count, status.entity_count)


def since(status: GatewayStatus, now: float) -> str:
    """Say since when it is so."""
    return since_text(status.since_at, now)


def round_trip_text(status: GatewayStatus) -> str:
    """Say how long a way there and back takes; empty where nobody measured."""
    if status.round_trip_ms is None:
        return ""
    return measure(status.round_trip_ms, "ms", _MS_DECIMALS)


def _reason(status: GatewayStatus) -> str:
    if status.reason == GatewayFlooding.code:
        return translate("Gateway", "It reports too much at once; only the newest counts.")
    if status.reason == GatewayAuthRequired.code or status.state is LinkState.AUTH_REQUIRED:
        return translate("Gateway", "It refuses our key or password.")
    match status.state:
        case LinkState.CONNECTED if status.reason is not None:
            return status.message or ""
        case LinkState.UNREACHABLE:
            return translate("Gateway", "It does not answer.")
        case LinkState.FAULTY:
            return translate("Gateway", "It answers in a way we do not understand.")
        case LinkState.WAITING:
            return translate("Gateway", "It dials in by itself once it is set up with its key.")
    return ""
