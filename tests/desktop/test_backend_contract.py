"""What every backend promises; the made-up home and a real hub over a real socket keep it."""

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from desktop.backend.api import (
    Backend,
    EntityChanges,
    Layout,
    LayoutChanged,
    LinkChanged,
    LinkPhase,
    PlacesChanged,
    Snapshot,
    StatesChanged,
)
from desktop.backend.fake import FakeBackend
from desktop.backend.hub import HubBackend
from embedded_hub.client.hub_link import HubLink
from embedded_hub.core.people import Role
from embedded_hub.errors import HomewireError, InvalidInfo, NotFound
from embedded_hub.hub import Hub, HubOptions
from embedded_hub.model.action import OutcomeKind
from embedded_hub.model.capability import light
from embedded_hub.model.ids import EntityId, GatewayId
from embedded_hub.model.registry import Entity
from embedded_hub.model.state import State
from tests.desktop.listening import Ears

GONE = EntityId("light.never_was")


@contextlib.asynccontextmanager
async def fake_home(_folder: Path) -> AsyncIterator[Backend]:
    yield FakeBackend()


@contextlib.asynccontextmanager
async def hub_home(folder: Path) -> AsyncIterator[Backend]:
    hub = Hub(HubOptions(folder=folder, port=0, has_demo=True))
    await hub.start()
    try:
        token = await hub.issue_token(Role.OWNER, "Anna")
        backend = HubBackend(HubLink(hub.url, token))
        backend.start()
        try:
            yield backend
        finally:
            await backend.close()
    finally:
        await hub.stop(1.0)


@pytest.fixture(params=[fake_home, hub_home], ids=["fake", "hub"])
async def backend(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Backend]:
    async with request.param(tmp_path) as made:
        yield made


def dimmable(states: tuple[State, ...]) -> State:
    return next(
        state
        for state in states
        if state.entity_id.startswith("light.") and light.supports_brightness(state)
    )


async def filled(ears: Ears) -> dict[EntityId, State]:
    """Wait until the home holds a light, and return all states known then."""
    states: dict[EntityId, State] = {}

    def note(event: Snapshot | StatesChanged) -> bool:
        states.update({state.entity_id: state for state in event.states})
        return any(one.startswith("light.") for one in states)

    with contextlib.suppress(StopIteration):
        if note(await ears.wait_for(Snapshot)):
            return states
    await ears.wait_for(StatesChanged, note)
    return states


async def test_link_comes_first_and_a_snapshot_once_it_is_up(backend: Backend) -> None:
    ears = Ears(backend)
    assert isinstance(ears.heard[0], LinkChanged)
    snapshot = await ears.wait_for(Snapshot)
    up = next(
        place
        for place, event in enumerate(ears.heard)
        if isinstance(event, LinkChanged) and event.link.phase is LinkPhase.CONNECTED
    )
    assert up < ears.heard.index(snapshot)
    assert snapshot.info.name
    assert snapshot.info.role == "owner"


async def test_late_listener_is_told_everything_at_once(backend: Backend) -> None:
    await Ears(backend).wait_for(Snapshot)
    late = Ears(backend)
    assert [type(event) for event in late.heard] == [LinkChanged, Snapshot]


async def test_done_action_comes_back_as_a_state(backend: Backend) -> None:
    ears = Ears(backend)
    lamp = dimmable(tuple((await filled(ears)).values()))
    wanted = "off" if lamp.value == "on" else "on"
    outcome = await backend.act(lamp.entity_id, f"turn_{wanted}", {})
    assert outcome.kind is OutcomeKind.DONE
    changed = await ears.wait_for(
        StatesChanged,
        lambda event: any(
            state.entity_id == lamp.entity_id and state.value == wanted for state in event.states
        ),
    )
    assert changed.states


async def test_action_on_something_that_is_not_there_fails_without_raising(
    backend: Backend,
) -> None:
    await Ears(backend).wait_for(Snapshot)
    outcome = await backend.act(GONE, "turn_on", {})
    assert outcome.kind is OutcomeKind.FAILED
    assert outcome.code


async def test_name_a_person_gives_comes_back_in_the_registries(backend: Backend) -> None:
    ears = Ears(backend)
    lamp = dimmable(tuple((await filled(ears)).values()))
    await backend.update_entity(lamp.entity_id, EntityChanges(name="Reading lamp"))

    def is_renamed(event: PlacesChanged) -> bool:
        return any(_has_name(one, lamp.entity_id, "Reading lamp") for one in event.places.entities)

    await ears.wait_for(PlacesChanged, is_renamed)


