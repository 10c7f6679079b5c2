"""Speech in one home: what its owner chose, and who writes and answers there.

::

    settings ─┬─▶ transcripts.engine     the hub's, unless the owner wants nothing written down
              └─▶ house.answerer …       with what the voice alone may not do
"""

import asyncio
import shutil
from collections.abc import Iterable
from typing import cast

import msgspec

from embedded_hub.core.home import Home
from embedded_hub.core.intercom.burst import PCM_RATE_HZ
from embedded_hub.core.intercom.speech_ports import (
    Answerer,
    SpeechSettings,
    SpeechStatus,
)
from embedded_hub.core.ports import Record
from embedded_hub.errors import InvalidInfo, NotAllowed
from embedded_hub.protocol.speech_answers import SilentReason
from embedded_hub.speech.espeak import PROGRAM, EspeakNg
from embedded_hub.speech.hub_transcriber import EngineChoice, HubTranscriber

RECORD = "speech"
_ID = "settings"


class HomeSpeech:
    """A :class:`~embedded_hub.core.intercom.speech_ports.SpeechControl`.

    Args:
        home: The home.
        transcriber: The hub's.
        answerer: What understands sentences; ``None`` where that is not installed.
        can_choose: Whether this home's owner chooses the hub's engine.
    """

    def __init__(
        self,
        home: Home,
        transcriber: HubTranscriber,
        answerer: Answerer | None,
        *,
        can_choose: bool,
    ) -> None:
        self._home = home
        self._transcriber = transcriber
        self._can_choose = can_choose
        self._settings = SpeechSettings()
        self._can_speak = False
        home.intercom.speech = self
        home.intercom.house.answerer = answerer
        transcriber.listen(self._apply)

    async def start(self, records: Iterable[Record]) -> None:
        """Take what the owner chose from what was on the disk."""
        for record in records:
            if (record.kind, record.id) == (RECORD, _ID) and record.body is not None:
                self._settings = msgspec.json.decode(record.body, type=SpeechSettings)
        self._can_speak = await asyncio.to_thread(shutil.which, PROGRAM) is not None
        if self._can_speak:
            self._home.intercom.house.announcer = EspeakNg(rate_hz=PCM_RATE_HZ)
        if self._can_choose:
            try:
                await self._transcriber.choose(_choice(self._settings))
            except InvalidInfo:  # an engine that was uninstalled since
                await self._transcriber.choose(EngineChoice())
        self._apply()

    @property
    def settings(self) -> SpeechSettings:
        """What the owner chose."""
        return self._settings

    @property
    def status(self) -> SpeechStatus:
        """What works now."""
        fault, process = self._transcriber.fault, self._transcriber.process
        reason: SilentReason | None = None
        if not self._settings.is_on:
            reason = "off"
        elif fault is not None:
            reason = cast(SilentReason, fault.details.get("reason", "failed"))
        return SpeechStatus(
            has_transcripts=reason is None,
            reason=reason,
            message=fault.message if fault is not None and reason != "off" else None,
            engine=process.name if process is not None else None,
            engines=self._transcriber.names,
            can_choose=self._can_choose,
            has_house=self._home.intercom.house.answerer is not None,
            can_speak=self._can_speak,
        )

    async def configure(self, settings: SpeechSettings) -> None:
        """Choose otherwise.

        Raises:
            NotAllowed: engine and model are not chosen here.
            InvalidInfo: there is no such engine.
            NotSupported: that engine cannot run, or has no model there.
            StorageError: it could not be kept; nothing changed.
        """
        before, wanted = _choice(self._settings), _choice(settings)
        if wanted != before and not self._can_choose:
            raise NotAllowed(
                "the engine of this hub is chosen where it is started",
                details={"reason": "fixed"},
            )
        if wanted != before:
            await self._transcriber.choose(wanted, is_strict=wanted != EngineChoice())
        body = msgspec.json.encode(settings)
        await self._home.records.save([Record(kind=RECORD, id=_ID, body=body)])
        self._settings = settings
        self._apply()

    def _apply(self) -> None:
        transcripts = self._home.intercom.transcripts
        transcripts.engine = self._transcriber.process if self._settings.is_on else None
        languages = self._settings.languages or (self._home.settings.language,)
        # Of several languages the engine itself has to tell which is spoken.
        transcripts.language = languages[0] if len(languages) == 1 else None


def _choice(settings: SpeechSettings) -> EngineChoice:
    return EngineChoice(engine=settings.engine, model_folder=settings.model_folder)
