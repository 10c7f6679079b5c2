"""What of a Matter device is chosen from a list, set to a number, started and stopped. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any

from embedded_hub.gateways.facet import Reading, becomes, on_off
from embedded_hub.gateways.matter.facet import Command, Endpoint, Facet, Request, Setting, field
from embedded_hub.model.action import Action
from embedded_hub.model.capability.api import number_of
from embedded_hub.model.description import EntityCategory
from embedded_hub.model.values import JsonObject, JsonValue

MODE_SELECT = 80
TEMPERATURE_CONTROL = 86
_MODE_CLUSTERS = {
    73: "Oven mode",
    81: "Washing mode",
    82: "Cooling mode",
    84: "Cleaning run",
    85: "Cleaning mode",
    89: "Dishwashing mode",
    94: "Microwave mode",
    157: "Charging mode",
    158: "Water heating mode",
    159: "Energy mode",
}
_SUPPORTED, _CURRENT = 0, 1
STATE_CLUSTERS = {96: "operation", 97: "operation", 72: "operation"}
PHASES, PHASE, STATES, STATE, ERROR = 0, 1, 3, 4, 5
_STATE_WORDS = {
    0: "stopped",
    1: "running",
    2: "paused",
    3: "error",
    64: "seeking_charger",
    65: "charging",
    66: "docked",
    67: "emptying_dust_bin",
    68: "cleaning_mop",
    69: "filling_water_tank",
    70: "updating_maps",
}
_COMMANDS = {0: "Pause", 1: "Stop", 2: "Start", 3: "Resume"}
_HAS_NUMBER, _HAS_LEVELS = 1, 2
_CENTI = 100
_AT_START = {0: "off", 1: "on", 2: "toggle"}
_BEFORE = "previous"
_RINSES = {0: "none", 1: "normal", 2: "extra", 3: "max"}
_SENSITIVITY = {0: "high", 1: "standard", 2: "low"}
_LOCKOUT = {0: "off", 1: "1", 2: "2", 3: "3", 4: "4", 5: "5"}
_PUMP_MODES = {0: "normal", 1: "minimum", 2: "maximum", 3: "local"}
_WRITTEN: tuple[tuple[int, int, str, str, Mapping[int, str], EntityCategory | None], ...] = (
    (83, 2, "rinses", "Rinses", _RINSES, None),
    (92, 11, "smoke_sensitivity", "Smoke sensitivity", _SENSITIVITY, "config"),
    (512, 32, "pump_mode", "Operation mode", _PUMP_MODES, "config"),
    (516, 1, "key_lock", "Key lock", _LOCKOUT, "config"),
)
_HOLD, _HOLD_LIMITS = 3, 4


def modes(endpoint: Endpoint) -> Iterator[Facet]:
    """Yield an entity for each choice, setting and operation of an endpoint."""
    yield from _choices(endpoint)
    yield from _temperature(endpoint)
    yield from _settings(endpoint)
    for cluster in STATE_CLUSTERS:
        if endpoint.has(cluster, STATE):
            yield from _operation(endpoint, cluster)


def options_of(listed: Any) -> dict[str, int]:
    """Return the modes a cluster supports, by their labels; equal labels are told apart."""
    found: dict[str, int] = {}
    for one in listed if isinstance(listed, list) else ():
        label, number = field(one, 0), field(one, 1)
        if isinstance(number, int):
            wish = str(label) if label else f"Mode {number}"
            found[wish if wish not in found else f"{wish} {number}"] = number
    return found


def state_word(endpoint: Endpoint, cluster: int) -> str | None:
    """Return what an appliance does; what its maker added goes by the maker's label."""
    state = endpoint.number_of(cluster, STATE)
    if state is None:
        return None
    known = _STATE_WORDS.get(int(state))
    if known is not None:
        return known
    listed = endpoint.get(cluster, STATES)
    labels = {field(one, 0): field(one, 1) for one in listed} if isinstance(listed, list) else {}
    return str(labels.get(int(state)) or f"{state:g}")


def _choices(endpoint: Endpoint) -> Iterator[Facet]:
    if endpoint.has(MODE_SELECT, 3):
        described = endpoint.get(MODE_SELECT, 0)
        name = described if isinstance(described, str) and described else "Mode"
        yield _mode(endpoint, MODE_SELECT, name, 2, 3)
    for cluster, name in _MODE_CLUSTERS.items():
        if endpoint.has(cluster, _CURRENT):
            yield _mode(endpoint, cluster, name, _SUPPORTED, _CURRENT)


