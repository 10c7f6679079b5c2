from typing import Any

from embedded_hub.model.ids import EntityId, EntityKey, GatewayId
from embedded_hub.model.registry import Entity
from embedded_hub.model.twins import pair_twins


def entity(side: str, domain: str, name: str | None = None, key: str = "k", **said: Any) -> Entity:
    category = said.pop("category", None)
    slug = f"{side}_{name or 'itself'}_{key}".lower().replace(" ", "_").replace(":", "_")
    return Entity(
        entity_id=EntityId(f"{domain}.{slug}"),
        gateway_id=GatewayId(side),
        key=EntityKey(key),
        original_name=name,
        attributes=said,
        category=category,
    )


def paired(kept: list[Entity], others: list[Entity]) -> set[tuple[str | None, str | None]]:
    return {(one.original_name, other.original_name) for one, other in pair_twins(kept, others)}


def test_the_one_light_of_each_side_is_the_same_light() -> None:
    assert paired([entity("a", "light")], [entity("b", "light", "Bulb")]) == {(None, "Bulb")}


def test_readings_are_the_same_by_what_they_measure() -> None:
    kept = [entity("a", "sensor", "Power", device_class="power", unit_of_measurement="W")]
    other = [
        entity("b", "sensor", "Leistung", device_class="power", unit_of_measurement="W"),
        entity("b", "sensor", "Energy", device_class="energy", unit_of_measurement="kWh"),
    ]
    assert paired(kept, other) == {("Power", "Leistung")}


def test_two_temperatures_are_not_told_by_guessing() -> None:
    kept = [entity("a", "sensor", "Temperature", device_class="temperature")]
    other = [
        entity("b", "sensor", "Temperature", "1", device_class="temperature"),
        entity("b", "sensor", "Probe", "2", device_class="temperature"),
    ]
    assert paired(kept, other) == {("Temperature", "Temperature")}
    assert paired([entity("a", "sensor", "Chip", device_class="temperature")], other) == set()


def test_channels_are_paired_in_their_order() -> None:
    kept = [entity("a", "switch", None, f"switch:{n}") for n in (0, 1)]
    others = [entity("b", "switch", f"Relay {n}", f"POWER{n}") for n in (2, 1)]
    pairs = [(one.key, other.key) for one, other in pair_twins(kept, others)]
    assert pairs == [("switch:0", "POWER1"), ("switch:1", "POWER2")]


def test_a_relay_is_no_twin_of_the_switch_of_a_lamp_on_it() -> None:
    kept = [entity("a", "switch")]
    assert paired(kept, [entity("b", "switch", "LED", category="config")]) == set()


def test_settings_and_bare_numbers_are_the_same_by_name_alone() -> None:
    kept = [entity("a", "number", "Fade time"), entity("a", "button", "Restart")]
    others = [entity("b", "number", "fade_time"), entity("b", "button", "Identify")]
    assert paired(kept, others) == {("Fade time", "fade_time")}
