"""Which engines write down speech: ours, and those installed beside it."""

import importlib
from collections.abc import Mapping
from importlib.metadata import entry_points
from typing import cast

from embedded_hub.errors import NotSupported
from embedded_hub.speech.api import ENTRY_POINT_GROUP, OpenEngine

_OURS: Mapping[str, str] = {"whisper": "embedded_hub.speech.whisper:open_engine"}


def factories() -> Mapping[str, str]:
    """Return where each engine begins, by name; nothing is imported. Reads the disk."""
    beside = {one.name: one.value for one in entry_points(group=ENTRY_POINT_GROUP)}
    return {**beside, **_OURS}


def load(factory: str) -> OpenEngine:
    """Import what opens an engine, named as ``module:function``.

    Raises:
        NotSupported: it is not there.
    """
    module, _, name = factory.partition(":")
    try:
        return cast(OpenEngine, getattr(importlib.import_module(module), name))
    except (ImportError, AttributeError) as error:
        raise NotSupported(f"the transcriber {factory} is not there: {error}") from error
