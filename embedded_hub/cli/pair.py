"""``homewire-hub pair``: let a phone or another computer in, with a code to scan or to type."""

import argparse
import asyncio
import sys

import msgspec
import segno

from embedded_hub.cli.answers import read_answer
from embedded_hub.cli.area_words import area_ids
from embedded_hub.cli.exit_codes import EPILOG, ExitCode
from embedded_hub.cli.hub_options import hub_access, hub_parser
from embedded_hub.cli.output import print_json, say
from embedded_hub.cli.person_words import person_named
from embedded_hub.client.hub_client import HubClient
from embedded_hub.errors import ConfigError
from embedded_hub.security.redaction import printable

_NOTE = """\
examples:
  homewire-hub pair
  homewire-hub pair --role guest --name Gus --area Kitchen
  homewire-hub pair --person Anna

The code is good for five minutes, five tries and one device. Whoever scans it comes in as the role
given here; whoever types the digits has to be confirmed in this terminal first.

"""


class _Opened(msgspec.Struct, frozen=True, kw_only=True):
    url: str
    code: str
    expires_in_s: float
    landing_url: str | None = None
    authority: str | None = None
    fingerprint: str | None = None


class _Standing(msgspec.Struct, frozen=True, kw_only=True):
    state: str
    device: str | None = None
    request_id: str | None = None
    words: tuple[str, ...] = ()


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "pair",
        parents=[hub_parser()],
        help="let a phone or another computer in",
        epilog=_NOTE + EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--role",
        choices=["owner", "family", "guest", "tester"],
        help="what a new person may do (family)",
    )
    parser.add_argument("--name", metavar="N", help="what a new person is called")
    parser.add_argument(
        "--person", metavar="WHO", help="whose further device it is: a name or an id"
    )
    parser.add_argument(
        "--area", metavar="A", action="append", default=[], help="a guest's area; may be repeated"
    )
    parser.set_defaults(run=run)


async def run(options: argparse.Namespace) -> ExitCode:
    """Open an offer, show it, and wait until somebody took it or it ended."""
    if options.area and options.role != "guest":
        raise ConfigError("Only a guest is limited to areas: --area goes with --role guest.")
    if options.person and (options.role or options.name):
        raise ConfigError("Who is here already keeps role and name: --person goes without them.")
    access = hub_access(options)
    async with await HubClient.connect(access.address, access.token, tls=access.tls) as hub:
        news: asyncio.Queue[_Standing] = asyncio.Queue()
        areas = await area_ids(hub, options.area) if options.area else []
        owner = await person_named(hub, options.person) if options.person else None
        answer = await hub.call(
            "home/pairing/open",
            role=options.role or "family",
            person_id=owner.person_id if owner else None,
            name=options.name,
            area_ids=areas,
        )
        opened = read_answer(answer, _Opened)
        await hub.subscribe(
            "home/pairing/subscribe",
            lambda event: news.put_nowait(read_answer(event, _Standing)),
        )
        if options.json:
            print_json(opened, is_line=True)
        else:
            _show(opened)
        return await _wait(hub, news, is_json=options.json)


async def _wait(hub: HubClient, news: "asyncio.Queue[_Standing]", *, is_json: bool) -> ExitCode:
    gone = asyncio.ensure_future(hub.wait_closed())
    try:
        while True:
            next_one = asyncio.ensure_future(news.get())
            await asyncio.wait((next_one, gone), return_when=asyncio.FIRST_COMPLETED)
            if not next_one.done():
                next_one.cancel()
                raise gone.result()
            standing = next_one.result()
            if is_json:
                print_json(standing, is_line=True)
            if standing.state == "paired":
                say(f"{printable(standing.device or 'A device')} is in.")
                return ExitCode.DONE
            if standing.state == "closed":
                say("The code is used up or too old; nobody came in.")
                return ExitCode.FAILED
            if standing.state == "asking" and not is_json:
                await _ask(hub, standing)
    finally:
        gone.cancel()


async def _ask(hub: HubClient, standing: _Standing) -> None:
    words = " · ".join(standing.words)
    say(f"{printable(standing.device or 'A device')} wants to come in. It shows:  {words}")
    print("Are those the words? [y/N] ", end="", file=sys.stderr, flush=True)
    said = await asyncio.to_thread(sys.stdin.readline)
    accept = said.strip().lower() in ("y", "yes", "j", "ja")
    await hub.call("home/pairing/confirm", request_id=standing.request_id, accept=accept)


def _show(opened: _Opened) -> None:
    if opened.landing_url:
        say(f"1. A phone that is new here first learns to trust the home:  {opened.landing_url}")
        say(f"   It is {opened.authority}, fingerprint {opened.fingerprint}")
        say("2. Then scan this with its camera:")
        segno.make(opened.url, error="m").terminal(out=sys.stderr, compact=True)
    else:
        say("Other machines cannot reach this hub; the link is good on this one alone.")
        say("For phones, end the hub and start it again with:  homewire-hub serve --lan")
    say(f"   {opened.url}")
    say(f"   or open its first part and type {opened.code}")
