"""Where a hub keeps its homes when nobody says otherwise."""

import argparse
import os
from pathlib import Path

from platformdirs import user_data_path

DATA_VARIABLE = "HOMEWIRE_DATA"
DEMO = "demo"
"""Folder inside the usual one, for a demo that is given none; the desktop's demo uses it too."""


def default_data_folder() -> Path:
    """Return the folder of this user's hub; the desktop's own hub uses the same."""
    given = os.environ.get(DATA_VARIABLE)
    return Path(given).expanduser() if given else user_data_path("homewire", appauthor=False)


def add_data_option(parser: argparse.ArgumentParser) -> None:
    """Add ``--data`` to a command."""
    parser.add_argument(
        "--data",
        metavar="DIR",
        type=Path,
        help=f"folder of the hub's homes (${DATA_VARIABLE}, else {default_data_folder()})",
    )


def data_folder(options: argparse.Namespace, *, has_demo: bool = False) -> Path:
    """Return the folder the options mean; a demo nobody gave one never moves into a real home."""
    given: Path | None = options.data
    if given is not None:
        return given
    return default_data_folder() / DEMO if has_demo else default_data_folder()
