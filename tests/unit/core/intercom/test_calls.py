"""Bells and drop-ins: who is told, who gets it, and that it ends for everybody."""

import pytest

from embedded_hub.core.intercom.calls import AGAIN_S, CALLS_A_MINUTE, GONE_S, LONGEST_S, RINGS_S
from embedded_hub.core.intercom.preferences import Preferences
from embedded_hub.core.people import Role
from embedded_hub.errors import NotAllowed, NotFound, QuotaExceeded
from embedded_hub.protocol.voice_events import CallChanged, FloorRevoked, StreamStart, StreamStop
from tests.unit.core.intercom.conftest import Ear, Flat, frames
from tests.unit.core.intercom.stations import install, ring

DOOR = ("speaker", "mic", "button")
PANEL = ("speaker", "mic")


def last(ear: Ear) -> CallChanged:
    return ear.told(CallChanged)[-1]


def state(ear: Ear) -> tuple[str, str | None]:
    return last(ear).state, last(ear).reason


async def test_a_bell_rings_at_everybody_who_lives_here_and_at_nobody_else(flat: Flat) -> None:
    _, station = await install(flat, "door", *DOOR)
    _, anna = await flat.join(name="Anna")
    _, owner = await flat.join(Role.OWNER)
    _, guest = await flat.join(Role.GUEST, areas=("kitchen",))
    _, tester = await flat.join(Role.TESTER)
    ring(flat, "door")
    for ear in (anna, owner, station):
        assert state(ear) == ("ringing", None)
    assert (last(anna).channel, last(anna).entity_id) == ("device:d_door", "event.door_button")
    assert guest.told(CallChanged) == tester.told(CallChanged) == []


async def test_the_first_to_answer_has_it_and_the_others_are_told_who(flat: Flat) -> None:
    _, station = await install(flat, "door", *DOOR)
    anna, anna_hears = await flat.join(name="Anna")
    ben, ben_hears = await flat.join(name="Ben")
    ring(flat, "door")
    call = last(anna_hears).call
    answered = flat.intercom.calls.answer(anna, call, is_accepted=True)
    assert (answered.state, answered.talk) == ("active", "device:d_door")
    with pytest.raises(NotFound):
        flat.intercom.calls.answer(ben, call, is_accepted=True)
    assert state(ben_hears) == ("ended", "answered")
    assert last(ben_hears).by == anna.talking
    assert last(station).opens_microphone
    # Pressing twice is pressing once.
    assert flat.intercom.calls.answer(anna, call, is_accepted=True).state == "active"


async def test_a_station_is_heard_by_all_until_one_answers_and_then_by_that_one(
    flat: Flat,
) -> None:
    door, _ = await install(flat, "door", *DOOR)
    anna, anna_hears = await flat.join(name="Anna")
    _, ben_hears = await flat.join(name="Ben")
    ring(flat, "door")
    said = frames(12)
    talk = flat.talk(door, "device:d_door")
    flat.say(door, talk.handler, said[:4])
    flat.intercom.calls.answer(anna, last(anna_hears).call, is_accepted=True)
    flat.say(door, talk.handler, said[4:8])
    assert len(anna_hears.payloads) == 8
    assert len(ben_hears.payloads) == 4
    assert ben_hears.told(StreamStop)[-1].reason == "stopped"
    assert talk.burst is not None
    flat.intercom.release(door, talk.burst.stream, is_cancelled=False)
    flat.say(door, flat.talk(door, "device:d_door").handler, said[8:])
    assert (len(anna_hears.payloads), len(ben_hears.payloads)) == (12, 4)


async def test_who_answered_talks_and_others_find_the_door_engaged(flat: Flat) -> None:
    _, door_hears = await install(flat, "door", *DOOR)
    anna, anna_hears = await flat.join(name="Anna")
    ben, _ = await flat.join(name="Ben")
    ring(flat, "door")
    flat.intercom.calls.answer(anna, last(anna_hears).call, is_accepted=True)
    denied = flat.talk(ben, "device:d_door").denied
    assert denied is not None
    assert denied.reason == "busy"
    flat.say(anna, flat.talk(anna, "device:d_door").handler, frames(3))
    assert len(door_hears.payloads) == 3


