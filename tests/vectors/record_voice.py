"""Writes tests/vectors/voice/*.json from the Python cores, for their twins in the web client.

Usage: ``python -m tests.vectors.record_voice`` writes them, ``--check`` exits 1 when one is stale.

A scenario is what happens to a core, step by step, and what it answers; the twin is taken through
the same steps and has to answer the same.
"""

import random
import sys
from array import array
from collections.abc import Callable, Iterator
from math import pi, sin
from pathlib import Path
from typing import Any

import msgspec

from embedded_hub.model.voice import FRAME_S, FRAME_SAMPLES, DenyReason, Frame, FrameFlag
from embedded_hub.voice.jitter import JitterBuffer, JitterOptions
from embedded_hub.voice.lateness import Lateness
from embedded_hub.voice.pacer import Pacer
from embedded_hub.voice.playout import Concealed, Ended, Play, Playout, Silence, Waiting
from embedded_hub.voice.stream import FrameStamper, StreamOrder, unwrap
from embedded_hub.voice.stretch import Stretcher, best_lag
from embedded_hub.voice.talker import (
    AskFloor,
    LeaveQueue,
    ReleaseFloor,
    SendFrames,
    Talker,
    TalkerEvent,
    TalkerState,
    TalkerStopped,
)
from embedded_hub.voice.vad import EnergyVad

FOLDER = Path(__file__).parent / "voice"
FRAMES = 120
Step = list[Any]
Scenario = dict[str, Any]


# --- the order of a stream ----------------------------------------------------------------------


def orders() -> list[Scenario]:
    """Streams whose numbers wrap, repeat, leap and come late."""
    cases = {
        "in order": [(n, n * 960, 0) for n in range(8)],
        "wraps": [((65_533 + n) % 65_536, (2**32 - 1920 + n * 960) % 2**32, 0) for n in range(8)],
        "swapped and twice": [(n, n * 960, 0) for n in (0, 2, 1, 1, 4, 3, 0)],
        "before the first": [(n, n * 960, 0) for n in (10, 8, 9, 7, 8)],
        "a lie": [(n, n * 960, 0) for n in (0, 1, 3000, 2, 3)],
        "three agree": [(n, n * 960, 0) for n in (0, 1, 3000, 3001, 3002, 3003)],
        "a confessed leap": [(0, 0, 1), (900, 864_000, 4), (901, 864_960, 0)],
    }
    return [
        {"name": name, "steps": [_placed(order, *one) for one in steps]}
        for name, steps in cases.items()
        for order in [StreamOrder()]
    ]


def _placed(order: StreamOrder, sequence: int, clock: int, flags: int) -> Step:
    frame = Frame(sequence=sequence, clock=clock, payload=b"x", flags=FrameFlag(flags))
    placed = order.place(frame)
    return [sequence, clock, flags, placed.arrival.value, placed.index, placed.time_s]


def unwraps() -> list[Step]:
    """Numbers that wrapped, and what they mean."""
    pairs = [(3, 65_530, 16), (65_530, 3, 16), (0, 0, 16), (0, 32_768, 16), (5, 70_000, 16)]
    pairs += [(100, 2**32 - 100, 32), (2**32 - 100, 100, 32), (7, 5 * 2**32, 32)]
    return [[value, near, bits, unwrap(value, near, bits)] for value, near, bits in pairs]


# --- lateness and pace --------------------------------------------------------------------------


def lateness() -> list[Scenario]:
    """Arrivals on links of several kinds, with the delay that was aimed for after each."""
    return [_late(seed, target_s) for seed, target_s in enumerate((0.02, 0.06, 0.3, 0.02))]


