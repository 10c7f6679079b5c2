"""Every message of ``homewire.gw.v1`` against vectors other implementations can use too."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedded_hub.errors import RemoteProtocolError
from embedded_hub.protocol import gateway_messages as gw

_FILE = Path(__file__).parents[2] / "vectors" / "gateway" / "messages.json"
VECTORS: dict[str, list[dict[str, Any]]] = json.loads(_FILE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("message", VECTORS["from_gateway"], ids=lambda m: str(m["t"]))
def test_what_a_gateway_sends_is_read_and_written_the_same(message: dict[str, Any]) -> None:
    assert json.loads(gw.encode(gw.decode_from_gateway(json.dumps(message)))) == message


@pytest.mark.parametrize("message", VECTORS["from_hub"], ids=lambda m: str(m["t"]))
def test_what_a_hub_sends_is_read_and_written_the_same(message: dict[str, Any]) -> None:
    assert json.loads(gw.encode(gw.decode_from_hub(json.dumps(message)))) == message


def test_every_message_has_a_vector() -> None:
    seen = {message["t"] for side in ("from_gateway", "from_hub") for message in VECTORS[side]}
    assert seen == {kind.__struct_config__.tag for kind in gw.Message.__subclasses__()}


@pytest.mark.parametrize("case", VECTORS["refused"], ids=lambda case: str(case["why"]))
def test_what_cannot_be_read_is_answered_with_a_stable_code(case: dict[str, Any]) -> None:
    with pytest.raises(RemoteProtocolError) as refused:
        gw.decode_from_gateway(case["frame"])
    err = gw.err_for(refused.value)
    assert (err.code, err.ref) == (case["err"], case["ref"])


def test_unknown_fields_are_ignored() -> None:
    read = gw.decode_from_gateway('{"t":"took","id":"c","later":{"x":[1]}}')
    assert read == gw.Took(id="c")


def test_frame_that_is_too_big_and_json_that_is_too_deep_are_refused() -> None:
    big = '{"t":"took","id":"' + "x" * gw.MAX_FRAME_BYTES + '"}'
    deep = '{"t":"event","seq":1,"ts":1,"from":"a/b","name":"n","data":{"v":' + "[" * 40 + "]" * 40
    for frame, code in ((big, "too_big"), (deep + "}}", "bad_json"), ("[" * 60_000, "bad_json")):
        with pytest.raises(RemoteProtocolError) as refused:
            gw.decode_from_gateway(frame)
        assert gw.err_for(refused.value).code == code


def test_brackets_in_a_text_are_no_depth() -> None:
    text = "[" * 100 + "{" * 100
    frame = json.dumps({"t": "err", "code": "x", "msg": text})
    assert gw.decode_from_gateway(frame) == gw.Err(code="x", msg=text)


@given(st.text(max_size=200) | st.binary(max_size=200))
def test_any_frame_is_read_or_refused_and_nothing_else(frame: str | bytes) -> None:
    try:
        gw.decode_from_gateway(frame)
    except RemoteProtocolError as error:
        gw.encode(gw.err_for(error))


def test_devices_survive_the_announce() -> None:
    device = gw.DeviceSpec(
        id="d",
        name="D",
        maker="M",
        area="Hall",
        entities=(gw.EntitySpec(id="e", kind="sensor", device_class="door", does=("x",)),),
    )
    frame = gw.encode(gw.Announce(rev=1, full=True, devices=gw.encode_devices([device])))
    read = gw.decode_from_gateway(frame)
    assert isinstance(read, gw.Announce)
    assert gw.read_devices(read) == ((device,), ())


def test_more_entities_than_there_is_room_for_are_named() -> None:
    entities = tuple(gw.EntitySpec(id=f"e{number}", kind="sensor") for number in range(4))
    device = gw.DeviceSpec(id="d", name="D", entities=(*entities, entities[0]))
    announce = gw.Announce(rev=1, devices=gw.encode_devices([device]))
    ((read,), bad) = gw.read_devices(announce, max_entities=3)
    assert len(read.entities) == 3
    assert [(entry.at, entry.code) for entry in bad] == [
        ("d/e3", "too_many"),
        ("d/e0", "duplicate"),
    ]
