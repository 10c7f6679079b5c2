"""Speech in one home: what its owner chose, and who writes and answers there.

::

    settings ─┬─▶ transcripts.engine     the hub's, unless the owner wants nothing written down
              └─▶ house.answerer …       with what the voice alone may not do
"""

import asyncio
import logging
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
from embedded_hub.errors import InvalidInfo, NotAllowed, StorageError
from embedded_hub.protocol.speech_answers import SilentReason
from embedded_hub.speech.espeak import PROGRAM, EspeakNg
from embedded_hub.speech.hub_transcriber import EngineChoice, HubTranscriber

_LOG = logging.getLogger(__name__)
RECORD = "speech"
_ID = "settings"
CATCH_UP_S = 86_400.0
"""What was said longer ago and could not be written down then stays without a text."""


class _Chosen(msgspec.Struct, frozen=True, kw_only=True):
    settings: SpeechSettings = SpeechSettings()
    on_since: float = 0.0
    """What was said while the owner wanted nothing written down is never written, seconds UTC."""


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
        self._chosen = _Chosen()
        self._can_speak = False
        home.intercom.speech = self
        home.intercom.house.answerer = answerer
        transcriber.listen(self._apply)

    async def start(self, records: Iterable[Record]) -> None:
        """Take what the owner chose from what was on the disk."""
        for record in records:
            if (record.kind, record.id) == (RECORD, _ID) and record.body is not None:
                self._chosen = msgspec.json.decode(record.body, type=_Chosen)
        self._can_speak = await asyncio.to_thread(shutil.which, PROGRAM) is not None
        if self._can_speak:
            self._home.intercom.house.announcer = EspeakNg(rate_hz=PCM_RATE_HZ)
        if self._can_choose:
            try:
                await self._transcriber.choose(_choice(self.settings))
            except InvalidInfo:  # an engine that was uninstalled since
                await self._transcriber.choose(EngineChoice())
        self._apply()
        await self._catch_up()

    @property
    def settings(self) -> SpeechSettings:
        """What the owner chose."""
        return self._chosen.settings

    @property
    def status(self) -> SpeechStatus:
        """What works now."""
        fault, process = self._transcriber.fault, self._transcriber.process
        reason: SilentReason | None = None
        message = self._home.intercom.transcripts.refusal
        if not self.settings.is_on:
            reason = "off"
        elif fault is not None:
            reason = cast(SilentReason, fault.details.get("reason", "failed"))
            message = fault.message
        return SpeechStatus(
            has_transcripts=reason is None,
            reason=reason,
            message=message if reason != "off" else None,
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
        before, wanted = _choice(self.settings), _choice(settings)
        if wanted != before and not self._can_choose:
            raise NotAllowed(
                "the engine of this hub is chosen where it is started",
                details={"reason": "fixed"},
            )
        if wanted != before:
            await self._transcriber.choose(wanted, is_strict=wanted != EngineChoice())
        on_since = self._chosen.on_since
        if settings.is_on and not self.settings.is_on:
            on_since = self._home.clock.utc_s()
        chosen = _Chosen(settings=settings, on_since=on_since)
        body = msgspec.json.encode(chosen)
        await self._home.records.save([Record(kind=RECORD, id=_ID, body=body)])
        self._chosen = chosen
        self._apply()

    async def _catch_up(self) -> None:
        since = max(self._chosen.on_since, self._home.clock.utc_s() - CATCH_UP_S)
        try:
            await self._home.intercom.transcripts.catch_up(since)
        except StorageError as error:
            _LOG.warning("what was said before is not written down: %s", error)

    def _apply(self) -> None:
        transcripts = self._home.intercom.transcripts
        transcripts.use(self._transcriber.process if self.settings.is_on else None)
        languages = self.settings.languages or (self._home.settings.language,)
        # Of several languages the engine itself has to tell which is spoken.
        transcripts.language = languages[0] if len(languages) == 1 else None


def _choice(settings: SpeechSettings) -> EngineChoice:
    return EngineChoice(engine=settings.engine, model_folder=settings.model_folder)
