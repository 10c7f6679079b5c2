"""``homewire-hub token``: make a new token, whether a hub runs on that data or not."""

import argparse

from embedded_hub.cli.data_folder import add_data_option
from embedded_hub.cli.exit_codes import EPILOG, ExitCode
from embedded_hub.cli.output import print_json
from embedded_hub.core.people import Role
from embedded_hub.errors import ConfigError

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
    from embedded_hub.hub import issue_offline

    role = Role(options.role)
    if (role is Role.GATEWAY) != (options.gateway is not None):
        raise ConfigError("A gateway's token needs --gateway ID, and no other token has one.")
    if options.area and role is not Role.GUEST:
        raise ConfigError("Only a guest is limited to areas: --area goes with --role guest.")
    name = options.name or role.value
    token = await issue_offline(
        options.data, role, name, area_ids=tuple(options.area), gateway_id=options.gateway
    )
    if options.json:
        print_json({"token": token, "role": role.value, "name": name})
    else:
        print(token)
    return ExitCode.DONE
