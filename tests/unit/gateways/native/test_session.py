"""The rules of one connection, spoken to directly."""

from collections.abc import Sequence

import msgspec

from embedded_hub.gateways.native.effects import (
    Close,
    Connected,
    Describe,
    Effect,
    Happened,
    PastEvent,
    Presence,
    Remember,
    Report,
    Send,
)
from embedded_hub.gateways.native.session import Memory, Session
from embedded_hub.model.ids import EntityKey
from embedded_hub.model.state import StateReport
from embedded_hub.protocol import gateway_messages as gw

NOW_S = 1000.0
UTC_S = 1_795_399_200.0
TS = round(UTC_S * 1000)
SENSOR = gw.EntitySpec(id="t", kind="sensor", caps={"v": gw.Cap(type="float")})
BELL = gw.EntitySpec(id="bell", kind="event", caps={"type": gw.Cap(options=("press",))})
DEVICE = gw.DeviceSpec(id="d", name="D", entities=(SENSOR, BELL))
OTHER = gw.DeviceSpec(id="e", name="E", entities=(SENSOR,))
ANNOUNCE = gw.Announce(rev=3, full=True, devices=gw.encode_devices([DEVICE, OTHER]))
SNAPSHOT = gw.State(seq=1, ts=TS, set={"d/t": {"v": 21.5}, "e/t": {"v": 5}}, snapshot=True)


def hello(**fields: object) -> gw.Hello:
    return msgspec.convert({"t": "hello", "gw": "g", "boot": "b", "rev": 3, **fields}, gw.Hello)


class Conversation:
    def __init__(self, memory: Memory | None = None, rate: int = 50) -> None:
        self.memory = memory or Memory()
        self.session = Session(
            "g",
            self.memory,
            session_id="s_1",
            limits=gw.Limits(rate=rate),
            now_s=NOW_S,
        )

    def say(self, *messages: gw.Message, at_s: float = 0.0) -> list[Effect]:
        effects: list[Effect] = []
        for message in messages:
            frame = gw.encode(message)
            effects += self.session.receive(frame, NOW_S + at_s, UTC_S + at_s)
        return effects

    def opened(self) -> "Conversation":
        self.say(hello(), ANNOUNCE, SNAPSHOT)
        return self


def sent(effects: Sequence[Effect]) -> list[gw.Message]:
    return [effect.message for effect in effects if isinstance(effect, Send)]


def reports(effects: Sequence[Effect]) -> dict[str, str | None]:
    return {e.report.key: e.report.value for e in effects if isinstance(e, Report)}


def closes(effects: Sequence[Effect]) -> list[int]:
    return [effect.code for effect in effects if isinstance(effect, Close)]


def test_unknown_gateway_is_welcomed_and_asked_for_everything() -> None:
    (welcome,) = sent(Conversation().say(hello(seq=9, oldest=4)))
    assert isinstance(welcome, gw.Welcome)
    assert (welcome.ack, welcome.rev, welcome.resume) == (0, 0, "snapshot")
    assert welcome.time == TS
    assert welcome.limits == gw.Limits()


def test_nothing_within_five_seconds_is_closed() -> None:
    talk = Conversation()
    assert talk.session.next_tick_s() == NOW_S + 5
    assert talk.session.tick(NOW_S + 4.9) == []
    assert closes(talk.session.tick(NOW_S + 5)) == [4408]


def test_another_gateways_name_is_rejected() -> None:
    effects = Conversation().say(hello(gw="h"))
    assert sent(effects) == [gw.Reject(code="auth")]
    assert closes(effects) == [4401]


def test_anything_before_hello_and_a_second_hello_end_it() -> None:
    assert closes(Conversation().say(gw.Diag(up=1))) == [1008]
    assert closes(Conversation().opened().say(hello())) == [1008]


def test_home_is_told_of_devices_then_states_then_that_it_is_connected() -> None:
    effects = Conversation().say(hello(), ANNOUNCE, SNAPSHOT)
    kinds = [type(effect) for effect in effects if not isinstance(effect, Send)]
    assert kinds == [Describe, Report, Report, Connected]


def test_snapshot_makes_unknown_what_it_does_not_name() -> None:
    talk = Conversation().opened()
    effects = talk.say(gw.State(seq=2, ts=TS, set={"d/t": {"v": 3}}, snapshot=True))
    assert reports(effects) == {"d/t": "3", "e/t": None}


def test_snapshot_in_parts_makes_nothing_unknown_in_between() -> None:
    talk = Conversation().opened()
    first = talk.say(gw.State(seq=2, ts=TS, set={"d/t": {"v": 3}}, snapshot=True, more=True))
    assert reports(first) == {"d/t": "3"}
    last = talk.say(gw.State(seq=3, ts=TS, set={"e/t": {"v": 4}}, snapshot=True))
    assert reports(last) == {"e/t": "4"}


