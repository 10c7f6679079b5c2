"""The gateway's half, spoken to directly: what is told, kept, coalesced and remembered."""

from embedded_hub.client.gateway_replay import (
    MAX_COMMANDS,
    MAX_EVENTS,
    MAX_UNACKED,
    CommandMemory,
    Numbered,
    Outbox,
    Pace,
)
from embedded_hub.model.values import JsonValue
from embedded_hub.protocol import gateway_messages as gw


def stamp(at_s: float) -> int:
    return round(at_s * 1000)


def welcome(resume: str = "delta", ack: int = 0, frame: int = 65_536) -> gw.Welcome:
    return gw.Welcome(
        session="s",
        time=0,
        ack=ack,
        rev=1,
        resume="snapshot" if resume == "snapshot" else "delta",
        limits=gw.Limits(frame=frame),
    )


def drain(outbox: Outbox, now_s: float = 5.0) -> list[Numbered]:
    messages: list[Numbered] = []
    while (message := outbox.next(now_s, stamp)) is not None:
        messages.append(message)
    return messages


def test_newest_value_wins_while_nothing_can_be_sent() -> None:
    outbox = Outbox()
    for level in range(100):
        outbox.state("d/a", {"on": True, "level": level})
    outbox.state("d/b", {"v": 1})
    (message,) = drain(outbox)
    assert isinstance(message, gw.State)
    assert message.set == {"d/a": {"on": True, "level": 99}, "d/b": {"v": 1}}
    assert message.seq == 1


def test_value_that_did_not_change_is_not_told_again() -> None:
    outbox = Outbox()
    outbox.state("d/a", {"v": 1})
    drain(outbox)
    outbox.state("d/a", {"v": 1})
    assert drain(outbox) == []
    outbox.state("d/a", {"v": None})
    assert len(drain(outbox)) == 1


def test_values_of_different_causes_are_told_apart() -> None:
    outbox = Outbox()
    outbox.state("d/a", {"v": 1}, cause="c1")
    outbox.state("d/b", {"v": 2})
    outbox.state("d/c", {"v": 3}, cause="c1")
    told = [(m.cause, sorted(m.set)) for m in drain(outbox) if isinstance(m, gw.State)]
    assert told == [("c1", ["d/a", "d/c"]), (None, ["d/b"])]


def test_events_keep_their_order_and_the_time_they_happened() -> None:
    outbox = Outbox()
    outbox.event("d/bell", "press", {"n": 1}, 2.0)
    outbox.event("d/bell", "press", {"n": 2}, 3.0)
    told = drain(outbox)
    assert [(m.seq, m.ts) for m in told if isinstance(m, gw.Event)] == [(1, 2000), (2, 3000)]


def test_too_many_events_lose_the_oldest_and_are_counted() -> None:
    outbox = Outbox()
    for number in range(MAX_EVENTS + 7):
        outbox.event("d/bell", "press", {"n": number}, 0.0)
    assert outbox.lost == 7
    first = outbox.next(0.0, stamp)
    assert isinstance(first, gw.Event)
    assert first.data == {"n": 7}


def test_delta_tells_again_what_is_not_acknowledged_under_its_old_number() -> None:
    outbox = Outbox()
    for number in range(5):
        outbox.event("d/bell", "press", {"n": number}, 0.0)
    drain(outbox)
    outbox.ack(2)
    assert outbox.oldest() == 3
    outbox.welcome(welcome(ack=3))
    assert [message.seq for message in drain(outbox)] == [4, 5]


def test_snapshot_follows_what_is_told_again_and_names_every_entity() -> None:
    outbox = Outbox()
    outbox.state("d/a", {"v": 1})
    outbox.event("d/bell", "press", {}, 0.0)
    drain(outbox)
    outbox.state("d/b", {"v": 2})
    outbox.presence("e", "offline")
    outbox.welcome(welcome("snapshot"))
    event, old, snapshot, away = drain(outbox)
    assert isinstance(event, gw.Event)
    assert isinstance(old, gw.State)
    assert old.set == {}
    assert isinstance(snapshot, gw.State)
    assert snapshot.snapshot
    assert snapshot.set == {"d/a": {"v": 1}, "d/b": {"v": 2}}
    assert isinstance(away, gw.Avail)
    assert [event.seq, old.seq, snapshot.seq, away.seq] == [1, 2, 3, 4]


def test_large_snapshot_goes_out_in_parts_that_fit_a_frame() -> None:
    outbox = Outbox()
    values: dict[str, JsonValue] = {"v": "x" * 200}
    for number in range(500):
        outbox.state(f"device{number}/entity", values)
    outbox.welcome(welcome("snapshot", frame=8192))
    parts = [message for message in drain(outbox) if isinstance(message, gw.State)]
    assert len(parts) > 10
    assert all(len(gw.encode(part)) <= 8192 for part in parts)
    assert [part.more for part in parts] == [True] * (len(parts) - 1) + [False]
    assert sum(len(part.set) for part in parts) == 500


def test_without_acknowledgements_values_coalesce_instead_of_piling_up() -> None:
    outbox = Outbox()
    for number in range(MAX_UNACKED + 500):
        outbox.state("d/a", {"v": number})
        outbox.next(0.0, stamp)
    assert outbox.seq == MAX_UNACKED
    assert not outbox.has_next
    outbox.ack(MAX_UNACKED)
    (last,) = drain(outbox)
    assert isinstance(last, gw.State)
    assert last.set == {"d/a": {"v": MAX_UNACKED + 499}}


def test_presence_is_told_when_it_changes() -> None:
    outbox = Outbox()
    outbox.presence("d", "online")
    assert drain(outbox) == []
    outbox.presence("d", "sleeping")
    outbox.presence("d", "offline")
    assert [m.set for m in drain(outbox) if isinstance(m, gw.Avail)] == [{"d": "offline"}]


def test_repeated_command_gets_the_stored_outcome() -> None:
    memory = CommandMemory()
    assert memory.begin("c1")
    assert not memory.begin("c1")
    assert memory.outcome("c1") is None
    done = gw.Done(id="c1", ok=False, code="busy")
    memory.end(done)
    assert memory.outcome("c1") == done


def test_only_the_last_commands_are_remembered() -> None:
    memory = CommandMemory()
    for number in range(MAX_COMMANDS + 1):
        memory.begin(f"c{number}")
    assert memory.begin("c0")
    assert not memory.begin(f"c{MAX_COMMANDS}")


def test_pace_stays_below_the_hubs_limit() -> None:
    pace = Pace(50, 0.0)
    now_s, sent = 0.0, 0
    while now_s < 10.0:
        wait_s = pace.wait_s(now_s)
        if wait_s:
            now_s += wait_s
        else:
            sent += 1
    assert 450 <= sent <= 500


def test_pause_holds_everything_for_a_while() -> None:
    pace = Pace(50, 0.0)
    pace.pause(0.0, 1.0)
    assert 0.99 <= pace.wait_s(0.0) <= 1.01


def test_the_past_goes_out_in_frames_after_everything_newer() -> None:
    outbox = Outbox(frame_bytes=2048)
    outbox.state("air/t", {"v": 9.5})
    outbox.past((moment * 1000, {"air/t": {"v": 20.5}}) for moment in range(100))
    sent = []
    while (message := outbox.next(0.0, lambda _: 1)) is not None:
        assert isinstance(message, gw.State)
        assert len(gw.encode(message)) <= 2048
        sent.append(message)
    assert sent[0].set == {"air/t": {"v": 9.5}}
    assert [point[0] for message in sent for point in message.hist] == [
        moment * 1000 for moment in range(100)
    ]
    assert len(sent) > 2
