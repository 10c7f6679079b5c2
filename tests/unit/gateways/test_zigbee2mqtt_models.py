"""What real models expose: from zigbee-herdsman-converters 26.112, as ``bridge/devices`` has it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from embedded_hub.gateways.units import fits
from embedded_hub.gateways.zigbee2mqtt.devices import Thing, things
from embedded_hub.gateways.zigbee2mqtt.wire import devices_of
from tests.fakes.actions import action_for

MODELS: list[dict[str, Any]] = msgspec.json.decode(
    (Path(__file__).parents[2] / "fixtures" / "zigbee2mqtt" / "models.json").read_bytes()
)
LARGE = ("light", "switch", "cover", "lock", "fan", "climate")


@pytest.fixture(scope="module", params=MODELS, ids=lambda model: model["friendly_name"])
def model(request: pytest.FixtureRequest) -> dict[str, Any]:
    entry: dict[str, Any] = request.param
    return entry


@pytest.fixture(scope="module")
def thing(model: dict[str, Any]) -> Thing:
    return things(devices_of([model]), [])[0]


def values_of(exposes: list[dict[str, Any]]) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    """Return where each reported value stands in a payload, and what it can be."""
    for expose in exposes:
        name: str = expose.get("property") or expose["name"] if "name" in expose else ""
        if "features" in expose and expose["type"] in ("composite", "list"):
            for path, value in values_of(expose["features"]):
                own = value["name"] if value.get("endpoint") else path[0]
                yield (name, own, *path[1:]), value
        elif "features" in expose:
            yield from values_of(expose["features"])
        elif expose.get("access", 1) & 1:
            yield (name,), expose


def samples(value: dict[str, Any]) -> list[Any]:
    low, high = value.get("value_min", 1), value.get("value_max", 100)
    match value["type"]:
        case "numeric":
            return [low, high, (low + high) / 2]
        case "binary":
            return [value["value_on"], value["value_off"]]
        case "enum":
            return list(value["values"])[:4]
        case "text":
            return ["one", "two"]
    return [[], [{"a": 1}]]


def at(path: tuple[str, ...], value: Any) -> dict[str, Any]:
    for step in reversed(path[1:]):
        value = {step: value}
    return {path[0]: value}


def shown(thing: Thing, payload: dict[str, Any]) -> str:
    reports = [one.report(payload) for one in thing.facets if one.event is None]
    return repr([(one.value, one.attributes) for one in reports])


def test_each_value_a_device_reports_is_seen_somewhere(model: dict[str, Any], thing: Thing) -> None:
    exposes = model["definition"]["exposes"]
    lamps_on = {
        part["property"]: part["value_on"]
        for one in exposes
        if one["type"] in LARGE
        for part in one["features"]
        if part["name"] == "state" and "value_on" in part
    }
    events = {facet.event for facet in thing.facets}
    for path, value in values_of(exposes):
        is_colour = path[-1] in ("x", "y", "hue", "saturation")  # seen only in pairs
        has_choice = len(samples(value)) > 1
        if path[0] in events or is_colour:
            continue
        seen = {shown(thing, lamps_on | at(path, sample)) for sample in samples(value)}
        assert len(seen) > 1 or not has_choice, path


def test_what_is_described_makes_sense(thing: Thing) -> None:
    keys = [facet.entity.key for facet in thing.facets]
    assert len(keys) == len(set(keys))
    for facet in thing.facets:
        given = facet.entity.attributes
        unit, class_ = given.get("unit_of_measurement"), given.get("device_class")
        if facet.entity.domain == "sensor" and isinstance(class_, str) and class_ != "enum":
            assert fits(class_, unit if isinstance(unit, str) else None), facet.entity.key
        if facet.entity.domain in ("sensor", "binary_sensor", "event"):
            assert facet.entity.category != "config", facet.entity.key
        assert facet.report({}).value in (None, "heat"), facet.entity.key  # nothing is known yet


def test_what_is_asked_is_done_once_the_device_says_it_is(thing: Thing) -> None:
    for facet in thing.facets:
        for name, arguments in asked_of(facet.entity.domain, facet.entity.attributes):
            assert facet.write is not None
            setting = facet.write(action_for(facet.entity, name, arguments), {})
            assert setting is not None, (facet.entity.key, name)
            if setting.holds is not None:
                told = {**setting.payload, **modes_of(setting.payload)}
                assert setting.holds(facet.report(told)), (facet.entity.key, name, arguments)


def asked_of(domain: str, has: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Return actions that an entity of a domain can be asked for."""
    if domain in ("light", "switch", "fan", "siren"):
        yield from (("turn_on", {}), ("turn_off", {}))
    modes = has.get("supported_color_modes", ())
    if domain == "light" and modes != ["onoff"]:
        yield "turn_on", {"brightness": 100}
    if "color_temp" in modes:
        yield "turn_on", {"color_temp_kelvin": has["min_color_temp_kelvin"]}
    yield from (("turn_on", {"effect": one}) for one in has.get("effect_list", ())[:2])
    if domain == "fan" and has["supported_features"] & 1:
        yield from (("set_percentage", {"percentage": share}) for share in (1, 50, 100))
    if domain == "number":
        yield from (("set_value", {"value": has[limit]}) for limit in ("min", "max"))
    if domain in ("select", "lock", "cover"):
        single = {"lock": ("lock", "unlock"), "cover": ("open_cover", "close_cover", "stop_cover")}
        yield from ((name, {}) for name in single.get(domain, ()))
        yield from (("select_option", {"option": one}) for one in has.get("options", ()))
    if domain == "climate":
        is_range = has["supported_features"] & 2
        both = {"target_temp_low": 19, "target_temp_high": 24}
        yield "set_temperature", both if is_range else {"temperature": 21}
        for kind in ("preset", "fan", "swing"):
            for mode in has.get(f"{kind}_modes", ()):
                yield f"set_{kind}_mode", {f"{kind}_mode": mode}


def modes_of(payload: Any) -> dict[str, Any]:
    """Return the colour modes that Zigbee2MQTT tells with what it sets."""
    told = {}
    for name in payload:
        if name.startswith("color_temp"):
            told["color_mode" + name.removeprefix("color_temp")] = "color_temp"
    return told
