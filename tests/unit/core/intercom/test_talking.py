"""Floors, relay and catching up, with time that passes only when told to."""

import random
from collections.abc import Awaitable, Callable

import pytest

from embedded_hub.core.intercom.member import Member
from embedded_hub.core.intercom.preferences import Preferences
from embedded_hub.core.people import Role
from embedded_hub.model.voice import StreamId
from embedded_hub.protocol.commands.voice import QuietSpan
from embedded_hub.protocol.voice_events import (
    FloorChanged,
    FloorGranted,
    FloorRevoked,
    ListenerDegraded,
    MessageGone,
    MessageKept,
    PresenceChanged,
    StreamStart,
    StreamStop,
    VoiceNotice,
)
from tests.unit.core.intercom.conftest import Flat, frames, opus


async def test_one_encoding_serves_every_listener(flat: Flat) -> None:
    talker, _ = await flat.join()
    ears = [(await flat.join())[1] for _ in range(3)]
    decision = flat.talk(talker)
    flat.say(talker, decision.handler, frames(2))
    assert all(ear.parcels == ears[0].parcels for ear in ears)
    assert ears[0].parcels[0] is ears[2].parcels[0]
    assert len({ear.told(StreamStart)[0].handler for ear in ears}) == 1


async def test_a_stuck_key_frees_the_floor_within_700_ms(flat: Flat) -> None:
    talker, ear = await flat.join()
    decision = flat.talk(talker)
    flat.say(talker, decision.handler, frames(1))
    began_s = flat.clock.monotonic_s()
    while not ear.told(FloorRevoked):
        flat.pass_time(0.02)
    assert flat.clock.monotonic_s() - began_s <= 0.7
    assert ear.told(FloorRevoked)[0].reason == "silence"
    assert ear.told(FloorChanged)[-1].state == "idle"


async def test_a_broken_connection_frees_the_floor_within_700_ms(flat: Flat) -> None:
    talker, _ = await flat.join()
    other, ear = await flat.join()
    flat.talk(talker)
    flat.talk(other, can_queue=True)
    flat.intercom.leave(talker)
    flat.pass_time(0.7)
    assert len(ear.told(FloorGranted)) == 1
    assert ear.told(StreamStop)[0].reason == "disconnected"


async def test_the_longest_talk_ends(flat: Flat) -> None:
    talker, ear = await flat.join()
    decision = flat.talk(talker)
    said = frames(3100)
    for frame in said:
        flat.say(talker, decision.handler, [frame])
        flat.pass_time(0.02)
        if ear.told(FloorRevoked):
            break
    assert ear.told(FloorRevoked)[0].reason == "timeout"


async def test_a_late_joiner_is_level_again_within_twenty_seconds(flat: Flat) -> None:
    talker, _ = await flat.join()
    decision = flat.talk(talker)
    said = frames(1300)
    for frame in said[:150]:
        flat.say(talker, decision.handler, [frame])
        flat.pass_time(0.02)
    _, ear = await flat.join()
    assert ear.told(StreamStart)[0].behind_ms == 3000
    for frame in said[150:1150]:
        flat.say(talker, decision.handler, [frame])
        flat.pass_time(0.02)
    flat.say(talker, decision.handler, said[1150:1151])
    assert ear.payloads == [frame.payload for frame in said[:1151]]
    # In step: the last frame went out by itself, as it came.
    assert ear.parcels[-1].frame_count == 1


async def test_who_wants_no_backlog_begins_where_the_talk_is(flat: Flat) -> None:
    talker, _ = await flat.join()
    late, ear = await flat.join()
    flat.intercom.follow(late, [], is_live=True)
    decision = flat.talk(talker)
    flat.say(talker, decision.handler, frames(10))
    flat.intercom.follow(late, ["all"], is_live=True, backlog_s=0.0)
    flat.say(talker, decision.handler, frames(1, first=10))
    assert ear.payloads == [frames(11)[-1].payload]


async def test_a_talk_that_ends_is_still_heard_to_its_end_by_who_came_late(flat: Flat) -> None:
    talker, _ = await flat.join()
    decision = flat.talk(talker)
    flat.say(talker, decision.handler, frames(100))
    _, ear = await flat.join()
    assert decision.burst is not None
    flat.intercom.release(talker, decision.burst.stream, is_cancelled=False)
    flat.pass_time(3.0)
    assert ear.payloads == [frame.payload for frame in frames(100)]
    assert ear.told(StreamStop)[0].reason == "released"
    assert flat.intercom.next_tick_s is None


async def test_a_slow_listener_gets_the_whole_afterwards(flat: Flat) -> None:
    talker, _ = await flat.join()
    _, slow = await flat.join()
    decision = flat.talk(talker)
    flat.say(talker, decision.handler, frames(5))
    slow.is_slow = True
    flat.say(talker, decision.handler, frames(5, first=5))
    assert slow.told(ListenerDegraded)[0].dropped == 50
    assert slow.told(StreamStop)[0].reason == "degraded"
    slow.parcels.clear()
    assert decision.burst is not None
    flat.intercom.release(talker, decision.burst.stream, is_cancelled=False)
    flat.pass_time(1.0)
    assert slow.told(StreamStart)[-1].replay
    assert slow.payloads == [frame.payload for frame in frames(10)]


