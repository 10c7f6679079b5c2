"""``homewire-hub voices``: whom one can talk to, and who is there."""

import argparse

from embedded_hub.cli.exit_codes import EPILOG, ExitCode
from embedded_hub.cli.hub_options import hub_access, hub_parser
from embedded_hub.cli.output import print_json, table
from embedded_hub.cli.voice_line import voice_line


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "voices",
        help="show whom one can talk to, and who is there",
        parents=[hub_parser()],
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(run=run)


async def run(options: argparse.Namespace) -> ExitCode:
    """Print channels and presence."""
    async with voice_line(hub_access(options)) as line:
        channels = await line.channels()
        picture = await line.follow([], is_live=False)
    if options.json:
        print_json({"channels": channels, "presence": picture.presence, "unread": picture.unread})
        return ExitCode.DONE
    rows = [
        (
            one.channel,
            one.name,
            one.kind,
            one.can,
            str(one.online),
            str(picture.unread[one.channel].count) if one.channel in picture.unread else "",
        )
        for one in channels
    ]
    print(table(("CHANNEL", "NAME", "KIND", "YOU MAY", "ONLINE", "UNHEARD"), rows))
    there = [(one.name, one.device_name, one.area or "", one.can_hear) for one in picture.presence]
    print()
    print(table(("WHO", "DEVICE", "AREA", "HEARS"), there))
    return ExitCode.DONE
