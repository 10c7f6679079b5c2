"""Answers what is asked of the house in text, and how speech is set up."""

import msgspec
from msgspec import UNSET

from embedded_hub.core.intercom.speech_ports import Question, SpeechControl, SpeechSettings
from embedded_hub.core.people import Role
from embedded_hub.errors import NotSupported
from embedded_hub.model.ids import AreaId
from embedded_hub.protocol.commands.speech import AskHouse, ConfigureSpeech, GetSpeech
from embedded_hub.protocol.house_events import HouseAnswered
from embedded_hub.protocol.speech_answers import SpeechAnswer, SpeechInfo
from embedded_hub.server.caller import Caller
from embedded_hub.server.commands.table import CommandTable


def register(table: CommandTable) -> None:
    """Add this family to the table."""
    table.slow(AskHouse, ask_house)
    table.quick(GetSpeech, get_speech)
    table.slow(ConfigureSpeech, configure_speech)


async def ask_house(caller: Caller, command: AskHouse) -> HouseAnswered:
    """Answer a sentence and keep both."""
    member = caller.voice.member if caller.voice is not None else None
    area = command.area or (member.ability.area_id if member is not None else None)
    question = Question(
        text=command.text, language=command.lang, area_id=AreaId(area) if area else None
    )
    async with caller.heavy:
        return await caller.home.intercom.house.ask(
            caller.principal,
            question,
            nonce=command.nonce,
            listener=member if command.speak else None,
        )


def get_speech(caller: Caller, _: GetSpeech) -> SpeechAnswer:
    """Say what works; where the model lies is the owner's business."""
    control = _control(caller)
    return _answer(control, is_owner=caller.principal.role is Role.OWNER)


async def configure_speech(caller: Caller, command: ConfigureSpeech) -> SpeechAnswer:
    """Change what is written down."""
    caller.require_admin()
    control = _control(caller)
    named = {
        field: value
        for field in SpeechSettings.__struct_fields__
        if (value := getattr(command, field)) is not UNSET
    }
    await control.configure(msgspec.structs.replace(control.settings, **named))
    return _answer(control, is_owner=True)


def speech_info(caller: Caller) -> SpeechInfo:
    """Say in short what a client needs to know of speech."""
    control = caller.home.intercom.speech
    if control is None:
        return SpeechInfo()
    status = control.status
    return SpeechInfo(
        transcripts=status.has_transcripts,
        reason=status.reason,
        house=status.has_house,
        house_voice=status.hears_house,
    )


def _answer(control: SpeechControl, *, is_owner: bool) -> SpeechAnswer:
    status, settings = control.status, control.settings
    return SpeechAnswer(
        transcripts=status.has_transcripts,
        reason=status.reason,
        message=status.message if is_owner else None,
        engine=status.engine,
        engines=status.engines,
        can_choose=status.can_choose and is_owner,
        chosen_engine=settings.engine,
        model_folder=settings.model_folder if is_owner else None,
        is_on=settings.is_on,
        languages=settings.languages,
        can_unlock_by_voice=settings.can_unlock_by_voice,
        house=status.has_house,
        house_voice=status.hears_house,
        can_speak=status.can_speak,
    )


def _control(caller: Caller) -> SpeechControl:
    if caller.home.intercom.speech is None:
        raise NotSupported("this hub does not understand speech")
    return caller.home.intercom.speech
