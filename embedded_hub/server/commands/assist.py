"""Assist's pipelines under the names Home Assistant's clients know; a hub has one."""

from embedded_hub.core.intercom.ports import Announcer, Transcriber
from embedded_hub.errors import (
    InvalidFormat,
    PipelineNotFound,
    SpeechEngineMissing,
    SpeechVoiceMissing,
    WakeWordMissing,
)
from embedded_hub.model.values import JsonObject, JsonValue
from embedded_hub.protocol.commands.conversation import (
    GetPipeline,
    ListPipelineLanguages,
    ListPipelines,
    ListTranscribers,
    ListVoices,
    RunPipeline,
)
from embedded_hub.server.assist_run import AGENT, PipelineRun, stages_in_order
from embedded_hub.server.caller import Caller, Subscribed
from embedded_hub.server.commands.conversation import area_of, supported_languages
from embedded_hub.server.commands.table import CommandTable


def register(table: CommandTable) -> None:
    """Add this family to the table."""
    table.quick(ListPipelines, list_pipelines)
    table.slow(ListPipelineLanguages, list_languages)
    table.quick(GetPipeline, get_pipeline)
    table.quick(ListTranscribers, list_transcribers)
    table.quick(ListVoices, list_voices)
    table.quick(RunPipeline, run_pipeline)


def list_pipelines(caller: Caller, _: ListPipelines) -> JsonObject:
    """List the one pipeline there is, with what it can do now."""
    return {"pipelines": [_pipeline(caller)], "preferred_pipeline": AGENT}


def get_pipeline(caller: Caller, command: GetPipeline) -> JsonObject:
    """Read the one pipeline there is."""
    _require_known(command.pipeline_id)
    return _pipeline(caller)


def list_transcribers(caller: Caller, _: ListTranscribers) -> JsonObject:
    """List what writes down speech now."""
    return _providers(caller, is_there=_transcriber(caller) is not None)


def list_voices(caller: Caller, _: ListVoices) -> JsonObject:
    """List what says texts now."""
    return _providers(caller, is_there=_announcer(caller) is not None)


def _providers(caller: Caller, *, is_there: bool) -> JsonObject:
    # Which languages a model knows shows only when it is asked; the home's own is what it is for.
    languages: list[JsonValue] = [caller.home.settings.language]
    provider: JsonObject = {"engine_id": AGENT, "supported_languages": languages}
    return {"providers": [provider] if is_there else []}


def _pipeline(caller: Caller) -> JsonObject:
    language = caller.home.settings.language
    can_hear, can_speak = _transcriber(caller) is not None, _announcer(caller) is not None
    return {
        "id": AGENT,
        "name": caller.home.settings.name,
        "language": language,
        "conversation_engine": AGENT,
        "conversation_language": language,
        "stt_engine": AGENT if can_hear else None,
        "stt_language": language if can_hear else None,
        "tts_engine": AGENT if can_speak else None,
        "tts_language": language if can_speak else None,
        "tts_voice": None,
        "wake_word_entity": None,
        "wake_word_id": None,
    }


async def list_languages(_: Caller, __: ListPipelineLanguages) -> JsonObject:
    """List the languages that are understood."""
    return {"languages": await supported_languages()}


def run_pipeline(caller: Caller, command: RunPipeline) -> Subscribed:
    """Take a sentence as sound or text through the pipeline and tell its steps as events."""
    _require_known(command.pipeline)
    if command.start_stage == "wake_word":
        raise WakeWordMissing("No wake word engine")
    if not stages_in_order(command.start_stage, command.end_stage):
        raise InvalidFormat("start_stage comes after end_stage")
    if command.start_stage != "stt" and command.input.text is None:
        raise InvalidFormat("input.text: expected a text")
    transcriber, announcer = _transcriber(caller), _announcer(caller)
    if command.start_stage == "stt" and transcriber is None:
        raise SpeechEngineMissing("No speech-to-text engine")
    if command.end_stage == "tts" and announcer is None:
        raise SpeechVoiceMissing("No text-to-speech engine")
    if command.start_stage == "stt":
        caller.audio.require_room()
    run = PipelineRun(
        caller,
        command,
        area_id=area_of(caller, command.device_id),
        transcriber=transcriber,
        announcer=announcer,
    )
    return Subscribed(run.start)


def _require_known(pipeline: str | None) -> None:
    if pipeline not in (None, AGENT):
        raise PipelineNotFound(f"Pipeline not found: id={pipeline}")


def _transcriber(caller: Caller) -> Transcriber | None:
    return caller.home.intercom.transcripts.engine


def _announcer(caller: Caller) -> Announcer | None:
    return caller.home.intercom.house.announcer
