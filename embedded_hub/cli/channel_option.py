"""The channel that is talked, written or listened to, named alike by every command."""

import argparse

CHANNELS = "A channel is one of `homewire-hub voices`: all, area:<id>, user:<id>, group:<id>.\n\n"
"""For the end of a command's help."""


def add_channel(parser: argparse.ArgumentParser, text: str, *, is_needed: bool = True) -> None:
    """Let a command be told which channel it is about."""
    parser.add_argument("--channel", metavar="C", required=is_needed, help=text)


def add_priority(parser: argparse.ArgumentParser) -> None:
    """Let a command say how urgent something is."""
    parser.add_argument(
        "--priority",
        metavar="N",
        type=int,
        choices=range(4),
        default=0,
        help="0 to 3; 3 interrupts (%(default)s)",
    )
