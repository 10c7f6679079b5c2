"""What somebody may do whose connection can be read by others on the way.

Only where the owner has allowed such connections at all. Named is what may be done, so that a new
command waits until somebody has thought of it: looking, switching, reading what was. No voice, no
secrets, no doors.
"""

from embedded_hub.protocol.base import Command
from embedded_hub.protocol.commands import (
    actions,
    config,
    connection,
    frontend,
    gateways,
    history,
    home,
    registries,
    states,
)

WITHHELD_DOMAINS = frozenset({"lock", "alarm_control_panel", "camera"})

_FAMILIES: tuple[tuple[type[Command], ...], ...] = (
    connection.COMMANDS,
    states.COMMANDS,
    actions.COMMANDS,
    config.COMMANDS,
    registries.COMMANDS,
    history.COMMANDS,
    frontend.COMMANDS,
    (home.HomeInfo, gateways.ListGateways, gateways.SubscribeGateways),
)
ALLOWED = frozenset(command for family in _FAMILIES for command in family) - {
    config.LongLivedToken  # a secret
}
