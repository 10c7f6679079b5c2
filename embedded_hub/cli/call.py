"""``homewire-hub call``: do something to a device and wait for how it ends."""

import argparse
from typing import TYPE_CHECKING

from embedded_hub.cli.exit_codes import EPILOG, ExitCode, of_outcome
from embedded_hub.cli.hub_options import hub_access, hub_parser
from embedded_hub.cli.output import print_json
from embedded_hub.errors import ConfigError, LinkError
from embedded_hub.model.action import Outcome, OutcomeKind
from embedded_hub.security.redaction import redact

if TYPE_CHECKING:
    from embedded_hub.client.action_call import Target
    from embedded_hub.model.values import JsonValue

_EXAMPLES = """\
examples:
  homewire-hub call light.turn_on entity_id=light.desk brightness=120
  homewire-hub call cover.close_cover area_id=bedroom,study
  homewire-hub call lock.unlock entity_id=lock.door code=@door-code.txt --expires-in 5

values: JSON where it parses (120, true, [1,2], "120" for text), else text;
@FILE is a file's content

"""


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "call",
        help="do something to a device and wait for the outcome",
        parents=[hub_parser()],
        epilog=_EXAMPLES + EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("action", metavar="DOMAIN.ACTION", help="such as light.turn_on")
    parser.add_argument(
        "pairs",
        metavar="KEY=VALUE",
        nargs="*",
        help="entity_id=, device_id= or area_id= (several with commas), and the action's values",
    )
    parser.add_argument(
        "--expires-in",
        metavar="S",
        type=_seconds,
        help="give up when it could not be begun within S seconds",
    )
    parser.add_argument("--response", action="store_true", help="ask for the data it gives back")
    parser.set_defaults(run=run)


async def run(options: argparse.Namespace) -> ExitCode:
    """Send the action and print how it ended."""
    from embedded_hub.cli.values import read_pairs, split_call

    domain, dot, name = options.action.partition(".")
    if not (domain and dot and name):
        raise ConfigError(f"{options.action!r} is not an action; write for example light.turn_on.")
    target, arguments = split_call(read_pairs(options.pairs))
    outcome = await _act(options, target, arguments)
    if options.json:
        print_json({"action": options.action, **_as_json(outcome)})
    else:
        print(sentence(options.action, target, outcome))
        if outcome.response is not None:
            print_json(outcome.response)
    return of_outcome(outcome.kind)


async def _act(
    options: argparse.Namespace, target: "Target", arguments: "dict[str, JsonValue]"
) -> Outcome:
    from embedded_hub.client.action_call import outcome_of
    from embedded_hub.client.hub_client import ACTION_EXPIRES_S, HubClient

    access = hub_access(options)
    try:
        hub = await HubClient.connect(access.address, access.token, tls=access.tls)
    except LinkError as error:
        return outcome_of(error, was_sent=False)
    async with hub:
        return await hub.act(
            target,
            options.action,
            arguments,
            expires_in_s=options.expires_in or ACTION_EXPIRES_S,
            is_answer_wanted=options.response,
        )


def sentence(action: str, target: "Target", outcome: Outcome) -> str:
    """Say in plain words how an action ended."""
    places = ", ".join((*target.entity_id, *target.device_id, *target.area_id))
    what = f"{action} on {places}" if places else action
    why = redact(outcome.message or outcome.code or "")
    match outcome.kind:
        case OutcomeKind.DONE:
            return f"Done: {what}."
        case OutcomeKind.FAILED:
            return f"Failed: {what} ({outcome.code}). {why}"
        case OutcomeKind.NOT_CONNECTED:
            return f"Not connected, nothing was sent: {what}. {why}"
        case OutcomeKind.UNKNOWN:
            return f"Sent and not confirmed, it may have happened: {what}. {why}"


def _as_json(outcome: Outcome) -> dict[str, object]:
    return {
        "outcome": outcome.kind.value,
        "code": outcome.code,
        "message": redact(outcome.message) if outcome.message else None,
        "response": outcome.response,
    }


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 < seconds <= 3600:
        raise argparse.ArgumentTypeError("must lie between 0 and 3600 seconds")
    return seconds
