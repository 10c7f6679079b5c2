"""One run of Assist's pipeline, in the steps and words Home Assistant's clients expect.

::

    run-start ─▶ stt-start ─▶ stt-vad-start ─▶ stt-vad-end ─▶ stt-end ─┐
                                                                       ▼
    run-end ◀─ tts-end ◀─ tts-start ◀──────────── intent-end ◀─ intent-start

A run begins and ends at any stage. What goes wrong is one ``error`` before ``run-end``.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import aclosing

from embedded_hub.audio.codec import SPEECH_HZ
from embedded_hub.audio.pcm import Resampler, pcm_of, samples_of
from embedded_hub.conversation.conversation import Asked, Conversation
from embedded_hub.core.intercom.ports import Announcer, Transcriber, Transcript
from embedded_hub.errors import HomewireError, NotSupported
from embedded_hub.model.ids import AreaId
from embedded_hub.model.values import JsonObject
from embedded_hub.protocol.commands.conversation import RunPipeline, Stage
from embedded_hub.protocol.times import iso_time
from embedded_hub.server.caller import Caller, Stop
from embedded_hub.voice.utterance import Utterances

_LOG = logging.getLogger(__name__)
AGENT = "homewire"
STAGES: tuple[Stage, ...] = ("stt", "intent", "tts")
TIMEOUT_S = 300.0
MAX_AUDIO_S = 60
"""Longer than any sentence; what is sent beyond it is passed over."""
NOTHING_SAID_S = 15.0
"""Silence at the start after which nobody waits any more."""
_FAILED: dict[Stage, tuple[str, str]] = {
    "stt": ("stt-stream-failed", "Unexpected error during speech-to-text"),
    "intent": ("intent-failed", "Unexpected error during intent recognition"),
    "tts": ("tts-failed", "Unexpected error during text-to-speech"),
}


class PipelineRun:
    """Runs once, from the command's result to ``run-end``.

    Args:
        caller: Who asked.
        command: What they asked for; checked.
        area_id: Where they are.
        transcriber: What hears, where the run begins with sound.
        announcer: What speaks, where it ends with sound.
    """

    def __init__(
        self,
        caller: Caller,
        command: RunPipeline,
        *,
        area_id: AreaId | None,
        transcriber: Transcriber | None,
        announcer: Announcer | None,
    ) -> None:
        self._caller = caller
        self._command = command
        self._area_id = area_id
        self._transcriber = transcriber
        self._announcer = announcer
        self._language = caller.home.settings.language
        self._sound: asyncio.Queue[bytes] = asyncio.Queue()
        self._room = MAX_AUDIO_S * 2 * command.input.sample_rate
        self._handler: int | None = None
        self._stage: Stage = command.start_stage

    def start(self) -> Stop:
        """Begin; called right after the result was sent."""
        if self._command.start_stage == "stt":
            voice = self._caller.voice
            member = voice.member if voice is not None else None
            taken = self._caller.home.intercom.live.handlers_of(member) if member else ()
            self._handler = self._caller.audio.open(self._hear, taken)
        task = self._caller.feed.tasks.start(self._run())

        def stop() -> None:
            self._close()
            task.cancel()

        return stop

    # --- sound in -----------------------------------------------------------------------------

    def _hear(self, sound: bytes) -> None:
        if self._room <= 0:
            return
        # The byte alone ends it, and so does more than any sentence.
        self._room = self._room - len(sound) if sound else 0
        if sound:
            self._sound.put_nowait(sound)
        if self._room <= 0:
            self._sound.put_nowait(b"")

    def _close(self) -> None:
        if self._handler is not None:
            self._caller.audio.close(self._handler)
            self._handler = None

    async def _pieces(self) -> AsyncIterator[bytes]:
        """Yield 16 kHz samples to the end of the sentence."""
        given = self._command.input
        resampler = Resampler(given.sample_rate, SPEECH_HZ)
        heard = Utterances()
        while sound := await self._sound.get():
            samples = samples_of(sound[: len(sound) & ~1])
            if given.sample_rate != SPEECH_HZ:
                samples = await asyncio.to_thread(resampler.feed, samples)
            yield pcm_of(samples)
            await asyncio.sleep(0)  # a minute may come at once, and others wait
            if given.no_vad:
                continue
            for mark in heard.feed(samples):
                name = "start" if mark.kind == "began" else "end"
                self._tell(f"stt-vad-{name}", {"timestamp": mark.at_ms})
                if mark.kind == "ended":
                    return
            if not heard.is_speech and heard.now_ms >= NOTHING_SAID_S * 1000:
                return

    # --- the steps ----------------------------------------------------------------------------

    async def _run(self) -> None:
        command = self._command
        self._tell(
            "run-start",
            {
                "pipeline": AGENT,
                "language": self._language,
                "conversation_id": command.conversation_id,
                "runner_data": {
                    "stt_binary_handler_id": self._handler,
                    "timeout": round(command.timeout or TIMEOUT_S),
                },
            },
        )
        try:
            async with asyncio.timeout(command.timeout or TIMEOUT_S):
                await self._steps()
        except TimeoutError:
            self._fail("timeout", "Timeout running pipeline")
        except HomewireError as error:
            _LOG.info("a pipeline ended at %s: %s", self._stage, error)
            code, message = _FAILED[self._stage]
            self._fail(code, error.message if isinstance(error, NotSupported) else message)
        finally:
            self._close()
        self._tell("run-end", None)

    async def _steps(self) -> None:
        text = self._command.input.text or ""
        last = STAGES.index(self._command.end_stage)
        for stage in STAGES[STAGES.index(self._command.start_stage) : last + 1]:
            self._stage = stage
            match stage:
                case "stt":
                    text = await self._listen()
                    if not text:
                        self._fail("stt-no-text-recognized", "No text recognized")
                        return
                case "intent":
                    text = await self._understand(text)
                case "tts":
                    await self._speak(text)

    async def _listen(self) -> str:
        self._tell(
            "stt-start",
            {
                "engine": self._transcriber.name if self._transcriber else None,
                "metadata": {
                    "language": self._language,
                    "format": "wav",
                    "codec": "pcm",
                    "bit_rate": 16,
                    "sample_rate": SPEECH_HZ,
                    "channel": 1,
                },
            },
        )
        text = (await self._written()).strip()
        if text:
            self._tell("stt-end", {"stt_output": {"text": text}})
        return text

    async def _written(self) -> str:
        if self._transcriber is None:
            return ""
        language = self._caller.home.intercom.transcripts.language
        written = self._transcriber.transcribe(self._pieces(), language=language)
        async with aclosing(written) as parts:
            async for part in parts:
                if isinstance(part, Transcript):
                    return part.text
        return ""

    async def _understand(self, text: str) -> str:
        command = self._command
        self._tell(
            "intent-start",
            {
                "engine": AGENT,
                "language": self._language,
                "intent_input": text,
                "conversation_id": command.conversation_id,
                "device_id": command.device_id,
                "prefer_local_intents": True,
            },
        )
        asked = Asked(text=text, area_id=self._area_id, is_spoken=command.start_stage == "stt")
        async with self._caller.heavy:
            reply = await Conversation(self._caller.home).process(self._caller.principal, asked)
        self._tell(
            "intent-end",
            {"processed_locally": True, "intent_output": reply.body(command.conversation_id)},
        )
        return reply.speech

    async def _speak(self, text: str) -> None:
        self._tell(
            "tts-start",
            {"engine": AGENT, "language": self._language, "voice": None, "tts_input": text},
        )
        path = ""
        if self._announcer is not None and text:
            pcm = await self._announcer.speak(text, language=self._language, voice=None)
            path = self._caller.feed.spoken.keep(pcm, SPEECH_HZ)
        output: JsonObject = {"media_id": path, "url": path, "mime_type": "audio/wav"}
        self._tell("tts-end", {"tts_output": output if path else {}})

    # --- events -------------------------------------------------------------------------------

    def _fail(self, code: str, message: str) -> None:
        self._tell("error", {"code": code, "message": message})

    def _tell(self, name: str, content: JsonObject | None) -> None:
        at = iso_time(self._caller.home.clock.utc_s())
        event = {"type": name, "data": content, "timestamp": at}
        self._caller.send_event(self._command.id, event)


def stages_in_order(start: Stage, end: Stage) -> bool:
    """Say whether a run may begin and end there."""
    return start in STAGES and end in STAGES and STAGES.index(start) <= STAGES.index(end)
