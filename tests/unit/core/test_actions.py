import asyncio
from collections.abc import Callable

import pytest

from embedded_hub.core.actions import Call
from embedded_hub.core.home import Home
from embedded_hub.core.people import Principal, Role
from embedded_hub.core.targets import Target
from embedded_hub.errors import (
    ActionDenied,
    ActionError,
    ActionFailed,
    ActionInvalid,
    ActionTimeout,
    ActionUnsupported,
    EntityNotFound,
    NotConnected,
    ServiceNotFound,
)
from embedded_hub.model.action import DONE, Action, Outcome, OutcomeKind
from embedded_hub.model.ids import EntityKey
from embedded_hub.model.state import StateReport
from embedded_hub.model.values import JsonValue
from tests.fakes.clock import ManualClock
from tests.unit.core.conftest import GATEWAY, somebody

LAMP = Target(entity_id=("light.ceiling_lamp",))


class Gateway:
    """Takes actions for a home and answers each as told."""

    def __init__(self, home: Home) -> None:
        self.actions: list[Action] = []
        self.answer: Callable[[Action], Outcome] = lambda _: DONE
        home.route(GATEWAY, self.act)

    async def act(self, action: Action) -> Outcome:
        """Remember the action and answer."""
        self.actions.append(action)
        return self.answer(action)


@pytest.fixture
def gateway(flat: Home) -> Gateway:
    return Gateway(flat)


@pytest.fixture
async def owner(flat: Home) -> Principal:
    return await somebody(flat, Role.OWNER)


def call(name: str, target: Target = LAMP, domain: str = "light", **arguments: JsonValue) -> Call:
    return Call(domain=domain, name=name, arguments=arguments, target=target)


async def test_a_toggle_becomes_what_it_means_before_it_travels(
    flat: Home, gateway: Gateway, owner: Principal
) -> None:
    await flat.actions.call(owner, call("toggle"))
    [action] = gateway.actions
    assert action.name == "turn_off"
    assert action.key == "lamp/light"


async def test_the_state_that_follows_says_who_did_it(
    flat: Home, gateway: Gateway, owner: Principal
) -> None:
    result = await flat.actions.call(owner, call("turn_off"))
    flat.intake(GATEWAY).state(StateReport(key=EntityKey("lamp/light"), value="off"))
    state = flat.states.get(gateway.actions[0].entity_id)
    assert state is not None
    assert state.context == result.context
    assert state.context.user_id == owner.user.id


async def test_a_change_long_after_an_action_is_nobodys(
    flat: Home, gateway: Gateway, owner: Principal, clock: ManualClock
) -> None:
    await flat.actions.call(owner, call("turn_off"))
    clock.advance(60)
    flat.intake(GATEWAY).state(StateReport(key=EntityKey("lamp/light"), value="off"))
    state = flat.states.get(gateway.actions[0].entity_id)
    assert state is not None
    assert state.context.user_id is None


async def test_a_place_means_what_people_see_there_and_can_do_it(
    flat: Home, gateway: Gateway, owner: Principal
) -> None:
    await flat.actions.call(
        owner, call("turn_on", Target(area_id=("kitchen",)), domain="homeassistant")
    )
    assert {action.entity_id for action in gateway.actions} == {"light.ceiling_lamp", "switch.fan"}


async def test_everything_never_means_a_lock(
    flat: Home, gateway: Gateway, owner: Principal
) -> None:
    await flat.actions.call(
        owner, call("turn_on", Target(entity_id=("all",)), domain="homeassistant")
    )
    assert "lock.front_door" not in {action.entity_id for action in gateway.actions}


async def test_several_names_in_one_text_and_in_capitals_mean_the_same_entities(
    flat: Home, gateway: Gateway, owner: Principal
) -> None:
    target = Target(entity_id=("LIGHT.ceiling_lamp, light.Ceiling_Lamp",))
    await flat.actions.call(owner, call("turn_on", target))
    assert len(gateway.actions) == 1


