"""``homewire-hub gateways``: finds, adds, changes and examines what a running hub speaks with."""

import argparse
import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from embedded_hub.cli import gateway_words as words
from embedded_hub.cli.answers import read_answer
from embedded_hub.cli.exit_codes import EPILOG, ExitCode
from embedded_hub.cli.gateway_admission import admit
from embedded_hub.cli.hub_options import hub_access, hub_parser
from embedded_hub.cli.output import print_json, say
from embedded_hub.cli.values import read_pairs
from embedded_hub.client.hub_client import HubClient
from embedded_hub.errors import ConfigError, GatewayAuthRequired, NotFound
from embedded_hub.model.gateway_find import Found
from embedded_hub.model.gateway_report import Diagnosis, Trial
from embedded_hub.model.gateway_status import GatewayStatus, LinkState
from embedded_hub.model.values import JsonValue
from embedded_hub.security.redaction import printable

ADD_TIMEOUT_S = 120.0
"""The hub waits a minute for somebody to press a button, and half of one for the devices."""
SEARCH_S = 5.0
LONGEST_SEARCH_S = 10.0

_EXAMPLES = """\
examples:
  homewire-hub gateways discover
  homewire-hub gateways add zigbee2mqtt url=http://192.168.1.20:8080
  homewire-hub gateways add home_assistant url=ws://192.168.1.20:8123 token=@token.txt
  homewire-hub gateways edit home_assistant token=@new-token.txt
  homewire-hub gateways diagnose home_assistant --save report.json

KEY=@FILE reads a value from a file, KEY=@- from standard input: a secret on the command line is
seen by everybody on the machine. `edit ID KEY=` takes the default again.

"""

_Work = Callable[[HubClient, argparse.Namespace], Coroutine[Any, Any, None]]


class GatewayType(msgspec.Struct, frozen=True):
    """One entry of the catalogue, as far as a terminal shows it."""

    type: str
    title: str
    summary: str = ""
    guide: str = "none"
    guide_text: str = ""
    options: tuple[Mapping[str, JsonValue], ...] = ()


