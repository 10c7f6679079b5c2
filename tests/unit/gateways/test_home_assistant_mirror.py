import pytest

from embedded_hub.errors import RemoteProtocolError
from embedded_hub.gateways.home_assistant.mirror import MAX_REMEMBERED_CAUSES, Causes, Mirror
from embedded_hub.gateways.home_assistant.wire import DeviceEntry, EntityEntry, Registries
from embedded_hub.model.ids import EntityId, EntityKey
from embedded_hub.model.state import Context, State
from embedded_hub.model.values import JsonValue
from tests.fakes.sinks import AwaitableSink

KEY = EntityKey("e1")
LAMP = "light.lamp"
REGISTRIES = Registries(
    devices=[DeviceEntry(id="d1", name="Lamp")],
    entities=[EntityEntry(entity_id=LAMP, id=KEY, device_id="d1", has_entity_name=True)],
)


def entry(value: str, context: str = "c0", **attributes: JsonValue) -> dict[str, object]:
    return {"s": value, "a": attributes, "c": context, "lc": 10.0}


@pytest.fixture
def sink() -> AwaitableSink:
    return AwaitableSink()


@pytest.fixture
def mirror(sink: AwaitableSink) -> Mirror:
    one = Mirror(sink, Causes())
    one.apply({"a": {LAMP: entry("on", brightness=5, supported_features=4)}})
    one.adopt(REGISTRIES, is_complete=True)
    return one


def test_nothing_is_told_before_the_registries_are_known(sink: AwaitableSink) -> None:
    mirror = Mirror(sink, Causes())
    assert not mirror.apply({"a": {LAMP: entry("on")}})
    assert sink.calls == []


def test_adopting_the_same_again_says_nothing(mirror: Mirror, sink: AwaitableSink) -> None:
    said = list(sink.calls)
    mirror.adopt(REGISTRIES, is_complete=True)
    assert sink.calls == said == ["devices", "state"]


def test_a_change_that_touches_nothing_we_tell_is_not_told(
    mirror: Mirror, sink: AwaitableSink
) -> None:
    mirror.apply({"c": {LAMP: {"+": {"lu": 11.0, "a": {"entity_picture": "/api/x?token=1"}}}}})
    assert len(sink.reports) == 1


def test_partial_changes_are_reported_whole(mirror: Mirror, sink: AwaitableSink) -> None:
    mirror.apply({"c": {LAMP: {"+": {"lu": 11.0, "a": {"color_mode": "hs"}}}}})
    assert sink.states[KEY].attributes == {"brightness": 5, "color_mode": "hs"}
    mirror.apply({"c": {LAMP: {"-": {"a": ["brightness"]}}}})
    assert sink.states[KEY].attributes == {"color_mode": "hs"}


def test_an_unavailable_entity_keeps_its_last_values_and_comes_back_by_its_report(
    mirror: Mirror, sink: AwaitableSink
) -> None:
    mirror.apply({"c": {LAMP: {"+": {"s": "unavailable", "lc": 12.0}}}})
    assert sink.away == {KEY}
    assert sink.value(KEY) == "on"
    assert mirror.state_of(KEY) is None
    mirror.apply({"c": {LAMP: {"+": {"s": "on", "lc": 13.0}}}})
    assert sink.away == set()
    assert len(sink.reports) == 2


def test_capabilities_that_change_describe_the_device_again_before_the_state(
    mirror: Mirror, sink: AwaitableSink
) -> None:
    mirror.apply({"c": {LAMP: {"+": {"s": "off", "lc": 12.0, "a": {"supported_features": 36}}}}})
    assert sink.calls[-2:] == ["devices", "state"]
    assert sink.entities[KEY].attributes["supported_features"] == 36
    assert sink.listings[-1] == (frozenset({"d1"}), False)


def test_capabilities_an_unavailable_entity_leaves_out_are_kept(
    mirror: Mirror, sink: AwaitableSink
) -> None:
    gone = {"+": {"s": "unavailable", "lc": 12.0}, "-": {"a": ["supported_features"]}}
    mirror.apply({"c": {LAMP: gone}})
    assert sink.calls == ["devices", "state", "available"]
    assert sink.entities[KEY].attributes["supported_features"] == 4


