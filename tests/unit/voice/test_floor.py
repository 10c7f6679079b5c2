"""The floor, decision by decision."""

from typing import TypeVar

import pytest

from embedded_hub.errors import LocalProtocolError
from embedded_hub.model.voice import DenyReason, TalkerId, TalkPriority
from embedded_hub.voice.floor import TRANSITIONS, Floor, FloorLimits
from embedded_hub.voice.floor_events import (
    Cancelled,
    Denied,
    FloorEvent,
    FloorRequest,
    FloorState,
    FloorStatus,
    Granted,
    Queued,
    Released,
    Revoked,
)

T = TypeVar("T")

ANNA, BEN, CORA, DAN = (TalkerId(name) for name in ("anna", "ben", "cora", "dan"))


def ask(
    talker: TalkerId,
    request_id: int = 1,
    priority: TalkPriority = TalkPriority.ROUTINE,
    *,
    can_queue: bool = False,
) -> FloorRequest:
    return FloorRequest(
        talker=talker, request_id=request_id, priority=priority, can_queue=can_queue
    )


def emergency(talker: TalkerId) -> FloorRequest:
    return ask(talker, priority=TalkPriority.EMERGENCY)


def taken_by(talker: TalkerId, now_s: float = 0.0) -> Floor:
    floor = Floor()
    floor.request(ask(talker), now_s)
    return floor


def only(kind: type[T], events: list[FloorEvent]) -> T:
    [found] = [event for event in events if isinstance(event, kind)]
    return found


def test_an_idle_floor_is_granted_and_everybody_is_told() -> None:
    floor = Floor()
    granted, status = floor.request(ask(ANNA, 7), 10.0)
    assert granted == Granted(
        talker=ANNA,
        request_id=7,
        priority=TalkPriority.ROUTINE,
        lease_s=0.5,
        max_talk_s=60.0,
    )
    assert status == FloorStatus(state=FloorState.TAKEN, holder=ANNA, since_s=10.0)
    assert floor.status == status


def test_second_talker_is_denied_while_floor_is_taken() -> None:
    floor = taken_by(ANNA, 10.0)
    [denied] = floor.request(ask(BEN, 8), 12.0)
    assert denied == Denied(
        talker=BEN, request_id=8, reason="busy", holder=ANNA, since_s=10.0, retry_s=58.0
    )
    assert floor.status.holder == ANNA


@pytest.mark.parametrize("reason", ["listen_only", "quiet_hours", "muted", "offline"])
def test_a_reason_found_outside_denies_even_an_idle_floor(reason: DenyReason) -> None:
    floor = Floor()
    [denied] = floor.request(emergency(ANNA), 0.0, refusal=reason)
    assert isinstance(denied, Denied)
    assert denied.reason == reason
    assert floor.status == FloorStatus()


def test_who_may_queue_gets_a_position_and_then_the_floor() -> None:
    floor = taken_by(ANNA)
    events = floor.request(ask(BEN, 2, can_queue=True), 0.1)
    assert events == [Queued(talker=BEN, request_id=2, position=1), floor.status]
    floor.request(ask(CORA, 3, can_queue=True), 0.2)
    assert floor.status.queue == (BEN, CORA)
    events = floor.release(ANNA, 0.3)
    assert [type(event) for event in events] == [Released, Granted, Queued, FloorStatus]
    assert only(Granted, events).talker == BEN
    assert only(Granted, events).request_id == 2
    assert only(Granted, events).was_queued
    assert only(Queued, events) == Queued(talker=CORA, request_id=3, position=1)


def test_the_queue_is_served_by_priority_and_then_by_time() -> None:
    floor = taken_by(ANNA)
    floor.request(ask(BEN, can_queue=True), 0.1)
    floor.request(ask(CORA, priority=TalkPriority.URGENT, can_queue=True), 0.2)
    floor.request(ask(DAN, priority=TalkPriority.URGENT, can_queue=True), 0.3)
    assert floor.status.queue == (CORA, DAN, BEN)


def test_asking_again_in_the_queue_changes_the_priority_and_not_the_length() -> None:
    floor = taken_by(ANNA)
    floor.request(ask(BEN, 1, can_queue=True), 0.1)
    floor.request(ask(CORA, 2, can_queue=True), 0.2)
    events = floor.request(ask(CORA, 3, TalkPriority.RAISED), 0.3)
    assert floor.status.queue == (CORA, BEN)
    assert Queued(talker=CORA, request_id=3, position=1) in events
    again = floor.request(ask(CORA, 4), 0.4)
    assert again == [Queued(talker=CORA, request_id=4, position=1)]


def test_a_full_queue_denies() -> None:
    floor = Floor(FloorLimits(max_queue=1))
    floor.request(ask(ANNA), 0.0)
    floor.request(ask(BEN, can_queue=True), 0.1)
    assert only(Denied, floor.request(ask(CORA, can_queue=True), 0.2)).reason == "busy"


def test_an_emergency_takes_the_floor_from_its_holder() -> None:
    floor = taken_by(ANNA)
    events = floor.request(emergency(BEN), 0.2)
    assert [type(event) for event in events] == [Revoked, Granted, FloorStatus]
    assert events[0] == Revoked(talker=ANNA, request_id=1, reason="preempted", by=BEN)
    assert floor.status.state is FloorState.EMERGENCY
    assert not floor.frame(ANNA, 0.21)
    assert floor.frame(BEN, 0.21)


