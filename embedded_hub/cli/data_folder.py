"""Where a hub keeps its homes when nobody says otherwise."""

import argparse
import os
from pathlib import Path

from platformdirs import user_data_path

DATA_VARIABLE = "HOMEWIRE_DATA"


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
        default=default_data_folder(),
        help=f"folder of the hub's homes (${DATA_VARIABLE}, else %(default)s)",
    )
