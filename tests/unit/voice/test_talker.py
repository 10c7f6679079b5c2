"""The talker's side, key by key."""

from typing import TypeVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from embedded_hub.errors import LocalProtocolError
from embedded_hub.model.voice import FRAME_S, FRAME_SAMPLES, Frame, FrameFlag
from embedded_hub.voice.talker import (
    TRANSITIONS,
    AskFloor,
    LeaveQueue,
    ReleaseFloor,
    SendFrames,
    Talker,
    TalkerEvent,
    TalkerOptions,
    TalkerState,
    TalkerStopped,
)

T = TypeVar("T")


class Microphone:
    """Feeds a talker packets that say their own number, 20 ms apart."""

    def __init__(self, talker: Talker) -> None:
        self.talker = talker
        self.now_s = 0.0
        self.spoken = 0
        self.sent: list[Frame] = []

    def speak(self, frames: int, *, is_voice: bool = True) -> list[TalkerEvent]:
        events: list[TalkerEvent] = []
        for _ in range(frames):
            self.now_s += FRAME_S
            packet = self.spoken.to_bytes(4, "big")
            self.spoken += 1
            events += self.talker.capture(packet, self.now_s, is_voice=is_voice)
        return self.take(events)

    def take(self, events: list[TalkerEvent]) -> list[TalkerEvent]:
        for event in events:
            if isinstance(event, SendFrames):
                self.sent += event.frames
        return events

    @property
    def numbers(self) -> list[int]:
        return [int.from_bytes(frame.payload, "big") for frame in self.sent if frame.payload]


def only(kind: type[T], events: list[TalkerEvent]) -> T:
    [found] = [event for event in events if isinstance(event, kind)]
    return found


def pressed(options: TalkerOptions | None = None, before: int = 0) -> tuple[Talker, Microphone]:
    talker = Talker(options)
    microphone = Microphone(talker)
    microphone.speak(before)
    microphone.take(talker.press(microphone.now_s))
    return talker, microphone


def test_the_last_300_ms_before_the_key_go_out_as_one_bundle_with_the_request() -> None:
    talker = Talker()
    microphone = Microphone(talker)
    microphone.speak(40)
    asked, sent = talker.press(microphone.now_s)
    assert asked == AskFloor(ask=1, preroll_ms=300)
    assert isinstance(sent, SendFrames)
    assert len(sent.frames) == 15
    assert sent.frames[0].flags == FrameFlag.FIRST
    assert sent.frames[0].clock == 25 * FRAME_SAMPLES


def test_silence_before_the_first_word_is_not_sent() -> None:
    talker = Talker()
    microphone = Microphone(talker)
    microphone.speak(20, is_voice=False)
    microphone.speak(3)
    _, sent = talker.press(microphone.now_s)
    assert isinstance(sent, SendFrames)
    assert len(sent.frames) == 5


def test_a_silent_pre_roll_is_none() -> None:
    talker = Talker()
    Microphone(talker).speak(20, is_voice=False)
    assert talker.press(0.4) == [AskFloor(ask=1, preroll_ms=0)]


def test_a_pre_roll_from_long_ago_is_none() -> None:
    talker = Talker()
    Microphone(talker).speak(20)
    assert talker.press(5.0) == [AskFloor(ask=1, preroll_ms=0)]


def test_every_syllable_from_pre_roll_to_tail_is_sent_once_and_in_order() -> None:
    talker, microphone = pressed(before=40)
    microphone.speak(3)
    microphone.take(talker.granted(1, microphone.now_s))
    microphone.speak(50)
    talker.let_go(microphone.now_s)
    events = microphone.speak(30)
    assert microphone.numbers == list(range(25, 25 + 15 + 3 + 50 + 10))
    assert [frame.sequence for frame in microphone.sent] == list(range(78))
    assert microphone.sent[-1].is_last
    assert only(ReleaseFloor, events) == ReleaseFloor(
        frame_count=78, clock_end=103 * FRAME_SAMPLES, is_cancelled=False
    )
    assert only(TalkerStopped, events).reason == "released"
    assert talker.state is TalkerState.IDLE


def test_the_tail_ends_early_when_nobody_speaks() -> None:
    talker, microphone = pressed()
    talker.granted(1, 0.0)
    microphone.speak(10)
    talker.let_go(microphone.now_s)
    microphone.speak(10, is_voice=False)
    assert len(microphone.sent) == 13
    assert microphone.sent[-1].is_last


def test_a_second_press_in_the_tail_goes_on_with_the_same_burst() -> None:
    talker, microphone = pressed()
    talker.granted(1, 0.0)
    microphone.speak(5)
    talker.let_go(microphone.now_s)
    microphone.speak(5)
    assert talker.press(microphone.now_s) == []
    microphone.speak(50)
    assert microphone.numbers == list(range(60))