class _FoundList(msgspec.Struct, frozen=True):
    found: tuple[Found, ...] = ()
    problem: str | None = None


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its own commands to the command line."""
    parser = commands.add_parser(
        "gateways",
        help="find, add, change, examine and remove gateways",
        epilog=_EXAMPLES + EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    verbs = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def verb(name: str, text: str, work: _Work) -> argparse.ArgumentParser:
        made = verbs.add_parser(name, help=text, parents=[hub_parser()])
        made.set_defaults(run=run, work=work)
        return made

    def of_one(name: str, text: str, work: _Work) -> argparse.ArgumentParser:
        made = verb(name, text, work)
        made.add_argument("gateway_id", metavar="ID", help="one of `gateways list`")
        return made

    def with_options(made: argparse.ArgumentParser) -> argparse.ArgumentParser:
        made.add_argument(
            "pairs", metavar="KEY=VALUE", nargs="*", help="options; @FILE for secrets"
        )
        return made

    search = verb(
        "discover", "look for gateways on the network and on the hub's machine", _discover
    )
    search.add_argument(
        "--for",
        dest="for_s",
        type=_search_time,
        default=SEARCH_S,
        metavar="S",
        help=f"how long to look, at most {LONGEST_SEARCH_S:g} (%(default)g)",
    )
    verb("list", "show every gateway and how it is doing", _list)
    verb("types", "show what can be added, and with which options", _types)
    for name, text, work in (
        ("add", "add a gateway and wait until its devices are in", _add),
        ("test", "try a gateway's options and keep nothing", _test),
    ):
        made = verb(name, text, work)
        made.add_argument("type", metavar="TYPE", help="one of `gateways types`")
        with_options(made)
        if name == "add":
            made.add_argument("--title", help="what people call it")
    edit = with_options(of_one("edit", "give a gateway other options or another title", _edit))
    edit.add_argument("--title", help="what people call it from now on")
    of_one("pause", "disconnect a gateway until it is resumed", _pause)
    of_one("resume", "connect a paused gateway again, or try a lost one at once", _resume)
    of_one("remove", "forget a gateway with its devices and secrets", _remove)
    report = of_one("diagnose", "show how a gateway has been doing, without secrets", _diagnose)
    report.add_argument("--save", metavar="FILE", type=Path, help="write all of it to a file")
    let_in = of_one("admit", "let a new device into the network behind a gateway", admit)
    let_in.add_argument("code", metavar="CODE", nargs="?", help="of the device, where it has one")


async def run(options: argparse.Namespace) -> ExitCode:
    """Connect, do what was asked and print it."""
    access = hub_access(options)
    async with await HubClient.connect(access.address, access.token, tls=access.tls) as hub:
        work: _Work = options.work
        try:
            await work(hub, options)
        except NotFound as error:
            hint = "`homewire-hub gateways list` shows them"
            raise NotFound(f"{error.message}; {hint}", details=error.details) from error
    return ExitCode.DONE


async def _discover(hub: HubClient, options: argparse.Namespace) -> None:
    if not options.json:
        say(f"Looking for {options.for_s:g} s …")
    timeout_s = options.for_s + 20.0
    result = await hub.call("home/gateways/discovered", timeout_s=timeout_s, wait_s=options.for_s)
    if options.json:
        print_json(result)
        return
    answer = read_answer(result, _FoundList)
    if answer.problem:
        say(f"The hub hears nothing on its network: {printable(answer.problem)}.")
    if answer.found:
        print(words.found_table(answer.found))
    else:
        print(
            "Nothing was found. `homewire-hub gateways types` shows what can be added by address."
        )


async def _list(hub: HubClient, options: argparse.Namespace) -> None:
    result = await hub.call("home/gateways/list")
    if options.json:
        print_json(result)
    elif gateways := read_answer(result, tuple[GatewayStatus, ...]):
        print(words.gateways_table(gateways))
    else:
        print("This home has no gateways yet; `homewire-hub gateways discover` looks for some.")


async def _types(hub: HubClient, options: argparse.Namespace) -> None:
    result = await hub.call("home/gateways/types")
    if options.json:
        print_json(result)
        return
    for type_ in read_answer(result, tuple[GatewayType, ...]):
        print(f"{type_.type}: {type_.title}. {type_.summary}")
        for option in type_.options:
            print(f"    {words.option_line(option, guide=type_.guide)}")
        if type_.guide_text:
            print(f"    {type_.guide_text}")


async def _add(hub: HubClient, options: argparse.Namespace) -> None:
    given = _read(options.pairs)
    await _tell_deed(hub, options.type, given)
    fields: dict[str, JsonValue] = {"gateway_type": options.type, "options": {**given}}
    if options.title is not None:
        fields["title"] = options.title
    result = await hub.call("home/gateways/add", timeout_s=ADD_TIMEOUT_S, **fields)
    _print_one(result, options, "Added")


async def _test(hub: HubClient, options: argparse.Namespace) -> None:
    given = _read(options.pairs)
    await _tell_deed(hub, options.type, given)
    result = await hub.call(
        "home/gateways/test",
        timeout_s=ADD_TIMEOUT_S,
        gateway_type=options.type,
        options={**given},
    )
    if options.json:
        print_json(result)
        return
    trial = read_answer(result, Trial)
    away_ms = trial.round_trip_ms
    away = "" if away_ms is None else f", {away_ms:.0f} ms away"
    devices = words.counted(trial.device_count, "device")
    print(f"It works: {devices}, {words.entities(trial.entity_count)}{away}. Nothing was kept.")


async def _edit(hub: HubClient, options: argparse.Namespace) -> None:
    given = _read(options.pairs)
    if not given and options.title is None:
        raise ConfigError("Nothing to change: give KEY=VALUE or --title TITLE.")
    fields: dict[str, JsonValue] = {
        "options": {name: value or None for name, value in given.items()}
    }
    if options.title is not None:
        fields["title"] = options.title
    result = await hub.call(
        "home/gateways/edit", timeout_s=ADD_TIMEOUT_S, gateway_id=options.gateway_id, **fields
    )
    _print_one(result, options, "Changed")
    # Kept all the same, for a device may just be off; but a refused key is what a script must know.
    status = read_answer(result, GatewayStatus)
    if status.state is LinkState.AUTH_REQUIRED:
        raise GatewayAuthRequired(f"{status.title} refuses what it was given.")


async def _pause(hub: HubClient, options: argparse.Namespace) -> None:
    await _set_paused(hub, options, is_paused=True)


async def _resume(hub: HubClient, options: argparse.Namespace) -> None:
    await _set_paused(hub, options, is_paused=False)


async def _set_paused(hub: HubClient, options: argparse.Namespace, *, is_paused: bool) -> None:
    result = await hub.call(
        "home/gateways/pause", gateway_id=options.gateway_id, is_paused=is_paused
    )
    _print_one(result, options, "Paused" if is_paused else "Resumed")


async def _remove(hub: HubClient, options: argparse.Namespace) -> None:
    result = await hub.call("home/gateways/remove", gateway_id=options.gateway_id)
    if options.json:
        print_json(result)
    else:
        print(f"Removed {options.gateway_id} with its devices and secrets.")


async def _diagnose(hub: HubClient, options: argparse.Namespace) -> None:
    result = await hub.call("home/gateways/diagnose", gateway_id=options.gateway_id)
    if options.save is not None:
        await asyncio.to_thread(_write, options.save, result)
    if options.json:
        print_json(result)
    elif options.save is not None:
        print(f"Wrote {options.save}. It holds no secrets and is fit to be sent to others.")
    else:
        print(words.diagnosis_text(read_answer(result, Diagnosis)))


async def _tell_deed(hub: HubClient, type_: str, given: Mapping[str, str]) -> None:
    """Say what a person has to do while the hub waits for it."""
    for kind in read_answer(await hub.call("home/gateways/types"), tuple[GatewayType, ...]):
        secrets = [str(one.get("name")) for one in kind.options if one.get("is_secret")]
        if kind.type == type_ and kind.guide == "button" and not all(map(given.get, secrets)):
            say(f"{kind.guide_text} Waiting for it …")


def _read(pairs: Sequence[str]) -> dict[str, str]:
    given = read_pairs(pairs)
    for pair in pairs:
        name, _, source = pair.partition("=")
        if source.startswith("@") and not given[name].strip():
            raise ConfigError(f"{source.removeprefix('@')!r} holds nothing for {name!r}.")
    return given


def _write(path: Path, result: JsonValue) -> None:
    try:
        path.expanduser().write_bytes(msgspec.json.format(msgspec.json.encode(result), indent=2))
    except OSError as error:
        raise ConfigError(f"The file {str(path)!r} cannot be written: {error}.") from error


def _print_one(result: JsonValue, options: argparse.Namespace, verb: str) -> None:
    if options.json:
        print_json(result)
        return
    gateway = read_answer(result, GatewayStatus)
    print(f"{verb} {words.one_line(gateway)}")
    for line in words.remarks(gateway):
        print(line)


def _search_time(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds") from None
    if not 0 <= seconds <= LONGEST_SEARCH_S:
        raise argparse.ArgumentTypeError(f"between 0 and {LONGEST_SEARCH_S:g} seconds")
    return seconds
