"""The parts of the Hue driver that need no bridge."""

import asyncio
import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedded_hub.gateways.announcement import Announcement
from embedded_hub.gateways.hue import sse
from embedded_hub.gateways.hue.devices import Thing, things
from embedded_hub.gateways.hue.gamut import Gamut, distance
from embedded_hub.gateways.hue.manifest import recognise
from embedded_hub.gateways.hue.mirror import Change, Mirror
from embedded_hub.gateways.hue.pace import Pace
from embedded_hub.gateways.hue.resource import Resource, resource_in, resources_in
from embedded_hub.gateways.hue.sse import EventReader, ServerEvent
from tests.fakes.hue_home import GAMUT_C, home, rid
from tests.fakes.recording_sink import RecordingSink

STREAM = (
    b": hi\r\n\r\nid: 1:0\ndata: [1]\n\ndata: [2,\rdata: 3]\r\rid\ndata:[4]\nevent: x\n\n"
    b"retry: 5\n\nid: 7\n\ndata: \xc3\xa9\n\ndata: not finished"
)
EVENTS = [
    ServerEvent("[1]", "1:0"),
    ServerEvent("[2,\n3]", "1:0"),
    ServerEvent("[4]", ""),
    ServerEvent("é", "7"),
]


@given(st.lists(st.integers(0, len(STREAM)), max_size=12))
def test_a_stream_says_the_same_however_it_is_cut(cuts: list[int]) -> None:
    reader, found = EventReader(), list[ServerEvent]()
    places = [0, *sorted(cuts), len(STREAM)]
    for start, end in itertools.pairwise(places):
        found += reader.feed(STREAM[start:end])
    assert found == EVENTS
    assert reader.last_id == "7"


@pytest.mark.parametrize("piece", [b"x" * 99, b"data: " + b"x" * 92 + b"\n"])
def test_an_event_without_an_end_is_given_up(monkeypatch: pytest.MonkeyPatch, piece: bytes) -> None:
    monkeypatch.setattr(sse, "MAX_EVENT_BYTES", 400)
    reader = EventReader()
    for _ in range(4):
        reader.feed(piece)
    with pytest.raises(ValueError, match="too large"):
        reader.feed(piece * 4)


def test_what_is_told_while_a_snapshot_is_fetched_outlives_it() -> None:
    sink = RecordingSink()
    mirror = Mirror(sink, lambda _: None)
    bridge = list(resources_in(home()))
    lamp = rid("lamp light")
    mirror.load(bridge)
    (key,) = [key for key, one in sink.entities.items() if lamp in key and one.domain == "light"]
    assert sink.states[key].value == "on"
    mirror.await_snapshot()
    told = {"id": lamp, "type": "light", "on": {"on": False}}
    mirror.take([Change(type="update", data=(told,))])
    assert sink.states[key].value == "off"
    mirror.load(bridge)
    assert sink.states[key].value == "off"


def _corner(name: str) -> tuple[float, float]:
    return GAMUT_C[name]["x"], GAMUT_C[name]["y"]


_GAMUT = Gamut(_corner("red"), _corner("green"), _corner("blue"))


@given(st.floats(0, 1), st.floats(0, 1))
def test_the_nearest_colour_can_be_shown_and_stays_itself(x: float, y: float) -> None:
    shown = _GAMUT.nearest((x, y))
    assert distance(_GAMUT.nearest(shown), shown) < 1e-6
    corners = (_GAMUT.red, _GAMUT.green, _GAMUT.blue)
    assert distance(shown, (x, y)) <= min(distance(one, (x, y)) for one in corners) + 1e-9


def test_a_colour_within_reach_is_shown_as_it_is() -> None:
    assert _GAMUT.nearest((0.3, 0.3)) == (0.3, 0.3)


_json = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


def _mangled(content: dict[str, Any], damage: list[tuple[int, Any]]) -> dict[str, Any]:
    names = [name for name in content if name not in ("id", "type")]
    return {**content, **{names[place % len(names)]: value for place, value in damage}}


@given(st.lists(st.tuples(st.integers(0, 30), _json), min_size=1, max_size=4))
def test_a_bridge_that_talks_nonsense_is_described_all_the_same(
    damage: list[tuple[int, Any]],
) -> None:
    resources = {one.id: one for one in resources_in([_mangled(one, damage) for one in home()])}
    for thing in things(resources, resources):
        for facet in thing.facets:
            facet.report(resources[facet.resource])
            if facet.happened is not None:
                facet.happened(resources[facet.resource], resources[facet.resource].content)


def test_lights_that_no_device_lists_are_not_lost() -> None:
    listed = home()
    lamp = next(one for one in listed if one["id"] == rid("Lamp"))
    lamp["services"] = [one for one in lamp["services"] if one["rtype"] != "light"]
    found = {thing.device.key: thing for thing in _things(listed)}
    assert f"light/{rid('lamp light')}" in {one.entity.key for one in found[rid("Lamp")].facets}
    alone = [one for one in listed if one["id"] == rid("desk light")]
    [thing] = _things(alone)
    assert (thing.device.name, thing.device.via) == ("desk light", None)
    assert [one.entity.domain for one in thing.facets] == ["light", "select"]


def _things(listed: list[dict[str, Any]]) -> list[Thing]:
    resources = {one.id: one for one in resources_in(listed)}
    return things(resources, resources)


def test_an_update_leaves_what_it_does_not_name_and_null_is_nothing() -> None:
    lamp = resource_in(next(one for one in home() if one["id"] == rid("lamp light")))
    assert isinstance(lamp, Resource)
    after = lamp.merged({"color_temperature": {"mirek": None}, "dimming": None})
    assert after.number("color_temperature", "mirek") is None
    assert after.number("color_temperature", "mirek_schema", "mirek_minimum") == 153
    assert not after.has("dimming", "brightness")
    assert lamp.has("dimming", "brightness")


@pytest.mark.parametrize("content", [None, 3, [], {}, {"id": "", "type": "x"}, {"id": 1}])
def test_what_is_no_resource_is_none(content: object) -> None:
    assert resource_in(content) is None


@pytest.mark.parametrize(
    ("host", "port", "wanted"),
    [("192.0.2.7", 443, "192.0.2.7"), ("fe80::1", 443, "[fe80::1]:443"), ("h", 8443, "h:8443")],
)
def test_a_bridge_that_announces_itself_is_ready_to_be_added(
    host: str, port: int, wanted: str
) -> None:
    txt = {"bridgeid": "ecb5fafffe0a1b2c", "modelid": "BSB002"}
    found = recognise(
        Announcement(type="_hue._tcp", name="Hue Bridge", host=host, port=port, txt=txt)
    )
    assert dict(found.options) == {"host": wanted}
    assert (found.identity, found.model) == ("ecb5fafffe0a1b2c", "BSB002")


async def test_a_turn_that_comes_too_late_is_refused_at_once() -> None:
    pace = Pace(3600.0)
    assert await pace.turn(1.0)
    async with asyncio.timeout(5):
        assert not await pace.turn(1.0)


async def test_turns_come_no_faster_than_the_gap() -> None:
    pace, loop, turns = Pace(0.02), asyncio.get_running_loop(), list[float]()

    async def take() -> None:
        await pace.turn(1.0)
        turns.append(loop.time())

    began_s = loop.time()
    await asyncio.gather(take(), take(), take())
    assert turns[2] - began_s >= 0.04
