"""The one form of sound on this side: 16 bit, 48 kHz, mono, in frames of 20 ms."""

from array import array
from collections.abc import Sequence

from PySide6.QtMultimedia import QAudioFormat

from embedded_hub.audio.pcm import MAX_SAMPLE, MIN_SAMPLE, pcm_of, samples_of
from embedded_hub.model.voice import CLOCK_HZ, FRAME_SAMPLES

SAMPLE_BYTES = 2
FRAME_BYTES = FRAME_SAMPLES * SAMPLE_BYTES
SILENT_FRAME = bytes(FRAME_BYTES)


def sound_format() -> QAudioFormat:
    """Return what is asked of every device; the sound server converts."""
    wanted = QAudioFormat()
    wanted.setSampleRate(CLOCK_HZ)
    wanted.setChannelCount(1)
    wanted.setSampleFormat(QAudioFormat.SampleFormat.Int16)
    return wanted


def mixed(sounds: Sequence[bytes]) -> bytes:
    """Add sounds of one length; what gets too loud is cut off at the top."""
    if len(sounds) == 1:
        return sounds[0]
    columns = zip(*map(samples_of, sounds), strict=True)
    sums = (max(MIN_SAMPLE, min(MAX_SAMPLE, sum(column))) for column in columns)
    return pcm_of(array("h", sums))
