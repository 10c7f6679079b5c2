"""``homewire-hub simulate``: flats that are not there, dialling a running hub as gateways.

Standard output carries one JSON line, when every flat is connected, for whoever started it.
"""

import argparse
import asyncio
import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from embedded_hub.cli.exit_codes import EPILOG, ExitCode
from embedded_hub.cli.hub_options import HubAccess, hub_access, hub_parser
from embedded_hub.cli.output import print_json, say
from embedded_hub.cli.simulated_places import Place, make_places
from embedded_hub.cli.stopping import on_stop
from embedded_hub.errors import ConfigError

if TYPE_CHECKING:
    from embedded_hub.simulator.faults import Faults


class FaultKind(msgspec.Struct, frozen=True):
    """What ``--fault`` can name."""

    field: str
    """The field of :class:`~embedded_hub.simulator.faults.Faults` it sets."""
    usual: float
    text: str


FAULTS: Mapping[str, FaultKind] = {
    "drop": FaultKind("drop_every_s", 30.0, "lose the connection every S seconds"),
    "refuse": FaultKind("refuse", 0.1, "refuse this share of commands"),
    "late": FaultKind("late_s", 3.0, "take S seconds longer for each command"),
    "offline": FaultKind("offline_every_s", 20.0, "lose a device every S seconds, for S seconds"),
    "duplicate": FaultKind("duplicate", 0.1, "send this share of messages twice"),
    "clock": FaultKind("clock_error_s", 3600.0, "have a clock that is S seconds wrong"),
}
_FAULT_LINES = "".join(
    f"  {f'{name}={kind.usual:g}':<16}{kind.text}\n" for name, kind in FAULTS.items()
)


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "simulate",
        help="let simulated flats dial a running hub",
        parents=[hub_parser()],
        epilog=f"faults, with their usual values:\n{_FAULT_LINES}\n{EPILOG}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--flats", metavar="N", type=_count, default=1, help="how many")
    parser.add_argument(
        "--seed", metavar="S", type=int, default=1, help="repeatable by this number"
    )
    parser.add_argument(
        "--rate", metavar="R", type=_rate, help="changes a second each flat makes at least"
    )
    parser.add_argument(
        "--fault",
        metavar="KIND[=X]",
        action="append",
        default=[],
        help="may be repeated; see below",
    )
    parser.set_defaults(run=run)


async def run(options: argparse.Namespace) -> ExitCode:
    """Make a place for each flat at the hub and live in it until told to stop."""
    faults = read_faults(options.fault)
    access = hub_access(options)
    places = await make_places(access, options.flats)
    stop = asyncio.Event()
    with on_stop(stop.set):
        living = asyncio.create_task(_live(places, access, options, faults), name="simulated flats")
        stopping = asyncio.create_task(stop.wait(), name="stop signal")
        await asyncio.wait({living, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        living.cancel()
        ended = await asyncio.gather(living, stopping, return_exceptions=True)
    if isinstance(ended[0], Exception):
        raise ended[0]
    return ExitCode.DONE


async def _live(
    places: Sequence[Place], access: HubAccess, options: argparse.Namespace, faults: "Faults"
) -> None:
    from embedded_hub.simulator.runner import run_simulator

    away = {place.gateway_id for place in places}

    def connected(gateway_id: str) -> None:
        if gateway_id not in away:
            return
        away.discard(gateway_id)
        say(f"{gateway_id} is connected.")
        if not away:
            ids = [place.gateway_id for place in places]
            print_json({"event": "ready", "gateway_ids": ids, "pid": os.getpid()}, is_line=True)

    await run_simulator(
        lambda index: (places[index].url, places[index].token),
        flats=len(places),
        seed=options.seed,
        rate=options.rate,
        faults=faults,
        tls=access.tls,
        on_connected=connected,
    )


def read_faults(words: Sequence[str]) -> "Faults":
    """Read ``KIND`` or ``KIND=X`` words.

    Raises:
        ConfigError: no such fault, or X is not a number it can have.
    """
    from embedded_hub.simulator.faults import Faults

    found: dict[str, float] = {}
    for word in words:
        name, equals, text = word.partition("=")
        kind = FAULTS.get(name)
        if kind is None:
            raise ConfigError(f"There is no fault {name!r}; there are: {', '.join(FAULTS)}.")
        try:
            found[kind.field] = float(text) if equals else kind.usual
        except ValueError as error:
            raise ConfigError(f"{text!r} is not a number, in {word!r}.") from error
    return Faults(**found)


def _count(text: str) -> int:
    count = int(text)
    if not 1 <= count <= 1000:
        raise argparse.ArgumentTypeError("must lie between 1 and 1000")
    return count


def _rate(text: str) -> float:
    rate = float(text)
    if not 0 < rate <= 10_000:
        raise argparse.ArgumentTypeError("must lie between 0 and 10000")
    return rate
