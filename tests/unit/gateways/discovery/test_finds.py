from collections.abc import Sequence

import msgspec
import pytest

from embedded_hub.gateways.announcement import Announcement, Suggestion
from embedded_hub.gateways.api import GatewayConfig, Manifest, OptionSpec
from embedded_hub.gateways.discovery.finds import MAX_SIGHTINGS, Finds, KnownGateway
from embedded_hub.model.gateway_find import Found
from embedded_hub.model.ids import GatewayId


def by_mac(announcement: Announcement) -> Suggestion:
    return Suggestion(
        options={"host": announcement.host, "unknown": "x"},
        identity=announcement.txt.get("mac"),
        model=announcement.txt.get("model"),
        needs=("psk",) if announcement.txt.get("crypt") else (),
    )


LAMPS = Manifest(
    type="lamps",
    title="Lamps",
    summary="",
    module="not.imported",
    options=(
        OptionSpec(name="host", label="Address", is_required=True),
        OptionSpec(name="psk", label="Key", is_secret=True),
        OptionSpec(name="mode", label="Mode", is_required=True, default="fast"),
    ),
    guide="secret",
    mdns_types=("_lamps._tcp", "_http._tcp"),
    recognise=by_mac,
)
BRIDGES = Manifest(
    type="bridges",
    title="Bridges",
    summary="",
    module="not.imported",
    options=(
        OptionSpec(name="host", label="Address", is_required=True),
        OptionSpec(name="key", label="Key", is_required=True, is_secret=True),
    ),
    guide="button",
    mdns_types=("_bridge._tcp",),
)


@pytest.fixture
def finds() -> Finds:
    return Finds([LAMPS, BRIDGES])


def lamp(
    name: str = "Desk", host: str = "10.0.0.5", *, type_: str = "_lamps._tcp", **txt: str
) -> Announcement:
    return Announcement(
        type=type_, name=name, host=host, port=80, hosts=frozenset({host, "desk.local"}), txt=txt
    )


def listed(finds: Finds, *known: KnownGateway) -> Sequence[Found]:
    return finds.found(known, set())


def test_a_find_is_ready_to_be_added(finds: Finds) -> None:
    finds.see(lamp(mac="A1:B2:C3:D4:E5:F6", model="Strip\n2"), 5)
    assert listed(finds) == [
        Found(
            id="lamps:a1b2c3d4e5f6",
            gateway_type="lamps",
            title="Desk",
            model="Strip 2",
            address="10.0.0.5:80",
            host="10.0.0.5",
            options={"host": "10.0.0.5"},
            seen_at=5,
        )
    ]


def test_one_device_with_several_services_is_shown_once(finds: Finds) -> None:
    finds.see(lamp("a name", type_="_http._tcp", mac="a1b2c3d4e5f6"), 5)
    finds.see(lamp("Desk", mac="a1b2c3d4e5f6"), 6)
    [found] = listed(finds)
    assert (found.title, found.seen_at) == ("Desk", 6)
    finds.lose("_lamps._tcp", "Desk")
    assert listed(finds)[0].title == "a name"
    finds.lose("_http._tcp", "a name")
    assert listed(finds) == []


def test_its_id_outlives_a_change_of_address(finds: Finds) -> None:
    finds.see(lamp(host="10.0.0.5", mac="a1b2c3d4e5f6"), 1)
    before = listed(finds)[0]
    finds.see(lamp(host="10.0.0.77", mac="a1b2c3d4e5f6"), 2)
    after = listed(finds)[0]
    assert (before.id, after.host) == (after.id, "10.0.0.77")


def test_what_a_person_must_still_give_is_named(finds: Finds) -> None:
    finds.see(lamp("open"), 1)
    finds.see(lamp("shut", crypt="1"), 1)
    finds.see(Announcement(type="_bridge._tcp", name="b", host="10.0.0.6", port=443), 1)
    needs = {one.title: (one.guide, one.needs) for one in listed(finds)}
    assert needs == {"open": ("none", ()), "shut": ("secret", ("psk",)), "b": ("button", ())}


