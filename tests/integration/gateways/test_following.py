"""A gateway whose address has changed is found by what it is, and followed by a person's word."""

import asyncio
from functools import partial

from embedded_hub.core.clock import SystemClock
from embedded_hub.gateways.catalog import Catalog
from embedded_hub.gateways.directory import Directory
from embedded_hub.gateways.discovery.discovery import Discovery
from embedded_hub.gateways.discovery.mdns import MdnsBrowser
from embedded_hub.model.gateway_status import LinkState
from tests.fakes.announcer import LOOPBACK, announcer
from tests.fakes.secrets import MemorySecrets
from tests.fakes.wled_server import wled_server
from tests.integration.gateways.test_home_with_home_assistant import House

MAC = "a8032a112233"


def searching(house: House, catalog: Catalog) -> Directory:
    """Return a directory for the same home that also looks around."""
    clock = SystemClock()
    return Directory(
        house.home,
        catalog=catalog,
        save=house.records.save,
        secrets=MemorySecrets(),
        clock=clock,
        draw=lambda: 0.5,
        on_change=lambda _: None,
        devices=house.home.registry.devices.all,
        discovery=Discovery(
            catalog.manifests(),
            save=house.records.save,
            clock=clock,
            browse=partial(MdnsBrowser, interfaces=[LOOPBACK]),
            is_eager=False,
        ),
    )


async def test_after_a_restart_a_strip_with_a_new_address_is_offered_and_followed() -> None:
    catalog = await asyncio.to_thread(Catalog.installed)
    house = House(catalog)
    async with wled_server() as (_, old_host):
        await house.directory.add("wled", "Shelf", {"host": old_host})
        await house.directory.stop()
    directory = searching(house, catalog)
    await directory.start(house.records.load())
    try:
        async with wled_server() as (_, new_host), announcer() as network, asyncio.timeout(20):
            port = int(new_host.rpartition(":")[2])
            await network.announce("_wled._tcp", f"Shelf {port}", port, {"mac": MAC})
            assert directory.discovery is not None
            stop = directory.discovery.follow(lambda _: None)
            while not (moved := [one for one in directory.discovery.found() if one.has_moved]):
                await asyncio.sleep(0.02)
            stop()
            [gateway] = directory.list()
            assert (moved[0].gateway_id, moved[0].options) == (gateway.id, {"host": new_host})
            # An announcement proves nothing: it is a person who says so.
            assert gateway.options == {"host": old_host}
            followed = await directory.edit(gateway.id, None, {**moved[0].options})
            assert followed.state is LinkState.CONNECTED
            assert not [one for one in directory.discovery.found() if one.has_moved]
            await directory.stop()
    finally:
        await directory.stop()
        await house.home.stop()
