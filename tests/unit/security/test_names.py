import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedded_hub.security.names import HubNames, certifiable, current_names


def test_what_is_recognised_stands_first_and_the_way_out_before_all() -> None:
    found = certifiable(
        ["127.0.0.1", "172.17.0.1", "fd00::5", "10.0.0.7", "192.168.1.20", "::1"],
        ["Hub.local", "hub"],
        preferred="10.0.0.7",
    )
    assert found == HubNames(
        addresses=("10.0.0.7", "192.168.1.20", "172.17.0.1", "fd00::5", "127.0.0.1", "::1"),
        domains=("localhost", "hub.local"),
    )
    assert found.outside == ("10.0.0.7", "192.168.1.20", "172.17.0.1", "fd00::5")


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "192.0.2.2", "2001:db8::1", "fe80::1", "0.0.0.0", "255.255.255.255", "x"]
)
def test_what_the_authority_may_not_vouch_for_is_left_out(address: str) -> None:
    assert certifiable([address], []).outside == ()


@pytest.mark.parametrize(
    "name",
    ["hub", "hub.example", "local", "evil.com.", "h\u00fctte.local", "a b.local", "", ".local.x"],
)
def test_names_of_others_are_left_out(name: str) -> None:
    assert certifiable([], [name]).domains == ("localhost",)


@pytest.mark.parametrize("name", ["hub.local", "HUB.LAN", "a-b.home.arpa", "x.internal"])
def test_names_that_mean_another_machine_in_every_house_are_kept(name: str) -> None:
    assert certifiable([], [name]).domains == ("localhost", name.lower())


def test_addresses_from_the_settings_count_as_the_machine_s_own() -> None:
    assert certifiable([], ["192.168.7.7", "[fd00::9]"]).outside == ("192.168.7.7", "fd00::9")


@given(st.permutations([f"192.168.1.{n}" for n in range(40)]))
def test_the_order_does_not_depend_on_how_the_system_lists_them(addresses: list[str]) -> None:
    found = certifiable(addresses, [])
    assert found == certifiable(sorted(addresses), [])
    assert len(found.outside) == 32


def test_this_machine_is_called_something() -> None:
    found = current_names(["wall.local"])
    assert {"127.0.0.1", "::1"} <= set(found.addresses)
    assert "wall.local" in found.domains
    assert all(ipaddress.ip_address(one).is_private for one in found.outside)
