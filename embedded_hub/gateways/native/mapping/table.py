"""How a kind of entity is written down: facets that are shown, verbs that are done.

Most kinds are plain data, read by the three functions at the end: :func:`describe` for what holds
for life, :func:`report` for what is now, :func:`order` for what an action becomes on the wire.
Where a kind needs more than a table it brings a function.
"""

from collections.abc import Callable, Mapping

import msgspec

from embedded_hub.errors import ActionInvalid, ActionUnsupported
from embedded_hub.model.values import JsonObject, JsonValue
from embedded_hub.protocol.gateway_messages import Cap, EntitySpec
from embedded_hub.protocol.times import iso_time

_SAFE = 2**53
"""Nothing in a home is larger, and beyond it arithmetic overflows or loses digits."""


_MAX_STATE_CHARS = 255
"""Home Assistant's limit, and its clients' too."""


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What an action becomes in a ``cmd``."""

    do: str
    args: dict[str, JsonValue] = {}


class Facet(msgspec.Struct, frozen=True, kw_only=True):
    """One cap that is shown as one attribute."""

    cap: str
    attribute: str
    scale: float = 1.0
    """Attribute = cap value x scale."""
    options: str | None = None
    """Attribute that lists the cap's options."""
    minimum: str | None = None
    maximum: str | None = None
    step: str | None = None
    unit: str | None = None
    feature: int = 0
    """Bit of ``supported_features`` an entity has whose cap may be set."""


class Verb(msgspec.Struct, frozen=True, kw_only=True):
    """One action that is a table row: which command, and where its arguments go."""

    do: str = "set"
    arguments: Mapping[str, str] = {}
    """Argument of the action → cap, or argument of the command where ``do`` is not ``set``."""
    fixed: Mapping[str, JsonValue] = {}


Values = Mapping[str, JsonValue]
MakeOrder = Callable[[EntitySpec, Values, JsonObject], Order]
"""Takes the entity, what it is now and the action's arguments."""


def _no_value(_spec: EntitySpec, _values: Values) -> str | None:
    return None


def _nothing(_spec: EntitySpec) -> dict[str, JsonValue]:
    return {}


def _nothing_now(_spec: EntitySpec, _values: Values) -> dict[str, JsonValue]:
    return {}


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of entity and the domain it becomes."""

    domain: str
    value: Callable[[EntitySpec, Values], str | None] = _no_value
    facets: tuple[Facet, ...] = ()
    verbs: Mapping[str, "Verb | MakeOrder"] = {}
    does: Mapping[str, int] = {}
    """Command besides ``set`` → bit of ``supported_features``."""
    lasting: Callable[[EntitySpec], dict[str, JsonValue]] = _nothing
    """Attributes for life that no facet gives; ``supported_features`` is added to."""
    passing: Callable[[EntitySpec, Values], dict[str, JsonValue]] = _nothing_now
    """Attributes of now that no facet gives."""


def describe(kind: Kind, spec: EntitySpec) -> dict[str, JsonValue]:
    """Return the attributes that hold for the entity's life."""
    features = sum(bit for do, bit in kind.does.items() if do in spec.does)
    attributes: dict[str, JsonValue] = {}
    if spec.device_class:
        attributes["device_class"] = spec.device_class
    if spec.icon:
        attributes["icon"] = spec.icon
    for facet in kind.facets:
        if (cap := spec.caps.get(facet.cap)) is not None:
            attributes |= _limits(facet, cap)
            features |= facet.feature if cap.w else 0
    extra = kind.lasting(spec)
    more = extra.pop("supported_features", 0)
    features |= more if isinstance(more, int) else 0
    attributes |= extra
    if features or kind.does or any(facet.feature for facet in kind.facets):
        attributes["supported_features"] = features
    return attributes


def _limits(facet: Facet, cap: Cap) -> dict[str, JsonValue]:
    limits: dict[str, JsonValue] = {}
    if facet.options and cap.options:
        limits[facet.options] = list(cap.options)
    for name, limit in ((facet.minimum, cap.min), (facet.maximum, cap.max), (facet.step, cap.step)):
        if name and limit is not None:
            limits[name] = tidy(limit * facet.scale)
    if facet.unit and cap.unit:
        limits[facet.unit] = cap.unit
    return limits