def _late(seed: int, target_s: float) -> Scenario:
    draw = random.Random(seed)  # noqa: S311 - a link, not a secret
    measured = Lateness(target_s)
    steps: list[Step] = []
    for number in range(FRAMES):
        time_s = number * FRAME_S
        now_s = 100 + time_s + draw.choice((0.0, 0.001, 0.004, 0.03 * seed))
        is_timed, is_dry = draw.random() > 0.1, draw.random() < 0.02
        measured.add(time_s, now_s, is_timed=is_timed)
        if is_dry:
            measured.ran_dry(now_s)
        said = [measured.base_s, measured.p95_s, measured.target_s]
        steps.append([time_s, now_s, is_timed, is_dry, *said])
    return {"target_s": target_s, "steps": steps}


def paces() -> list[Step]:
    """Excess delays in a row, and the speed chosen at each."""
    pacer = Pacer()
    excesses = [0.0] * 5 + [0.03] * 30 + [0.005] * 5 + [-0.001] + [-0.015] * 30 + [0.001]
    excesses += [0.25, 0.21, 0.1, 0.01, 0.0, 0.0]
    return [[excess, pacer.speed(excess)] for excess in excesses]


# --- the jitter buffer --------------------------------------------------------------------------

Link = Callable[[random.Random, int], float | None]
"""How long after it was spoken a frame arrives; None when it is lost."""


def _stalled(first: int, stall_s: float) -> Link:
    def delay(_: random.Random, number: int) -> float:
        return 0.01 + (max(0.0, stall_s - (number - first) * FRAME_S) if number >= first else 0.0)

    return delay


LINKS: dict[str, Link] = {
    "steady": lambda _, __: 0.01,
    "jitter": lambda draw, _: draw.uniform(0.0, 0.05),
    "loss": lambda draw, _: None if draw.random() < 0.1 else 0.01,
    "a hole": lambda _, number: None if 30 <= number < 45 else 0.01,
    "a stall": _stalled(40, 0.4),
    "a stall so long that it begins anew": _stalled(40, 0.8),
    "far behind": _stalled(20, 1.6),
    "loss and jitter": lambda draw, _: (
        None if draw.random() < 0.05 else draw.choice((0.0, 0.02, 0.09))
    ),
}
LATE = JitterOptions(pace="catch_up", target_s=0.04)
AGAIN = JitterOptions(pace="steady", speed=1.5, target_s=0.04)


def jitters() -> list[Scenario]:
    """Whole bursts over links of all kinds, pulled as a player does."""
    live = JitterOptions()
    bursts = [_jitter(name, link, live, seed) for seed, (name, link) in enumerate(LINKS.items())]
    bursts.append(_jitter("a late joiner", _stalled(0, 1.2), LATE, 20))
    bursts.append(_jitter("a replay", lambda _, number: number * -0.006, AGAIN, 21))
    return bursts


def _jitter(name: str, link: Link, options: JitterOptions, seed: int) -> Scenario:
    draw = random.Random(seed)  # noqa: S311
    deliveries = _deliveries(draw, link)
    buffer = JitterBuffer(options)
    steps: list[Step] = []
    pull_s = 0.005
    answer: Playout = Waiting()
    while not isinstance(answer, Ended):
        while deliveries and deliveries[0][0] <= pull_s:
            arrived_s, frame = deliveries.pop(0)
            buffer.push(frame, arrived_s)
            size = len(frame.payload)
            steps.append([arrived_s, frame.sequence, frame.clock, int(frame.flags), size])
        if not deliveries:
            buffer.finish()
        answer = buffer.pull(pull_s)
        steps.append([pull_s, *_answer(answer)])
        pull_s += FRAME_S / (answer.speed if isinstance(answer, Play) else 1.0)
    return {
        "name": name,
        "options": msgspec.to_builtins(options),
        "steps": steps,
        "statistics": msgspec.to_builtins(buffer.statistics()),
    }