async def test_nothing_is_sent_ahead_to_a_way_that_is_not_clear(flat: Flat) -> None:
    talker, _ = await flat.join()
    decision = flat.talk(talker)
    flat.say(talker, decision.handler, frames(100))
    _, ear = await flat.join()
    ear.is_clear = False
    flat.pass_time(1.0)
    assert ear.parcels == []
    ear.is_clear = True
    flat.pass_time(1.0)
    assert ear.payloads == [frame.payload for frame in frames(100)]


async def test_a_release_that_crossed_the_end_is_answered(flat: Flat) -> None:
    talker, _ = await flat.join()
    decision = flat.talk(talker)
    flat.say(talker, decision.handler, frames(4))
    flat.pass_time(0.7)
    assert decision.burst is not None
    done = flat.intercom.release(talker, decision.burst.stream, is_cancelled=False)
    assert (done.reason, done.frames) == ("silence", 4)


async def test_what_ended_is_kept_and_told(
    flat: Flat, settled: Callable[[], Awaitable[None]]
) -> None:
    talker, _ = await flat.join()
    _, ear = await flat.join()
    decision = flat.talk(talker)
    flat.say(talker, decision.handler, frames(4))
    assert decision.burst is not None
    flat.intercom.release(talker, decision.burst.stream, is_cancelled=False)
    await settled()
    kept = ear.told(MessageKept)[0]
    assert (kept.message, kept.duration_ms) == (decision.burst.id, 80)
    assert list(await flat.store.frames(kept.message)) == frames(4)


async def test_closing_ends_and_keeps_what_is_being_said(flat: Flat) -> None:
    talker, _ = await flat.join()
    decision = flat.talk(talker)
    flat.say(talker, decision.handler, frames(4))
    await flat.intercom.close()
    assert decision.burst is not None
    assert await flat.store.get(decision.burst.id) is not None


