"""Drivers that others wrote, found through an entry point, and what is wrong with those that fail.

A driver that cannot be used is shown with the reason, in place of a manifest of its own: who
installed it must not have to guess from its absence.
"""

import logging
from collections.abc import Iterable
from importlib.metadata import EntryPoint, entry_points

import msgspec

from embedded_hub.gateways.api import API_VERSION, Manifest

ENTRY_POINT_GROUP = "homewire.gateways"
MAX_PROBLEM_CHARS = 255
# What importing a module that was written for another version, or badly, comes to.
BROKEN_MODULE = (
    ImportError,
    AttributeError,
    LookupError,
    NameError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)

_log = logging.getLogger(__name__)


def installed_beside() -> Iterable[Manifest]:
    """Yield the manifest of every driver that is installed beside Homewire. Reads the disk."""
    for entry_point in entry_points(group=ENTRY_POINT_GROUP):
        try:
            found = entry_point.load()
        except BROKEN_MODULE as error:
            _log.info("the gateway driver %r fails", entry_point.name, exc_info=True)
            yield _unusable(entry_point, f"{type(error).__name__}: {error}")
            continue
        if not isinstance(found, Manifest):
            yield _unusable(entry_point, "it has no manifest")
        elif found.api_version != API_VERSION:
            yield _unusable(
                entry_point,
                f"it was written for version {found.api_version} of the interface for drivers, "
                f"and this is version {API_VERSION}",
                found,
            )
        else:
            yield found


def unusable(manifest: Manifest, problem: str) -> Manifest:
    """Return what is shown of a driver that cannot be used."""
    text = " ".join(problem.split())[:MAX_PROBLEM_CHARS]
    _log.warning("the gateway driver %r cannot be used: %s", manifest.type, text)
    return msgspec.structs.replace(
        manifest,
        summary=f"This driver cannot be used: {text}",
        problem=text,
        options=(),
        guide="none",
        guide_text="",
        admits=None,
        mdns_types=(),
        local_service=None,
    )


def _unusable(entry_point: EntryPoint, problem: str, manifest: Manifest | None = None) -> Manifest:
    package = entry_point.dist.name if entry_point.dist else entry_point.value
    stand_in = Manifest(type=entry_point.name, title=package, summary="", module=entry_point.module)
    return unusable(manifest or stand_in, problem)
