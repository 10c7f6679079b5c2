"""Whatever a driver of ours asks for, it asks in the person's own language."""

import pytest

from desktop.viewmodels.option_words import is_translated
from embedded_hub.gateways.api import Manifest
from embedded_hub.gateways.catalog import Catalog

MANIFESTS = [Catalog.installed().manifest(str(one["type"])) for one in Catalog.installed().types()]


@pytest.mark.parametrize("manifest", MANIFESTS, ids=lambda one: one.type)
def test_a_drivers_words_are_known_to_translators(manifest: Manifest) -> None:
    words = [manifest.summary, *(option.label for option in manifest.options)]
    words += [manifest.guide_text] if manifest.guide_text else []
    assert [word for word in words if not is_translated(word)] == []
