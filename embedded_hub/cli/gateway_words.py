"""How gateways, what was found and what went wrong with them read at a terminal."""

import shlex
import time
from collections.abc import Iterable, Mapping
from datetime import datetime
from urllib.parse import urlsplit

from embedded_hub.cli.output import age, table
from embedded_hub.model.gateway_find import Found
from embedded_hub.model.gateway_report import Diagnosis
from embedded_hub.model.gateway_status import GatewayStatus, LinkState, Remedy
from embedded_hub.model.values import JsonValue
from embedded_hub.security.redaction import printable

_SENTENCES = {
    Remedy.CHECK_ADDRESS: "Check its address, and that it is switched on and in this network.",
    Remedy.GIVE_CREDENTIALS: "Give the right token, password or key.",
    Remedy.PRESS_BUTTON: "Press its button and try again at once.",
    Remedy.WAIT: "The hub keeps trying by itself.",
    Remedy.UPDATE_DRIVER: "Update or install its driver, or tell who wrote it.",
    Remedy.LOOK_AT_DEVICE: "Look at the device itself; it may need a restart.",
}
_SHOWN_LOG_LINES = 20
_THIS_MACHINE = ("127.0.0.1", "::1", "localhost")


def remedy_sentence(remedy: str | None) -> str:
    """Return what to do, in a sentence; empty for a code that is not known here."""
    try:
        return _SENTENCES[Remedy(remedy or "")]
    except ValueError:
        return ""


def gateways_table(gateways: Iterable[GatewayStatus]) -> str:
    """Return all of them in columns, and below what is wrong with which."""
    rows = [
        (
            one.id,
            one.type,
            one.title,
            one.state,
            age(time.time() - one.since_at),
            str(one.device_count),
            str(one.entity_count),
        )
        for one in gateways
    ]
    shown = table(("ID", "TYPE", "TITLE", "STATE", "SINCE", "DEVICES", "ENTITIES"), rows)
    return "\n".join([shown, *(line for one in gateways for line in remarks(one))])


def one_line(gateway: GatewayStatus) -> str:
    """Return how a gateway stands."""
    return printable(
        f"{gateway.title} ({gateway.id}): {_state(gateway)}, "
        f"{counted(gateway.device_count, 'device')}, {entities(gateway.entity_count)}."
    )


def _address_line(gateway: GatewayStatus) -> str:
    """Return what to enter in a device that dials us; empty for gateways we dial."""
    address = gateway.options.get("address", "")
    if gateway.state is not LinkState.WAITING or not address:
        return ""
    line = f"{gateway.title}: enter this address in the device: {address}"
    is_here = urlsplit(address).hostname in _THIS_MACHINE
    return f"{line}. Only this machine reaches it: start the hub with --lan." if is_here else line


def counted(count: int, name: str) -> str:
    """Return a number with its noun."""
    return f"{count} {name}{'' if count == 1 else 's'}"


def entities(count: int) -> str:
    """Return a number of entities."""
    return f"{count} {'entity' if count == 1 else 'entities'}"


def option_line(option: Mapping[str, JsonValue], *, guide: str = "none") -> str:
    """Return one option of a driver with all there is to know of it.

    Args:
        option: What the hub tells of it.
        guide: What a person does for the driver's secrets; a button that is pressed gives them.
    """
    is_needed = option.get("is_required") and not (guide == "button" and option.get("is_secret"))
    facts = ["needed" if is_needed else "optional"]
    if option.get("is_secret"):
        facts.append("secret: use @FILE")
    choices = option.get("choices")
    if isinstance(choices, list) and choices:
        facts.append(" or ".join(str(one) for one in choices))
    if option.get("default"):
        facts.append(f"{option['default']} unless given")
    elif option.get("example"):
        facts.append(f"such as {option['example']}")
    return f"{option.get('name')}=  {option.get('label')} ({', '.join(facts)})"


# --- found --------------------------------------------------------------------------------------