def test_same_boot_resumes_after_what_is_kept() -> None:
    talk = Conversation().opened()
    talk.say(gw.State(seq=2, ts=TS, set={"d/t": {"v": 3}}))
    talk.session.acked(1)
    again = Conversation(talk.memory)
    effects = again.say(hello(seq=4, oldest=2))
    (welcome,) = sent(effects)
    assert isinstance(welcome, gw.Welcome)
    assert (welcome.ack, welcome.rev, welcome.resume) == (1, 3, "delta")
    # The home learns at once what is known; it is connected when the replay has caught up.
    assert reports(effects) == {"d/t": "3", "e/t": "5"}
    assert Connected() not in effects
    assert reports(again.say(gw.State(seq=2, ts=TS, set={"d/t": {"v": 3}}))) == {}
    again.say(gw.State(seq=3, ts=TS, set={"d/t": {"v": 4}}))
    assert Connected() in again.say(gw.State(seq=4, ts=TS, set={"d/t": {"v": 5}}))


def test_too_much_forgotten_by_the_gateway_means_a_snapshot() -> None:
    talk = Conversation().opened()
    talk.session.acked(1)
    (welcome,) = sent(Conversation(talk.memory).say(hello(seq=40, oldest=10)))
    assert isinstance(welcome, gw.Welcome)
    assert (welcome.ack, welcome.resume) == (1, "snapshot")


def test_new_boot_counts_from_one_again() -> None:
    talk = Conversation().opened()
    talk.session.acked(1)
    again = Conversation(talk.memory)
    (welcome,) = sent(again.say(hello(boot="c")))
    assert isinstance(welcome, gw.Welcome)
    assert (welcome.ack, welcome.rev, welcome.resume) == (0, 3, "snapshot")
    assert Connected() in again.say(SNAPSHOT)


def test_gap_is_answered_once_with_the_number_expected_and_not_taken() -> None:
    talk = Conversation().opened()
    late = gw.Event(seq=4, ts=TS, source="d/bell", name="press")
    effects = talk.say(late, late)
    assert sent(effects) == [gw.Err(code="seq_gap", ref="2")]
    assert talk.memory.taken == 1
    mended = talk.say(gw.State(seq=2, ts=TS, set={"d/t": {"v": 1}}), gw.State(seq=3, ts=TS), late)
    assert [e for e in mended if isinstance(e, Happened)]


def test_gap_nobody_mends_ends_the_connection() -> None:
    talk = Conversation().opened()
    talk.say(gw.State(seq=9, ts=TS))
    assert talk.session.next_tick_s() == NOW_S + 5
    assert closes(talk.session.tick(NOW_S + 5.1)) == [1008]


def test_acknowledgement_is_due_after_a_second_or_thirty_two_messages() -> None:
    talk = Conversation().opened()
    assert talk.session.ack_due_s() == NOW_S + 1
    assert talk.session.begin_ack() == 1
    assert talk.session.ack_due_s() is None
    for seq in range(2, 34):
        talk.say(gw.State(seq=seq, ts=TS, set={"d/t": {"v": seq}}), at_s=0.5)
    assert talk.session.ack_due_s() == NOW_S + 0.5
    assert talk.session.begin_ack() == 33


def test_old_event_is_history_and_fires_nothing() -> None:
    talk = Conversation().opened()
    old = gw.Event(seq=2, ts=TS - 61_000, source="d/bell", name="press", data={"n": 1})
    assert talk.say(old) == [
        Remember(
            entry=PastEvent(key=EntityKey("d/bell"), name="press", content={"n": 1}, at=UTC_S - 61)
        )
    ]
    fresh = gw.Event(seq=3, ts=TS - 59_000, source="d/bell", name="press")
    assert talk.say(fresh) == [Happened(key=EntityKey("d/bell"), name="press", content={})]


def test_gateway_that_says_what_its_clock_shows_is_corrected() -> None:
    talk = Conversation()
    wrong = TS - 3_600_000
    talk.say(hello(time=wrong), ANNOUNCE, msgspec.structs.replace(SNAPSHOT, ts=wrong))
    effects = talk.say(gw.Event(seq=2, ts=wrong, source="d/bell", name="press"))
    assert effects == [Happened(key=EntityKey("d/bell"), name="press", content={})]