def _deliveries(draw: random.Random, link: Link) -> list[tuple[float, Frame]]:
    """A burst with a pause, some silence and a bundled beginning, as it arrives."""
    stamper = FrameStamper(clock=2**32 - 48_000)
    deliveries: list[tuple[float, Frame]] = []
    for number in range(FRAMES):
        if number == 100:
            stamper.pause(5)
        flags = FrameFlag.SILENCE if 70 <= number < 90 else FrameFlag.NONE
        flags |= FrameFlag.BUNDLE if number < 10 else FrameFlag.NONE
        flags |= FrameFlag.FEC if number % 7 == 0 else FrameFlag.NONE
        frame = stamper.stamp(b"sound", flags)
        delay_s = link(draw, number)
        spoken_s = (number + 1 + 5 * (number >= 100)) * FRAME_S
        if delay_s is not None:
            deliveries.append((spoken_s + delay_s, frame))
    deliveries.append((deliveries[-1][0] + FRAME_S, stamper.end()))
    deliveries.sort(key=lambda one: one[0])
    return deliveries


def _answer(answer: Playout) -> Step:
    match answer:
        case Play(frame=frame, speed=speed, skipped=skipped):
            return ["play", frame.sequence, speed, skipped]
        case Concealed(kind=kind):
            return ["conceal", kind]
        case Silence():
            return ["silence"]
        case Waiting():
            return ["waiting"]
        case Ended():
            return ["ended"]


# --- the talker ---------------------------------------------------------------------------------

REASONS: tuple[DenyReason, ...] = ("busy", "listen_only", "muted")


def talkers() -> list[Scenario]:
    """Keys, answers and packets in an order nobody would think of."""
    return [{"steps": list(_talk(seed))} for seed in range(12)]


def _talk(seed: int) -> Iterator[Step]:
    draw = random.Random(seed)  # noqa: S311
    talker, now_s, ask, spoken = Talker(), 10.0, 0, 0
    for _ in range(150):
        now_s += draw.choice((0.0, FRAME_S, FRAME_S, 0.06))
        choice = draw.random()
        is_answerable = talker.state is not TalkerState.IDLE and ask > 0
        if choice < 0.6:
            is_voice = draw.random() < 0.6
            spoken += 1
            packet = spoken.to_bytes(2, "big")
            events = talker.capture(packet, now_s, is_voice=is_voice)
            step: Step = ["capture", now_s, spoken, is_voice]
        elif choice < 0.72:
            events, step = talker.press(now_s), ["press", now_s]
        elif choice < 0.8:
            events, step = talker.let_go(now_s), ["letGo", now_s]
        elif choice < 0.83:
            events, step = talker.cancel(), ["cancel", now_s]
        elif choice < 0.86:
            now_s += draw.choice((0.3, 5.5))
            events, step = talker.tick(now_s), ["tick", now_s]
        elif choice < 0.87:
            events, step = talker.revoked("preempted"), ["revoked", now_s, "preempted"]
        elif not is_answerable or talker.state is TalkerState.TALKING:
            continue
        else:
            events, step = _answered(draw, talker, ask, now_s)
        ask = next((event.ask for event in events if isinstance(event, AskFloor)), ask)
        yield [*step, [_event(event) for event in events], talker.state.value]


def _answered(
    draw: random.Random, talker: Talker, ask: int, now_s: float
) -> tuple[list[TalkerEvent], Step]:
    kind = draw.choice(("granted", "granted", "queued", "denied", "stale"))
    if kind == "stale":
        return talker.granted(ask - 1, now_s), ["granted", now_s, ask - 1, None]
    if kind == "granted":
        longest_s = draw.choice((None, 0.5))
        return talker.granted(ask, now_s, longest_s), ["granted", now_s, ask, longest_s]
    if kind == "queued":
        return talker.queued(ask, now_s), ["queued", now_s, ask]
    reason = draw.choice(REASONS)
    return talker.denied(ask, reason, now_s), ["denied", now_s, ask, reason]


