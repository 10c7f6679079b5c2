"""Keys, floor, queue and jitter buffer together: who was heard, and where every frame went."""

import random
from collections.abc import Iterator

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from embedded_hub.model.voice import Frame, TalkerId
from embedded_hub.protocol.voice_frame import decode_message, encode_frames, mark_gap
from embedded_hub.voice.early_frames import EarlyFrames
from embedded_hub.voice.floor import Floor, FloorLimits
from embedded_hub.voice.floor_events import (
    Denied,
    FloorEvent,
    FloorRequest,
    Granted,
    Queued,
    Released,
    Revoked,
)
from embedded_hub.voice.jitter import JitterBuffer
from embedded_hub.voice.listener_queue import ListenerQueue
from embedded_hub.voice.playout import Ended, Play
from embedded_hub.voice.talker import (
    AskFloor,
    LeaveQueue,
    ReleaseFloor,
    SendFrames,
    Talker,
    TalkerEvent,
)

LIMITS = FloorLimits(max_requests=1000)
STEP_S = 0.01


class Line(msgspec.Struct):
    """One burst on its way to one listener."""

    talker: TalkerId
    handler: str
    queue: ListenerQueue
    buffer: JitterBuffer
    sent: list[int] = []
    played: list[int] = []
    is_over: bool = False


class Hub:
    """The least that joins the pure parts; the network between is as slow as a test says."""

    def __init__(self, names: list[TalkerId], delay_s: float, decide_s: float) -> None:
        self.floor = Floor(LIMITS)
        self.talkers = {name: Talker() for name in names}
        self.cut_off: set[TalkerId] = set()
        self.delay_s, self.decide_s = delay_s, decide_s
        self.handlers = dict.fromkeys(names, "")
        self.due: list[tuple[float, int, TalkerId, str, TalkerEvent]] = []
        self.answers: list[tuple[float, TalkerId, FloorEvent]] = []
        self.undecided: dict[TalkerId, tuple[float, int, EarlyFrames]] = {}
        self.lines: list[Line] = []
        self.now_s = 0.0
        self.number = 0
        self.stalled_until_s = 0.0
        self.last_frame_s = 0.0
        self.longest_hold_s = 0.0

    # -- talkers ---------------------------------------------------------------------------

    def say(self, name: TalkerId, events: list[TalkerEvent]) -> None:
        if name not in self.cut_off:
            for event in events:
                if isinstance(event, AskFloor):
                    self.handlers[name] = f"own {event.ask}"
                self.number += 1
                arrives_s = self.now_s + self.delay_s
                self.due.append((arrives_s, self.number, name, self.handlers[name], event))

    def press(self, name: TalkerId) -> None:
        self.say(name, self.talkers[name].press(self.now_s))

    def let_go(self, name: TalkerId) -> None:
        self.say(name, self.talkers[name].let_go(self.now_s))

    def cut(self, name: TalkerId) -> None:
        """Cut a cable: nothing more arrives, and nobody says so."""
        self.cut_off.add(name)
        self.talkers[name].revoked("disconnected")

    # -- hub -------------------------------------------------------------------------------

    def arrive(self, name: TalkerId, handler: str, event: TalkerEvent) -> None:
        match event:
            case AskFloor(ask=ask):
                decided_s = self.now_s + self.decide_s
                self.undecided[name] = (decided_s, ask, EarlyFrames(self.now_s))
            case SendFrames(frames=frames):
                for frame in frames:
                    self.hear(name, handler, frame)
            case ReleaseFloor():
                self.tell(self.floor.release(name, self.now_s))
            case LeaveQueue():
                self.undecided.pop(name, None)
                self.tell(self.floor.release(name, self.now_s))

    def hear(self, name: TalkerId, handler: str, frame: Frame) -> None:
        if name in self.undecided:
            self.undecided[name][2].add(frame, self.now_s)
        elif self.is_of_this_burst(name, handler) and self.floor.frame(name, self.now_s):
            self.relay(frame)

    def is_of_this_burst(self, name: TalkerId, handler: str) -> bool:
        line = self.lines[-1] if self.lines else None
        return line is not None and (line.talker, line.handler) == (name, handler)

    def relay(self, frame: Frame) -> None:
        self.last_frame_s = self.now_s
        line = self.lines[-1]
        line.sent.append(frame.sequence)
        [message] = encode_frames(1, [frame])
        line.queue.put(message, self.now_s)

    def decide(self) -> None:
        for name, (decided_s, ask, early) in list(self.undecided.items()):
            if decided_s <= self.now_s:
                del self.undecided[name]
                request = FloorRequest(talker=name, request_id=ask, can_queue=ask % 2 == 0)
                self.tell(self.floor.request(request, self.now_s))
                for frame in early.take():
                    self.hear(name, f"own {ask}", frame)

    def tell(self, events: list[FloorEvent]) -> None:
        for event in events:
            match event:
                case Granted(talker=name, request_id=ask, was_queued=waited):
                    assert not self.lines or self.lines[-1].is_over
                    handler = f"{'hub' if waited else 'own'} {ask}"
                    line = Line(name, handler, ListenerQueue(), JitterBuffer(), [], [])
                    self.lines.append(line)
                    self.last_frame_s = self.now_s
                case Released() | Revoked():
                    self.lines[-1].is_over = True
                    self.longest_hold_s = max(self.longest_hold_s, self.now_s - self.last_frame_s)
            if isinstance(event, Granted | Denied | Queued | Revoked):
                self.answers.append((self.now_s + self.delay_s, event.talker, event))

    def answer(self, name: TalkerId, event: FloorEvent) -> None:
        talker = self.talkers[name]
        if name in self.cut_off:
            return
        match event:
            case Granted(request_id=ask, max_talk_s=max_talk_s, was_queued=waited):
                if waited:
                    self.handlers[name] = f"hub {ask}"
                self.say(name, talker.granted(ask, self.now_s, max_talk_s))
            case Denied(request_id=ask, reason=reason):
                self.say(name, talker.denied(ask, reason, self.now_s))
            case Queued(request_id=ask):
                self.say(name, talker.queued(ask, self.now_s))
            case Revoked(reason=reason):
                self.say(name, talker.revoked(reason))
            case _:
                pass

    # -- listener --------------------------------------------------------------------------

    def listen(self) -> None:
        for line in self.lines:
            if self.now_s >= self.stalled_until_s:
                while (taken := line.queue.take()) is not None:
                    message = mark_gap(taken.message) if taken.has_gap else taken.message
                    for frame in decode_message(message).frames:
                        line.buffer.push(frame, self.now_s)
            if line.is_over and not len(line.queue):
                line.buffer.finish()
            answer = line.buffer.pull(self.now_s)
            if isinstance(answer, Play):
                line.played.append(answer.frame.sequence)

    # -- time ------------------------------------------------------------------------------

    def run(self, seconds: float) -> None:
        for _ in range(round(seconds / STEP_S)):
            self.now_s += STEP_S
            step = round(self.now_s / STEP_S)
            if step % 2 == 0:
                for name, talker in self.talkers.items():
                    self.say(name, talker.capture(b"x", self.now_s))
                    self.say(name, talker.tick(self.now_s))
            for _, _, name, handler, event in self.take_due():
                self.arrive(name, handler, event)
            self.decide()
            if step % 10 == 0:
                self.tell(self.floor.tick(self.now_s))
            ready = [one for one in self.answers if one[0] <= self.now_s]
            self.answers = [one for one in self.answers if one[0] > self.now_s]
            for _, name, told in ready:
                self.answer(name, told)
            if step % 2 == 0:
                self.listen()

    def take_due(self) -> Iterator[tuple[float, int, TalkerId, str, TalkerEvent]]:
        ready = sorted(one[:2] for one in self.due if one[0] <= self.now_s)
        numbers = {number for _, number in ready}
        found = {one[1]: one for one in self.due if one[1] in numbers}
        self.due = [one for one in self.due if one[1] not in numbers]
        return iter([found[number] for _, number in ready])