async def test_hidden_entity_can_be_shown_again(backend: Backend) -> None:
    ears = Ears(backend)
    lamp = dimmable(tuple((await filled(ears)).values()))
    await backend.update_entity(lamp.entity_id, EntityChanges(is_hidden=True))
    await ears.wait_for(PlacesChanged, lambda event: _hidden(event, lamp.entity_id))
    ears.forget()
    await backend.update_entity(lamp.entity_id, EntityChanges(is_hidden=False))
    await ears.wait_for(PlacesChanged, lambda event: not _hidden(event, lamp.entity_id))


async def test_arrangement_comes_back_and_is_there_for_the_next_listener(backend: Backend) -> None:
    ears = Ears(backend)
    await ears.wait_for(Snapshot)
    layout = Layout(favorites=("light.a", "lock.b"), tile_order={"kitchen": ("light.a",)})
    await backend.save_layout(layout)
    assert (await ears.wait_for(LayoutChanged)).layout == layout
    assert (await Ears(backend).wait_for(Snapshot)).layout == layout


async def test_history_begins_no_earlier_than_asked_and_is_in_order(backend: Backend) -> None:
    ears = Ears(backend)
    lamp = dimmable(tuple((await filled(ears)).values()))
    history = await backend.history(lamp.entity_id, lamp.changed_at - 60, lamp.changed_at + 60)
    times = [point.at for point in history.points]
    assert times == sorted(times)


async def test_activity_is_in_order(backend: Backend) -> None:
    ears = Ears(backend)
    lamp = dimmable(tuple((await filled(ears)).values()))
    entries = await backend.activity(lamp.changed_at - 3600, lamp.changed_at + 3600)
    assert [entry.at for entry in entries] == sorted(entry.at for entry in entries)


async def test_kinds_of_gateways_say_what_they_need(backend: Backend) -> None:
    await Ears(backend).wait_for(Snapshot)
    kinds = {kind.type: kind for kind in await backend.gateway_types()}
    options = {option.name: option for option in kinds["home_assistant"].options}
    assert options["token"].is_secret
    assert options["url"].is_required


async def test_gateway_of_no_known_kind_is_refused(backend: Backend) -> None:
    await Ears(backend).wait_for(Snapshot)
    with pytest.raises(InvalidInfo):
        await backend.add_gateway("carrier_pigeon", None, {})


async def test_missing_option_is_named(backend: Backend) -> None:
    await Ears(backend).wait_for(Snapshot)
    with pytest.raises(InvalidInfo) as refused:
        await backend.add_gateway("home_assistant", None, {})
    assert refused.value.details["field"] in ("url", "token")


async def test_gateway_that_is_not_there_cannot_be_paused_or_removed(backend: Backend) -> None:
    await Ears(backend).wait_for(Snapshot)
    with pytest.raises(NotFound):
        await backend.pause_gateway(GatewayId("never"), True)
    with pytest.raises(NotFound):
        await backend.remove_gateway(GatewayId("never"))


async def test_listener_that_left_hears_nothing(backend: Backend) -> None:
    ears = Ears(backend)
    await ears.wait_for(Snapshot)
    ears.stop()
    ears.forget()
    await backend.save_layout(Layout(favorites=("light.a",)))
    assert ears.heard == []


async def test_closing_twice_is_harmless_and_ends_everything(backend: Backend) -> None:
    await Ears(backend).wait_for(Snapshot)
    await backend.close()
    await backend.close()


async def test_hub_that_went_away_is_lost_and_nothing_is_sent(tmp_path: Path) -> None:
    hub = Hub(HubOptions(folder=tmp_path, port=0))
    await hub.start()
    token = await hub.issue_token(Role.OWNER, "Anna")
    backend = HubBackend(HubLink(hub.url, token))
    backend.start()
    try:
        ears = Ears(backend)
        await ears.wait_for(Snapshot)
        await hub.stop(0.5)
        await ears.wait_for(LinkChanged, lambda event: event.link.phase is LinkPhase.LOST)
        outcome = await backend.act(GONE, "turn_on", {})
        assert outcome.kind is OutcomeKind.NOT_CONNECTED
        with pytest.raises(HomewireError):
            await backend.history(GONE, 0, 1)
    finally:
        await backend.close()
        await hub.stop(0)


async def test_refused_token_waits_for_a_person(tmp_path: Path) -> None:
    hub = Hub(HubOptions(folder=tmp_path, port=0))
    await hub.start()
    backend = HubBackend(HubLink(hub.url, "hw1.wrong.token"))
    backend.start()
    try:
        refused = await Ears(backend).wait_for(
            LinkChanged, lambda event: event.link.phase is LinkPhase.REFUSED
        )
        assert refused.link.code == "authentication_failed"
    finally:
        await backend.close()
        await hub.stop(0)


def _has_name(entity: Entity, entity_id: EntityId, name: str) -> bool:
    return entity.entity_id == entity_id and entity.name == name


def _hidden(event: PlacesChanged, entity_id: EntityId) -> bool:
    return any(
        one.entity_id == entity_id and one.hidden_by == "user" for one in event.places.entities
    )