@pytest.mark.parametrize(
    ("wanted", "error"),
    [
        (call("turn_on", Target(entity_id=("light.nowhere",))), EntityNotFound),
        (call("turn_on", Target(area_id=("attic",))), EntityNotFound),
        (call("turn_on", Target(device_id=("x",))), EntityNotFound),
        (call("turn_on", Target(floor_id=("x",))), EntityNotFound),
        (call("turn_on", Target(label_id=("x",))), EntityNotFound),
        (call("turn_on", Target()), ActionInvalid),
        (call("explode"), ServiceNotFound),
        (call("turn_on", domain="spaceship"), ServiceNotFound),
        (call("turn_on", brightness=999), ActionInvalid),
        (call("turn_on", loudness=1), ActionInvalid),
        (call("turn_on", Target(entity_id=("lock.front_door",))), ActionUnsupported),
        (call("lock", Target(area_id=("kitchen",)), domain="lock"), ActionUnsupported),
        (call("create", domain="persistent_notification"), ActionInvalid),
        (call("shout", domain="persistent_notification"), ServiceNotFound),
    ],
)
async def test_what_makes_no_sense_is_refused_and_nothing_is_sent(
    flat: Home, gateway: Gateway, owner: Principal, wanted: Call, error: type[ActionError]
) -> None:
    with pytest.raises(error):
        await flat.actions.call(owner, wanted)
    assert gateway.actions == []


async def test_an_absent_gateway_is_said_at_once_and_nothing_waits_for_it(
    flat: Home, gateway: Gateway, owner: Principal
) -> None:
    flat.route(GATEWAY, None)
    with pytest.raises(NotConnected):
        await flat.actions.call(owner, call("turn_on"))
    flat.route(GATEWAY, gateway.act)
    await asyncio.sleep(0)
    assert gateway.actions == []


@pytest.mark.parametrize(
    ("outcome", "error"),
    [
        (Outcome(kind=OutcomeKind.FAILED, code="busy"), ActionFailed),
        (Outcome(kind=OutcomeKind.FAILED, code="action_unsupported"), ActionUnsupported),
        (Outcome(kind=OutcomeKind.FAILED, code="config_error"), ActionFailed),
        (Outcome(kind=OutcomeKind.UNKNOWN), ActionTimeout),
        (Outcome(kind=OutcomeKind.NOT_CONNECTED), NotConnected),
    ],
)
async def test_each_way_to_end_is_its_own_error(
    flat: Home, gateway: Gateway, owner: Principal, outcome: Outcome, error: type[ActionError]
) -> None:
    gateway.answer = lambda _: outcome
    with pytest.raises(error) as caught:
        await flat.actions.call(owner, call("turn_on"))
    assert type(caught.value) is error
    assert caught.value.details["entity_id"] == "light.ceiling_lamp"


async def test_one_failure_among_several_says_how_many_were_done(
    flat: Home, gateway: Gateway, owner: Principal
) -> None:
    gateway.answer = lambda action: (
        DONE if action.domain == "light" else Outcome(kind=OutcomeKind.UNKNOWN)
    )
    with pytest.raises(ActionTimeout) as caught:
        await flat.actions.call(
            owner, call("turn_on", Target(area_id=("kitchen",)), domain="homeassistant")
        )
    assert (caught.value.details["done"], caught.value.details["of"]) == ("1", "2")


async def test_the_same_command_twice_is_done_once_and_answered_twice(
    flat: Home, gateway: Gateway, owner: Principal
) -> None:
    again = Call(domain="light", name="toggle", arguments={}, target=LAMP, cmd_id="6f1c")
    first, second = await asyncio.gather(
        flat.actions.call(owner, again), flat.actions.call(owner, again)
    )
    third = await flat.actions.call(owner, again)
    assert len(gateway.actions) == 1
    assert first == second == third


