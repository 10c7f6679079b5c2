"""``homewire-hub people``: who belongs to a home, on what devices, and who did what."""

import argparse
import time
from collections.abc import Callable, Coroutine
from typing import Any

import msgspec

from embedded_hub.cli.answers import read_answer
from embedded_hub.cli.area_words import area_ids
from embedded_hub.cli.exit_codes import EPILOG, ExitCode
from embedded_hub.cli.hub_options import hub_access, hub_parser
from embedded_hub.cli.output import age, print_json, table
from embedded_hub.cli.person_words import Person, PersonDevice, person_named
from embedded_hub.client.hub_client import CALL_TIMEOUT_S, HubClient
from embedded_hub.model.values import JsonObject, JsonValue
from embedded_hub.security.redaction import printable

ROLES = ("owner", "family", "guest", "tester")
_EXAMPLES = """\
examples:
  homewire-hub people add "Aunt Gus" --role guest --area Kitchen
  homewire-hub people role "Aunt Gus" family
  homewire-hub people devices
  homewire-hub people revoke AbCd1234

A new person has no device yet: `homewire-hub pair --person "Aunt Gus"` lets one in.

"""


class _Entry(msgspec.Struct, frozen=True):
    at: float
    user_name: str
    device_name: str
    kind: str
    subject: str


_Work = Callable[[HubClient, argparse.Namespace], Coroutine[Any, Any, None]]


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its own commands to the command line."""
    parser = commands.add_parser(
        "people",
        help="list, add and remove people, and sign out their devices",
        epilog=_EXAMPLES + EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    verbs = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def verb(name: str, text: str, work: _Work) -> argparse.ArgumentParser:
        made = verbs.add_parser(name, help=text, parents=[hub_parser()])
        made.set_defaults(run=run, work=work)
        return made

    verb("list", "show everybody and whether they are here", _list)
    add = verb("add", "add a person who has no device yet", _add)
    add.add_argument("name", metavar="NAME", help="what they are called")
    add.add_argument("--role", choices=ROLES, default="family", help="what it opens (%(default)s)")
    add.add_argument(
        "--area", metavar="A", action="append", default=[], help="a guest's area; may be repeated"
    )
    role = verb("role", "make somebody something else, at once", _role)
    role.add_argument("who", metavar="WHO", help="a name or an id")
    role.add_argument("role", choices=ROLES, help="what they may do from now on")
    role.add_argument(
        "--area", metavar="A", action="append", default=[], help="a guest's area; may be repeated"
    )
    remove = verb("remove", "remove somebody with their devices", _remove)
    remove.add_argument("who", metavar="WHO", help="a name or an id")
    verb("devices", "show every device and when it was last here", _devices)
    revoke = verb("revoke", "sign a device out, at once", _revoke)
    revoke.add_argument("token_id", metavar="ID", help="one of `people devices`")
    audit = verb("audit", "show who did what, newest first", _audit)
    audit.add_argument("--limit", type=int, default=50, metavar="N", help="how many (%(default)s)")


async def run(options: argparse.Namespace) -> ExitCode:
    """Connect, do what was asked and print it."""
    access = hub_access(options)
    async with await HubClient.connect(access.address, access.token, tls=access.tls) as hub:
        work: _Work = options.work
        await work(hub, options)
    return ExitCode.DONE


async def _list(hub: HubClient, options: argparse.Namespace) -> None:
    result = await hub.call("home/people/list")
    if options.json:
        print_json(result)
        return
    rows = [
        (
            one.name,
            one.role if one.is_active else f"{one.role}, blocked",
            ", ".join(one.area_ids),
            "here" if one.is_here else "",
            str(len(one.devices)),
            one.person_id,
        )
        for one in read_answer(result, tuple[Person, ...])
    ]
    print(table(("NAME", "ROLE", "AREAS", "HERE", "DEVICES", "ID"), rows))


async def _add(hub: HubClient, options: argparse.Namespace) -> None:
    areas = await area_ids(hub, options.area) if options.area else []
    result = await hub.call("home/people/add", name=options.name, role=options.role, area_ids=areas)
    _print_one(result, options, "Added")


async def _role(hub: HubClient, options: argparse.Namespace) -> None:
    person = await person_named(hub, options.who)
    named: JsonObject = {}
    if options.area:
        named = {"area_ids": await area_ids(hub, options.area)}
    result = await hub.call(
        "home/people/change",
        timeout_s=CALL_TIMEOUT_S,
        person_id=person.person_id,
        role=options.role,
        **named,
    )
    _print_one(result, options, "Changed")


async def _remove(hub: HubClient, options: argparse.Namespace) -> None:
    person = await person_named(hub, options.who)
    result = await hub.call("home/people/remove", person_id=person.person_id)
    if options.json:
        print_json(result)
    else:
        count = len(person.devices)
        devices = f"{count} {'device' if count == 1 else 'devices'}"
        print(f"Removed {printable(person.name)} with {devices}.")


async def _devices(hub: HubClient, options: argparse.Namespace) -> None:
    result = await hub.call("home/sessions/list")
    if options.json:
        print_json(result)
        return
    rows = [
        (
            one.token_id,
            one.name,
            one.user_name or "",
            one.role or "",
            "this one" if one.is_current else "now" if one.is_online else _ago(one.last_seen_at),
        )
        for one in read_answer(result, tuple[PersonDevice, ...])
    ]
    print(table(("ID", "DEVICE", "WHOSE", "ROLE", "LAST HERE"), rows))


async def _revoke(hub: HubClient, options: argparse.Namespace) -> None:
    result = await hub.call("home/sessions/revoke", token_id=options.token_id)
    if options.json:
        print_json(result)
    else:
        print(f"Signed out {options.token_id}.")


async def _audit(hub: HubClient, options: argparse.Namespace) -> None:
    result = await hub.call("home/audit/list", limit=options.limit)
    if options.json:
        print_json(result)
        return
    rows = [
        (_ago(one.at), one.user_name, one.device_name, one.kind, one.subject)
        for one in read_answer(result, tuple[_Entry, ...])
    ]
    print(table(("AGO", "WHO", "ON", "WHAT", "TO"), rows))


def _print_one(result: JsonValue, options: argparse.Namespace, verb: str) -> None:
    if options.json:
        print_json(result)
        return
    person = read_answer(result, Person)
    print(f"{verb} {printable(person.name)} ({person.person_id}): {person.role}.")


def _ago(at: float | None) -> str:
    return "" if at is None else age(max(0.0, time.time() - at))
