from typing import Any

import pytest

from embedded_hub.model.identity import address, likenesses
from embedded_hub.model.ids import DeviceId, GatewayId
from embedded_hub.model.registry import Device

MAC = ("mac", "a8:03:2a:be:12:34")


def device(name: str, gateway: str, *connections: tuple[str, str], **more: Any) -> Device:
    return Device(
        id=DeviceId(name),
        gateway_id=GatewayId(gateway),
        key=name,
        name="Lamp",
        connections=connections,
        **more,
    )


def found(*devices: Device) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.reason, one.device_ids) for one in likenesses(devices)]


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("A8:03:2A:BE:12:34", "a8032abe1234"),
        ("a8-03-2a-be-12-34", "a8032abe1234"),
        ("a8032abe1234", "a8032abe1234"),
        ("0x00158d0001ab23cd", "00158d0001ab23cd"),
        ("00:15:8d:00:01:ab:23:cd-01", "00158d0001ab23cd"),
    ],
)
def test_an_address_is_the_same_however_it_is_written(written: str, digits: str) -> None:
    assert address(written) == digits


@pytest.mark.parametrize(
    "written",
    [
        *("", "lamp", "-", "0x", "a8:03:2a:be:12", "zz:03:2a:be:12:34"),
        *("00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff", "02:42:ac:11:00:02", "01:00:5e:00:00:fb"),
    ],
)
def test_what_tells_nothing_apart_is_no_address(written: str) -> None:
    assert address(written) is None


def test_two_gateways_that_know_one_address_mean_one_thing() -> None:
    shelly = device("shelly", "shelly", ("mac", "A8032ABE1234"))
    other = device("ha", "home_assistant", MAC)
    assert found(shelly, other) == [("mac", ("shelly", "ha"))]


def test_an_address_of_zigbee_counts_under_whatever_name_it_comes() -> None:
    z2m = device("z2m", "zigbee2mqtt", ("zigbee", "0x0017880109ab12cd"))
    hue = device("hue", "home_assistant", ("mac", "00:17:88:01:09:ab:12:cd-0b"))
    assert found(z2m, hue) == [("zigbee_ieee", ("z2m", "hue"))]


def test_names_alone_prove_nothing() -> None:
    assert found(device("a", "one"), device("b", "two")) == []


def test_one_gateway_is_believed_that_its_devices_are_two() -> None:
    assert found(device("a", "one", MAC), device("b", "one", MAC)) == []


def test_a_serial_number_counts_with_its_maker_only() -> None:
    one = device("a", "one", serial_number="GW-60 1234", manufacturer="Signify Netherlands B.V.")
    same = device("b", "two", serial_number="gw601234", manufacturer="Signify")
    else_ = device("c", "three", serial_number="GW601234", manufacturer="Acme")
    nobody = device("d", "four", serial_number="GW601234")
    assert found(one, same, else_, nobody) == [("serial", ("a", "b"))]


@pytest.mark.parametrize("serial", ["0000000000", "123456789", "Default string", "unknown", "7"])
def test_a_serial_number_nobody_filled_in_counts_for_nothing(serial: str) -> None:
    pair = [device(g, g, serial_number=serial, manufacturer="Acme") for g in ("one", "two")]
    assert found(*pair) == []


def test_a_number_that_many_share_counts_for_nothing() -> None:
    assert found(*(device(f"d{n}", f"gw{n}", MAC) for n in range(9))) == []


def test_a_part_of_a_device_is_not_mistaken_for_it() -> None:
    whole = device("strip", "ha", MAC)
    part = device("socket", "ha", MAC, via_device_id=DeviceId("strip"))
    direct = device("shelly", "shelly", MAC)
    assert found(whole, part, direct) == [("mac", ("strip", "shelly"))]


def test_what_was_told_apart_is_not_offered_again() -> None:
    one, other = device("a", "one", MAC), device("b", "two", MAC)
    distinct = {frozenset({one.id, other.id})}
    assert likenesses([one, other], distinct) == []


def test_three_that_hang_together_are_one_offer_with_the_surest_reason() -> None:
    mac_and_serial = device("a", "one", MAC, serial_number="ab12cd", manufacturer="Acme")
    by_mac = device("b", "two", MAC)
    by_serial = device("c", "three", serial_number="ab12cd", manufacturer="ACME Inc.")
    assert found(mac_and_serial, by_mac, by_serial) == [("mac", ("a", "b", "c"))]


def test_an_offer_keeps_its_id_whatever_the_order() -> None:
    one, other = device("a", "one", MAC), device("b", "two", MAC)
    assert likenesses([one, other])[0].id == likenesses([other, one])[0].id


def test_something_without_a_body_is_never_the_same_as_anything() -> None:
    assert found(device("a", "one", MAC, is_service=True), device("b", "two", MAC)) == []


def test_other_kinds_of_numbers_count_among_their_own() -> None:
    one = device("a", "one", ("upnp", "uuid:4D696E69-1::urn:x"), ("zwave", "f0-7"))
    other = device("b", "two", ("upnp", "4d696e69-1"))
    third = device("c", "three", ("zwave", "F0-7"))
    assert found(one, other, third) == [("zwave", ("a", "b", "c"))]
