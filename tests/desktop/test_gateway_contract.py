"""What every backend promises of gateways and devices; see test_backend_contract for the homes."""

from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from desktop.backend.api import Backend, GatewaysChanged, PlacesChanged, Snapshot
from desktop.backend.devices import DeviceChange
from desktop.backend.gateways import Findings
from embedded_hub.errors import HomewireError, InvalidInfo, NotFound, NotSupported
from embedded_hub.model.gateway_status import GatewayStatus
from embedded_hub.model.ids import DeviceId, GatewayId
from embedded_hub.model.registry import Device
from tests.desktop.listening import Ears
from tests.desktop.test_backend_contract import fake_home, filled, hub_home

MISSING = GatewayId("never")


@pytest.fixture(params=[fake_home, hub_home], ids=["fake", "hub"])
async def backend(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Backend]:
    async with request.param(tmp_path) as made:
        yield made


async def first_gateway(backend: Backend) -> GatewayStatus:
    ears = Ears(backend)
    await filled(ears)
    return (await ears.wait_for(Snapshot)).gateways[0]


async def two_devices(ears: Ears) -> Sequence[Device]:
    await filled(ears)
    places = [event.places for event in ears.of(PlacesChanged)]
    places.append((await ears.wait_for(Snapshot)).places)
    found = next(one.devices for one in places if len(one.devices) > 2)
    return [one for one in found if not one.is_service][:2]


def device(event: PlacesChanged, device_id: DeviceId) -> Device | None:
    return next((one for one in event.places.devices if one.id == device_id), None)


async def test_whoever_searches_is_told_the_whole_list_or_that_nobody_looks(
    backend: Backend,
) -> None:
    await Ears(backend).wait_for(Snapshot)
    heard: list[Findings] = []
    try:
        stop = await backend.gateways.follow_found(heard.append)
    except NotSupported:  # the hub of these tests leaves the network alone
        with pytest.raises(NotSupported):
            await backend.gateways.found()
        return
    assert len(heard) == 1
    assert await backend.gateways.found() == heard[0]
    stop()


async def test_a_gateway_is_examined(backend: Backend) -> None:
    known = await first_gateway(backend)
    diagnosis = await backend.gateways.diagnose(known.id)
    assert diagnosis.counts.entities > 0
    assert diagnosis.connects >= 0
    assert diagnosis.whole
    with pytest.raises(NotFound):
        await backend.gateways.diagnose(MISSING)


async def test_a_gateways_new_name_is_told_to_everybody(backend: Backend) -> None:
    known = await first_gateway(backend)
    ears = Ears(backend)
    changed = await backend.gateways.edit(known.id, title="Attic")
    assert (changed.title, changed.state) == ("Attic", known.state)
    await ears.wait_for(
        GatewaysChanged, lambda event: any(one.title == "Attic" for one in event.gateways)
    )


async def test_what_cannot_be_tried_says_which_field(backend: Backend) -> None:
    await Ears(backend).wait_for(Snapshot)
    with pytest.raises(InvalidInfo) as refused:
        await backend.gateways.test("home_assistant", {"token": "x"})
    assert refused.value.details["field"] == "url"


async def test_giving_up_what_nobody_began_is_harmless(backend: Backend) -> None:
    await Ears(backend).wait_for(Snapshot)
    await backend.gateways.cancel()


async def test_a_gateway_that_lets_no_devices_in_says_so(backend: Backend) -> None:
    known = await first_gateway(backend)
    with pytest.raises(HomewireError):
        await backend.gateways.admit(known.id)


async def test_devices_get_names_and_rooms_in_one_go_and_lose_them_again(
    backend: Backend,
) -> None:
    ears = Ears(backend)
    first, second = await two_devices(ears)
    area = await backend.devices.create_area("Conservatory")
    undo = await backend.devices.arrange(
        [
            DeviceChange(device_id=first.id, area_id=area.area_id, name="Fern"),
            DeviceChange(device_id=second.id, area_id=area.area_id),
        ]
    )

    def is_there(event: PlacesChanged) -> bool:
        found = device(event, first.id)
        return found is not None and (found.area_id, found.display_name) == (area.area_id, "Fern")

    await ears.wait_for(PlacesChanged, is_there)
    ears.forget()
    await backend.devices.arrange(undo)

    def is_back(event: PlacesChanged) -> bool:
        found = device(event, first.id)
        return found is not None and (found.area_id, found.name_by_user) == (
            first.area_id,
            first.name_by_user,
        )

    await ears.wait_for(PlacesChanged, is_back)


async def test_two_devices_become_one_and_two_again(backend: Backend) -> None:
    ears = Ears(backend)
    keep, other = await two_devices(ears)
    await backend.devices.merge(keep.id, [other.id])

    def merged_into(event: PlacesChanged) -> DeviceId | None:
        found = device(event, other.id)
        return found.merged_into if found is not None else None

    await ears.wait_for(PlacesChanged, lambda event: merged_into(event) == keep.id)
    ears.forget()
    await backend.devices.unmerge(other.id)
    await ears.wait_for(PlacesChanged, lambda event: merged_into(event) is None)
    assert all(len(one.device_ids) > 1 for one in await backend.devices.duplicates())
