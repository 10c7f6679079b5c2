"""``homewire-hub states``: what every device is now, as a table."""

import argparse
import time

from embedded_hub.cli.entity_filter import add_filter_options, filter_of, name_of
from embedded_hub.cli.exit_codes import EPILOG, ExitCode
from embedded_hub.cli.hub_options import hub_access, hub_parser
from embedded_hub.cli.live_home import live_home
from embedded_hub.cli.output import age, print_json, table
from embedded_hub.client.home_registry import HomeRegistry
from embedded_hub.model.state import UNAVAILABLE, UNKNOWN, State

_NO_VALUES = (UNAVAILABLE, UNKNOWN)


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "states",
        help="show what every device is now",
        parents=[hub_parser()],
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_filter_options(parser)
    parser.set_defaults(run=run)


async def run(options: argparse.Namespace) -> ExitCode:
    """Print the states that are asked for, ordered by entity id."""
    async with live_home(hub_access(options)) as link:
        wanted = filter_of(options, link.registry)
        found = [state for state in link.states.values() if wanted.holds(state, link.registry)]
        registry = link.registry
    found.sort(key=lambda state: state.entity_id)
    if options.json:
        print_json([_as_json(state, registry) for state in found])
    elif found:
        rows = [_row(state, registry, time.time()) for state in found]
        print(table(("ENTITY", "NAME", "AREA", "STATE", "SINCE"), rows))
    else:
        print("No entity fits.")
    return ExitCode.DONE


def _row(state: State, registry: HomeRegistry, now: float) -> tuple[str, ...]:
    area = registry.area_of(state.entity_id)
    unit = state.attributes.get("unit_of_measurement")
    return (
        state.entity_id,
        name_of(state),
        area.name if area else "",
        state.value if not unit or state.value in _NO_VALUES else f"{state.value} {unit}",
        age(now - state.changed_at),
    )


def _as_json(state: State, registry: HomeRegistry) -> dict[str, object]:
    area = registry.area_of(state.entity_id)
    return {
        "entity_id": state.entity_id,
        "name": name_of(state),
        "area_id": area.area_id if area else None,
        "state": state.value,
        "attributes": state.attributes,
        "changed_at": state.changed_at,
        "updated_at": state.updated_at,
    }
