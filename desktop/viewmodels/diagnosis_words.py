"""How a gateway has been doing, in words and numbers."""

from desktop.backend.gateways import Diagnosis, Mishap
from desktop.viewmodels.plurals import PLURALS
from desktop.viewmodels.words import clock_text, joined, measure, number_text, translate
from embedded_hub.errors import (
    GatewayAuthRequired,
    GatewayFault,
    GatewayFlooding,
    GatewayProtocolError,
    GatewayUnreachable,
)
from embedded_hub.model.gateway_report import Rates

Row = dict[str, object]
MOST_LINES = 100
"""Of the log; the file has all of it."""


def facts(diagnosis: Diagnosis, now: float) -> list[Row]:
    """Return label and value of everything that is known."""
    counts = diagnosis.counts
    rows = [
        (translate("Diagnosis", "Devices"), number_text(counts.devices)),
        (translate("Diagnosis", "Entities"), number_text(counts.entities)),
        (translate("Diagnosis", "Not available"), number_text(counts.unavailable)),
        (translate("Diagnosis", "Round trip"), _round_trip(diagnosis)),
        (translate("Diagnosis", "Comes in"), _rates(diagnosis.rates)),
        (translate("Diagnosis", "Left out"), _dropped(diagnosis.rates)),
        (translate("Diagnosis", "Connected"), _connects(diagnosis)),
        (translate("Diagnosis", "Driver"), _driver(diagnosis)),
        (translate("Diagnosis", "Running since"), _since(diagnosis, now)),
    ]
    return [{"label": label, "value": value} for label, value in rows if value]


def errors(diagnosis: Diagnosis, now: float) -> list[Row]:
    """Return the last failures, newest first."""
    newest = sorted(diagnosis.last_errors, key=lambda one: one.at, reverse=True)
    return [
        {
            "when": clock_text(one.at, now),
            "text": _sentence(one),
            "detail": f"{one.code}: {one.message}" if one.message else one.code,
        }
        for one in newest
    ]


def log(diagnosis: Diagnosis, now: float) -> list[Row]:
    """Return the log, newest first."""
    newest = list(reversed(diagnosis.log))[:MOST_LINES]
    return [
        {"when": clock_text(one.at, now), "level": one.level.lower(), "text": one.text}
        for one in newest
    ]


def _sentence(mishap: Mishap) -> str:
    match mishap.code:
        case GatewayUnreachable.code:
            return translate("Diagnosis", "It did not answer.")
        case GatewayAuthRequired.code:
            return translate("Diagnosis", "It refused our key or password.")
        case GatewayProtocolError.code:
            return translate("Diagnosis", "It answered in a way we do not understand.")
        case GatewayFlooding.code:
            return translate("Diagnosis", "It reported too much at once.")
        case GatewayFault.code:
            return translate("Diagnosis", "The driver failed and was started again.")
    return mishap.message or mishap.code


def _round_trip(diagnosis: Diagnosis) -> str:
    ms = diagnosis.round_trip_ms
    return measure(ms, "ms", 1 if ms < 10 else 0) if ms is not None else ""


def _rates(rates: Rates) -> str:
    states = translate("Diagnosis", "%1 states/s").replace("%1", number_text(rates.states_per_s, 1))
    events = translate("Diagnosis", "%1 events/s").replace("%1", number_text(rates.events_per_s, 1))
    messages = translate("Diagnosis", "%1 messages/s").replace(
        "%1", number_text(rates.messages_per_s, 1)
    )
    return joined(messages, states, events)


def _dropped(rates: Rates) -> str:
    return number_text(rates.dropped) if rates.dropped else ""


def _connects(diagnosis: Diagnosis) -> str:
    return PLURALS.times(diagnosis.connects)


def _driver(diagnosis: Diagnosis) -> str:
    driver = diagnosis.driver
    return " ".join(filter(None, (driver.title or driver.type, driver.version or "")))


def _since(diagnosis: Diagnosis, now: float) -> str:
    return clock_text(diagnosis.since_at, now) if diagnosis.since_at is not None else ""