async def test_a_failed_command_fails_the_same_way_when_repeated(
    flat: Home, gateway: Gateway, owner: Principal
) -> None:
    gateway.answer = lambda _: Outcome(kind=OutcomeKind.FAILED, code="busy")
    again = Call(domain="light", name="turn_on", arguments={}, target=LAMP, cmd_id="6f1c")
    for _ in range(2):
        with pytest.raises(ActionFailed):
            await flat.actions.call(owner, again)
    assert len(gateway.actions) == 1


async def test_a_command_id_is_forgotten_after_ten_minutes(
    flat: Home, gateway: Gateway, owner: Principal, clock: ManualClock
) -> None:
    again = Call(domain="light", name="turn_on", arguments={}, target=LAMP, cmd_id="6f1c")
    await flat.actions.call(owner, again)
    clock.advance(601)
    await flat.actions.call(owner, again)
    assert len(gateway.actions) == 2


async def test_a_guest_controls_only_its_rooms_and_never_a_lock(
    flat: Home, gateway: Gateway
) -> None:
    guest = await somebody(flat, Role.GUEST, "hall")
    for spelling in ("lock.front_door", "LOCK.FRONT_DOOR", " lock.front_door ,"):
        with pytest.raises(EntityNotFound):
            await flat.actions.call(
                guest, call("unlock", Target(entity_id=(spelling,)), domain="lock")
            )
    for target, error in (
        (Target(entity_id=("all",)), ActionUnsupported),
        (Target(area_id=("hall", "kitchen")), EntityNotFound),
    ):
        with pytest.raises(error):
            await flat.actions.call(guest, call("unlock", target, domain="lock"))
    with pytest.raises(EntityNotFound):
        await flat.actions.call(guest, call("turn_on"))
    assert gateway.actions == []


async def test_a_guest_in_the_kitchen_has_its_light(flat: Home, gateway: Gateway) -> None:
    guest = await somebody(flat, Role.GUEST, "kitchen")
    await flat.actions.call(guest, call("turn_off"))
    assert [action.name for action in gateway.actions] == ["turn_off"]


async def test_a_tester_acts_on_simulators_only(flat: Home, gateway: Gateway) -> None:
    tester = await somebody(flat, Role.TESTER)
    with pytest.raises(ActionDenied):
        await flat.actions.call(tester, call("turn_off"))
    flat.mark_simulated(GATEWAY)
    await flat.actions.call(tester, call("turn_off"))
    assert len(gateway.actions) == 1


async def test_only_what_answers_can_be_asked_for_an_answer(
    flat: Home, gateway: Gateway, owner: Principal
) -> None:
    with pytest.raises(ActionUnsupported):
        await flat.actions.call(
            owner,
            Call(domain="light", name="turn_on", arguments={}, target=LAMP, wants_response=True),
        )
    assert gateway.actions == []


async def test_a_notice_is_made_replaced_and_dismissed(flat: Home, owner: Principal) -> None:
    target = Target()
    for message in ("Door open", "Door shut"):
        await flat.actions.call(
            owner,
            call(
                "create",
                target,
                "persistent_notification",
                message=message,
                notification_id="door",
            ),
        )
    assert [(notice.id, notice.message) for notice in flat.notices.all()] == [("door", "Door shut")]
    await flat.actions.call(
        owner, call("dismiss", target, "persistent_notification", notification_id="door")
    )
    assert flat.notices.all() == ()


async def test_a_guest_cannot_ask_which_rooms_there_are(flat: Home, gateway: Gateway) -> None:
    guest = await somebody(flat, Role.GUEST, "kitchen")
    lock = flat.registry.device_by_key(GATEWAY, "door")
    assert lock is not None
    for target in (
        Target(area_id=("hall",)),
        Target(area_id=("kitchen", "hall")),
        Target(device_id=(lock.id,)),
        Target(area_id=("nowhere",)),
    ):
        with pytest.raises(EntityNotFound):
            await flat.actions.call(guest, call("turn_off", target))
    await flat.actions.call(guest, call("turn_off", Target(area_id=("kitchen",))))
    assert len(gateway.actions) == 1
