"""Answers what concerns the connection itself; ``ping`` is answered by the session."""

from embedded_hub.protocol.commands.connection import SupportedFeatures
from embedded_hub.server.caller import Caller
from embedded_hub.server.commands.table import CommandTable


def register(table: CommandTable) -> None:
    """Add this family to the table."""
    table.quick(SupportedFeatures, take_features)


def take_features(caller: Caller, command: SupportedFeatures) -> None:
    """Note what the client can take."""
    caller.coalesces = bool(command.features.coalesce_messages)
    if command.features.bulk_window is not None:
        caller.outbox.take_pieces(command.features.bulk_window)
