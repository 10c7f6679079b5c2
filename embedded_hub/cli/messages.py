"""``homewire-hub messages``: write to people, and read what was written and said."""

import argparse
import asyncio
import secrets
from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import Any

import msgspec

from embedded_hub.cli.answers import read_answer
from embedded_hub.cli.channel_option import CHANNELS, add_channel, add_priority
from embedded_hub.cli.exit_codes import EPILOG, ExitCode
from embedded_hub.cli.hub_options import hub_access, hub_parser
from embedded_hub.cli.output import print_json, say
from embedded_hub.client.hub_client import HubClient
from embedded_hub.model.values import JsonValue
from embedded_hub.protocol.message_events import TextMessage, Timeline
from embedded_hub.protocol.voice_events import MessageKept
from embedded_hub.security.redaction import printable

_NONCE_BYTES = 12
_EXAMPLES = """\
examples:
  homewire-hub messages send --channel all "Dinner is ready"
  homewire-hub messages send --channel area:kitchen "The parcel is here" --priority 1
  homewire-hub messages list --search parcel
  homewire-hub messages watch --json

"""

_Work = Callable[[HubClient, argparse.Namespace], Coroutine[Any, Any, None]]


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its own commands to the command line."""
    parser = commands.add_parser(
        "messages",
        help="write to people, and read what was written and said",
        epilog=_EXAMPLES + CHANNELS + EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    verbs = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def verb(name: str, text: str, work: _Work) -> argparse.ArgumentParser:
        made = verbs.add_parser(name, help=text, parents=[hub_parser()])
        made.set_defaults(run=run, work=work)
        return made

    send = verb("send", "write to a channel and wait until it is kept", _send)
    add_channel(send, "to whom; all is everybody")
    send.add_argument("text", metavar="TEXT", help="what to write")
    add_priority(send)
    listed = verb("list", "show texts and talk, newest first", _list)
    add_channel(listed, "only from this one", is_needed=False)
    listed.add_argument("--search", metavar="WORDS", help="only with these words in it")
    listed.add_argument("--limit", type=int, default=50, metavar="N", help="how many (%(default)s)")
    verb("watch", "show each message as it comes, until Ctrl-C", _watch)


async def run(options: argparse.Namespace) -> ExitCode:
    """Connect, do what was asked and print it."""
    access = hub_access(options)
    async with await HubClient.connect(access.address, access.token, tls=access.tls) as hub:
        work: _Work = options.work
        await work(hub, options)
    return ExitCode.DONE


async def _send(hub: HubClient, options: argparse.Namespace) -> None:
    result = await hub.call(
        "message/send",
        channel=options.channel,
        text=options.text,
        nonce=secrets.token_urlsafe(_NONCE_BYTES),
        priority=options.priority,
    )
    if options.json:
        print_json(result)
        return
    sent = read_answer(result, TextMessage)
    count = len(sent.delivered_to)
    print(f"Sent; it has reached {count} {'person' if count == 1 else 'people'} so far.")


async def _list(hub: HubClient, options: argparse.Namespace) -> None:
    result = await hub.call(
        "message/list", channel=options.channel, query=options.search, limit=options.limit
    )
    if options.json:
        print_json(result)
        return
    for entry in read_answer(result, Timeline).messages:
        print(_line(entry))


async def _watch(hub: HubClient, options: argparse.Namespace) -> None:
    news: asyncio.Queue[JsonValue] = asyncio.Queue()
    await hub.subscribe("message/subscribe", news.put_nowait)
    say("Watching messages. Ctrl-C ends.")
    gone = asyncio.ensure_future(hub.wait_closed())
    try:
        while True:
            coming = asyncio.ensure_future(news.get())
            await asyncio.wait((coming, gone), return_when=asyncio.FIRST_COMPLETED)
            if not coming.done():
                coming.cancel()
                raise gone.result()
            _print_event(coming.result(), is_json=options.json)
    finally:
        gone.cancel()


def _print_event(event: JsonValue, *, is_json: bool) -> None:
    if is_json:
        print_json(event, is_line=True)
    elif isinstance(event, dict) and event.get("type") == TextMessage.__struct_config__.tag:
        print(_line(msgspec.convert(event, TextMessage)), flush=True)


def _line(entry: TextMessage | MessageKept) -> str:
    if isinstance(entry, TextMessage):
        who, text, mark = entry.writer.name, entry.text, "" if entry.is_read else "*"
    else:
        said = entry.text or "…"
        who, text = entry.talking.name, f"({entry.duration_ms / 1000:.0f} s) {said}"
        mark = "" if entry.is_heard else "*"
    at = datetime.fromtimestamp(entry.at).astimezone()
    return printable(f"{at:%Y-%m-%d %H:%M}  {entry.channel}  {who}: {text}{mark}")
