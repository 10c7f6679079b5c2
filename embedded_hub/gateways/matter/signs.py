"""What Matter devices signal: yes or no, and what was pressed. Pure."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from embedded_hub.gateways.facet import Reading, on_off
from embedded_hub.gateways.matter import kinds
from embedded_hub.gateways.matter.facet import Command, Endpoint, Facet, Request
from embedded_hub.gateways.matter.measures import worded
from embedded_hub.model.description import EntityCategory
from embedded_hub.model.values import JsonObject

BOOLEAN_STATE, OCCUPANCY, SMOKE, POWER, SWITCH, IDENTIFY = 69, 1030, 92, 47, 59, 3
_SENSOR_TYPE, _BY_INFRARED = 2, 1
_INFRARED = 2
_SELF_TEST, _IDENTIFY_TYPE = 0, 1
_PERCENT_LEFT, _CHARGE_LEVEL, _CHARGE_STATE, _REPLACE = 12, 14, 26, 15
_LATCHING, _RELEASES, _LONG, _MULTI = 1, 4, 8, 16
_POSITIONS, _POSITION, _MOST_PRESSES = 0, 1, 2
_STATE_CLASSES = {
    kinds.CONTACT_SENSOR: ("contact", "door"),
    kinds.LEAK_DETECTOR: ("leak", "moisture"),
    kinds.FREEZE_DETECTOR: ("freeze", "cold"),
    kinds.RAIN_SENSOR: ("rain", "moisture"),
}
_SMOKE_SIGNS: tuple[tuple[int, str, str, str | None, EntityCategory | None], ...] = (
    (1, "smoke", "Smoke", "smoke", None),
    (2, "carbon_monoxide", "Carbon monoxide", "carbon_monoxide", None),
    (3, "battery_alert", "Battery low", "battery", "diagnostic"),
    (4, "muted", "Muted", None, "diagnostic"),
    (5, "testing", "Test in progress", "running", "diagnostic"),
    (6, "hardware_fault", "Hardware fault", "problem", "diagnostic"),
    (7, "end_of_service", "End of service", "problem", "diagnostic"),
    (8, "interconnected_smoke", "Smoke elsewhere", "smoke", None),
    (9, "interconnected_co", "Carbon monoxide elsewhere", "carbon_monoxide", None),
)
_ALARM_BITS = {
    87: {0: ("door_open", "Door open", "door")},
    93: {
        0: ("inflow_error", "Inflow error", "problem"),
        1: ("drain_error", "Drain error", "problem"),
        2: ("door_error", "Door error", "problem"),
        3: ("too_cold", "Temperature too low", "problem"),
        4: ("too_hot", "Temperature too high", "problem"),
        5: ("water_level_error", "Water level error", "problem"),
    },
    512: {
        0: ("pump_fault", "Fault", "problem"),
        1: ("pump_supply_fault", "Supply fault", "problem"),
        5: ("pump_running", "Running", "running"),
    },
}
_BITS_AT = {87: 2, 93: 2, 512: 16}
_SUPPORTED_AT = {87: 3, 93: 3}
_CHARGE_WORDS = {0: "unknown", 1: "charging", 2: "full", 3: "not_charging"}


def signs(endpoint: Endpoint) -> Iterator[Facet]:
    """Yield an entity for each yes or no of an endpoint, and for what is pressed."""
    if endpoint.has(BOOLEAN_STATE, 0):
        yield _state(endpoint)
    if endpoint.has(OCCUPANCY, 0):
        yield _occupancy(endpoint)
    for attribute, slug, name, kind, category in _SMOKE_SIGNS:
        if endpoint.has(SMOKE, attribute):
            raised = _above_zero(SMOKE, attribute)
            yield _sign(slug, name, SMOKE, kind, raised, category)
    for cluster, bits in _ALARM_BITS.items():
        yield from _alarms(endpoint, cluster, bits)
    yield from _battery(endpoint)
    yield from _buttons(endpoint)


def presses(endpoint: Endpoint) -> Iterator[Facet]:
    """Yield what a person can have an endpoint do to show or test itself."""
    if endpoint.has(SMOKE, 0) and endpoint.accepts(SMOKE, _SELF_TEST):
        yield _press("self_test", "Self-test", Command(cluster=SMOKE, name="SelfTestRequest"))
    if endpoint.number_of(IDENTIFY, _IDENTIFY_TYPE):
        command = Command(cluster=IDENTIFY, name="Identify", payload={"identifyTime": 15})
        yield _press("identify", "Identify", command, {"device_class": "identify"})
    for cluster, name in ((113, "HEPA filter"), (114, "Carbon filter")):
        if endpoint.has(cluster, 2) and endpoint.accepts(cluster, 0):
            command = Command(cluster=cluster, name="ResetCondition")
            yield _press(f"reset_{cluster}", f"{name} changed", command)


def _state(endpoint: Endpoint) -> Facet:
    types = endpoint.device_types()
    slug, kind = next(
        (_STATE_CLASSES[one] for one in types if one in _STATE_CLASSES), ("state", None)
    )

    def raised(seen: Endpoint) -> bool | None:
        value = seen.get(BOOLEAN_STATE, 0)
        if not isinstance(value, bool):
            return None
        # A contact is true while it is closed; every other sensor while it senses something.
        return not value if slug == "contact" else value

    return _sign(slug, None, BOOLEAN_STATE, kind, raised)


def _occupancy(endpoint: Endpoint) -> Facet:
    by_infrared = endpoint.bits(OCCUPANCY) & _INFRARED or (
        not endpoint.bits(OCCUPANCY) and endpoint.bits(OCCUPANCY, _SENSOR_TYPE) == _BY_INFRARED
    )
    kind = "motion" if by_infrared else "occupancy"

    def raised(seen: Endpoint) -> bool | None:
        return bool(seen.bits(OCCUPANCY, 0) & 1) if seen.get(OCCUPANCY, 0) is not None else None

    return _sign("occupancy", None, OCCUPANCY, kind, raised)


def _above_zero(cluster: int, attribute: int) -> Callable[[Endpoint], bool | None]:
    def raised(endpoint: Endpoint) -> bool | None:
        value = endpoint.get(cluster, attribute)
        return None if not isinstance(value, int) else value > 0

    return raised


def _alarms(
    endpoint: Endpoint, cluster: int, bits: Mapping[int, tuple[str, str, str]]
) -> Iterator[Facet]:
    where = _BITS_AT[cluster]
    if not endpoint.has(cluster, where):
        return
    at = _SUPPORTED_AT.get(cluster)
    supported = endpoint.bits(cluster, at) if at is not None else 0
    for bit, (slug, name, kind) in bits.items():
        if supported and not supported >> bit & 1:
            continue

        def raised(seen: Endpoint, bit: int = bit) -> bool | None:
            known = seen.get(cluster, where) is not None
            return bool(seen.bits(cluster, where) >> bit & 1) if known else None

        yield _sign(slug, name, cluster, kind, raised)


def _battery(endpoint: Endpoint) -> Iterator[Facet]:
    if endpoint.has(POWER, _CHARGE_LEVEL) and not endpoint.has(POWER, _PERCENT_LEFT):
        raised = _above_zero(POWER, _CHARGE_LEVEL)
        yield _sign("battery_low", "Battery low", POWER, "battery", raised, "diagnostic")
    if endpoint.has(POWER, _REPLACE):
        raised = _above_zero(POWER, _REPLACE)
        yield _sign("battery_spent", "Battery spent", POWER, "problem", raised, "diagnostic")
    if endpoint.has(POWER, _CHARGE_STATE):
        yield worded("charging", "Charging", POWER, _CHARGE_STATE, _CHARGE_WORDS)


def _buttons(endpoint: Endpoint) -> Iterator[Facet]:
    if not endpoint.has(SWITCH, _POSITIONS):
        return
    can = endpoint.bits(SWITCH)
    named: dict[int, str] = {0: "switch_latched"} if can & _LATCHING else {1: "initial_press"}
    if can & _RELEASES:
        named[3] = "short_release"
    if can & _LONG:
        named |= {2: "long_press", 4: "long_release"}
    types = list(named.values())
    if can & _MULTI:
        most = int(endpoint.number_of(SWITCH, _MOST_PRESSES) or 2)
        types += [f"multi_press_{count}" for count in range(1, most + 1)]

    def counted(told: Mapping[str, Any]) -> str | None:
        count = told.get("totalNumberOfPressesCounted")
        # Zero is a press that was given up.
        return f"multi_press_{count}" if isinstance(count, int) and count > 0 else None

    def named_as(word: str) -> Callable[[Mapping[str, Any]], str | None]:
        return lambda _: word

    events = {(SWITCH, event): named_as(word) for event, word in named.items()}
    if can & _MULTI:
        events[SWITCH, 6] = counted
    yield Facet(
        slug="button",
        domain="event",
        clusters=frozenset(),
        attributes={"event_types": types, "device_class": "button"},
        events=events,
    )
    if can & _LATCHING:
        yield Facet(
            slug="position",
            domain="sensor",
            name="Position",
            clusters=frozenset({SWITCH}),
            read=lambda seen: Reading(_whole(seen.number_of(SWITCH, _POSITION))),
        )


def _whole(value: float | None) -> str | None:
    return None if value is None else f"{value:g}"


def _sign(
    slug: str,
    name: str | None,
    cluster: int,
    device_class: str | None,
    raised: Callable[[Endpoint], bool | None],
    category: EntityCategory | None = None,
) -> Facet:
    def read(endpoint: Endpoint) -> Reading:
        is_raised = raised(endpoint)
        return Reading(None if is_raised is None else on_off(is_raised))

    return Facet(
        slug=slug,
        domain="binary_sensor",
        name=name,
        clusters=frozenset({cluster}),
        attributes={"device_class": device_class} if device_class else {},
        category=category,
        read=read,
    )


def _press(slug: str, name: str, command: Command, attributes: JsonObject | None = None) -> Facet:
    return Facet(
        slug=slug,
        domain="button",
        name=name,
        clusters=frozenset(),
        attributes=attributes or {},
        category="config",
        write=lambda *_: Request((command,)),
    )
