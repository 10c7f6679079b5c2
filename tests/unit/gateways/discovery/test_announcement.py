import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedded_hub.gateways.announcement import (
    MAX_KEYS,
    MAX_TEXT,
    MAX_VALUE,
    Announcement,
    Suggestion,
    clean,
    clean_txt,
    normal_identity,
)
from embedded_hub.gateways.catalog import Catalog
from embedded_hub.gateways.discovery.addresses import best_address


def announced(type_: str, name: str = "thing", port: int = 80, **txt: str) -> Announcement:
    return Announcement(type=type_, name=name, host="192.168.1.9", port=port, txt=txt)


def recognised(driver: str, announcement: Announcement) -> Suggestion | None:
    recognise = Catalog.installed().manifest(driver).recognise
    assert recognise is not None
    return recognise(announcement)


@given(st.text(max_size=600))
def test_whatever_a_name_holds_it_is_shown_as_one_short_line(text: str) -> None:
    shown = clean(text)
    assert len(shown) <= MAX_TEXT
    assert shown.isprintable()
    assert clean(shown) == shown


def test_neither_a_terminal_nor_the_direction_of_writing_is_commanded() -> None:
    assert clean("\x1b[31mLamp\u202egnp.exe\n\u2028two") == "[31mLampgnp.exe two"


@given(st.dictionaries(st.binary(max_size=80), st.none() | st.binary(max_size=900), max_size=90))
def test_a_huge_record_is_cut_to_what_a_system_would_say(record: dict[bytes, bytes | None]) -> None:
    kept = clean_txt(record)
    assert len(kept) <= MAX_KEYS
    assert all(key == key.lower() and len(value) <= MAX_VALUE for key, value in kept.items())


def test_an_identity_is_the_same_however_it_is_written() -> None:
    assert normal_identity("A8:03:2A-BE.12 34") == normal_identity("a8032abe1234")


@pytest.mark.parametrize(
    ("addresses", "best"),
    [
        (["172.18.0.1", "192.168.1.5"], "192.168.1.5"),
        (["fd00::5", "10.0.0.7"], "10.0.0.7"),
        (["fe80::1", "fd00::5"], "fd00::5"),
        (["fe80::1%eth0"], "fe80::1%eth0"),
        (["fe80::1"], None),
        (["127.0.0.1"], "127.0.0.1"),
        (["0.0.0.0", "224.0.0.251", "nonsense", "::"], None),
        ([], None),
    ],
)
def test_the_address_on_the_own_network_comes_first(addresses: list[str], best: str | None) -> None:
    from ipaddress import IPv4Network

    assert best_address(addresses, [IPv4Network("192.168.1.0/24")]) == best


def test_only_a_shelly_that_speaks_our_way_is_one() -> None:
    new = announced("_http._tcp", "ShellyPlus1PM-A8032ABE1234", gen="2", app="Plus1PM")
    suggestion = recognised("shelly", new)
    assert suggestion == Suggestion(
        options={"host": "192.168.1.9"}, model="Plus1PM", identity="A8032ABE1234"
    )
    assert recognised("shelly", announced("_http._tcp", "shelly1-A8032ABE")) is None
    assert recognised("shelly", announced("_http._tcp", "printer", gen="x")) is None


def test_home_assistant_is_reached_where_it_announces_itself_and_not_where_it_says() -> None:
    telling = {"location_name": "Villa", "version": "2026.11.1", "uuid": "ab12cd34ef"}
    here = announced(
        "_home-assistant._tcp", port=8123, internal_url="https://evil.example", **telling
    )
    suggestion = recognised("home_assistant", here)
    assert suggestion is not None
    assert suggestion.options == {"url": "https://192.168.1.9:8123"}
    assert (suggestion.title, suggestion.model) == ("Villa", "Home Assistant 2026.11.1")


@pytest.mark.parametrize(
    ("driver", "announcement", "options"),
    [
        ("wled", announced("_wled._tcp", mac="a1b2c3"), {"host": "192.168.1.9"}),
        ("wled", announced("_wled._tcp", port=8080), {"host": "192.168.1.9:8080"}),
        (
            "mqtt",
            announced("_mqtt._tcp", port=1883),
            {"host": "192.168.1.9", "port": "1883"},
        ),
        (
            "mqtt",
            announced("_secure-mqtt._tcp", port=8883),
            {"host": "192.168.1.9", "port": "8883", "tls": "yes"},
        ),
        (
            "zwave_js",
            announced("_zwave-js-server._tcp", port=3000),
            {"url": "ws://192.168.1.9:3000"},
        ),
        (
            "zigbee2mqtt",
            announced("_http._tcp", "Zigbee2MQTT attic", port=8080),
            {"url": "http://192.168.1.9:8080"},
        ),
    ],
)
def test_what_a_system_announces_becomes_what_it_is_added_with(
    driver: str, announcement: Announcement, options: dict[str, str]
) -> None:
    suggestion = recognised(driver, announcement)
    assert suggestion is not None
    assert suggestion.options == options
