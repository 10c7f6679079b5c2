"""The work of a transcriber's process, without the process: messages in, messages out.

When it cannot keep up it leaves out partial answers, never sound and never a final one.
"""

from collections.abc import Callable

from embedded_hub.errors import NotSupported
from embedded_hub.speech.api import BYTES_PER_S, Dictation, Engine, Guess
from embedded_hub.speech.messages import (
    Answer,
    Cancel,
    Feed,
    Finish,
    Heard,
    Open,
    Refused,
    ToWorker,
)

FIRST_PARTIAL_S = 0.7
"""Sooner there is not a word to understand."""
PARTIAL_EVERY_S = 1.0


class Desk:
    """Writes down any number of people at once, one piece after the other.

    Args:
        engine: Who understands them.
        send: Takes each answer.
        is_behind: Says whether more messages wait already.
    """

    def __init__(
        self, engine: Engine, send: Callable[[Answer], None], is_behind: Callable[[], bool]
    ) -> None:
        self._engine = engine
        self._send = send
        self._is_behind = is_behind
        self._dictations: dict[int, Dictation] = {}
        self._until_partial: dict[int, int] = {}
        """Bytes by stream before its next partial answer."""
        self._told: dict[int, str] = {}
        """What was told last, by stream."""

    def take(self, message: ToWorker) -> None:
        """Do what one message asks; one for a stream that is over is passed over."""
        stream = message.stream
        if isinstance(message, Open):
            self._open(stream, message.language)
            return
        dictation = self._dictations.get(stream)
        if dictation is None:
            return
        match message:
            case Feed():
                self._feed(stream, dictation, message.pcm)
            case Finish():
                self._forget(stream)
                self._answer(stream, dictation.finish(), is_final=True)
            case Cancel():
                self._forget(stream)

    def _open(self, stream: int, language: str | None) -> None:
        try:
            self._dictations[stream] = self._engine.open(language)
        except NotSupported as error:
            self._send(Refused(stream, error.message))
        else:
            self._until_partial[stream] = _bytes_of(FIRST_PARTIAL_S)
            self._told[stream] = ""

    def _feed(self, stream: int, dictation: Dictation, pcm: bytes) -> None:
        dictation.feed(pcm)
        self._until_partial[stream] -= len(pcm)
        if self._until_partial[stream] > 0 or self._is_behind():
            return
        self._until_partial[stream] = _bytes_of(PARTIAL_EVERY_S)
        guess = dictation.partial()
        if guess.text != self._told[stream]:
            self._told[stream] = guess.text
            self._answer(stream, guess, is_final=False)

    def _forget(self, stream: int) -> None:
        del self._dictations[stream], self._until_partial[stream], self._told[stream]

    def _answer(self, stream: int, guess: Guess, *, is_final: bool) -> None:
        self._send(
            Heard(
                stream=stream,
                is_final=is_final,
                text=guess.text,
                stable_chars=guess.stable_chars,
                language=guess.language,
                confidence=guess.confidence,
            )
        )


def _bytes_of(seconds: float) -> int:
    return int(seconds * BYTES_PER_S)