async def test_a_person_takes_the_floor_from_a_station_that_has_it_back_after(flat: Flat) -> None:
    door, door_hears = await install(flat, "door", *DOOR)
    anna, _ = await flat.join(name="Anna")
    held = flat.talk(door, "device:d_door")
    flat.say(door, held.handler, frames(2))
    mine = flat.talk(anna, "device:d_door")
    assert mine.burst is not None
    assert door_hears.told(FloorRevoked)[-1].reason == "revoked"
    assert flat.talk(door, "device:d_door", can_queue=True).queued is not None
    flat.intercom.release(anna, mine.burst.stream, is_cancelled=False)
    assert flat.intercom.live.floor(mine.burst.wish.group).holder == door.talking


async def test_two_people_at_a_station_wait_for_each_other(flat: Flat) -> None:
    await install(flat, "panel", *PANEL, area="kitchen")
    anna, _ = await flat.join(name="Anna")
    ben, _ = await flat.join(name="Ben")
    assert flat.talk(anna, "device:d_panel").burst is not None
    denied = flat.talk(ben, "device:d_panel").denied
    assert denied is not None
    assert denied.holder == anna.talker


async def test_what_is_said_to_a_station_is_heard_by_it_alone(flat: Flat) -> None:
    _, panel_hears = await install(flat, "panel", *PANEL, area="kitchen")
    anna, _ = await flat.join(name="Anna", area="kitchen")
    _, ben_hears = await flat.join(name="Ben")
    flat.say(anna, flat.talk(anna, "device:d_panel").handler, frames(3))
    # Standing beside it on purpose is no reason for silence.
    assert len(panel_hears.payloads) == 3
    assert ben_hears.told(StreamStart) == []


async def test_a_bell_nobody_answers_falls_silent_and_may_ring_again(flat: Flat) -> None:
    await install(flat, "door", *DOOR)
    _, ear = await flat.join()
    ring(flat, "door")
    flat.pass_time(RINGS_S / 2)
    ring(flat, "door")
    flat.pass_time(RINGS_S * 0.75)
    assert state(ear) == ("ringing", None)
    flat.pass_time(RINGS_S / 2)
    assert state(ear) == ("ended", "missed")
    ring(flat, "door")
    assert state(ear) == ("ringing", None)


async def test_one_refusal_silences_one_person_and_the_last_ends_it(flat: Flat) -> None:
    _, station = await install(flat, "door", *DOOR)
    anna, anna_hears = await flat.join(name="Anna")
    ben, ben_hears = await flat.join(name="Ben")
    ring(flat, "door")
    call = last(anna_hears).call
    flat.intercom.calls.answer(anna, call, is_accepted=False)
    assert state(anna_hears) == ("ended", "refused")
    assert state(ben_hears) == ("ringing", None)
    flat.intercom.calls.answer(ben, call, is_accepted=False)
    assert state(station) == ("ended", "refused")


async def test_hanging_up_ends_it_for_both_and_stops_whoever_speaks(flat: Flat) -> None:
    door, door_hears = await install(flat, "door", *DOOR)
    anna, anna_hears = await flat.join(name="Anna")
    ring(flat, "door")
    call = last(anna_hears).call
    flat.intercom.calls.answer(anna, call, is_accepted=True)
    held = flat.talk(door, "device:d_door")
    flat.say(door, held.handler, frames(2))
    flat.intercom.calls.end(anna, call)
    assert state(anna_hears) == state(door_hears) == ("ended", "hung_up")
    assert last(door_hears).opens_microphone is False
    assert door_hears.told(FloorRevoked)[-1].stream == (held.burst and held.burst.stream)
    with pytest.raises(NotFound):
        flat.intercom.calls.end(anna, call)


