"""Which engines write down speech: ours, and those installed beside it."""

import importlib
from collections.abc import Mapping
from importlib.metadata import entry_points
from typing import cast

from embedded_hub.errors import NotSupported
from embedded_hub.speech import whisper
from embedded_hub.speech.api import ENTRY_POINT_GROUP, OpenEngine

WHISPER = "whisper"
_OURS: Mapping[str, str] = {WHISPER: "embedded_hub.speech.whisper:open_engine"}


def factories() -> Mapping[str, str]:
    """Return where each engine begins, by name, ours first; nothing is imported. Reads the disk."""
    beside = {one.name: one.value for one in entry_points(group=ENTRY_POINT_GROUP)}
    return {**_OURS, **{name: value for name, value in beside.items() if name not in _OURS}}


def find_fault(name: str, folder: str | None) -> NotSupported | None:
    """Say why an engine cannot run, as far as that shows without loading it. Reads the disk."""
    # Of the others only their own process can tell.
    return whisper.find_fault(folder) if name == WHISPER else None


def load(factory: str) -> OpenEngine:
    """Import what opens an engine, named as ``module:function``.

    Raises:
        NotSupported: it is not there.
    """
    module, _, name = factory.partition(":")
    try:
        return cast(OpenEngine, getattr(importlib.import_module(module), name))
    except (ImportError, AttributeError) as error:
        raise NotSupported(
            f"the transcriber {factory} is not there: {error}",
            details={"reason": "engine_missing"},
        ) from error
