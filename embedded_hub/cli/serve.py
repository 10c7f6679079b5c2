"""``homewire-hub serve``: run a hub until told to stop.

Standard output carries one JSON line, when connections are accepted, for whoever started it;
everything for people goes to standard error.
"""

import argparse
import asyncio
import logging
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from embedded_hub.cli.data_folder import add_data_option, data_folder
from embedded_hub.cli.exit_codes import EPILOG, ExitCode
from embedded_hub.cli.output import print_json, say
from embedded_hub.cli.stopping import on_stop
from embedded_hub.cli.token_file import Key, read_key, write_key
from embedded_hub.client.address import DEFAULT_PORT, web_address
from embedded_hub.core.pairing import PairingState
from embedded_hub.core.people import Invitation, Role
from embedded_hub.errors import ConfigError

if TYPE_CHECKING:
    from embedded_hub.hub import Hub

logger = logging.getLogger(__name__)

MODEL_VARIABLE = "HOMEWIRE_STT_MODEL"
GRACE_S = 3.0
"""For connections to end by themselves; a stop must take less than 5 s on a busy machine too."""


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "serve",
        help="run a hub",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    place = parser.add_mutually_exclusive_group()
    place.add_argument("--host", metavar="H", default="127.0.0.1", help="address to listen on")
    place.add_argument(
        "--lan",
        action="store_const",
        const="",
        dest="host",
        help="listen on every address: phones and other computers come in over TLS",
    )
    parser.add_argument(
        "--port", metavar="N", type=int, default=DEFAULT_PORT, help="0 for any free port"
    )
    add_data_option(parser)
    parser.add_argument(
        "--token-file", metavar="F", type=Path, help="write the owner's token here, for you alone"
    )
    parser.add_argument(
        "--name", metavar="N", default="Home", help="what a new home is called (%(default)s)"
    )
    parser.add_argument(
        "--stt-model",
        metavar="DIR",
        type=Path,
        default=os.environ.get(MODEL_VARIABLE) or None,
        help=f"folder of the model that writes down speech (${MODEL_VARIABLE})",
    )
    parser.add_argument("--stt-engine", metavar="E", help="what writes down speech")
    parser.add_argument("--demo", action="store_true", help="with a demo home to try things on")
    parser.add_argument(
        "--certificate",
        metavar="F",
        type=Path,
        help="PEM file of a certificate of your own with its chain, and its key or --key",
    )
    parser.add_argument("--key", metavar="F", type=Path, help="PEM file of its private key")
    parser.add_argument(
        "--allow-plain",
        action="store_true",
        help="let other machines in without encryption too: control, no voice and no locks",
    )
    parser.add_argument(
        "--test-echo", action="store_true", help="add /api/echo, to measure connections with"
    )
    parser.add_argument("--log-json", action="store_true", help="log JSON lines")
    parser.add_argument(
        "--verbose",
        action="store_const",
        const=logging.DEBUG,
        default=logging.INFO,
        dest="log_level",
        help="log more",
    )
    parser.set_defaults(run=run)


async def run(options: argparse.Namespace) -> ExitCode:
    """Run the hub; returns when a stop signal came and everything is written."""
    if options.key is not None and options.certificate is None:
        raise ConfigError("--key goes with --certificate.")
    # Imported after the check: a wrong command line is told at once.
    from embedded_hub.hub import FIRST_HOME, Hub, HubOptions
    from embedded_hub.speech.hub_transcriber import EngineChoice

    engine = None
    if options.stt_model is not None or options.stt_engine is not None:
        model = await asyncio.to_thread(_absolute, options.stt_model)
        engine = EngineChoice(engine=options.stt_engine, model_folder=model)
    hub = Hub(
        HubOptions(
            folder=data_folder(options, has_demo=options.demo),
            host=options.host,
            port=options.port,
            home_names={FIRST_HOME: options.name},
            certificate=options.certificate,
            certificate_key=options.key,
            allows_plain=options.allow_plain,
            has_test_echo=options.test_echo,
            has_demo=options.demo,
            speech_engine=engine,
            finds_gateways=True,
        )
    )
    stop = asyncio.Event()
    with on_stop(stop.set):
        try:
            await hub.start()
        except OSError as error:
            raise ConfigError(
                f"Cannot listen on {options.host} port {options.port}: {error.strerror or error}."
            ) from error
        try:
            await _announce(hub, options)
            await stop.wait()
        finally:
            logger.info("Stopping")
            await hub.stop(grace_s=GRACE_S)
    return ExitCode.DONE


def _absolute(path: Path | None) -> str | None:
    return str(path.expanduser().resolve()) if path is not None else None


async def _announce(hub: "Hub", options: argparse.Namespace) -> None:
    if options.token_file is not None:
        await _write_owner_token(hub, options.token_file)
    for note in hub.notes:
        logger.warning("%s", note)
    print_json(
        {"event": "ready", "url": hub.url, "gateway_url": hub.gateway_url, "pid": os.getpid()},
        is_line=True,
    )
    if not options.log_json:
        say(f"Homewire is at {web_address(hub.url)}")
        await _say_how_to_come_in(hub)


async def _say_how_to_come_in(hub: "Hub") -> None:
    # A code belongs on a screen and in no log; one that is open from before a restart stays.
    if not sys.stderr.isatty() or hub.home.pairing.status.state is not PairingState.CLOSED:
        say("homewire-hub pair lets a device in.")
        return
    opened = await hub.open_pairing(Invitation(role=Role.OWNER))
    say(f"To add a device within five minutes, open\n  {opened['url']}")


async def _write_owner_token(hub: "Hub", path: Path) -> None:
    """Leave a file whose token still opens the home as it is, so that starts make no more."""
    try:
        old = await asyncio.to_thread(read_key, path)
    except ConfigError:
        old = Key("")
    identity = hub.identity
    pins = tuple(pin for pin in (identity.pin, identity.next_pin) if pin) if identity else ()
    found = await hub.home.people.authenticate(old.token) if old.token else None
    if found is None or found.role is not Role.OWNER:
        old = Key(await hub.issue_token(Role.OWNER, "Owner"))
    elif old.pins == pins:
        return
    await asyncio.to_thread(write_key, path, Key(old.token, pins))