def found_table(found: Iterable[Found]) -> str:
    """Return what was found in columns, and below how to add what is new."""
    rows = [
        (one.gateway_type, one.title, one.model or "", one.address, _note(one)) for one in found
    ]
    lines = [table(("TYPE", "NAME", "MODEL", "ADDRESS", ""), rows)]
    moved = [one for one in found if one.has_moved]
    if moved:
        lines += ["", "To follow one:", *(f"  {_follow_line(one)}" for one in moved)]
    fresh = [one for one in found if one.gateway_id is None and not one.is_ignored]
    if fresh:
        lines += ["", "To add one:", *(f"  {_add_line(one)}" for one in fresh)]
    return "\n".join(lines)


def _note(found: Found) -> str:
    if found.gateway_id is not None:
        return f"added as {found.gateway_id}{', at another address' if found.has_moved else ''}"
    if found.is_ignored:
        return "ignored"
    return "press its button" if found.guide == "button" else ""


def _add_line(found: Found) -> str:
    needs = [f"{name}=@FILE" for name in found.needs]
    return " ".join([_line("add", found.gateway_type, found.options), *needs])


def _follow_line(found: Found) -> str:
    return _line("edit", str(found.gateway_id), found.options)


def _line(verb: str, which: str, options: Mapping[str, str]) -> str:
    # What was found was written by whoever is on the network: it must not run when it is pasted.
    given = [f"{name}={value}" for name, value in options.items()]
    words = ["homewire-hub", "gateways", verb, which, *given]
    return " ".join(shlex.quote(printable(word)) for word in words)


# --- one gateway in full ------------------------------------------------------------------------


def diagnosis_text(diagnosis: Diagnosis) -> str:
    """Return how a gateway has been doing."""
    status, counts, rates = diagnosis.status, diagnosis.counts, diagnosis.rates
    away_ms = diagnosis.round_trip_ms
    facts = {
        "driver": f"{diagnosis.driver.title} {diagnosis.driver.version}",
        "settings": ", ".join(f"{name}={value}" for name, value in status.options.items()),
        "round trip": "not measured" if away_ms is None else f"{away_ms:.0f} ms",
        "devices": (
            f"{counts.devices} with {entities(counts.entities)}, "
            f"{counts.unavailable} of them not answering"
        ),
        "reports": (
            f"{rates.messages_per_s:g} a second (states {rates.states_per_s:g}, "
            f"events {rates.events_per_s:g}), {rates.dropped} left out"
        ),
        "connected": f"{counted(diagnosis.connects, 'time')} since the hub started",
        "hub": (
            f"Homewire {diagnosis.system.version}, Python {diagnosis.system.python}, "
            f"{diagnosis.system.platform}"
        ),
    }
    so_far_s = time.time() - diagnosis.since_at
    span = f"for {age(so_far_s)}" if so_far_s >= 1 else "since just now"
    lines = [f"{status.title} ({status.id}): {_state(status)} {span}"]
    lines += [f"  {name:<11} {value}" for name, value in facts.items() if value]
    lines += [line for line in (_trouble(status),) if line]
    if diagnosis.last_errors:
        lines += ["", "Last errors:"]
        lines += [f"  {_at(one.at)}  {one.code}  {one.message}" for one in diagnosis.last_errors]
    if diagnosis.log:
        lines += ["", "Log, newest last:"]
        for entry in diagnosis.log[-_SHOWN_LOG_LINES:]:
            first, *more = entry.text.splitlines() or [""]
            lines.append(f"  {_at(entry.at)}  {entry.level:<7}  {first}")
            lines += [f"      {line}" for line in more]
    return "\n".join(printable(line) for line in lines)


def remarks(status: GatewayStatus) -> list[str]:
    """Return what a person has to know and do about a gateway, a line each."""
    return [printable(line) for line in (_trouble(status), _address_line(status)) if line]


def _trouble(status: GatewayStatus) -> str:
    if not status.message:
        return ""
    sentence = f"{status.title}: {status.message.removesuffix('.')}."
    return f"{sentence} {remedy_sentence(status.remedy)}".rstrip()


def _state(status: GatewayStatus) -> str:
    return status.state.replace("_", " ")


def _at(at: float) -> str:
    return f"{datetime.fromtimestamp(at).astimezone():%Y-%m-%d %H:%M:%S}"
