"""What Homewire ships besides code: QML, the web client, tokens, icons, sounds and translations."""

from pathlib import Path, PurePosixPath

_ROOT = Path(__file__).resolve().parent


def path(name: str) -> Path:
    """Return where a resource lies, from source, an installed wheel or a frozen bundle.

    Args:
        name: Path inside the package with forward slashes, such as ``"web/index.html"``.

    Raises:
        FileNotFoundError: Nothing of that name was shipped: a fault of the package.
    """
    found = _ROOT / name
    if ".." in PurePosixPath(name).parts or not found.exists():
        raise FileNotFoundError(f"resource not found: {name}")
    return found