def test_stamp_from_the_future_counts_as_now() -> None:
    talk = Conversation().opened()
    (report,) = talk.say(gw.State(seq=2, ts=TS + 3_600_000, set={"d/t": {"v": 1}}))
    assert isinstance(report, Report)
    assert report.report.observed_at == UTC_S


def test_backfill_goes_to_the_history_alone() -> None:
    talk = Conversation().opened()
    effects = talk.say(gw.State(seq=2, ts=TS, hist=((TS - 500_000, {"d/t": {"v": 19}}),)))
    (entry,) = [effect.entry for effect in effects if isinstance(effect, Remember)]
    assert isinstance(entry, StateReport)
    assert (entry.value, entry.observed_at) == ("19", UTC_S - 500)
    assert reports(effects) == {}


def test_device_that_does_not_answer_is_away_and_one_that_sleeps_is_not() -> None:
    talk = Conversation().opened()
    effects = talk.say(gw.Avail(seq=2, set={"d": "offline", "e": "sleeping"}))
    assert effects == [
        Presence(keys=(EntityKey("d/t"), EntityKey("d/bell")), is_there=False),
        Presence(keys=(EntityKey("e/t"),), is_there=True),
    ]
    assert talk.memory.inventory.is_asleep(EntityKey("e/t"))


def test_one_bad_entity_does_not_sink_the_rest() -> None:
    talk = Conversation()
    talk.say(hello())
    frame = (
        '{"t":"announce","rev":3,"full":true,"devices":[{"id":"d","name":"D","entities":'
        '[{"id":"t","kind":"sensor"},{"id":"x","kind":7}]},{"id":9},{"id":"d","name":"twin"}]}'
    )
    effects = talk.session.receive(frame, NOW_S, UTC_S)
    (announced,) = sent(effects)
    assert isinstance(announced, gw.Announced)
    assert [(entry.at, entry.code) for entry in announced.bad] == [
        ("d/x", "schema"),
        ("#1", "schema"),
        ("d", "duplicate"),
    ]
    assert talk.memory.inventory.keys() == ("d/t",)


def test_device_that_is_gone_takes_its_values_along() -> None:
    talk = Conversation().opened()
    effects = talk.say(gw.Announce(rev=4, gone=("e",)))
    (described,) = [effect for effect in effects if isinstance(effect, Describe)]
    assert [device.key for device in described.devices] == ["d"]
    assert talk.memory.inventory.values(EntityKey("e/t")) == {}


def test_list_in_parts_counts_only_when_it_is_whole() -> None:
    talk = Conversation()
    talk.say(hello(), SNAPSHOT)
    first = gw.Announce(rev=3, full=True, more=True, devices=gw.encode_devices([DEVICE]))
    assert not [e for e in talk.say(first) if isinstance(e, Describe)]
    assert talk.memory.inventory.rev == 0
    effects = talk.say(gw.Announce(rev=3, devices=gw.encode_devices([OTHER])))
    assert Connected() in effects
    assert talk.memory.inventory.keys() == ("d/t", "d/bell", "e/t")


def test_binary_and_unreadable_frames_are_answered_and_counted() -> None:
    talk = Conversation().opened()
    assert sent(talk.session.receive(b"\x01\x02", NOW_S, UTC_S)) == [
        gw.Err(code="unknown_type", ref="binary")
    ]
    assert sent(talk.session.receive('{"t":"dance"}', NOW_S, UTC_S))[0] == gw.Err(
        code="unknown_type", ref="dance", msg="unknown message type"
    )
    assert talk.memory.unknown_frames == 2
    assert closes(talk.say(gw.Diag(up=1))) == []


def test_haste_is_answered_once_a_second_and_ends_when_it_goes_on() -> None:
    talk = Conversation(rate=10).opened()
    diags = [gw.Diag(up=1)] * 60
    told = sent(talk.say(*diags))
    assert told == [gw.Err(code="rate", ref="2")]
    assert 4008 in closes(talk.say(*[gw.Diag(up=1)] * 400))


def test_answers_to_commands_are_never_too_many() -> None:
    talk = Conversation(rate=1).opened()
    command = gw.Cmd(id="c1", to="d/t", do="set", args={}, ttl=5000)
    talk.memory.commands.open(command, NOW_S)
    talk.say(*[gw.Diag(up=1)] * 3)
    resolved = talk.say(gw.Done(id="c1", ok=True))
    assert len(resolved) == 1


def test_goodbye_and_health_are_remembered() -> None:
    talk = Conversation().opened()
    talk.say(gw.Diag(up=5, lost=2), gw.Bye(why="ota", back_s=90))
    assert talk.memory.diag == gw.Diag(up=5, lost=2)
    assert talk.memory.bye == gw.Bye(why="ota", back_s=90)