@pytest.mark.parametrize(
    ("options", "identities"),
    [
        ({"host": "10.0.0.5"}, ()),
        ({"host": "DESK.local."}, ()),
        ({"url": "http://10.0.0.5:80/x"}, ()),
        ({"host": "10.0.0.5", "port": "80"}, ()),
        ({"host": "10.0.0.99"}, ("a1b2c3d4e5f6",)),
    ],
)
def test_a_gateway_that_is_there_already_is_recognised(
    finds: Finds, options: dict[str, str], identities: Sequence[str]
) -> None:
    config = GatewayConfig(id=GatewayId("g"), type="lamps", title="", options=options)
    finds.see(lamp(mac="A1-B2-C3-D4-E5-F6"), 1)
    [found] = listed(finds, KnownGateway.of(config, frozenset(identities)))
    assert found.gateway_id == "g"


@pytest.mark.parametrize(
    ("type_", "options"),
    [
        ("lamps", {"host": "10.0.0.6"}),
        ("lamps", {"host": "10.0.0.5:8080"}),
        ("bridges", {"host": "10.0.0.5"}),
        ("lamps", {"url": "http://["}),
        ("lamps", {}),
    ],
)
def test_another_gateway_is_not_taken_for_it(
    finds: Finds, type_: str, options: dict[str, str]
) -> None:
    config = GatewayConfig(id=GatewayId("g"), type=type_, title="", options=options)
    finds.see(lamp(), 1)
    assert listed(finds, KnownGateway.of(config, frozenset()))[0].gateway_id is None


def test_two_of_a_kind_are_two_even_on_one_host(finds: Finds) -> None:
    finds.see(lamp("Desk", "10.0.0.5", mac="a1b2c3d4e5f6"), 1)
    finds.see(lamp("Desk (2)", "10.0.0.6", mac="a1b2c3d4e5f7"), 1)
    # Both without a number of their own: then the name tells them apart.
    for port in (8080, 8081):
        bridge = Announcement(
            type="_bridge._tcp", name=f"b{port}", host="10.0.0.9", port=port, hosts=frozenset()
        )
        finds.see(bridge, 1)
    config = GatewayConfig(
        id=GatewayId("b"), type="bridges", title="", options={"host": "10.0.0.9", "port": "8081"}
    )
    held = {
        one.title: one.gateway_id for one in listed(finds, KnownGateway.of(config, frozenset()))
    }
    assert held == {"Desk": None, "Desk (2)": None, "b8080": None, "b8081": "b"}


@pytest.mark.parametrize(
    ("options", "is_connected", "has_moved"),
    [
        ({"host": "10.0.0.99"}, False, True),
        ({"host": "10.0.0.99"}, True, False),
        ({"host": "desk.local"}, False, False),
    ],
)
def test_a_gateway_that_is_lost_and_found_elsewhere_can_follow(
    finds: Finds, options: dict[str, str], is_connected: bool, has_moved: bool
) -> None:
    config = GatewayConfig(id=GatewayId("g"), type="lamps", title="", options=options)
    finds.see(lamp(mac="a1b2c3d4e5f6"), 1)
    known = KnownGateway.of(config, frozenset({"a1b2c3d4e5f6"}), is_connected=is_connected)
    [found] = listed(finds, known)
    assert (found.gateway_id, found.has_moved) == ("g", has_moved)
    assert found.options == {"host": "10.0.0.5"}


def test_a_driver_that_reads_without_care_finds_nothing_and_harms_nobody() -> None:
    def careless(announcement: Announcement) -> Suggestion:
        return Suggestion(options={"host": announcement.txt["address"].split(":")[1]})

    plain = Manifest(
        type="plain", title="Plain", summary="", module="m", mdns_types=("_lamps._tcp",)
    )
    finds = Finds([msgspec.structs.replace(plain, type="careless", recognise=careless), plain])
    finds.see(lamp(address="nonsense"), 1)
    finds.see(lamp("No address"), 1)
    assert {one.gateway_type for one in listed(finds)} == {"plain"}


def test_thousands_of_services_are_no_more_than_a_page(finds: Finds) -> None:
    for number in range(5000):
        finds.see(lamp(f"{number}", mac=f"a1b2c3{number:06}"), 1)
    assert len(listed(finds)) == MAX_SIGHTINGS
    finds.lose_before(2)
    assert listed(finds) == []


def test_what_is_ignored_is_marked_and_stays(finds: Finds) -> None:
    finds.see(lamp(mac="a1b2c3d4e5f6"), 1)
    [found] = finds.found([], {"lamps:a1b2c3d4e5f6"})
    assert found.is_ignored