def test_an_emergency_leaves_its_own_place_in_the_queue() -> None:
    floor = taken_by(ANNA)
    floor.request(ask(BEN, can_queue=True), 0.1)
    events = floor.request(emergency(BEN), 0.2)
    assert only(Granted, events).talker == BEN
    assert floor.status.queue == ()


def test_an_emergency_does_not_interrupt_another() -> None:
    floor = Floor()
    floor.request(emergency(ANNA), 0.0)
    assert only(Denied, floor.request(emergency(BEN), 0.1)).reason == "busy"


def test_only_an_emergency_interrupts() -> None:
    floor = taken_by(ANNA)
    denied = floor.request(ask(BEN, priority=TalkPriority.URGENT), 0.1)
    assert only(Denied, denied).holder == ANNA


def test_a_holder_may_raise_its_own_talk_to_an_emergency() -> None:
    floor = taken_by(ANNA)
    events = floor.request(emergency(ANNA), 0.2)
    assert only(Granted, events).is_resumed
    assert floor.status.state is FloorState.EMERGENCY
    floor.request(ask(ANNA), 0.3)
    assert floor.status.state is FloorState.EMERGENCY


def test_frames_renew_the_lease_and_silence_ends_it() -> None:
    floor = taken_by(ANNA)
    assert floor.next_tick_s == 0.5
    assert floor.frame(ANNA, 0.4)
    assert floor.next_tick_s == pytest.approx(0.9)
    assert floor.tick(0.8) == []
    events = floor.tick(0.9)
    assert only(Revoked, events).reason == "silence"
    assert floor.status == FloorStatus()
    assert floor.next_tick_s is None


def test_the_longest_talk_ends_however_much_is_said() -> None:
    floor = Floor(FloorLimits(max_talk_s=2.0))
    floor.request(ask(ANNA), 0.0)
    floor.request(ask(BEN, can_queue=True), 0.0)
    for frame in range(100):
        assert floor.frame(ANNA, frame * 0.02)
    events = floor.tick(2.0)
    assert only(Revoked, events).reason == "timeout"
    assert only(Granted, events).talker == BEN


def test_one_granted_from_the_queue_who_says_nothing_passes_it_on() -> None:
    floor = taken_by(ANNA)
    floor.request(ask(BEN, can_queue=True), 0.0)
    floor.request(ask(CORA, can_queue=True), 0.0)
    floor.release(ANNA, 1.0)
    assert only(Granted, floor.tick(1.5)).talker == CORA


def test_a_broken_connection_may_resume_within_the_lease() -> None:
    floor = taken_by(ANNA)
    assert floor.disconnected(ANNA) == []
    assert floor.status.holder == ANNA
    resumed = only(Granted, floor.request(ask(ANNA, 9), 0.4))
    assert resumed.is_resumed
    assert resumed.max_talk_s == pytest.approx(59.6)
    assert only(Revoked, floor.tick(0.9)).reason == "silence"


def test_a_broken_connection_that_stays_away_loses_the_floor() -> None:
    floor = taken_by(ANNA)
    floor.disconnected(ANNA)
    assert only(Revoked, floor.tick(0.5)).reason == "disconnected"


def test_a_broken_connection_loses_its_place_in_the_queue() -> None:
    floor = taken_by(ANNA)
    floor.request(ask(BEN, 5, can_queue=True), 0.1)
    assert floor.disconnected(BEN) == [Cancelled(talker=BEN, request_id=5), floor.status]


def test_leaving_for_good_frees_at_once() -> None:
    floor = taken_by(ANNA)
    assert only(Revoked, floor.leave(ANNA, 0.1)).reason == "disconnected"


def test_leaving_the_queue_and_being_granted_may_cross() -> None:
    floor = taken_by(ANNA)
    floor.request(ask(BEN, can_queue=True), 0.1)
    floor.release(ANNA, 0.2)
    events = floor.release(BEN, 0.21)
    assert only(Released, events).talker == BEN
    assert floor.status == FloorStatus()


def test_a_release_by_somebody_else_changes_nothing() -> None:
    floor = taken_by(ANNA)
    assert floor.release(BEN, 0.1) == []
    assert floor.status.holder == ANNA


def test_an_operator_takes_the_floor_only_from_whom_was_meant() -> None:
    floor = taken_by(ANNA)
    assert floor.revoke(0.1, by=DAN, holder=BEN) == []
    events = floor.revoke(0.1, by=DAN, holder=ANNA)
    assert only(Revoked, events) == Revoked(talker=ANNA, request_id=1, reason="revoked", by=DAN)
    assert floor.revoke(0.2) == []


def test_asking_too_often_is_denied_with_a_time_and_an_emergency_never_is() -> None:
    floor = Floor(FloorLimits(max_requests=2, rate_window_s=10.0))
    for at_s in (0.0, 1.0):
        floor.request(ask(ANNA), at_s)
        floor.release(ANNA, at_s)
    denied = only(Denied, floor.request(ask(ANNA), 2.0))
    assert (denied.reason, denied.retry_s) == ("rate", 8.0)
    assert only(Granted, floor.request(emergency(ANNA), 2.0)).talker == ANNA
    floor.release(ANNA, 2.5)
    assert only(Granted, floor.request(ask(ANNA), 10.0)).talker == ANNA


def test_an_idle_floor_has_nothing_to_do() -> None:
    assert Floor().tick(100.0) == []


def test_the_table_alone_says_what_is_legal() -> None:
    floor = Floor()
    with pytest.raises(LocalProtocolError):
        floor._move("free")
    with pytest.raises(LocalProtocolError):
        floor._free(None)
    assert set(TRANSITIONS) == set(FloorState)