@pytest.mark.parametrize("seed", range(8))
async def test_there_is_never_more_than_one_holder_and_numbers_come_back(
    flat: Flat, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same each time
    members = [(await flat.join(Role.OWNER))[0] for _ in range(4)]
    held: dict[Member, tuple[int | None, StreamId]] = {}
    for _ in range(300):
        member = chance.choice(members)
        match chance.randrange(5):
            case 0 | 1:
                decision = flat.talk(
                    member, priority=chance.choice((0, 0, 3)), can_queue=chance.random() < 0.5
                )
                if decision.burst is not None:
                    held[member] = decision.handler, decision.burst.stream
            case 2 if member in held:
                flat.say(member, held[member][0], frames(1))
            case 3 if member in held:
                flat.intercom.release(member, held.pop(member)[1], is_cancelled=False)
            case _:
                flat.pass_time(chance.choice((0.02, 0.3, 0.6)))
        assert len(flat.intercom.live.bursts()) <= 1
    for member in members:
        flat.intercom.leave(member)
    flat.pass_time(5.0)
    assert flat.intercom.live.bursts() == []
    assert flat.intercom.next_tick_s is None
    assert len(flat.intercom.live._handlers._free) == 127
    assert flat.intercom.live._asking == {}
    await flat.intercom.close()


async def test_others_see_who_comes_goes_and_only_looks_in(flat: Flat) -> None:
    _, ear = await flat.join(name="Anna")
    ear.events.clear()
    ben, _ = await flat.join(name="Ben")
    assert [one.can_hear for one in ear.told(PresenceChanged)] == ["live"]
    flat.intercom.follow(ben, [], is_live=False)
    assert ear.told(PresenceChanged)[-1].can_hear == "offline"
    assert [one.name for one in flat.intercom.attendance.presence(ben.principal)] == ["Anna"]
    flat.intercom.follow(ben, ["all"], is_live=False)
    assert ear.told(PresenceChanged)[-1].can_hear == "dnd"
    flat.intercom.leave(ben)
    assert ear.told(PresenceChanged)[-1].can_hear == "offline"
    _, guest = await flat.join(Role.GUEST, "Gil")
    assert {one.name for one in guest.told(PresenceChanged)} == {"Gil"}


async def test_who_is_taken_out_of_a_group_hears_and_speaks_no_more(flat: Flat) -> None:
    anna, anna_hears = await flat.join(name="Anna")
    ben, ben_hears = await flat.join(name="Ben")
    eve, eve_hears = await flat.join(name="Eve")
    ids = {name: one.user_id for name, one in (("anna", anna), ("ben", ben), ("eve", eve))}
    await flat.intercom.save_group("garden", "Garden", [ids["anna"], ids["ben"]])
    talk = flat.talk(anna, "group:garden")
    said = frames(9)
    flat.say(anna, talk.handler, said[:3])
    assert len(ben_hears.payloads) == 3  # whoever hears everything hears a new group too
    await flat.intercom.save_group("garden", "Garden", [ids["anna"], ids["eve"]])
    flat.say(anna, talk.handler, said[3:6])
    assert ben_hears.told(StreamStop)[-1].reason == "stopped"
    assert len(ben_hears.payloads) == 3
    waiting = flat.talk(eve, "group:garden", can_queue=True)
    assert waiting.queued is not None
    await flat.intercom.save_group("garden", "Garden", [ids["eve"]])
    assert anna_hears.told(FloorRevoked)[-1].reason == "revoked"
    assert eve_hears.told(FloorGranted)
    await flat.intercom.delete_group("garden")
    assert eve_hears.told(FloorRevoked)[-1].reason == "revoked"


async def test_a_full_disk_costs_the_record_and_nothing_else(flat: Flat) -> None:
    flat.store.is_full = True
    anna, anna_hears = await flat.join(name="Anna")
    _, ben_hears = await flat.join(name="Ben")
    talk = flat.talk(anna)
    flat.say(anna, talk.handler, frames(30))
    assert len(ben_hears.payloads) == 30
    assert talk.burst is not None
    flat.intercom.release(anna, talk.burst.stream, is_cancelled=False)
    await flat.settle()
    assert [one.code for one in anna_hears.told(VoiceNotice)] == ["not_kept"]
    assert ben_hears.told(VoiceNotice) == []
    assert [one.message for one in ben_hears.told(MessageGone)] == [talk.burst.id]
    flat.store.is_full = False
    again = flat.talk(anna)
    flat.say(anna, again.handler, frames(2))
    assert again.burst is not None
    flat.intercom.release(anna, again.burst.stream, is_cancelled=False)
    await flat.settle()
    assert ben_hears.told(MessageKept)[-1].message == again.burst.id


async def test_who_comes_late_with_another_codec_is_served_piece_by_piece(flat: Flat) -> None:
    """Nobody turns a minute of speech into samples in one go: that would hold everybody up."""
    said = opus(400)
    anna, _ = await flat.join(name="Anna")
    talk = flat.talk(anna)
    for frame in said[:300]:
        flat.clock.advance(0.02)
        flat.say(anna, talk.handler, [frame])
    _, ben_hears = await flat.join(name="Ben", codec="pcm16")
    assert ben_hears.payloads == []
    flat.intercom.tick()
    assert 0 < len(ben_hears.payloads) <= 60
    for frame in said[300:]:
        flat.pass_time(0.02)
        flat.say(anna, talk.handler, [frame])
    flat.pass_time(20.0)
    assert len(ben_hears.payloads) == 400
    assert {len(one) for one in ben_hears.payloads} == {640}


async def test_a_replay_in_another_codec_may_be_moved_at_will(flat: Flat) -> None:
    said = opus(200)
    anna, _ = await flat.join(name="Anna")
    talk = flat.talk(anna)
    for frame in said:
        flat.clock.advance(0.02)
        flat.say(anna, talk.handler, [frame])
    assert talk.burst is not None
    flat.intercom.release(anna, talk.burst.stream, is_cancelled=False)
    await flat.settle()
    ben, ben_hears = await flat.join(name="Ben", codec="pcm16")
    stream, _ = await flat.intercom.play(ben, talk.burst.id, from_ms=3000, speed=1.0)
    flat.intercom.tick()
    flat.intercom.seek(ben, stream, 0)
    flat.pass_time(6.0)
    heard = ben_hears.payloads
    assert len(heard) >= 200
    assert {len(one) for one in heard} == {640}


@pytest.mark.parametrize("allowed", range(4))
@pytest.mark.parametrize("priority", range(4))
async def test_quiet_hours_let_the_important_through_and_keep_the_rest(
    flat: Flat, priority: int, allowed: int
) -> None:
    anna, _ = await flat.join(name="Anna")
    ben, ben_hears = await flat.join(name="Ben")
    always = QuietSpan(from_minute=0, to_minute=0, allow_priority=allowed)
    await flat.intercom.prefer(ben.principal, Preferences(quiet=(always,)))
    is_played = priority == 3 or priority >= allowed
    talk = flat.talk(anna, priority=priority)
    flat.say(anna, talk.handler, frames(3))
    assert bool(ben_hears.payloads) == is_played
    assert talk.burst is not None
    flat.intercom.release(anna, talk.burst.stream, is_cancelled=False)
    await flat.settle()
    # Played or not, it is there to be heard later.
    assert ben_hears.told(MessageKept)[-1].message == talk.burst.id
    denied = flat.talk(anna, f"user:{ben.user_id}", priority=priority).denied
    assert (denied is None) == is_played