def _mode(endpoint: Endpoint, cluster: int, name: str, supported: int, current: int) -> Facet:
    options = options_of(endpoint.get(cluster, supported))
    words = {number: label for label, number in options.items()}

    def read(seen: Endpoint) -> Reading:
        now = seen.number_of(cluster, current)
        return Reading(None if now is None else words.get(int(now)))

    def write(action: Action, _: Endpoint) -> Request | None:
        option = str(action.arguments.get("option"))
        if option not in options:
            return None
        payload: JsonObject = {"newMode": options[option]}
        command = Command(cluster=cluster, name="ChangeToMode", payload=payload)
        return Request((command,), becomes(option))

    return Facet(
        slug=f"mode_{cluster}",
        domain="select",
        name=name,
        clusters=frozenset({cluster}),
        attributes={"options": list(options)},
        read=read,
        write=write,
    )


def _temperature(endpoint: Endpoint) -> Iterator[Facet]:
    can = endpoint.bits(TEMPERATURE_CONTROL)
    if can & _HAS_NUMBER and endpoint.has(TEMPERATURE_CONTROL, 0):
        low, high, step = (endpoint.number_of(TEMPERATURE_CONTROL, one) for one in (1, 2, 3))
        attributes: JsonObject = {
            "min": (low or 0) / _CENTI,
            "max": (10_000 if high is None else high) / _CENTI,
            "step": (step or _CENTI) / _CENTI,
            "unit_of_measurement": "°C",
            "device_class": "temperature",
        }
        yield Facet(
            slug="target_temperature",
            domain="number",
            name="Temperature",
            clusters=frozenset({TEMPERATURE_CONTROL}),
            attributes=attributes,
            read=_target_now,
            write=_set_target,
        )
    levels = endpoint.texts(TEMPERATURE_CONTROL, 5)
    if can & _HAS_LEVELS and levels:
        yield _listed("temperature_level", "Temperature level", TEMPERATURE_CONTROL, 4, levels)


def _target_now(endpoint: Endpoint) -> Reading:
    now = endpoint.number_of(TEMPERATURE_CONTROL, 0)
    return Reading(None if now is None else f"{now / _CENTI:g}")


def _set_target(action: Action, _: Endpoint) -> Request | None:
    wanted = number_of(action.arguments.get("value"))
    if wanted is None:
        return None
    payload: JsonObject = {"targetTemperature": round(wanted * _CENTI)}
    command = Command(cluster=TEMPERATURE_CONTROL, name="SetTemperature", payload=payload)
    return Request((command,), lambda seen: number_of(seen.value) == wanted)


def _listed(slug: str, name: str, cluster: int, attribute: int, options: list[str]) -> Facet:
    """Return a choice whose value is the number of a word in a list."""

    def read(endpoint: Endpoint) -> Reading:
        now = endpoint.number_of(cluster, attribute)
        is_known = now is not None and 0 <= now < len(options)
        return Reading(options[int(now)] if now is not None and is_known else None)

    def write(action: Action, _: Endpoint) -> Request | None:
        option = str(action.arguments.get("option"))
        if option not in options:
            return None
        number = options.index(option)
        step: Command | Setting = Setting(cluster=cluster, attribute=attribute, value=number)
        if cluster == TEMPERATURE_CONTROL:
            payload: JsonObject = {"targetTemperatureLevel": number}
            step = Command(cluster=cluster, name="SetTemperature", payload=payload)
        return Request((step,), becomes(option))

    return Facet(
        slug=slug,
        domain="select",
        name=name,
        clusters=frozenset({cluster}),
        attributes={"options": list(dict.fromkeys(options))},
        read=read,
        write=write,
    )


def _settings(endpoint: Endpoint) -> Iterator[Facet]:
    for cluster, attribute, slug, name, words, category in _WRITTEN:
        if endpoint.has(cluster, attribute):
            yield _written(slug, name, cluster, attribute, words, category)
    if endpoint.has(6, 16387):
        yield _written("at_start", "After a power cut", 6, 16387, _AT_START, "config", _BEFORE)
    spins = endpoint.texts(83, 0)
    if endpoint.has(83, 1) and spins:
        yield _listed("spin", "Spin speed", 83, 1, spins)
    if endpoint.has(1030, _HOLD):
        yield _hold_time(endpoint)


