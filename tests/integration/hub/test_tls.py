"""A hub as other machines find it: whom it says it is, and what it keeps of that."""

import asyncio
import shutil
import ssl
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from embedded_hub.client.hub_client import HubClient
from embedded_hub.client.pairing import pair, read_link
from embedded_hub.client.pinned import Pinned
from embedded_hub.core.people import Invitation, Role
from embedded_hub.errors import ConfigError
from embedded_hub.hub import Hub, HubOptions
from embedded_hub.security.authority import Authority
from embedded_hub.security.names import HubNames, current_names
from tests.fakes.clock import ManualClock
from tests.fakes.secrets import MemorySecrets
from tests.integration.hub.conftest import until


async def test_a_hub_for_this_machine_alone_makes_no_authority(hub: Hub, tmp_path: Path) -> None:
    assert hub.identity is None
    assert hub.addresses == ()
    assert not (tmp_path / "tls").exists()
    offer = await hub.open_pairing(Invitation(role=Role.OWNER))
    assert offer["landing_url"] is None


async def test_a_hub_for_others_is_known_by_the_same_pin_after_a_restart(tmp_path: Path) -> None:
    pins = []
    for _ in range(2):
        hub = Hub(HubOptions(folder=tmp_path, port=0, host=""))
        await hub.start()
        assert hub.identity is not None
        pins.append(hub.identity.pin)
        outside = {urlsplit(one).hostname or "" for one in hub.addresses}
        names = await asyncio.to_thread(current_names)
        assert outside == {*names.outside, *names.domains} - {"localhost"}
        assert hub.url.startswith("ws://127.0.0.1:")
        address = f"https://127.0.0.1:{hub.port}"
        token = await hub.issue_token(Role.OWNER, "Owner")
        async with await HubClient.connect(address, token, tls=Pinned(pins[0])) as client:
            assert client.info.role == "owner"
        await hub.stop()
    assert pins[0] == pins[1]


async def test_the_authority_s_key_lies_where_the_other_secrets_do(tmp_path: Path) -> None:
    secrets = MemorySecrets()
    hub = Hub(HubOptions(folder=tmp_path, port=0, has_tls=True), secrets=secrets)
    await hub.start()
    await hub.stop()
    assert "PRIVATE KEY" in secrets.kept["$authority"]["key"]
    assert not (tmp_path / "tls" / "authority.key").exists()


async def test_a_certificate_of_one_s_own_takes_the_authority_s_place(tmp_path: Path) -> None:
    own = Authority.make(ManualClock().utc_s())
    names = HubNames(addresses=("127.0.0.1",), domains=("localhost",))
    chain = own.issue(names, ssl.cert_time_to_seconds("Nov 23 12:00:00 2026 GMT")).chain_and_key
    (tmp_path / "own.pem").write_bytes(chain)
    certificate = tmp_path / "own.pem"
    hub = Hub(HubOptions(folder=tmp_path / "data", port=0, has_tls=True, certificate=certificate))
    await hub.start()
    assert hub.identity is not None
    assert hub.identity.pin == own.pin
    assert not (tmp_path / "data" / "tls").exists()
    await hub.stop()


async def test_phones_still_trust_and_are_still_told_after_damage(tmp_path: Path) -> None:
    options = HubOptions(folder=tmp_path, port=0, has_tls=True)
    hub = Hub(options)
    await hub.start()
    assert hub.identity is not None
    pin, token = hub.identity.pin, await hub.issue_token(Role.OWNER, "Owner")
    await hub.home.push.switch(is_on=True)
    key = hub.home.push.public_key
    await hub.stop()
    home = tmp_path / "homes" / "home"
    damaged = [tmp_path / "tls" / name for name in ("authority.key", "authority.pem", "hub.pem")]
    for path in (*damaged, home / "secrets.json"):
        path.write_bytes(b"x" * 9000)
    hub = Hub(options)
    await hub.start()
    address = f"https://127.0.0.1:{hub.port}"
    async with await HubClient.connect(address, token, tls=Pinned(pin)) as client:
        assert client.info.role == "owner"
    assert (key is not None, hub.home.push.public_key) == (True, key)
    await hub.stop()


async def test_a_damaged_authority_stops_the_start_with_a_way_on(tmp_path: Path) -> None:
    options = HubOptions(folder=tmp_path, port=0, has_tls=True)
    hub = Hub(options)
    await hub.start()
    await hub.stop()
    for name in ("authority.key", "hub.pem"):
        (tmp_path / "tls" / name).write_bytes(b"")
    await asyncio.to_thread(shutil.rmtree, tmp_path / "tls" / "spare")
    with pytest.raises(ConfigError, match="damaged"):
        await Hub(options).start()


async def test_a_hub_at_one_address_of_the_network_runs_its_demo_over_tls(tmp_path: Path) -> None:
    places = (await asyncio.to_thread(current_names)).outside
    if not places:
        pytest.skip("this machine is in no home's network")
    hub = Hub(HubOptions(folder=tmp_path, port=0, host=places[0], has_demo=True))
    await hub.start()
    assert hub.url.startswith("wss://")
    await until(lambda: sum(state.is_available for state in hub.home.states) > 80)
    offer = await hub.open_pairing(Invitation(role=Role.FAMILY))
    assert (await pair(read_link(str(offer["url"])), "Laptop")).role == "family"
    await hub.stop()
