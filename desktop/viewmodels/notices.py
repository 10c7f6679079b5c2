"""What is wrong with a gateway, in sentences that say since when."""

from collections.abc import Iterable

from desktop.viewmodels.mirror import HomeMirror
from desktop.viewmodels.words import since_text, translate
from embedded_hub.model.gateway_status import GatewayStatus, LinkState
from embedded_hub.model.ids import EntityId

_FINE = frozenset({LinkState.CONNECTED, LinkState.PAUSED, LinkState.CONNECTING})


def area_notice(mirror: HomeMirror, entity_ids: Iterable[EntityId], now: float) -> str:
    """Say which gateways an area's things are reached through and are not connected."""
    gateway_ids = dict.fromkeys(mirror.entity(one).gateway_id for one in entity_ids)
    sentences = [
        gateway_notice(status, now)
        for gateway_id in gateway_ids
        if (status := mirror.gateways.get(gateway_id)) is not None and status.state not in _FINE
    ]
    return " ".join(sentences)


def gateway_notice(status: GatewayStatus, now: float) -> str:
    """Say that a gateway is away and since when."""
    sentence = translate("Gateway", "%1 is not connected %2.")
    return sentence.replace("%1", status.title).replace("%2", since_text(status.since_at, now))
