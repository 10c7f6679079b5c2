"""Every command of the client API, one file per family; :data:`COMMANDS` lists them all."""

from embedded_hub.protocol.base import Command
from embedded_hub.protocol.commands import (
    actions,
    authority,
    config,
    connection,
    conversation,
    frontend,
    history,
    home,
    location,
    messages,
    notices,
    pairing,
    people,
    push,
    registries,
    speech,
    states,
    voice,
)

COMMANDS: tuple[type[Command], ...] = (
    *connection.COMMANDS,
    *states.COMMANDS,
    *actions.COMMANDS,
    *config.COMMANDS,
    *registries.COMMANDS,
    *history.COMMANDS,
    *notices.COMMANDS,
    *frontend.COMMANDS,
    *home.COMMANDS,
    *pairing.COMMANDS,
    *authority.COMMANDS,
    *conversation.COMMANDS,
    *voice.COMMANDS,
    *speech.COMMANDS,
    *messages.COMMANDS,
    *people.COMMANDS,
    *push.COMMANDS,
    *location.COMMANDS,
)
