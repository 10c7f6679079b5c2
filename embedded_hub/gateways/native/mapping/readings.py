"""What is read, and what is set to a value: sensors, places, the weather, numbers and texts."""

from embedded_hub.gateways.native.mapping.table import (
    Facet,
    Kind,
    Order,
    Values,
    Verb,
    as_text,
    checked,
    moment,
    on_off,
    tidy,
    word,
)
from embedded_hub.model.values import JsonObject, JsonValue
from embedded_hub.protocol.gateway_messages import Cap, EntitySpec

_DAILY, _HOURLY = 1, 2


def _main_cap(spec: EntitySpec) -> str:
    """Return the cap that is the state: ``v`` or ``on``, else the first there is."""
    caps = spec.caps
    if "v" in caps:
        return "v"
    return "on" if "on" in caps else next(iter(caps), "v")


def _reading(spec: EntitySpec, values: Values) -> str | None:
    name = _main_cap(spec)
    cap = spec.caps.get(name, Cap())
    value = values.get(name)
    if cap.type == "time":
        return moment(values, name) or (value if isinstance(value, str) else None)
    if cap.type == "int" and isinstance(value, float):
        return str(tidy(value))
    return as_text(value)


def _sensor_lasting(spec: EntitySpec) -> dict[str, JsonValue]:
    cap = spec.caps.get(_main_cap(spec), Cap())
    attributes: dict[str, JsonValue] = {}
    if cap.unit:
        attributes["unit_of_measurement"] = cap.unit
    if cap.stat:
        attributes["state_class"] = cap.stat
    if cap.options:
        attributes["options"] = list(cap.options)
    return attributes


def _sensor_passing(spec: EntitySpec, values: Values) -> dict[str, JsonValue]:
    main = _main_cap(spec)
    return {name: value for name, value in values.items() if name != main}


SENSOR = Kind(domain="sensor", value=_reading, lasting=_sensor_lasting, passing=_sensor_passing)
"""Also what every kind the hub has never heard of becomes."""
BINARY_SENSOR = Kind(domain="binary_sensor", value=on_off("on"))


def _number_lasting(spec: EntitySpec) -> dict[str, JsonValue]:
    cap = spec.caps.get("v", Cap())
    attributes: dict[str, JsonValue] = {
        "min": tidy(cap.min if cap.min is not None else 0),
        "max": tidy(cap.max if cap.max is not None else 100),
        "step": tidy(cap.step or 1),
        "mode": "slider",
    }
    if cap.unit:
        attributes["unit_of_measurement"] = cap.unit
    return attributes


NUMBER = Kind(
    domain="number",
    value=_reading,
    lasting=_number_lasting,
    verbs={"set_value": Verb(arguments={"value": "v"})},
)


class _Pick:
    """The next, previous, first or last option."""

    def __init__(self, step: int | None = None, place: int | None = None) -> None:
        self._step, self._place = step, place

    def __call__(self, spec: EntitySpec, values: Values, arguments: JsonObject) -> Order:
        options = spec.caps["option"].options if "option" in spec.caps else ()
        if not options:
            return checked(spec, Order(do="set", args={}))
        place = self._place if self._step is None else self._moved(options, values, arguments)
        return checked(spec, Order(do="set", args={"option": options[place or 0]}))

    def _moved(self, options: tuple[str, ...], values: Values, arguments: JsonObject) -> int:
        now = values.get("option")
        place = options.index(now) if isinstance(now, str) and now in options else 0
        wanted = place + (self._step or 0)
        if arguments.get("cycle", True):
            return wanted % len(options)
        return min(max(wanted, 0), len(options) - 1)


SELECT = Kind(
    domain="select",
    value=word("option"),
    lasting=lambda spec: {
        "options": list(spec.caps["option"].options) if "option" in spec.caps else []
    },
    verbs={
        "select_option": Verb(arguments={"option": "option"}),
        "select_next": _Pick(step=1),
        "select_previous": _Pick(step=-1),
        "select_first": _Pick(place=0),
        "select_last": _Pick(place=-1),
    },
)


def _text_lasting(spec: EntitySpec) -> dict[str, JsonValue]:
    cap = spec.caps.get("v", Cap())
    is_password = cap.format == "password"
    return {
        "min": round(cap.min or 0),
        "max": round(cap.max if cap.max is not None else 255),
        "pattern": None if is_password else cap.format,
        "mode": "password" if is_password else "text",
    }


TEXT = Kind(
    domain="text",
    value=word("v"),
    lasting=_text_lasting,
    verbs={"set_value": Verb(arguments={"value": "v"})},
)
DATE = Kind(domain="date", value=word("v"), verbs={"set_value": Verb(arguments={"date": "v"})})
TIME = Kind(domain="time", value=word("v"), verbs={"set_value": Verb(arguments={"time": "v"})})
DATETIME = Kind(
    domain="datetime", value=word("v"), verbs={"set_value": Verb(arguments={"datetime": "v"})}
)

EVENT = Kind(
    domain="event",
    lasting=lambda spec: {
        "event_types": list(spec.caps["type"].options) if "type" in spec.caps else []
    },
)
"""Its state is the time of its last ``event`` message; the home writes it."""

_PLACE = (
    Facet(cap="lat", attribute="latitude"),
    Facet(cap="lon", attribute="longitude"),
    Facet(cap="accuracy", attribute="gps_accuracy"),
    Facet(cap="source", attribute="source"),
)


def _gps(spec: EntitySpec) -> dict[str, JsonValue]:
    return {"source_type": "gps" if "lat" in spec.caps else "router"}


PERSON = Kind(domain="person", value=word("place"), facets=_PLACE)
DEVICE_TRACKER = Kind(
    domain="device_tracker",
    value=word("place"),
    lasting=_gps,
    facets=(
        *_PLACE,
        Facet(cap="speed", attribute="speed", unit="speed_unit"),
        Facet(cap="heading", attribute="heading"),
        Facet(cap="altitude", attribute="altitude"),
        Facet(cap="battery", attribute="battery_level"),
    ),
)
WEATHER = Kind(
    domain="weather",
    value=word("condition"),
    lasting=lambda spec: {"supported_features": _DAILY | _HOURLY if "forecast" in spec.does else 0},
    facets=(
        Facet(cap="temperature", attribute="temperature", unit="temperature_unit"),
        Facet(cap="humidity", attribute="humidity"),
        Facet(cap="pressure", attribute="pressure", unit="pressure_unit"),
        Facet(cap="wind_speed", attribute="wind_speed", unit="wind_speed_unit"),
        Facet(cap="wind_bearing", attribute="wind_bearing"),
        Facet(cap="clouds", attribute="cloud_coverage"),
        Facet(cap="visibility", attribute="visibility", unit="visibility_unit"),
        Facet(cap="uv", attribute="uv_index"),
    ),
    verbs={"get_forecasts": Verb(do="forecast", arguments={"type": "type"})},
)
CAMERA = Kind(domain="camera", value=word("status"))