NAMES = [TalkerId(name) for name in ("anna", "ben", "cora")]
moves = st.tuples(
    st.sampled_from(["press", "press", "let_go", "let_go", "cut", "stall", "wait"]),
    st.sampled_from(NAMES),
    st.floats(0.0, 1.2),
)


@settings(deadline=None, max_examples=100)
@given(
    plan=st.lists(moves, min_size=1, max_size=25),
    delay_s=st.floats(0.0, 0.08),
    decide_s=st.floats(0.0, 0.1),
)
def test_one_is_heard_at_a_time_and_every_frame_is_accounted_for(
    plan: list[tuple[str, TalkerId, float]], delay_s: float, decide_s: float
) -> None:
    hub = Hub(NAMES, delay_s, decide_s)
    for move, name, wait_s in plan:
        match move:
            case "press" if name not in hub.cut_off:
                hub.press(name)
            case "let_go":
                hub.let_go(name)
            case "cut":
                hub.cut(name)
            case "stall":
                hub.stalled_until_s = hub.now_s + wait_s
        hub.run(wait_s)
    for name in NAMES:
        hub.let_go(name)
    hub.run(3.0)

    assert hub.longest_hold_s <= 0.7
    assert hub.floor.status.holder is None
    for line in hub.lines:
        stats, queue = line.buffer.statistics(), line.queue
        assert line.sent == sorted(set(line.sent))
        assert line.played == sorted(set(line.played))
        assert set(line.played) <= set(line.sent)
        assert queue.sent_count + queue.dropped_count + len(queue) == len(line.sent)
        played_or_counted = stats.played + stats.concealed + stats.skipped + stats.trimmed
        assert played_or_counted <= len(line.sent)
        if queue.dropped_count == 0:
            assert played_or_counted == len(line.sent)
            assert stats.concealed == 0


def test_two_who_press_at_once_are_decided_by_who_arrives_first() -> None:
    hub = Hub(NAMES[:2], 0.02, 0.01)
    hub.press(NAMES[1])
    hub.press(NAMES[0])
    hub.run(1.0)
    assert [line.talker for line in hub.lines] == [NAMES[1]]


def test_a_cut_cable_frees_the_floor_within_700_ms_and_what_was_said_is_heard() -> None:
    hub = Hub(NAMES[:1], 0.02, 0.0)
    hub.press(NAMES[0])
    hub.run(1.0)
    hub.cut(NAMES[0])
    hub.run(0.7)
    assert hub.floor.status.holder is None
    hub.run(1.0)
    [line] = hub.lines
    assert line.played == line.sent
    assert isinstance(line.buffer.pull(hub.now_s), Ended)


def test_a_listener_that_stalls_for_longer_than_its_queue_hears_the_newest() -> None:
    chance = random.Random(1)  # noqa: S311 - the same stall every time
    hub = Hub(NAMES[:1], 0.01, 0.0)
    hub.press(NAMES[0])
    hub.run(1.0)
    hub.stalled_until_s = hub.now_s + 0.6 + chance.random() * 0.1
    hub.run(2.0)
    hub.let_go(NAMES[0])
    hub.run(2.0)
    [line] = hub.lines
    stats = line.buffer.statistics()
    assert line.queue.dropped_count > 10
    assert line.played[-1] == line.sent[-1]
    assert stats.played + stats.concealed + stats.skipped == len(line.sent)
