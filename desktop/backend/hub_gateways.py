"""The gateways of a hub over the wire."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

import msgspec

from desktop.backend.feeds import Feeds
from desktop.backend.gateways import Diagnosis, Findings, Trial
from desktop.backend.listeners import Unsubscribe
from embedded_hub.client.hub_link import HubLink
from embedded_hub.errors import RemoteProtocolError
from embedded_hub.model.gateway_status import GatewayStatus
from embedded_hub.model.ids import GatewayId
from embedded_hub.model.values import JsonValue

PATIENCE_S = 100.0
"""A minute for the person to press the button, and the first snapshot after it."""
ADMIT_PATIENCE_S = 270.0
"""Zigbee networks stay open for 254 s; commissioning a Matter device may take three minutes."""

T = TypeVar("T")


class _Admitted(msgspec.Struct, frozen=True):
    device_keys: tuple[str, ...] = ()


class HubGateways:
    """Asks over a link that comes back by itself.

    Args:
        link: Of the home.
    """

    def __init__(self, link: HubLink) -> None:
        self._link = link
        self._feeds = Feeds(link)

    async def follow_found(self, listener: Callable[[Findings], None]) -> Unsubscribe:
        """Search the network; tell the listener the whole list now and at each change."""

        def take(event: JsonValue) -> None:
            listener(_read(event, Findings))

        return await self._feeds.follow("home/gateways/discovered/subscribe", take)

    async def found(self) -> Findings:
        """Return what was found so far."""
        return _read(await self._link.call("home/gateways/discovered"), Findings)

    async def ignore(self, found_id: str, *, is_ignored: bool) -> None:
        """Keep quiet about something, or speak of it again."""
        await self._link.call("home/gateways/ignore", found_id=found_id, is_ignored=is_ignored)

    async def edit(
        self,
        gateway_id: GatewayId,
        *,
        title: str | None = None,
        options: Mapping[str, str | None] | None = None,
    ) -> GatewayStatus:
        """Change what is given."""
        fields: dict[str, JsonValue] = {}
        if title is not None:
            fields["title"] = title
        if options is not None:
            fields["options"] = dict(options)
        answer = await self._link.call(
            "home/gateways/edit",
            timeout_s=PATIENCE_S,
            gateway_id=gateway_id,
            **fields,
        )
        return _read(answer, GatewayStatus)

    async def test(self, type_: str, options: Mapping[str, str]) -> Trial:
        """Connect once and keep nothing."""
        answer = await self._link.call(
            "home/gateways/test",
            timeout_s=PATIENCE_S,
            gateway_type=type_,
            options=dict(options),
        )
        return _read(answer, Trial)

    async def cancel(self) -> None:
        """Stop what this window asked to be added, changed or tried."""
        await self._link.call("home/gateways/cancel")

    async def diagnose(self, gateway_id: GatewayId) -> Diagnosis:
        """Return how a gateway has been doing."""
        answer = await self._link.call("home/gateways/diagnose", gateway_id=gateway_id)
        if not isinstance(answer, Mapping):
            raise RemoteProtocolError("The hub's diagnosis cannot be read.")
        return msgspec.structs.replace(_read(answer, Diagnosis), whole=dict(answer))

    async def admit(self, gateway_id: GatewayId, code: str | None = None) -> Sequence[str]:
        """Let a device into the gateway's own network."""
        fields: dict[str, JsonValue] = {"code": code} if code else {}
        answer = await self._link.call(
            "home/gateways/admit",
            timeout_s=ADMIT_PATIENCE_S,
            gateway_id=gateway_id,
            **fields,
        )
        return _read(answer or {}, _Admitted).device_keys

    async def close(self) -> None:
        """Wait for streams that are being ended."""
        await self._feeds.close()


def _read(answer: object, kind: type[T]) -> T:
    try:
        return msgspec.convert(answer, kind, strict=False)
    except msgspec.ValidationError as error:
        raise RemoteProtocolError(f"The hub's gateways cannot be read: {error}.") from error
