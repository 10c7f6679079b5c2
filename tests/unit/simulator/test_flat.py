"""The demo flat is believable, repeatable, and does what it announces."""

from functools import cache
from itertools import pairwise

import pytest

from embedded_hub.errors import ActionInvalid, ActionUnsupported
from embedded_hub.gateways.native import mapping
from embedded_hub.gateways.native.inventory import Inventory
from embedded_hub.model.capability import DOMAINS, Field, limits, options, resolve
from embedded_hub.model.ids import EntityId, EntityKey
from embedded_hub.model.state import Context, State
from embedded_hub.model.values import JsonValue
from embedded_hub.protocol import gateway_messages as gw
from embedded_hub.simulator.flat import Flat

START_S = 1_795_399_200.0


def announced(flat: Flat) -> Inventory:
    """Return what a hub knows of the flat after its first snapshot."""
    inventory = Inventory()
    bad = inventory.announce(
        gw.Announce(rev=1, full=True, devices=gw.encode_devices(flat.devices()))
    )
    assert not bad
    states = {key: dict(values) for key, values in flat.states().items()}
    list(inventory.merge(states, START_S))
    return inventory


@cache
def first_inventory() -> Inventory:
    """Return what a hub knows of a fresh flat; nobody changes it."""
    return announced(Flat())


def state_of(inventory: Inventory, key: str) -> State:
    """Return an entity's state as a home would show it."""
    entity_key = EntityKey(key)
    spec = inventory.spec(entity_key)
    assert spec is not None
    described = next(
        entity
        for device in inventory.describe()
        for entity in device.entities
        if entity.key == entity_key
    )
    report = mapping.report(entity_key, spec, inventory.values(entity_key))
    return State(
        entity_id=EntityId(f"{described.domain}.thing"),
        value=report.value or "unknown",
        attributes={**described.attributes, **report.attributes},
        changed_at=START_S,
        updated_at=START_S,
        context=Context(id="c"),
    )


def sample(name: str, field: Field, state: State) -> JsonValue:
    """Return a value the field accepts for this entity."""
    if name == "code":
        return "1234"
    if choices := options(field, state.attributes):
        return choices[-1]
    if field.type in ("number", "integer", "level"):
        low, high = limits(field, state.attributes)
        # One minute into a song, one minute of siren: the widest range is not the entity's own.
        return max(low or 0, min(60, 60 if high is None else high))
    by_type: dict[str, JsonValue] = {
        "boolean": True,
        "color_rgb": [255, 120, 0],
        "color_hs": [30, 80],
        "color_xy": [0.5, 0.4],
        "color_rgbw": [10, 20, 30, 40],
        "color_rgbww": [10, 20, 30, 40, 50],
        "time": "07:30:00",
        "date": "2027-02-01",
        "datetime": "2027-02-01T07:30:00+00:00",
    }
    return by_type.get(field.type, "text")


def every_action() -> list[tuple[str, str, str | None]]:
    """Return every entity with every action its domain has, alone and with each field."""
    inventory = first_inventory()
    found: list[tuple[str, str, str | None]] = []
    for key in tuple(inventory.keys()):
        spec = inventory.spec(key)
        assert spec is not None
        for name, action in DOMAINS[mapping.kind_of(spec).domain].actions.items():
            found.append((key, name, None))
            found += [
                (key, name, field) for field, one in action.fields.items() if not one.is_required
            ]
    return found


# What other systems have and a native gateway cannot announce.
NOT_SPOKEN = {"snapshot", "send_command", "join", "unjoin", "set_aux_heat"}


