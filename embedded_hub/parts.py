"""What is imported at first use, and so is missed late: drivers, and what they and others stand on.

A bundle made by a packager, or an installation by hand, may lack a part and start all the same.
"""

import importlib
from collections.abc import Iterator, Sequence

from embedded_hub.gateways.catalog import Catalog
from embedded_hub.gateways.installed import BROKEN_MODULE

LIBRARIES = (
    "aioesphomeapi.client",
    "aiohttp",
    "aiomqtt",
    "cryptography.x509",
    "noise.connection",
    "segno",
    "zeroconf.asyncio",
)
PUSHING = ("http_ece", "py_vapid", "pywebpush")
"""Of the extra ``push``: a program made to be handed on carries them, others may not."""


def broken_parts(*, has_extras: bool) -> Sequence[str]:
    """Import everything and return what fails, a sentence each. May block for a second.

    Args:
        has_extras: Whether optional libraries must be there too.
    """
    return list(_broken(has_extras=has_extras))


def _broken(*, has_extras: bool) -> Iterator[str]:
    for name in (*LIBRARIES, *(PUSHING if has_extras else ())):
        if (why := _fails(name)) is not None:
            yield f"The library {name} cannot be used: {why}."
    for manifest in Catalog.installed().manifests():
        why = manifest.problem or _fails(manifest.module)
        if why:
            yield f"The driver for {manifest.title} cannot be used: {why}."


def _fails(module: str) -> str | None:
    try:
        importlib.import_module(module)
    except BROKEN_MODULE as error:
        return f"{type(error).__name__}: {error}"
    return None
