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
    ListPipelineLanguages,
    ListPipelines,
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
    table.quick(RunPipeline, run_pipeline)


def list_pipelines(caller: Caller, _: ListPipelines) -> JsonObject:
    """List the one pipeline there is, with what it can do now."""
    language = caller.home.settings.language
    can_hear, can_speak = _transcriber(caller) is not None, _announcer(caller) is not None
    pipeline: dict[str, JsonValue] = {
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
    return {"pipelines": [pipeline], "preferred_pipeline": AGENT}


async def list_languages(_: Caller, __: ListPipelineLanguages) -> JsonObject:
    """List the languages that are understood."""
    return {"languages": await supported_languages()}


def run_pipeline(caller: Caller, command: RunPipeline) -> Subscribed:
    """Take a sentence as sound or text through the pipeline and tell its steps as events."""
    if command.pipeline not in (None, AGENT):
        raise PipelineNotFound(f"Pipeline not found: id={command.pipeline}")
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
    run = PipelineRun(
        caller,
        command,
        area_id=area_of(caller, command.device_id),
        transcriber=transcriber,
        announcer=announcer,
    )
    return Subscribed(run.start)


def _transcriber(caller: Caller) -> Transcriber | None:
    return caller.home.intercom.transcripts.engine


def _announcer(caller: Caller) -> Announcer | None:
    return caller.home.intercom.house.announcer
