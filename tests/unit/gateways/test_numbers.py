"""What each driver passes on of the numbers burnt into a device, so that it is known again."""

import json

from embedded_hub.gateways.home_assistant.numbers import connections_of
from embedded_hub.gateways.home_assistant.wire import DeviceEntry
from embedded_hub.gateways.mqtt.inventory import Inventory
from embedded_hub.gateways.native.mapping import describe
from embedded_hub.gateways.zwave_js.nodes import thing
from embedded_hub.gateways.zwave_js.wire import Node
from embedded_hub.protocol.gateway_messages import DeviceSpec
from tests.fakes.recording_sink import RecordingSink


def test_home_assistant_tells_connections_and_what_its_identifiers_hold() -> None:
    entry = DeviceEntry(
        id="d",
        connections=[["mac", "aa:bb:cc:dd:ee:ff"]],
        identifiers=[
            ["zwave_js", "3245146787-12"],
            ["zwave_js", "3245146787-12-134:3:102"],
            ["mqtt", "zigbee2mqtt_0x00158d0001ab23cd"],
            ["mqtt", "kitchen"],
            ["matter", "deviceid_00000000000004D2-0000000000000017-MatterNodeDevice"],
            ["matter", "serial_ab12"],
            ["hue", "6ba7b810-9dad-11d1-80b4-00c04fd430c8"],
            ["demo"],
        ],
    )
    assert connections_of(entry) == (
        ("mac", "aa:bb:cc:dd:ee:ff"),
        ("zwave", "3245146787-12"),
        ("zigbee", "0x00158d0001ab23cd"),
        ("matter", "00000000000004D2-0000000000000017"),
        ("hue", "6ba7b810-9dad-11d1-80b4-00c04fd430c8"),
    )


def test_an_identifier_on_a_broker_gives_an_address_away() -> None:
    sink = RecordingSink()
    inventory = Inventory(sink, lambda _: None, "homeassistant", lambda: 0.0)
    for number, identifiers in enumerate(
        (["zigbee2mqtt_0x00158d0001ab23cd"], "A8032ABE1234", ["123456789012"])
    ):
        config = {"stat_t": "x", "uniq_id": f"u{number}", "dev": {"ids": identifiers}}
        inventory.take(f"homeassistant/sensor/s{number}/config", json.dumps(config).encode())
    inventory.describe()
    assert [device.connections for device in sink.devices_by_key.values()] == [
        (("zigbee", "0x00158d0001ab23cd"),),
        (("mac", "a8:03:2a:be:12:34"),),
        (),
    ]


def test_a_node_of_zwave_is_known_by_its_network_and_its_number() -> None:
    assert thing(Node(node_id=12), {}, 3245146787).device.connections == (
        ("zwave", "3245146787-12"),
    )
    assert thing(Node(node_id=12), {}, None).device.connections == ()


def test_a_native_gateway_may_say_how_its_devices_are_known() -> None:
    spec = DeviceSpec(id="d", name="D", serial="12ab", connections=(("mac", "a8032abe1234"),))
    told = describe(spec)
    assert (told.serial_number, told.connections) == ("12ab", (("mac", "a8032abe1234"),))
