"""Answers what is said to the house in plain words."""

import asyncio

from embedded_hub.conversation.conversation import Asked, Conversation
from embedded_hub.conversation.grammar import languages
from embedded_hub.conversation.reply import Reply
from embedded_hub.errors import NotFound, NotSupported
from embedded_hub.model.ids import AreaId
from embedded_hub.model.values import JsonObject, JsonValue
from embedded_hub.protocol.commands.conversation import (
    ListAgents,
    ProcessSentence,
)
from embedded_hub.server.assist_run import AGENT
from embedded_hub.server.caller import Caller
from embedded_hub.server.commands.table import CommandTable

_AGENTS = (AGENT, "homeassistant", "conversation.home_assistant")
"""Clients that know Home Assistant name its own agent."""


def register(table: CommandTable) -> None:
    """Add this family to the table."""
    table.slow(ProcessSentence, process_sentence)
    table.slow(ListAgents, list_agents)


async def process_sentence(caller: Caller, command: ProcessSentence) -> JsonObject:
    """Do what a sentence asks, or answer it."""
    if command.agent_id not in (None, *_AGENTS):
        raise NotFound(f"there is no agent {command.agent_id}")
    asked = Asked(
        text=command.text,
        language=command.language,
        area_id=area_of(caller, command.device_id),
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
                "supported_languages": await supported_languages(),
            }
        ]
    }


async def _process(caller: Caller, asked: Asked) -> Reply:
    async with caller.heavy:
        return await Conversation(caller.home).process(caller.principal, asked)


async def supported_languages() -> list[JsonValue]:
    """Return the languages that are understood; none when the extra is missing."""
    try:
        return list(await asyncio.to_thread(languages))
    except NotSupported:
        return []


def area_of(caller: Caller, device_id: str | None) -> AreaId | None:
    """Return where a device of the registry stands, as far as the caller may know."""
    device = caller.home.registry.shown_device(device_id)
    if device is None or not caller.sight.sees_device(device.id):
        return None
    return device.area_id
