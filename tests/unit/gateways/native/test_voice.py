"""Whatever a gateway says, its voice stays whole and each floor of the home has one holder."""

import asyncio
from typing import Any

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from embedded_hub.core.registry import put
from embedded_hub.gateways.native import mapping
from embedded_hub.gateways.native.inventory import Inventory
from embedded_hub.gateways.native.voice import GatewayVoice, VoiceHome
from embedded_hub.model.ids import DeviceId, EntityId, GatewayId
from embedded_hub.model.registry import Device, Entity
from embedded_hub.protocol import gateway_messages as gw
from embedded_hub.protocol.voice_frame import encode_frame
from embedded_hub.voice.stream import FrameStamper
from tests.unit.core.intercom.conftest import Flat

GATEWAY = GatewayId("gw")
DEVICES = ("one", "two", "door")
devices = st.sampled_from([*DEVICES, "lamp", "nothing"])
numbers = st.integers(1, 4)
words = st.one_of(
    st.fixed_dictionaries(
        {
            "t": st.just("talk/start"),
            "dev": devices,
            "handler": numbers,
            "codec": st.sampled_from(["opus", "pcm16"]),
            "channel": st.sampled_from(["own", "area"]),
            "queue": st.booleans(),
        },
        optional={"resume": st.integers(1, 9), "req": st.integers(0, 3)},
    ),
    st.fixed_dictionaries(
        {"t": st.just("talk/release"), "dev": devices, "cancel": st.booleans()},
        optional={"stream": st.integers(1, 9)},
    ),
    st.fixed_dictionaries(
        {
            "t": st.just("talk/answer"),
            "dev": devices,
            "call": st.just("none"),
            "accept": st.booleans(),
        }
    ),
)
sound = st.one_of(
    st.binary(max_size=30),
    st.tuples(numbers, st.sampled_from([640, 639, 1])).map(
        lambda made: encode_frame(made[0], FrameStamper().stamp(bytes(made[1])))
    ),
    numbers.map(lambda number: bytes((number,))),
)
time = st.sampled_from([0.02, 0.3, 0.6, 2.0]).map(lambda seconds: ("time", seconds))
people = st.sampled_from([("talk", "one"), ("talk", "door"), ("release", ""), ("ring", "door")])
doings = st.lists(st.one_of(words, sound, time, people, st.just(("again", ""))), max_size=40)


def station(key: str) -> gw.DeviceSpec:
    parts = [gw.EntitySpec(id="speaker", kind="speaker"), gw.EntitySpec(id="mic", kind="mic")]
    if key == "door":
        parts.append(gw.EntitySpec(id="bell", kind="event", device_class="doorbell"))
    return gw.DeviceSpec(id=key, name=key.title(), area="Kitchen", entities=tuple(parts))


async def install(flat: Flat) -> Inventory:
    """Announce three stations and a lamp, and let the registry know them."""
    await flat.furnish()
    specs = [*map(station, DEVICES), gw.DeviceSpec(id="lamp", name="Lamp")]
    inventory = Inventory()
    inventory.announce(gw.Announce(rev=1, full=True, devices=gw.encode_devices(specs)))
    for described in map(mapping.describe, specs):
        device_id = DeviceId(f"d_{described.key}")
        await flat.registry.edit(
            put(Device(id=device_id, gateway_id=GATEWAY, key=described.key, name=described.name)),
            *(
                put(
                    Entity(
                        entity_id=EntityId(f"{one.domain}.{one.key.replace('/', '_')}"),
                        gateway_id=GATEWAY,
                        key=one.key,
                        device_id=device_id,
                        attributes=one.attributes,
                    )
                )
                for one in described.entities
            ),
        )
    return inventory


async def live(plan: list[Any]) -> None:
    flat = Flat()
    inventory = await install(flat)
    home = VoiceHome(flat.intercom, flat.registry)
    anna, _ = await flat.join(name="Anna")
    voice = GatewayVoice(GATEWAY, home, inventory, flat.clock)
    voice.settle()
    assert len(flat.intercom.members) == 1 + len(DEVICES)
    for doing in plan:
        match doing:
            case dict():
                message = gw.decode_from_gateway(msgspec.json.encode(doing))
                assert isinstance(message, gw.FromVoice)
                voice.take(message)
            case bytes():
                voice.receive(doing)
            case ("time", seconds):
                flat.pass_time(seconds, step_s=0.1)
            case ("talk", key):
                flat.talk(anna, f"device:d_{key}", can_queue=True)
            case ("again", _):
                voice.close()
                voice = GatewayVoice(GATEWAY, home, inventory, flat.clock)
                voice.settle()
            case _:
                for burst in flat.intercom.live.bursts():
                    if burst.member is anna:
                        flat.intercom.release(anna, burst.stream, is_cancelled=False)
        bursts = flat.intercom.live.bursts()
        held = [burst.wish.group.id for burst in bursts]
        assert len(held) == len(set(held)), "two hold one floor"
    voice.close()
    assert [one.user_id for one in flat.intercom.members] == [anna.user_id]
    flat.pass_time(70.0, step_s=0.5)
    assert [one for one in flat.intercom.live.bursts() if one.member is not anna] == []
    await flat.intercom.close()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(doings)
def test_nothing_a_gateway_says_breaks_its_voice(plan: list[Any]) -> None:
    asyncio.run(live(plan))