@pytest.mark.parametrize(("key", "name", "extra"), every_action())
def test_whatever_a_home_offers_on_it_the_flat_does(key: str, name: str, extra: str | None) -> None:
    inventory = first_inventory()
    state = state_of(inventory, key)
    domain = state.entity_id.partition(".")[0]
    fields = DOMAINS[domain].actions[name].fields
    wanted = {field for field, one in fields.items() if one.is_required or field == extra}
    arguments = {field: sample(field, fields[field], state) for field in wanted}
    try:
        action, canonical = resolve(state, name, arguments)
    except (ActionUnsupported, ActionInvalid):
        return  # the home itself says no, before anything is sent
    spec = inventory.spec(EntityKey(key))
    assert spec is not None
    if action in NOT_SPOKEN or domain == "camera":
        with pytest.raises(ActionUnsupported):
            mapping.order(spec, inventory.values(EntityKey(key)), action, canonical)
        return
    order = mapping.order(spec, inventory.values(EntityKey(key)), action, canonical)
    flat = Flat()
    flat.step(START_S)
    answer = flat.command(key, order.do, order.args, START_S)
    # A panel asks for its code; nothing else is refused as it stands.
    assert answer.code == ("denied" if name == "alarm_disarm" and extra is None else None), answer


def test_flats_of_one_seed_are_equal_to_the_last_digit() -> None:
    one, two = Flat(seed=7), Flat(seed=7)
    for tick in range(400):
        assert one.step(START_S + tick * 0.5) == two.step(START_S + tick * 0.5)


def test_flats_of_other_seeds_differ() -> None:
    one, two = Flat(seed=1), Flat(seed=2)
    one.step(START_S)
    two.step(START_S)
    assert one.step(START_S + 120) != two.step(START_S + 120)


def test_it_has_many_devices_in_many_rooms_with_every_kind() -> None:
    devices = Flat().devices()
    assert len(devices) >= 25
    assert len({device.area for device in devices if device.area}) >= 6
    kinds = {entity.kind for device in devices for entity in device.entities}
    assert kinds == set(mapping.KINDS) - {"alarm_control_panel"}
    colors = {
        entity.caps["color"].type
        for device in devices
        for entity in device.entities
        if "color" in entity.caps
    }
    assert colors == {"rgb", "hs", "xy", "rgbw", "rgbww"}


def test_a_day_passes_without_anything_leaving_its_range() -> None:
    flat = Flat(seed=3)
    specs = {
        f"{device.id}/{entity.id}": entity
        for device in flat.devices()
        for entity in device.entities
    }
    for minute in range(0, 24 * 60, 30):
        flat.step(START_S + minute * 60)
        flat.stir(20, START_S + minute * 60)
    for key, values in flat.states().items():
        for name, value in values.items():
            cap = specs[key].caps[name]
            if cap.min is not None and isinstance(value, int | float):
                assert cap.min <= value <= (cap.max or value), (key, name, value)


def test_sensors_drift_slowly_and_stay_believable() -> None:
    flat = Flat(seed=5)
    told: list[float] = []
    for tick in range(0, 3600, 5):
        changes = flat.step(START_S + tick)
        value = changes.states.get("living_air/temperature", {}).get("v")
        if isinstance(value, float):
            told.append(value)
    assert len(told) > 20
    assert all(18 < value < 25 for value in told)
    assert max(abs(a - b) for a, b in pairwise(told)) < 0.7


def test_offline_device_answers_unreachable_and_comes_back() -> None:
    flat = Flat()
    flat.step(START_S)
    flat.set_presence("floor_lamp", "offline")
    assert flat.step(START_S + 1).presence == {"floor_lamp": "offline"}
    assert flat.command("floor_lamp/light", "set", {"on": True}, START_S).code == "unreachable"
    flat.set_presence("floor_lamp", "online")
    assert flat.step(START_S + 2).presence == {"floor_lamp": "online"}
    assert flat.command("floor_lamp/light", "set", {"on": True}, START_S).code is None


def test_after_a_long_sleep_it_goes_on_without_a_storm() -> None:
    flat = Flat()
    flat.step(START_S)
    changes = flat.step(START_S + 7 * 86_400)
    assert len(changes.events) <= 5


def test_stirred_sensors_always_tell_something_new() -> None:
    flat = Flat()
    flat.step(START_S)
    flat.step(START_S + 0.25)
    for number in range(1, 50):
        flat.stir(20, START_S + number)
        assert len(flat.step(START_S + number).states) >= 20
