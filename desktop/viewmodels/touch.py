"""From a touch on a tile to a command."""

from desktop.viewmodels.features.kinds import Command
from desktop.viewmodels.features.table import command_of
from desktop.viewmodels.home import Home
from desktop.viewmodels.main_action import command_of_disc, command_of_hold
from embedded_hub.model.ids import EntityId, domain_of
from embedded_hub.model.state import State
from embedded_hub.model.values import JsonObject, JsonValue


class Touch:
    """Sends what touches mean; a touch on something that has gone means nothing."""

    def __init__(self, home: Home) -> None:
        self._home = home

    def disc(self, entity_id: str) -> None:
        """Do the main action."""
        state = self._state(entity_id)
        self._send(entity_id, command_of_disc(state) if state is not None else None)

    def hold(self, entity_id: str) -> None:
        """Do what holding does."""
        state = self._state(entity_id)
        self._send(entity_id, command_of_hold(state) if state is not None else None)

    def act(self, entity_id: str, action: str, arguments: JsonObject) -> None:
        """Do any action."""
        self._send(entity_id, Command(action=action, arguments=arguments))

    def feature(self, entity_id: str, feature_id: str, value: JsonValue) -> None:
        """Set a control once."""
        self._send(entity_id, self._command(entity_id, feature_id, value))

    def drag(self, entity_id: str, feature_id: str, value: JsonValue) -> None:
        """Follow a dragged control."""
        command = self._command(entity_id, feature_id, value)
        if command is not None:
            self._home.commands.drag(EntityId(entity_id), feature_id, command)

    def _command(self, entity_id: str, feature_id: str, value: JsonValue) -> Command | None:
        state = self._state(entity_id)
        if state is None:
            return None
        return command_of(domain_of(entity_id), state, feature_id, value)

    def _state(self, entity_id: str) -> State | None:
        return self._home.mirror.states.get(EntityId(entity_id))

    def _send(self, entity_id: str, command: Command | None) -> None:
        if command is not None:
            self._home.commands.send(EntityId(entity_id), command)
