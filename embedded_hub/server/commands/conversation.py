"""Answers what is said to the house in plain words, typed or through Assist's pipeline."""

import asyncio

from embedded_hub.conversation.conversation import Asked, Conversation
from embedded_hub.conversation.grammar import languages
from embedded_hub.conversation.reply import Reply
from embedded_hub.errors import InvalidFormat, NotFound, NotSupported
from embedded_hub.model.ids import AreaId
from embedded_hub.model.values import JsonObject, JsonValue
from embedded_hub.protocol.commands.conversation import (
    ListAgents,
    ListPipelineLanguages,
    ListPipelines,
    PipelineInput,
    ProcessSentence,
    RunPipeline,
)
from embedded_hub.protocol.times import iso_time
from embedded_hub.server.caller import Caller, Stop, Subscribed
from embedded_hub.server.commands.table import CommandTable

AGENT = "homewire"
_AGENTS = (AGENT, "homeassistant", "conversation.home_assistant")
"""Clients that know Home Assistant name its own agent."""
_TIMEOUT_S = 300
_TEXT_ONLY = "this pipeline takes and gives text: start_stage and end_stage are intent"


def register(table: CommandTable) -> None:
    """Add this family to the table."""
    table.slow(ProcessSentence, process_sentence)
    table.slow(ListAgents, list_agents)
    table.quick(ListPipelines, list_pipelines)
    table.slow(ListPipelineLanguages, list_languages)
    table.slow(RunPipeline, run_pipeline)


async def process_sentence(caller: Caller, command: ProcessSentence) -> JsonObject:
    """Do what a sentence asks, or answer it."""
    if command.agent_id not in (None, *_AGENTS):
        raise NotFound(f"there is no agent {command.agent_id}")
    asked = Asked(
        text=command.text,
        language=command.language,
        area_id=_area_of(caller, command.device_id),
        cmd_id=command.cmd_id,
    )
    reply = await _process(caller, asked)
    return reply.body(command.conversation_id)


async def list_agents(caller: Caller, _: ListAgents) -> JsonObject:
    """List what understands sentences; its languages are none when the extra is missing."""
    return {
        "agents": [
            {
                "id": AGENT,
                "name": caller.home.settings.name,
                "supported_languages": await _languages(),
            }
        ]
    }


def list_pipelines(caller: Caller, _: ListPipelines) -> JsonObject:
    """List the one pipeline there is."""
    language = caller.home.settings.language
    pipeline: dict[str, JsonValue] = {
        "id": AGENT,
        "name": caller.home.settings.name,
        "language": language,
        "conversation_engine": AGENT,
        "conversation_language": language,
        "stt_engine": None,
        "stt_language": None,
        "tts_engine": None,
        "tts_language": None,
        "tts_voice": None,
        "wake_word_entity": None,
        "wake_word_id": None,
    }
    return {"pipelines": [pipeline], "preferred_pipeline": AGENT}


async def list_languages(_: Caller, __: ListPipelineLanguages) -> JsonObject:
    """List the languages that are understood."""
    return {"languages": await _languages()}


async def run_pipeline(caller: Caller, command: RunPipeline) -> Subscribed:
    """Process a sentence and tell its steps as events."""
    text = _text_of(command.start_stage, command.end_stage, command.input)
    if command.pipeline not in (None, AGENT):
        raise NotFound(f"Pipeline not found: id={command.pipeline}")
    clock = caller.home.clock
    began_at = clock.utc_s()
    asked = Asked(text=text, area_id=_area_of(caller, command.device_id))
    reply = await _process(caller, asked)
    ended_at = clock.utc_s()
    language = caller.home.settings.language
    begun: JsonObject = {
        "pipeline": AGENT,
        "language": language,
        "runner_data": {"stt_binary_handler_id": None, "timeout": _TIMEOUT_S},
    }
    heard: JsonObject = {
        "engine": AGENT,
        "language": language,
        "intent_input": text,
        "conversation_id": command.conversation_id,
        "device_id": command.device_id,
    }
    understood: JsonObject = {"intent_output": reply.body(command.conversation_id)}

    def start() -> Stop:
        for name, content, at in (
            ("run-start", begun, began_at),
            ("intent-start", heard, began_at),
            ("intent-end", understood, ended_at),
            ("run-end", None, ended_at),
        ):
            event = {"type": name, "data": content, "timestamp": iso_time(at)}
            caller.send_event(command.id, event)
        return lambda: None

    return Subscribed(start)


async def _process(caller: Caller, asked: Asked) -> Reply:
    async with caller.heavy:
        return await Conversation(caller.home).process(caller.principal, asked)


async def _languages() -> list[JsonValue]:
    try:
        return list(await asyncio.to_thread(languages))
    except NotSupported:
        return []


def _text_of(start_stage: str, end_stage: str, given: PipelineInput) -> str:
    if (start_stage, end_stage) != ("intent", "intent"):
        raise NotSupported(_TEXT_ONLY)
    if given.text is None:
        raise InvalidFormat("input.text: expected a text")
    return given.text


def _area_of(caller: Caller, device_id: str | None) -> AreaId | None:
    if device_id is None or not caller.sight.sees_device(device_id):
        return None
    device = caller.home.registry.devices.get(device_id)
    return device.area_id if device else None
