"""``homewire-hub gateways``: which foreign systems a running hub holds."""

import argparse
import time
from collections.abc import Callable, Coroutine, Mapping
from typing import Any

import msgspec

from embedded_hub.cli.answers import read_answer
from embedded_hub.cli.exit_codes import EPILOG, ExitCode
from embedded_hub.cli.hub_options import hub_access, hub_parser
from embedded_hub.cli.output import age, print_json, table
from embedded_hub.client.hub_client import HubClient
from embedded_hub.model.gateway_status import GatewayStatus
from embedded_hub.model.values import JsonValue

ADD_TIMEOUT_S = 60.0
"""A gateway counts as added when its first snapshot is in; many devices take long."""

_EXAMPLES = """\
examples:
  homewire-hub gateways add home_assistant url=ws://192.168.1.20:8123 token=@token.txt
  homewire-hub gateways list --json

"""


class GatewayType(msgspec.Struct, frozen=True):
    """One entry of the catalogue, as far as a terminal shows it."""

    type: str
    title: str
    summary: str = ""
    options: tuple[Mapping[str, JsonValue], ...] = ()


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its own commands to the command line."""
    parser = commands.add_parser(
        "gateways",
        help="list, add, pause and remove gateways",
        epilog=_EXAMPLES + EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    verbs = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def verb(name: str, text: str, work: "_Work") -> argparse.ArgumentParser:
        made = verbs.add_parser(name, help=text, parents=[hub_parser()])
        made.set_defaults(run=run, work=work)
        return made

    verb("list", "show every gateway and how it is doing", _list)
    verb("types", "show what can be added", _types)
    add = verb("add", "add a gateway and wait until its devices are in", _add)
    add.add_argument("type", metavar="TYPE", help="one of `gateways types`")
    add.add_argument("pairs", metavar="KEY=VALUE", nargs="*", help="its options; @FILE for secrets")
    add.add_argument("--title", help="what people call it")
    for name, text, work in (
        ("pause", "disconnect a gateway until it is resumed", _pause),
        ("resume", "connect a paused gateway again", _resume),
        ("remove", "forget a gateway with its devices and secrets", _remove),
    ):
        verb(name, text, work).add_argument("gateway_id", metavar="ID")


async def run(options: argparse.Namespace) -> ExitCode:
    """Connect, do what was asked and print it."""
    access = hub_access(options)
    async with await HubClient.connect(access.address, access.token, tls=access.tls) as hub:
        work: _Work = options.work
        await work(hub, options)
    return ExitCode.DONE


_Work = Callable[[HubClient, argparse.Namespace], Coroutine[Any, Any, None]]


async def _list(hub: HubClient, options: argparse.Namespace) -> None:
    result = await hub.call("home/gateways/list")
    if options.json:
        print_json(result)
        return
    gateways = read_answer(result, tuple[GatewayStatus, ...])
    if not gateways:
        print("This home has no gateways yet; `homewire-hub gateways types` shows what there is.")
        return
    print(
        table(
            ("ID", "TYPE", "TITLE", "STATE", "SINCE", "DEVICES", "ENTITIES"),
            [_row(gateway) for gateway in gateways],
        )
    )
    for gateway in gateways:
        if gateway.message:
            print(f"{gateway.title}: {gateway.message}")


async def _types(hub: HubClient, options: argparse.Namespace) -> None:
    result = await hub.call("home/gateways/types")
    if options.json:
        print_json(result)
        return
    for type_ in read_answer(result, tuple[GatewayType, ...]):
        print(f"{type_.type}: {type_.title}. {type_.summary}")
        for option in type_.options:
            print(f"    {_describe(option)}")


async def _add(hub: HubClient, options: argparse.Namespace) -> None:
    from embedded_hub.cli.values import read_pairs

    given = read_pairs(options.pairs)
    fields: dict[str, JsonValue] = {"gateway_type": options.type, "options": given}
    if options.title is not None:
        fields["title"] = options.title
    result = await hub.call("home/gateways/add", timeout_s=ADD_TIMEOUT_S, **fields)
    _print_one(result, options, "Added")


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


def _print_one(result: JsonValue, options: argparse.Namespace, verb: str) -> None:
    if options.json:
        print_json(result)
        return
    gateway = read_answer(result, GatewayStatus)
    print(
        f"{verb} {gateway.title} ({gateway.id}): {gateway.state}, "
        f"{gateway.device_count} devices, {gateway.entity_count} entities."
    )


def _row(gateway: GatewayStatus) -> tuple[str, ...]:
    return (
        gateway.id,
        gateway.type,
        gateway.title,
        gateway.state,
        age(time.time() - gateway.since_at),
        str(gateway.device_count),
        str(gateway.entity_count),
    )


def _describe(option: Mapping[str, JsonValue]) -> str:
    need = "needed" if option.get("is_required") else "optional"
    secret = ", secret: use @FILE" if option.get("is_secret") else ""
    example = option.get("example") or option.get("default")
    shown = f", such as {example}" if example else ""
    return f"{option.get('name')}=  {option.get('label')} ({need}{secret}{shown})"