async def test_a_side_that_vanishes_may_come_back_for_a_moment(flat: Flat) -> None:
    _, door_hears = await install(flat, "door", *DOOR)
    anna, anna_hears = await flat.join(name="Anna")
    ring(flat, "door")
    call = last(anna_hears).call
    flat.intercom.calls.answer(anna, call, is_accepted=True)
    flat.intercom.leave(anna)
    flat.pass_time(GONE_S / 2)
    ear = Ear()
    again = flat.intercom.join("again", anna.principal, anna.ability, ear)
    flat.intercom.follow(again, None, is_live=True)
    assert [one.state for one in flat.intercom.calls.arrived(again)] == ["active"]
    flat.pass_time(GONE_S)
    assert state(door_hears) == ("active", None)
    flat.intercom.leave(again)
    flat.pass_time(GONE_S + 1)
    assert state(door_hears) == ("ended", "disconnected")


async def test_a_stuck_bell_rings_once_a_second(flat: Flat) -> None:
    await install(flat, "door", *DOOR)
    _, ear = await flat.join()
    for _ in range(100):
        ring(flat, "door")
    assert len(ear.told(CallChanged)) == 1
    flat.pass_time(AGAIN_S + 0.1)
    ring(flat, "door")
    assert len(ear.told(CallChanged)) == 2


async def test_nobody_is_called_again_and_again(flat: Flat) -> None:
    anna, _ = await flat.join(name="Anna")
    ben, ben_hears = await flat.join(name="Ben")
    group = flat.intercom.groups.get(f"user:{ben.user_id}")
    for _ in range(CALLS_A_MINUTE):
        flat.intercom.calls.end(anna, flat.intercom.calls.drop_in(anna, group, "duplex").call)
    with pytest.raises(QuotaExceeded):
        flat.intercom.calls.drop_in(anna, group, "duplex")
    flat.pass_time(61.0, step_s=1.0)
    flat.intercom.calls.drop_in(anna, group, "duplex")
    assert state(ben_hears) == ("ringing", None)


async def test_no_call_is_for_ever(flat: Flat) -> None:
    await install(flat, "door", *DOOR)
    anna, ear = await flat.join(name="Anna")
    ring(flat, "door")
    flat.intercom.calls.answer(anna, last(ear).call, is_accepted=True)
    flat.clock.advance(LONGEST_S + 1)
    flat.intercom.tick()
    assert state(ear) == ("ended", "timeout")


async def test_a_call_must_be_answered_unless_it_was_allowed_before(flat: Flat) -> None:
    anna, anna_hears = await flat.join(name="Anna")
    ben, ben_hears = await flat.join(name="Ben")
    group = flat.intercom.groups.get(f"user:{ben.user_id}")
    ringing = flat.intercom.calls.drop_in(anna, group, "duplex")
    assert (ringing.state, ringing.talk) == ("ringing", None)
    assert state(ben_hears) == ("ringing", None)
    assert not last(ben_hears).opens_microphone
    flat.intercom.calls.answer(ben, ringing.call, is_accepted=False)
    assert state(anna_hears) == ("ended", "refused")

    await flat.intercom.drop_in_rights.allow(group, [anna.user_id])
    active = flat.intercom.calls.drop_in(anna, group, "duplex")
    assert (active.state, active.talk) == ("active", f"device:{ben.token_id}")
    assert (last(ben_hears).state, last(ben_hears).opens_microphone) == ("active", True)
    assert last(ben_hears).talk == f"device:{anna.token_id}"


@pytest.mark.parametrize(
    ("mode", "caller_talks", "callee_talks"),
    [("listen", False, True), ("talk", True, False), ("duplex", True, True)],
)
async def test_the_mode_says_whose_microphone_opens(
    flat: Flat, mode: str, caller_talks: bool, callee_talks: bool
) -> None:
    anna, anna_hears = await flat.join(name="Anna")
    ben, ben_hears = await flat.join(name="Ben")
    group = flat.intercom.groups.get(f"user:{ben.user_id}")
    call = flat.intercom.calls.drop_in(anna, group, mode)  # type: ignore[arg-type]
    flat.intercom.calls.answer(ben, call.call, is_accepted=True)
    assert last(anna_hears).opens_microphone is caller_talks
    assert last(ben_hears).opens_microphone is callee_talks
    assert (last(ben_hears).talk is not None) is callee_talks


