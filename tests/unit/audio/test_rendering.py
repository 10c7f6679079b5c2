"""From a mouth to an ear, without a sound card: what is heard is what was said."""

from array import array
from itertools import pairwise

import pytest

from embedded_hub.audio.codec import make_decoder, make_encoder
from embedded_hub.audio.pcm import frames_of, samples_of
from embedded_hub.audio.rendering import MAX_NOISE_PEAK, Renderer
from embedded_hub.model.voice import CLOCK_HZ, FRAME_S, FRAME_SAMPLES, Frame
from embedded_hub.protocol.voice_frame import decode_message, encode_frames
from embedded_hub.voice.jitter import JitterBuffer
from embedded_hub.voice.playout import Concealed, Ended, Play, Silence, Waiting
from embedded_hub.voice.talker import SendFrames, Talker, TalkerEvent
from tests.fakes.sounds import best_likeness, pcm, speech, tone

Wire = list[tuple[float, bytes]]


def said(spoken: "array[int]", key_s: tuple[float, float], delay_s: float) -> Wire:
    """Say something with the key down for a while; returns what arrives when."""
    encoder, talker = make_encoder("opus", CLOCK_HZ), Talker()
    wire: Wire = []

    def send(events: list[TalkerEvent], now_s: float) -> None:
        for event in events:
            if isinstance(event, SendFrames):
                messages = encode_frames(5, event.frames)
                wire.extend((now_s + delay_s, message) for message in messages)

    down, up = (round(at_s / FRAME_S) for at_s in key_s)
    for number, one in enumerate(frames_of(pcm(spoken))):
        now_s = number * FRAME_S
        if number == down:
            send(talker.press(now_s), now_s)
            send(talker.granted(1, now_s), now_s)
        if number == up:
            send(talker.let_go(now_s), now_s)
        send(talker.capture(encoder.encode(one), now_s + FRAME_S), now_s + FRAME_S)
    return wire


def heard_of(wire: Wire) -> "array[int]":
    """Return what comes out of the loudspeaker at the other end."""
    buffer, renderer = JitterBuffer(), Renderer(make_decoder("opus", CLOCK_HZ))
    heard, pull_s = array("h"), 0.0
    while True:
        while wire and wire[0][0] <= pull_s:
            arrived_s, message = wire.pop(0)
            for found in decode_message(message).frames:
                buffer.push(found, arrived_s)
        answer = buffer.pull(pull_s)
        if isinstance(answer, Ended):
            return heard
        piece = samples_of(renderer.render(answer))
        heard += piece
        pull_s += len(piece) / CLOCK_HZ if piece else FRAME_S


def test_the_first_and_the_last_200_ms_around_the_key_survive() -> None:
    spoken = speech(3.0)
    heard = heard_of(said(spoken, (0.5, 2.2), delay_s=0.03))
    length = CLOCK_HZ // 20
    before_key = spoken[round(0.25 * CLOCK_HZ) :][:length]
    after_key = spoken[round(2.33 * CLOCK_HZ) :][:length]
    first, at_first = best_likeness(before_key, heard, CLOCK_HZ // 20, CLOCK_HZ // 10)
    last, at_last = best_likeness(after_key, heard, len(heard) - CLOCK_HZ // 10, CLOCK_HZ // 8)
    assert first > 0.8
    assert last > 0.8
    assert at_last > at_first


def test_the_pre_roll_is_played_faster_and_nothing_of_it_is_lost() -> None:
    spoken = speech(3.0)
    heard = heard_of(said(spoken, (0.5, 2.2), delay_s=0.0))
    said_s = 2.4 - 0.2
    assert len(heard) / CLOCK_HZ < said_s
    assert len(heard) / CLOCK_HZ > said_s - 0.35


def frame(payload: bytes) -> Frame:
    return Frame(sequence=0, clock=0, payload=payload)


def renderer_and_packets() -> tuple[Renderer, list[bytes]]:
    encoder = make_encoder("opus", CLOCK_HZ)
    packets = [encoder.encode(one) for one in frames_of(pcm(tone(200, 0.2)))]
    return Renderer(make_decoder("opus", CLOCK_HZ)), packets


def test_every_answer_that_takes_time_is_20_ms() -> None:
    renderer, packets = renderer_and_packets()
    for answer in (
        Play(frame=frame(packets[0]), speed=1.0),
        Concealed(kind="plc"),
        Concealed(kind="fec", following=frame(packets[3])),
        Concealed(kind="fade"),
        Concealed(kind="noise"),
        Silence(),
        Play(frame=frame(packets[4]), speed=1.0, skipped=3),
    ):
        assert len(renderer.render(answer)) == 2 * FRAME_SAMPLES
    assert renderer.render(Waiting()) == renderer.render(Ended()) == b""


def test_a_packet_that_is_none_is_made_up() -> None:
    renderer, packets = renderer_and_packets()
    renderer.render(Play(frame=frame(packets[0]), speed=1.0))
    assert len(renderer.render(Play(frame=frame(b"\xff" * 9), speed=1.0))) == 2 * FRAME_SAMPLES
    following = frame(b"\xff" * 9)
    assert len(renderer.render(Concealed(kind="fec", following=following))) == 2 * FRAME_SAMPLES
    assert renderer.undecodable_count == 2


def test_comfort_noise_is_faint_and_not_dead() -> None:
    renderer, _ = renderer_and_packets()
    renderer.render(Silence())
    noise = samples_of(renderer.render(Silence()))
    assert 0 < max(noise) <= MAX_NOISE_PEAK
    assert len(set(noise)) > 20


def test_no_seam_is_steeper_than_the_sound_itself() -> None:
    renderer, packets = renderer_and_packets()
    heard = array("h")
    for packet in packets[:6]:
        heard += samples_of(renderer.render(Play(frame=frame(packet), speed=1.0)))
    heard += samples_of(renderer.render(Concealed(kind="noise")))
    heard += samples_of(renderer.render(Play(frame=frame(packets[7]), speed=1.0, skipped=1)))
    steepest = max(abs(a - b) for a, b in pairwise(tone(200, 0.1)))
    seams = [5760, 6720]
    for seam in seams:
        assert abs(heard[seam] - heard[seam - 1]) <= steepest * 1.5


@pytest.mark.parametrize("speed", [0.9, 1.15])
def test_speed_changes_how_long_a_frame_takes(speed: float) -> None:
    renderer, packets = renderer_and_packets()
    total = sum(
        len(renderer.render(Play(frame=frame(packet), speed=speed))) // 2 for packet in packets
    )
    assert total == pytest.approx(len(packets) * FRAME_SAMPLES / speed, rel=0.07)
