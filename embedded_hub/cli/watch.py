"""``homewire-hub watch``: every change of a home as a line, as it happens."""

import argparse
import asyncio

from embedded_hub.cli.change_lines import Change, change_as_json, change_line, changes_between
from embedded_hub.cli.entity_filter import EntityFilter, add_filter_options, filter_of
from embedded_hub.cli.exit_codes import EPILOG, ExitCode
from embedded_hub.cli.hub_options import hub_access, hub_parser
from embedded_hub.cli.live_home import live_home
from embedded_hub.cli.output import print_json, say
from embedded_hub.cli.stopping import on_stop
from embedded_hub.client.hub_link import HubLink
from embedded_hub.client.link_events import (
    HubLinkState,
    LinkChanged,
    LinkEvent,
    LinkStatus,
    StatesChanged,
)
from embedded_hub.errors import AuthenticationFailed
from embedded_hub.security.redaction import printable


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "watch",
        help="show every change as it happens, until Ctrl-C",
        parents=[hub_parser()],
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_filter_options(parser)
    parser.add_argument("--count", metavar="N", type=int, help="end after N changes")
    parser.set_defaults(run=run)


async def run(options: argparse.Namespace) -> ExitCode:
    """Print changes until told to stop; a hub that goes away is waited for."""
    async with live_home(hub_access(options)) as link:
        wanted = filter_of(options, link.registry)
        ear = _Ear(link)
        stop_listening = link.listen(ear)
        say(_greeting(link, wanted))
        with on_stop(lambda: ear.heard.put_nowait(None)):
            await _print_changes(link, wanted, ear.heard, options)
        stop_listening()
    return ExitCode.DONE


class _Ear:
    """Turns what a link tells into lines to come, each with the states of its moment."""

    def __init__(self, link: HubLink) -> None:
        self._link = link
        self._known = dict(link.states)
        self.heard: asyncio.Queue[Change | LinkStatus | None] = asyncio.Queue()

    def __call__(self, event: LinkEvent) -> None:
        """Take one event; printing waits for its turn, the states it is about would not."""
        if isinstance(event, LinkChanged):
            self.heard.put_nowait(event.status)
        elif isinstance(event, StatesChanged):
            for change in changes_between(self._known, self._link.states, event.change):
                self.heard.put_nowait(change)


async def _print_changes(
    link: HubLink,
    wanted: EntityFilter,
    heard: "asyncio.Queue[Change | LinkStatus | None]",
    options: argparse.Namespace,
) -> None:
    left = options.count
    while (told := await heard.get()) is not None:
        if isinstance(told, LinkStatus):
            _tell_link(told)
        elif wanted.holds(told.state, link.registry):
            _print(told, is_json=options.json)
            left = None if left is None else left - 1
            if left == 0:
                return


def _print(change: Change, *, is_json: bool) -> None:
    if is_json:
        print_json(change_as_json(change), is_line=True)
    else:
        print(printable(change_line(change)), flush=True)


def _tell_link(status: LinkStatus) -> None:
    if status.state is HubLinkState.REFUSED:
        raise AuthenticationFailed(status.message or "The hub refused the token.")
    if status.state is HubLinkState.LOST:
        say(f"Not connected: {status.message} Trying again.")
    elif status.state is HubLinkState.CONNECTED:
        say("Connected again.")


def _greeting(link: HubLink, wanted: EntityFilter) -> str:
    count = sum(wanted.holds(state, link.registry) for state in link.states.values())
    home = link.info.name if link.info else "the home"
    return f"Watching {count} entities of {home}. Ctrl-C ends."