def _event(event: TalkerEvent) -> Step:
    match event:
        case AskFloor(ask=ask, preroll_ms=preroll_ms):
            return ["ask", ask, preroll_ms]
        case SendFrames(frames=frames):
            return ["send", *[_sent(frame) for frame in frames]]
        case ReleaseFloor(frame_count=count, clock_end=clock_end, is_cancelled=is_cancelled):
            return ["release", count, clock_end, is_cancelled]
        case LeaveQueue():
            return ["leave"]
        case TalkerStopped(reason=reason):
            return ["stop", reason]


def _sent(frame: Frame) -> Step:
    return [frame.sequence, frame.clock, int(frame.flags), frame.payload.hex()]


# --- samples ------------------------------------------------------------------------------------


def hum(number: int, hertz: float, loud: int) -> "array[int]":
    """Make a frame of a voice that hums; both sides make the same."""
    start = number * FRAME_SAMPLES
    step = 2 * pi * hertz / 48_000
    waves = (
        sin((start + at) * step) + sin((start + at) * step * 2) / 2 for at in range(FRAME_SAMPLES)
    )
    return array("h", [round(loud * wave) for wave in waves])


def stretches() -> list[Scenario]:
    """How many samples each frame becomes, and the wave found in it."""
    return [_stretched(hertz, speed) for hertz in (110.0, 220.0) for speed in (0.9, 1.1, 1.15, 1.5)]


def _stretched(hertz: float, speed: float) -> Scenario:
    stretcher = Stretcher()
    frames = [hum(number, hertz, 9000) for number in range(20)]
    lengths = [len(stretcher.stretch(frame, speed)) for frame in frames]
    return {"hertz": hertz, "speed": speed, "lengths": lengths, "lag": best_lag(frames[3])}


def levels() -> list[Step]:
    """A room that hums, somebody who speaks in it, and the room again."""
    vad = EnergyVad()
    loudness = [40] * 10 + [6000] * 12 + [40] * 25 + [700] * 10
    judged = [vad.judge(hum(number, 150.0, loud)) for number, loud in enumerate(loudness)]
    rows = zip(loudness, judged, strict=True)
    return [[loud, round(one.rms_dbfs, 6), one.is_voice] for loud, one in rows]


# --- files --------------------------------------------------------------------------------------


def files() -> dict[Path, str]:
    """Return what every file has to hold."""
    contents: dict[str, object] = {
        "stream": {"orders": orders(), "unwraps": unwraps()},
        "pace": {"lateness": lateness(), "paces": paces()},
        "jitter": jitters(),
        "talker": talkers(),
        "sound": {"stretches": stretches(), "levels": levels()},
    }
    return {FOLDER / f"{name}.json": _text(content) for name, content in contents.items()}


def _text(content: object) -> str:
    """One step a line, so that a change can be read."""
    return _lines(content, 0) + "\n"


def _lines(content: object, depth: int) -> str:
    inner, outer = " " * (depth + 1), " " * depth
    if isinstance(content, dict):
        pairs = [
            f"{inner}{_flat(key)}: {_lines(value, depth + 1)}" for key, value in content.items()
        ]
        return "{\n" + ",\n".join(pairs) + f"\n{outer}}}"
    if isinstance(content, list) and any(isinstance(one, list | dict) for one in content):
        is_step = all(not isinstance(one, list | dict) for one in content[:1])
        if not is_step:
            rows = [f"{inner}{_lines(one, depth + 1)}" for one in content]
            return "[\n" + ",\n".join(rows) + f"\n{outer}]"
    return _flat(content)


def _flat(content: object) -> str:
    return msgspec.json.encode(content).decode()


def main() -> int:
    """Write the files, or say which are stale."""
    stale = [
        target
        for target, text in files().items()
        if not target.exists() or target.read_text("utf-8") != text
    ]
    if "--check" not in sys.argv:
        for target in stale:
            target.write_text(files()[target], "utf-8")
        return 0
    for target in stale:
        sys.stderr.write(f"{target.name} is stale: python -m tests.vectors.record_voice\n")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