def test_new_and_removed_entities_ask_for_the_registries(
    mirror: Mirror, sink: AwaitableSink
) -> None:
    said = list(sink.calls)
    assert mirror.apply({"a": {"switch.new": entry("on")}})
    assert mirror.apply({"r": [LAMP]})
    assert sink.calls == said


def test_a_registered_entity_without_a_state_does_not_answer(
    mirror: Mirror, sink: AwaitableSink
) -> None:
    mirror.apply({"r": [LAMP]})
    mirror.adopt(REGISTRIES, is_complete=True)
    assert sink.away == {KEY}


def test_a_disabled_entity_is_described_and_nothing_is_said_of_its_state(
    sink: AwaitableSink,
) -> None:
    mirror = Mirror(sink, Causes())
    mirror.apply({"a": {}})
    disabled = EntityEntry(entity_id=LAMP, id=KEY, device_id="d1", disabled_by="user")
    devices = [DeviceEntry(id="d1", name="Lamp")]
    mirror.adopt(Registries(devices=devices, entities=[disabled]), is_complete=True)
    assert sink.calls == ["devices"]
    assert not sink.entities[KEY].is_enabled


def test_the_end_of_starting_up_makes_the_listing_complete(sink: AwaitableSink) -> None:
    mirror = Mirror(sink, Causes())
    mirror.apply({"a": {LAMP: entry("on")}})
    mirror.adopt(REGISTRIES, is_complete=False)
    mirror.adopt(REGISTRIES, is_complete=True)
    assert [is_complete for _, is_complete in sink.listings] == [False, True]
    assert len(sink.reports) == 1


def test_an_event_is_told_once_as_an_event_and_in_a_snapshot_as_a_state(
    sink: AwaitableSink,
) -> None:
    mirror = Mirror(sink, Causes())
    pressed = entry("2026-01-01T00:00:00+00:00", event_types=["press"], event_type="press")
    mirror.apply({"a": {"event.button": pressed}})
    mirror.adopt(Registries(), is_complete=True)
    assert sink.calls == ["devices", "state"]
    change = {"s": "2026-01-01T00:01:00+00:00", "lc": 12.0, "a": {"clicks": 2}}
    mirror.apply({"c": {"event.button": {"+": change}}})
    assert sink.events == [("event.button", "press", {"clicks": 2})]
    assert len(sink.reports) == 1


def test_a_malformed_event_breaks_the_protocol(mirror: Mirror) -> None:
    with pytest.raises(RemoteProtocolError):
        mirror.apply({"c": {LAMP: {"+": {"s": 5}}}})


def lamp(context: str) -> State:
    return State(
        entity_id=EntityId(LAMP),
        value="on",
        attributes={},
        changed_at=1.0,
        updated_at=1.0,
        context=Context(id=context),
    )


def test_a_new_context_during_a_call_is_put_down_to_the_call() -> None:
    causes = Causes()
    causes.began("a1", EntityId(LAMP), "before")
    assert causes.of(lamp("before")) is None
    assert causes.of(lamp("after")) == "a1"
    causes.ended("a1", EntityId(LAMP), None)
    assert causes.of(lamp("after")) is None


def test_a_context_a_result_named_stays_known_for_later_echoes() -> None:
    causes = Causes()
    causes.began("a1", EntityId(LAMP), None)
    causes.ended("a1", EntityId(LAMP), "ctx")
    assert causes.of(lamp("ctx")) == "a1"
    for number in range(MAX_REMEMBERED_CAUSES):
        causes.ended(f"b{number}", EntityId(LAMP), f"other{number}")
    assert causes.of(lamp("ctx")) is None


def test_an_older_call_s_end_leaves_the_newer_one_in_flight() -> None:
    causes = Causes()
    causes.began("a1", EntityId(LAMP), "c0")
    causes.began("a2", EntityId(LAMP), "c0")
    causes.ended("a1", EntityId(LAMP), None)
    assert causes.of(lamp("c1")) == "a2"