async def test_both_sides_of_a_call_speak_at_once_and_nobody_else_hears(flat: Flat) -> None:
    anna, anna_hears = await flat.join(name="Anna")
    ben, ben_hears = await flat.join(name="Ben")
    _, eve_hears = await flat.join(name="Eve")
    group = flat.intercom.groups.get(f"user:{ben.user_id}")
    call = flat.intercom.calls.drop_in(anna, group, "duplex")
    flat.intercom.calls.answer(ben, call.call, is_accepted=True)
    to_ben, to_anna = last(anna_hears).talk, last(ben_hears).talk
    assert to_ben is not None
    assert to_anna is not None
    one, other = flat.talk(anna, to_ben), flat.talk(ben, to_anna)
    flat.say(anna, one.handler, frames(4))
    flat.say(ben, other.handler, frames(5))
    assert (len(ben_hears.payloads), len(anna_hears.payloads)) == (4, 5)
    assert eve_hears.payloads == []
    flat.intercom.calls.end(ben, call.call)
    assert anna_hears.told(FloorRevoked)
    assert ben_hears.told(FloorRevoked)


async def test_of_several_devices_the_last_one_is_opened_and_the_others_told(flat: Flat) -> None:
    anna, _ = await flat.join(name="Anna")
    ben, phone = await flat.join(name="Ben")
    text, _ = await flat.people.issue(Role.FAMILY, "Ben")
    principal = await flat.people.authenticate(text)
    assert principal is not None
    tablet = Ear()
    second = flat.intercom.join("tablet", principal, ben.ability, tablet)
    flat.intercom.follow(second, None, is_live=True)
    group = flat.intercom.groups.get(f"user:{ben.user_id}")
    await flat.intercom.drop_in_rights.allow(group, [anna.user_id])
    flat.intercom.calls.drop_in(anna, group, "listen")
    assert (last(tablet).state, last(tablet).opens_microphone) == ("active", True)
    assert state(phone) == ("ended", "answered")


async def test_who_cannot_be_reached_is_not_called(flat: Flat) -> None:
    anna, _ = await flat.join(name="Anna")
    ben, _ = await flat.join(name="Ben")
    guest, _ = await flat.join(Role.GUEST, name="Gus", areas=("kitchen",))
    group = flat.intercom.groups.get(f"user:{ben.user_id}")

    def why(caller: object, channel: str) -> str:
        with pytest.raises(NotAllowed) as refused:
            flat.intercom.calls.drop_in(
                caller,  # type: ignore[arg-type]
                flat.intercom.groups.get(channel),
                "duplex",
            )
        return str(refused.value.details["reason"])

    assert why(anna, "all") == "listen_only"
    assert why(guest, group.id) == "listen_only"
    flat.intercom.follow(ben, [], is_live=False)
    assert why(anna, group.id) == "offline"
    flat.intercom.follow(ben, None, is_live=False)
    assert why(anna, group.id) == "quiet_hours"
    flat.intercom.follow(ben, None, is_live=True)
    flat.intercom.calls.drop_in(anna, group, "duplex")
    eve, _ = await flat.join(name="Eve")
    assert why(anna, f"user:{eve.user_id}") == "busy"


async def test_a_called_guest_may_talk_back_for_as_long_as_the_call_lasts(flat: Flat) -> None:
    anna, anna_hears = await flat.join(name="Anna")
    guest, guest_hears = await flat.join(Role.GUEST, name="Gus", areas=("kitchen",))
    group = flat.intercom.groups.get(f"user:{guest.user_id}")
    back = f"device:{anna.token_id}"
    denied = flat.talk(guest, back).denied
    assert denied is not None
    assert denied.reason == "listen_only"
    call = flat.intercom.calls.drop_in(anna, group, "duplex")
    flat.intercom.calls.answer(guest, call.call, is_accepted=True)
    assert last(guest_hears).talk == back
    flat.say(guest, flat.talk(guest, back).handler, frames(2))
    assert len(anna_hears.payloads) == 2
    flat.intercom.calls.end(anna, call.call)
    assert flat.talk(guest, back).denied is not None