def _written(
    slug: str,
    name: str,
    cluster: int,
    attribute: int,
    words: Mapping[int, str],
    category: EntityCategory | None,
    null: str | None = None,
) -> Facet:
    """Return a choice that is one attribute; null may be one of its words."""
    numbers: dict[str, int | None] = {word: number for number, word in words.items()}
    if null is not None:
        numbers[null] = None

    def read(endpoint: Endpoint) -> Reading:
        now = endpoint.number_of(cluster, attribute)
        return Reading(null if now is None else words.get(int(now)))

    def write(action: Action, _: Endpoint) -> Request | None:
        option = str(action.arguments.get("option"))
        if option not in numbers:
            return None
        step = Setting(cluster=cluster, attribute=attribute, value=numbers[option])
        return Request((step,), becomes(option))

    return Facet(
        slug=slug,
        domain="select",
        name=name,
        clusters=frozenset({cluster}),
        attributes={"options": list(numbers)},
        category=category,
        read=read,
        write=write,
    )


def _hold_time(endpoint: Endpoint) -> Facet:
    limits = endpoint.get(1030, _HOLD_LIMITS)
    attributes: JsonObject = {
        "min": number_of(field(limits, 0)) or 1,
        "max": number_of(field(limits, 1)) or 65_534,
        "step": 1,
        "unit_of_measurement": "s",
    }

    def write(action: Action, _: Endpoint) -> Request | None:
        wanted = number_of(action.arguments.get("value"))
        if wanted is None:
            return None
        step = Setting(cluster=1030, attribute=_HOLD, value=round(wanted))
        return Request((step,), lambda seen: number_of(seen.value) == round(wanted))

    def read(seen: Endpoint) -> Reading:
        now = seen.number_of(1030, _HOLD)
        return Reading(None if now is None else f"{now:g}")

    return Facet(
        slug="hold_time",
        domain="number",
        name="Hold time",
        clusters=frozenset({1030}),
        attributes=attributes,
        category="config",
        read=read,
        write=write,
    )


def _operation(endpoint: Endpoint, cluster: int) -> Iterator[Facet]:
    listed = endpoint.get(cluster, STATES)
    numbers = [field(one, 0) for one in listed] if isinstance(listed, list) else []
    words = [_STATE_WORDS.get(one) or "" for one in numbers if isinstance(one, int)]
    attributes: dict[str, JsonValue] = {}
    if words and all(words):
        attributes = {"device_class": "enum", "options": list(words)}
    where = frozenset({cluster})
    yield Facet(
        slug="operation",
        domain="sensor",
        name="Operation",
        clusters=where,
        attributes=attributes,
        read=lambda seen: Reading(state_word(seen, cluster)),
    )
    if endpoint.texts(cluster, PHASES):
        yield Facet(
            slug="phase",
            domain="sensor",
            name="Phase",
            clusters=where,
            read=lambda seen: Reading(_phase(seen, cluster)),
        )
    if endpoint.has(cluster, ERROR):
        yield Facet(
            slug="error",
            domain="binary_sensor",
            name="Error",
            clusters=where,
            category="diagnostic",
            attributes={"device_class": "problem"},
            read=lambda seen: _error(seen, cluster),
        )
    for number, name in _COMMANDS.items():
        if isinstance(endpoint.get(cluster, 65529), list) and endpoint.accepts(cluster, number):
            command = Command(cluster=cluster, name=name)
            yield _button(name, command)


def _button(name: str, command: Command) -> Facet:
    return Facet(
        slug=f"press_{name.lower()}",
        domain="button",
        name=name,
        clusters=frozenset(),
        write=lambda *_: Request((command,)),
    )


def _phase(endpoint: Endpoint, cluster: int) -> str | None:
    phases, now = endpoint.texts(cluster, PHASES), endpoint.number_of(cluster, PHASE)
    return phases[int(now)] if now is not None and 0 <= now < len(phases) else None


def _error(endpoint: Endpoint, cluster: int) -> Reading:
    error = endpoint.get(cluster, ERROR)
    number = field(error, 0)
    if not isinstance(number, int):
        return Reading(None)
    label, details = field(error, 1), field(error, 2)
    return Reading(on_off(number != 0), {"error": number, "label": label, "details": details})