def test_a_cautious_talker_holds_everything_until_the_answer() -> None:
    talker, microphone = pressed(TalkerOptions(is_optimistic=False), before=20)
    microphone.speak(10)
    assert microphone.sent == []
    microphone.take(talker.granted(1, microphone.now_s))
    assert microphone.numbers == list(range(5, 30))


@pytest.mark.parametrize("is_optimistic", [True, False])
def test_a_tap_shorter_than_the_answer_is_heard_whole(is_optimistic: bool) -> None:
    talker, microphone = pressed(TalkerOptions(is_optimistic=is_optimistic), before=15)
    talker.let_go(microphone.now_s)
    microphone.speak(20)
    assert talker.state.value == "finishing"
    events = microphone.take(talker.granted(1, microphone.now_s))
    assert microphone.numbers == list(range(25))
    assert microphone.sent[-1].is_last
    assert only(ReleaseFloor, events).frame_count == 25
    assert talker.state is TalkerState.IDLE


def test_a_denied_talker_stops_and_is_told_why() -> None:
    talker, microphone = pressed()
    assert talker.denied(1, "busy", 0.1) == [TalkerStopped(reason="busy")]
    assert microphone.speak(5) == []


def test_who_waits_in_the_queue_sends_nothing_and_starts_with_the_last_300_ms() -> None:
    talker, microphone = pressed(before=20)
    talker.queued(1, microphone.now_s)
    microphone.sent.clear()
    assert microphone.speak(100) == []
    microphone.take(talker.granted(1, microphone.now_s))
    assert microphone.numbers == list(range(105, 120))
    assert microphone.sent[0].flags == FrameFlag.FIRST
    assert microphone.sent[0].sequence == 0


def test_letting_go_in_the_queue_leaves_it() -> None:
    talker, _ = pressed()
    talker.queued(1, 0.1)
    assert talker.let_go(0.2) == [LeaveQueue(), TalkerStopped(reason="cancelled")]


def test_a_place_in_the_queue_offered_after_letting_go_is_given_up() -> None:
    talker, microphone = pressed()
    talker.let_go(0.0)
    assert only(LeaveQueue, talker.queued(1, 0.1)) == LeaveQueue()
    talker, microphone = pressed()
    talker.let_go(0.0)
    microphone.speak(20)
    assert talker.state.value == "finishing"
    assert only(LeaveQueue, talker.queued(1, 0.5)) == LeaveQueue()
    assert talker.state is TalkerState.IDLE


def test_cancelling_takes_back_what_was_sent() -> None:
    talker, microphone = pressed()
    talker.granted(1, 0.0)
    microphone.speak(5)
    released, stopped = talker.cancel()
    assert released == ReleaseFloor(frame_count=5, clock_end=5 * FRAME_SAMPLES, is_cancelled=True)
    assert stopped == TalkerStopped(reason="cancelled")


def test_cancelling_before_the_answer_releases_after_it() -> None:
    talker, microphone = pressed()
    microphone.speak(5)
    assert talker.cancel() == []
    assert microphone.speak(5) == []
    events = talker.granted(1, 0.3)
    assert only(ReleaseFloor, events).is_cancelled
    assert only(TalkerStopped, events).reason == "cancelled"


def test_cancelling_in_the_queue_leaves_it_and_idle_is_nothing() -> None:
    talker, _ = pressed()
    talker.queued(1, 0.1)
    assert LeaveQueue() in talker.cancel()
    assert talker.cancel() == []


def test_the_longest_talk_ends_with_an_end() -> None:
    talker, microphone = pressed()
    talker.granted(1, 0.0, max_talk_s=1.0)
    events = microphone.speak(100)
    assert len(microphone.sent) == 50
    assert microphone.sent[-1].is_last
    assert only(TalkerStopped, events).reason == "timeout"


def test_a_revoked_talker_sends_not_one_frame_more() -> None:
    talker, microphone = pressed()
    talker.granted(1, 0.0)
    assert talker.revoked("preempted") == [TalkerStopped(reason="preempted")]
    assert microphone.speak(5) == []
    assert talker.revoked("preempted") == []


def test_a_microphone_that_died_still_ends_the_burst() -> None:
    talker, microphone = pressed()
    talker.granted(1, 0.0)
    microphone.speak(5)
    talker.let_go(0.1)
    assert talker.tick(0.2) == []
    events = microphone.take(talker.tick(0.5))
    assert microphone.sent[-1].payload == b""
    assert microphone.sent[-1].is_last
    assert only(ReleaseFloor, events).frame_count == 5


