"""How a gateway is doing, in words that hide nothing."""

from desktop.viewmodels.plurals import PLURALS
from desktop.viewmodels.tints import ALARM, ATTENTION, GOOD, NEUTRAL
from desktop.viewmodels.words import clock_text, joined, measure, since_text, translate
from embedded_hub.model.gateway_status import GatewayStatus, LinkState

_MS_DECIMALS = 0


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


def tint(state: LinkState) -> str:
    """Return the colour token of that."""
    match state:
        case LinkState.CONNECTED:
            return GOOD
        case LinkState.UNREACHABLE | LinkState.AUTH_REQUIRED:
            return ATTENTION
        case LinkState.FAULTY:
            return ALARM
    return NEUTRAL


def reason_text(status: GatewayStatus, now: float) -> str:
    """Say what is wrong, what may help and when it is tried again; empty when all is well."""
    sentence = _reason(status.state)
    if sentence and status.retry_at is not None and status.retry_at > now:
        again = translate("Gateway", "Next try %1.").replace("%1", clock_text(status.retry_at, now))
        return f"{sentence} {again}"
    return sentence


def count_text(status: GatewayStatus) -> str:
    """Say how much comes from it."""
    devices = PLURALS.devices(status.device_count)
    entities = PLURALS.entities(status.entity_count)
    return joined(devices, entities)


def since(status: GatewayStatus, now: float) -> str:
    """Say since when it is so."""
    return since_text(status.since_at, now)


def round_trip_text(status: GatewayStatus) -> str:
    """Say how long a way there and back takes; empty where nobody measured."""
    if status.round_trip_ms is None:
        return ""
    return measure(status.round_trip_ms, "ms", _MS_DECIMALS)


def _reason(state: LinkState) -> str:
    match state:
        case LinkState.UNREACHABLE:
            return translate(
                "Gateway", "It does not answer. Is it switched on and on the same network?"
            )
        case LinkState.AUTH_REQUIRED:
            return translate(
                "Gateway", "It refuses our key. Remove it here and add it with a new key."
            )
        case LinkState.FAULTY:
            return translate("Gateway", "It answers in a way we do not understand.")
        case LinkState.WAITING:
            return translate("Gateway", "It dials in by itself once it is set up with its key.")
    return ""