async def test_dropping_in_on_a_panel_needs_permission_or_a_hand_at_the_panel(flat: Flat) -> None:
    panel, panel_hears = await install(flat, "panel", *PANEL, area="kitchen")
    anna, _ = await flat.join(name="Anna")
    group = flat.intercom.groups.get("device:d_panel")
    call = flat.intercom.calls.drop_in(anna, group, "listen")
    assert call.state == "ringing"
    assert not last(panel_hears).opens_microphone
    flat.intercom.calls.answer(panel, call.call, is_accepted=True)
    assert last(panel_hears).opens_microphone
    flat.intercom.calls.end(panel, call.call)
    await flat.intercom.drop_in_rights.allow(group, [anna.user_id])
    assert flat.intercom.calls.drop_in(anna, group, "listen").state == "active"
    assert last(panel_hears).opens_microphone


async def test_permissions_are_kept(flat: Flat) -> None:
    anna, _ = await flat.join(name="Anna")
    ben, _ = await flat.join(name="Ben")
    group = flat.intercom.groups.get(f"user:{ben.user_id}")
    await flat.intercom.drop_in_rights.allow(group, [anna.user_id])
    again = Flat()
    again.intercom.load(flat.records.load())
    assert again.intercom.drop_in_rights.is_allowed(anna.user_id, group)
    await flat.intercom.drop_in_rights.allow(group, [])
    empty = Flat()
    empty.intercom.load(flat.records.load())
    assert not empty.intercom.drop_in_rights.is_allowed(anna.user_id, group)


async def test_a_conversation_at_the_door_is_kept_for_those_two_alone(flat: Flat) -> None:
    door, _ = await install(flat, "door", *DOOR)
    anna, anna_hears = await flat.join(name="Anna")
    ben, _ = await flat.join(name="Ben")
    ring(flat, "door")
    unanswered = flat.talk(door, "device:d_door")
    flat.say(door, unanswered.handler, frames(2))
    assert unanswered.burst is not None
    flat.intercom.release(door, unanswered.burst.stream, is_cancelled=False)
    flat.intercom.calls.answer(anna, last(anna_hears).call, is_accepted=True)
    answered = flat.talk(door, "device:d_door")
    flat.say(door, answered.handler, frames(3))
    assert answered.burst is not None
    flat.intercom.release(door, answered.burst.stream, is_cancelled=False)
    await flat.settle()
    seen = {}
    for name, member in (("anna", anna), ("ben", ben)):
        history = await flat.intercom.past.history(
            member.principal,
            channel="device:d_door",
            after=None,
            before=None,
            limit=10,
            is_unread_only=False,
            words=None,
        )
        seen[name] = {one.duration_ms for one in history.messages}
    assert seen == {"anna": {40, 60}, "ben": {40}}


async def test_who_answered_hears_the_door_in_the_same_room_and_in_quiet_hours(flat: Flat) -> None:
    door, _ = await install(flat, "door", *DOOR, area="hall")
    anna, anna_hears = await flat.join(name="Anna", area="hall")
    _, ben_hears = await flat.join(name="Ben", area="hall")
    await flat.intercom.prefer(anna.principal, Preferences(dnd_until=4e9))
    ring(flat, "door")
    talk = flat.talk(door, "device:d_door")
    flat.say(door, talk.handler, frames(2))
    assert anna_hears.payloads == ben_hears.payloads == []  # they stand beside it
    assert talk.burst is not None
    flat.intercom.release(door, talk.burst.stream, is_cancelled=False)
    flat.intercom.calls.answer(anna, last(anna_hears).call, is_accepted=True)
    flat.say(door, flat.talk(door, "device:d_door").handler, frames(3))
    assert (len(anna_hears.payloads), ben_hears.payloads) == (3, [])