def test_no_answer_is_an_answer_in_the_end() -> None:
    talker, microphone = pressed()
    microphone.speak(5)
    assert talker.tick(4.9) == []
    assert talker.tick(5.0) == [LeaveQueue(), TalkerStopped(reason="no_answer")]


def test_an_old_answer_is_never_taken_for_a_new_one() -> None:
    talker, _ = pressed()
    talker.tick(5.0)
    assert talker.granted(1, 5.1) == []
    talker.press(6.0)
    assert talker.granted(1, 6.1) == []
    assert talker.denied(1, "busy", 6.1) == []
    assert talker.queued(1, 6.1) == []
    talker.granted(2, 6.2)
    assert talker.state is TalkerState.TALKING


def test_a_press_while_the_last_answer_is_out_asks_again_after_it() -> None:
    talker, microphone = pressed()
    talker.let_go(0.0)
    microphone.speak(20)
    assert talker.press(microphone.now_s) == []
    events = talker.granted(1, microphone.now_s)
    assert only(AskFloor, events).ask == 2
    talker.let_go(microphone.now_s)
    microphone.speak(20)
    talker.press(microphone.now_s)
    talker.let_go(microphone.now_s)
    assert only(TalkerStopped, talker.denied(2, "busy", 1.0)).reason == "busy"
    assert talker.state is TalkerState.IDLE


def test_the_table_alone_says_what_is_legal() -> None:
    with pytest.raises(LocalProtocolError):
        Talker()._move("granted")
    assert set(TRANSITIONS) == set(TalkerState)


class TalkerRaces(RuleBasedStateMachine):
    """Keys, answers and losses in any order: one whole burst after the other."""

    def __init__(self) -> None:
        super().__init__()
        self.talker = Talker()
        self.microphone = Microphone(self.talker)
        self.ask = 0
        self.is_open = False

    def take(self, events: list[TalkerEvent]) -> None:
        for event in events:
            match event:
                case AskFloor(ask=ask):
                    assert ask == self.ask + 1
                    self.ask = ask
                    self.is_open = True
                    self.microphone.sent.clear()
                case SendFrames(frames=frames):
                    assert self.is_open
                    self.microphone.sent += frames
                    if frames[0].flags & FrameFlag.FIRST:
                        self.microphone.sent = list(frames)
                case ReleaseFloor(frame_count=count, is_cancelled=is_cancelled):
                    assert is_cancelled or count == len(self.microphone.numbers)
                case TalkerStopped():
                    assert self.is_open
                    self.is_open = False
                case LeaveQueue():
                    pass

    @rule()
    def press(self) -> None:
        self.take(self.talker.press(self.microphone.now_s))

    @rule()
    def let_go(self) -> None:
        self.take(self.talker.let_go(self.microphone.now_s))

    @rule()
    def cancel(self) -> None:
        self.take(self.talker.cancel())

    @rule(old=st.integers(0, 1))
    def grant(self, old: int) -> None:
        self.take(self.talker.granted(self.ask - old, self.microphone.now_s, 3.0))

    @rule(old=st.integers(0, 1))
    def queue(self, old: int) -> None:
        self.take(self.talker.queued(self.ask - old, self.microphone.now_s))

    @rule(old=st.integers(0, 1))
    def deny(self, old: int) -> None:
        self.take(self.talker.denied(self.ask - old, "busy", self.microphone.now_s))

    @rule()
    def revoke(self) -> None:
        self.take(self.talker.revoked("revoked"))

    @rule(frames=st.integers(1, 40), is_voice=st.booleans())
    def speak(self, frames: int, is_voice: bool) -> None:
        for _ in range(frames):
            self.microphone.now_s += FRAME_S
            packet = self.microphone.spoken.to_bytes(4, "big")
            self.microphone.spoken += 1
            self.take(self.talker.capture(packet, self.microphone.now_s, is_voice=is_voice))

    @precondition(lambda self: self.is_open)
    @rule(seconds=st.floats(0.01, 6.0))
    def wait(self, seconds: float) -> None:
        self.microphone.now_s += seconds
        self.take(self.talker.tick(self.microphone.now_s))

    @invariant()
    def a_burst_is_without_holes_and_repeats(self) -> None:
        sent = self.microphone.sent
        assert [frame.sequence for frame in sent] == list(range(len(sent)))
        numbers = self.microphone.numbers
        assert numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else True
        assert not any(frame.is_last for frame in sent[:-1])

    @invariant()
    def idle_is_when_nothing_is_open(self) -> None:
        assert (self.talker.state is TalkerState.IDLE) == (not self.is_open)


TalkerRaces.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestTalkerRaces = TalkerRaces.TestCase
