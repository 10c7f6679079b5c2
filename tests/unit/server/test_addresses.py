import socket

import pytest

from embedded_hub.server.addresses import UNKNOWN, address_key, own_names


@pytest.mark.parametrize(
    ("peername", "key"),
    [
        (("192.168.1.7", 5000), "192.168.1.7"),
        (("::ffff:192.168.1.7", 5000, 0, 0), "192.168.1.7"),
        (("2001:db8:1:2:aaaa::1", 1, 0, 0), "2001:db8:1:2::/64"),
        (("fe80::1%eth0", 1, 0, 2), "fe80::/64"),
        (("::1", 1, 0, 0), "::1"),
        ("/run/hub.sock", UNKNOWN),
        (None, UNKNOWN),
        (("not an address", 1), UNKNOWN),
    ],
)
def test_peers_are_counted_by_household(peername: object, key: str) -> None:
    assert address_key(peername) == key


@pytest.mark.parametrize("called", ["Attic", "attic.", "attic.home.example"])
def test_a_machine_answers_to_what_it_is_called(
    called: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "gethostname", lambda: called)
    assert {"attic", "attic.local"} <= own_names()
    assert "" not in own_names()