def report(kind: Kind, spec: EntitySpec, values: Values) -> tuple[str | None, JsonObject]:
    """Return the state an entity is in, and its attributes of now."""
    attributes: dict[str, JsonValue] = {}
    for facet in kind.facets:
        if facet.cap in spec.caps:
            attributes[facet.attribute] = scaled(values.get(facet.cap), facet.scale)
    attributes |= kind.passing(spec, values)
    value = kind.value(spec, values)
    return value if value is None else value[:_MAX_STATE_CHARS], attributes


def order(
    kind: Kind, spec: EntitySpec, values: Values, action: str, arguments: JsonObject
) -> Order:
    """Return what to send for an action.

    Raises:
        ActionUnsupported: the entity does not do that.
        ActionInvalid: an argument is missing or makes no sense for it.
    """
    verb = kind.verbs.get(action)
    if verb is None:
        raise ActionUnsupported(f"a {spec.kind} does not offer {action}")
    if not isinstance(verb, Verb):
        return verb(spec, values, arguments)
    args: dict[str, JsonValue] = dict(verb.fixed)
    scales = {facet.cap: facet.scale for facet in kind.facets}
    for argument, name in verb.arguments.items():
        if (value := arguments.get(argument)) is not None:
            args[name] = scaled(value, 1 / scales.get(name, 1.0))
    return checked(spec, Order(do=verb.do, args=args))


def checked(spec: EntitySpec, wanted: Order) -> Order:
    """Return the order with its values in the entity's own types, or refuse it.

    Raises:
        ActionUnsupported: a cap that cannot be set, or a command the entity did not announce.
        ActionInvalid: nothing is left to set.
    """
    if wanted.do != "set":
        if wanted.do not in spec.does:
            raise ActionUnsupported(f"{spec.name or spec.id} does not do {wanted.do}")
        return wanted
    if not wanted.args:
        raise ActionInvalid(f"nothing to set on {spec.name or spec.id}")
    args: dict[str, JsonValue] = {}
    for name, value in wanted.args.items():
        cap = spec.caps.get(name)
        if cap is None or not cap.w:
            raise ActionUnsupported(f"{spec.name or spec.id} cannot set {name}")
        args[name] = round(value) if isinstance(value, float) and cap.type == "int" else value
    return Order(do="set", args=args)


def tidy(number: float) -> int | float:
    """Return a number without the noise of scaling: 0.30000000000000004 is 0.3, 7.0 is 7."""
    if abs(number) > _SAFE:
        return number
    rounded = round(number, 6)
    return int(rounded) if rounded == int(rounded) else rounded


def scaled(value: JsonValue, scale: float) -> JsonValue:
    """Return a number times the scale, anything else as it is."""
    if scale == 1.0 or isinstance(value, bool) or not isinstance(value, int | float):
        return value
    if abs(value) > _SAFE:
        return None
    return tidy(value * scale)


def number(values: Values, cap: str) -> float | None:
    """Return a cap's number, ``None`` where it is unknown, absurd or something else."""
    value = values.get(cap)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value if abs(value) <= _SAFE else None


def on_off(cap: str) -> Callable[[EntitySpec, Values], str | None]:
    """Make the state ``on`` or ``off`` from a true-or-false cap."""

    def read(_spec: EntitySpec, values: Values) -> str | None:
        value = values.get(cap)
        if isinstance(value, bool | int):
            return "on" if value else "off"
        return None

    return read


def word(cap: str) -> Callable[[EntitySpec, Values], str | None]:
    """Make the state from a cap's value as text."""

    def read(_spec: EntitySpec, values: Values) -> str | None:
        return as_text(values.get(cap))

    return read


def as_text(value: JsonValue) -> str | None:
    """Return a value as state text; what is no single value is unknown."""
    if isinstance(value, bool):
        return "on" if value else "off"
    return str(value) if isinstance(value, str | int | float) else None


def moment(values: Values, cap: str) -> str | None:
    """Return a time cap (ms UTC) as ISO text, ``None`` where it is no time a calendar knows."""
    at_ms = number(values, cap)
    if at_ms is None or not 0 <= at_ms < _LAST_MS:
        return None
    return iso_time(at_ms / 1000)


_LAST_MS = 253_402_300_800_000
"""The first millisecond of the year 10000."""
TURN_ON = Verb(fixed={"on": True})
TURN_OFF = Verb(fixed={"on": False})
