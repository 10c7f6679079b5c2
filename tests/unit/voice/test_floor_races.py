"""Whatever talkers do and in whatever order: one holder, and a floor that never sticks."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from embedded_hub.model.voice import TalkerId, TalkPriority
from embedded_hub.voice.floor import Floor, FloorLimits
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

TALKERS = [TalkerId(name) for name in ("anna", "ben", "cora", "dan", "eva")]
LIMITS = FloorLimits(max_talk_s=5.0, max_queue=3, max_requests=1000)
TICK_S = 0.1
"""How late a shell may be with a tick; 0.5 s of lease and this stay below 700 ms."""

talkers = st.sampled_from(TALKERS)


class FloorRaces(RuleBasedStateMachine):
    """Keeps its own books from the events alone and compares them with the floor's."""

    def __init__(self) -> None:
        super().__init__()
        self.floor = Floor(LIMITS)
        self.now_s = 100.0
        self.holder: TalkerId | None = None
        self.queue: set[TalkerId] = set()
        self.heard_s = 100.0
        self.next_request = 0

    def note(self, events: list[FloorEvent]) -> None:
        for event in events:
            self.note_one(event)

    def note_one(self, event: FloorEvent) -> None:
        match event:
            case Granted(talker=talker, is_resumed=is_resumed):
                assert self.holder == (talker if is_resumed else None)
                self.holder, self.heard_s = talker, self.now_s
                self.queue.discard(talker)
            case Released(talker=talker) | Revoked(talker=talker):
                assert self.holder == talker
                self.holder = None
            case Queued(talker=talker):
                assert self.holder is not None
                self.queue.add(talker)
            case Cancelled(talker=talker):
                self.queue.remove(talker)
            case Denied() | FloorStatus():
                pass

    @rule(
        talker=talkers,
        priority=st.sampled_from(TalkPriority),
        can_queue=st.booleans(),
    )
    def press(self, talker: TalkerId, priority: TalkPriority, can_queue: bool) -> None:
        self.next_request += 1
        request = FloorRequest(
            talker=talker, request_id=self.next_request, priority=priority, can_queue=can_queue
        )
        events = self.floor.request(request, self.now_s)
        answers = [e for e in events if isinstance(e, Granted | Denied | Queued)]
        assert any(
            answer.talker == talker and answer.request_id == self.next_request for answer in answers
        )
        self.note(events)

    @rule(talker=talkers)
    def let_go(self, talker: TalkerId) -> None:
        self.note(self.floor.release(talker, self.now_s))
        assert talker != self.holder
        assert talker not in self.queue

    @rule(talker=talkers)
    def speak(self, talker: TalkerId) -> None:
        assert self.floor.frame(talker, self.now_s) == (talker == self.holder)
        if talker == self.holder:
            self.heard_s = self.now_s

    @rule(talker=talkers)
    def lose_the_connection(self, talker: TalkerId) -> None:
        self.note(self.floor.disconnected(talker))
        assert talker not in self.queue

    @rule(talker=talkers)
    def sign_out(self, talker: TalkerId) -> None:
        self.note(self.floor.leave(talker, self.now_s))

    @rule(by=talkers)
    def revoke(self, by: TalkerId) -> None:
        self.note(self.floor.revoke(self.now_s, by=by))

    @precondition(lambda self: self.holder is not None)
    @rule(frames=st.integers(1, 300))
    def talk_on(self, frames: int) -> None:
        talking = self.holder
        for _ in range(frames):
            self.pass_time(0.02)
            if talking is None or not self.floor.frame(talking, self.now_s):
                break
            self.heard_s = self.now_s

    @rule(seconds=st.floats(0.0, 3.0))
    def wait(self, seconds: float) -> None:
        until_s = self.now_s + seconds
        while self.now_s < until_s:
            self.pass_time(min(TICK_S, until_s - self.now_s))

    def pass_time(self, seconds: float) -> None:
        self.now_s += seconds
        due_s = self.floor.next_tick_s
        events = self.floor.tick(self.now_s)
        assert not events or (due_s is not None and self.now_s >= due_s)
        self.note(events)

    @invariant()
    def the_floor_tells_the_truth(self) -> None:
        status = self.floor.status
        assert status.holder == self.holder
        assert set(status.queue) == self.queue
        assert len(status.queue) == len(self.queue) <= LIMITS.max_queue
        assert (status.state is FloorState.IDLE) == (self.holder is None)

    @invariant()
    def nobody_waits_for_an_idle_floor(self) -> None:
        assert self.holder is not None or not self.queue

    @invariant()
    def a_silent_holder_is_gone_within_700_ms(self) -> None:
        assert self.holder is None or self.now_s - self.heard_s <= 0.7


FloorRaces.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestFloorRaces = FloorRaces.TestCase
