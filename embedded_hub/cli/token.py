"""``homewire-hub token``: make a new token, whether a hub runs on that data or not."""

import argparse
import asyncio
from collections.abc import Sequence
from pathlib import Path

import msgspec

from embedded_hub.cli.data_folder import add_data_option, data_folder
from embedded_hub.cli.exit_codes import EPILOG, ExitCode
from embedded_hub.cli.output import print_json, say
from embedded_hub.client.home_registry import HomeRegistry
from embedded_hub.core.people import Role
from embedded_hub.errors import ConfigError
from embedded_hub.model.ids import AreaId, slugify
from embedded_hub.model.registry import Area

_NOTE = """\
The token is printed once and kept nowhere in clear. A hub that runs on the same data takes it at
once. To keep it off the screen: homewire-hub token … > token.txt (umask 077 first).

"""


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "token",
        help="make a token for a person, a program or a gateway",
        epilog=_NOTE + EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_data_option(parser)
    parser.add_argument(
        "--role", required=True, choices=[role.value for role in Role], help="what it opens"
    )
    parser.add_argument("--name", metavar="N", help="whom or what it is for")
    parser.add_argument(
        "--area", metavar="A", action="append", default=[], help="a guest's area; may be repeated"
    )
    parser.add_argument("--gateway", metavar="ID", help="the gateway a gateway's token is for")
    parser.add_argument("--json", action="store_true", help="print JSON for programs")
    parser.set_defaults(run=run)


async def run(options: argparse.Namespace) -> ExitCode:
    """Make the token and print it."""
    role = Role(options.role)
    if (role is Role.GATEWAY) != (options.gateway is not None):
        raise ConfigError("A gateway's token needs --gateway ID, and no other token has one.")
    if options.area and role is not Role.GUEST:
        raise ConfigError("Only a guest is limited to areas: --area goes with --role guest.")
    name = options.name or (options.gateway or role.value)
    token = await _issue(options, role, name)
    if options.json:
        print_json({"token": token, "role": role.value, "name": name})
    else:
        print(token)
    return ExitCode.DONE


async def _issue(options: argparse.Namespace, role: Role, name: str) -> str:
    from embedded_hub.hub import home_folder, issue_beside

    data = data_folder(options)
    folder = home_folder(data)
    if not (folder / "home.db").exists():
        await asyncio.to_thread(_make_home, folder)
    area_ids = await asyncio.to_thread(_areas, folder, options.area)
    return await issue_beside(data, role, name, area_ids=area_ids, gateway_id=options.gateway)


def _areas(folder: Path, words: Sequence[str]) -> Sequence[AreaId]:
    """Find areas by id or name; one that is not there yet is taken as it will be called."""
    from embedded_hub.storage.records_beside import RecordsBeside

    records = RecordsBeside(folder).load() if words else ()
    areas = [
        msgspec.json.decode(record.body, type=Area)
        for record in records
        if record.kind == "area" and record.body is not None
    ]
    registry = HomeRegistry(areas={area.area_id: area for area in areas})
    found = []
    for word in words:
        area = registry.area_named(word)
        if area is None:
            say(f"There is no area {word!r} yet; the token opens it once there is.")
        found.append(area.area_id if area else AreaId(slugify(word)))
    return found


def _make_home(folder: Path) -> None:
    """Lay out the files of a home no hub has run on yet, so that it can be prepared."""
    from embedded_hub.storage.home_storage import open_home_storage

    open_home_storage(folder).close_now()
