"""From frames to sound, without a sound card."""

from array import array

from desktop.audio.pcm import FRAME_BYTES, SILENT_FRAME, mixed
from desktop.audio.stream_player import StreamPlayer
from embedded_hub.errors import RemoteProtocolError
from embedded_hub.model.voice import FRAME_S, FrameFlag
from embedded_hub.voice.stream import FrameStamper

GUESS = array("h", [77] * 960).tobytes()


class OneTone:
    """A codec whose packets name the value of all their samples."""

    rate_hz = 48_000

    def decode(self, packet: bytes) -> bytes:
        if packet == b"no sound":
            raise RemoteProtocolError("no packet")
        return array("h", [int(packet)] * 960).tobytes()

    def recover(self, following: bytes) -> bytes:
        del following
        return GUESS

    def conceal(self) -> bytes:
        return GUESS


def values(sound: bytes) -> list[int]:
    return array("h", sound).tolist()


def played(player: StreamPlayer, frames: int, start_s: float = 0.0) -> list[int]:
    """Read frames in real time; return the first sample of each."""
    return [
        values(player.read(FRAME_BYTES, start_s + number * FRAME_S))[0] for number in range(frames)
    ]


def filled(*packets: bytes) -> StreamPlayer:
    player = StreamPlayer(OneTone())
    stamper = FrameStamper()
    for number, packet in enumerate(packets):
        last = FrameFlag.LAST if number == len(packets) - 1 else FrameFlag.NONE
        player.push(stamper.stamp(packet, last), number * FRAME_S)
    return player


def test_all_frames_are_played_in_order_and_then_it_is_over() -> None:
    player = filled(b"1", b"2", b"3")
    assert [value for value in played(player, 6) if value] == [1, 2, 3]
    assert player.is_ended
    assert player.statistics.concealed == 0


def test_any_number_of_bytes_can_be_read_and_none_is_lost() -> None:
    player = filled(b"1", b"2")
    sound = b"".join(player.read(500, number * FRAME_S / 4) for number in range(20))
    assert values(sound).count(1) == values(sound).count(2) == 960


def test_a_packet_that_is_none_costs_twenty_milliseconds_only() -> None:
    player = filled(b"1", b"no sound", b"3")
    assert [value for value in played(player, 6) if value] == [1, 77, 3]
    assert player.undecodable_count == 1


def test_before_anything_came_there_is_silence() -> None:
    assert StreamPlayer(OneTone()).read(FRAME_BYTES, 0.0) == SILENT_FRAME


def test_a_stream_that_is_told_to_finish_plays_what_it_has() -> None:
    player = StreamPlayer(OneTone())
    player.push(FrameStamper().stamp(b"5"), 0.0)
    player.finish()
    assert [value for value in played(player, 3) if value] == [5]
    assert player.is_ended


def test_two_talkers_are_added_and_what_is_too_loud_is_cut_off() -> None:
    first, second = array("h", [1, 30_000, -30_000]), array("h", [2, 30_000, -30_000])
    assert values(mixed([first.tobytes(), second.tobytes()])) == [3, 32_767, -32_768]
