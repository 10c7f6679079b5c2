"""The people of a hub over the wire."""

import asyncio
import contextlib
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

import msgspec

from desktop.backend.listeners import Unsubscribe
from desktop.backend.people import (
    Deed,
    PairingOffer,
    PairingState,
    Person,
    PersonRole,
    Portrait,
    VisitPlan,
)
from embedded_hub.client.hub_link import HubLink
from embedded_hub.client.standing import StandingSubscription
from embedded_hub.errors import HomewireError, RemoteProtocolError
from embedded_hub.model.values import JsonValue

T = TypeVar("T")


class HubPeople:
    """Asks over a link that comes back by itself.

    Args:
        link: Of the home.
    """

    def __init__(self, link: HubLink) -> None:
        self._link = link
        self._endings: set[asyncio.Task[None]] = set()

    async def follow(self, listener: Callable[[Sequence[Person]], None]) -> Unsubscribe:
        """Tell the listener the whole list now and at each change."""

        def take(event: JsonValue) -> None:
            listed = event.get("people") if isinstance(event, Mapping) else None
            listener(_read(listed, tuple[Person, ...]))

        return self._stopper(await self._link.subscribe("home/people/subscribe", take))

    async def follow_pairing(self, listener: Callable[[PairingState], None]) -> Unsubscribe:
        """Tell the listener where the offer stands now and at each change."""

        def take(event: JsonValue) -> None:
            listener(_read(event, PairingState))

        return self._stopper(await self._link.subscribe("home/pairing/subscribe", take))

    async def change(
        self,
        person_id: str,
        *,
        name: str | None = None,
        role: PersonRole | None = None,
        area_ids: Sequence[str] | None = None,
        plan: VisitPlan | None = None,
    ) -> None:
        """Change what is given."""
        given: dict[str, JsonValue] = {"name": name, "role": role}
        if area_ids is not None:
            given["area_ids"] = list(area_ids)
        fields = {field: value for field, value in given.items() if value is not None}
        if plan is not None:
            fields |= msgspec.to_builtins(plan)
        await self._link.call("home/people/change", person_id=person_id, **fields)  # type: ignore[arg-type]

    async def remove(self, person_id: str) -> None:
        """Forget a person with their devices."""
        await self._link.call("home/people/remove", person_id=person_id)

    async def sign_out(self, token_id: str) -> None:
        """End a device's access."""
        await self._link.call("home/sessions/revoke", token_id=token_id)

    async def sign_out_others(self) -> None:
        """End the access of all of one's own devices but this one."""
        await self._link.call("home/sessions/revoke_others")

    async def picture(self, person_id: str) -> Portrait:
        """Return somebody's picture."""
        answer = await self._link.call("home/people/avatar.get", person_id=person_id)
        return _read(answer, Portrait)

    async def deeds(
        self, *, person_id: str = "", kind: str = "", before: int | None = None, limit: int = 100
    ) -> Sequence[Deed]:
        """Return who did what."""
        given = {"person_id": person_id, "kind": kind, "before": before}
        fields: dict[str, JsonValue] = {name: value for name, value in given.items() if value}
        answer = await self._link.call("home/audit/list", limit=limit, **fields)  # type: ignore[arg-type]
        return _read(answer, tuple[Deed, ...])

    async def open_pairing(
        self,
        role: PersonRole,
        person_id: str | None,
        name: str | None,
        area_ids: Sequence[str],
        plan: VisitPlan,
    ) -> PairingOffer:
        """Open an offer."""
        fields: dict[str, JsonValue] = {"role": role, "area_ids": list(area_ids)}
        fields |= msgspec.to_builtins(plan)
        if person_id:
            fields["person_id"] = person_id
        if name:
            fields["name"] = name
        answer = await self._link.call("home/pairing/open", **fields)  # type: ignore[arg-type]
        return _read(answer, PairingOffer)

    async def cancel_pairing(self) -> None:
        """Make the open offer worthless."""
        await self._link.call("home/pairing/cancel")

    async def confirm_pairing(self, request_id: str, *, is_accepted: bool) -> None:
        """Say whether the device that asks may come in."""
        await self._link.call("home/pairing/confirm", request_id=request_id, accept=is_accepted)

    async def close(self) -> None:
        """Wait for subscriptions that are being ended."""
        await asyncio.gather(*self._endings)

    def _stopper(self, subscription: StandingSubscription) -> Unsubscribe:
        def stop() -> None:
            ending = asyncio.ensure_future(_end(subscription))
            self._endings.add(ending)
            ending.add_done_callback(self._endings.discard)

        return stop


async def _end(subscription: StandingSubscription) -> None:
    with contextlib.suppress(HomewireError):
        await subscription.close()


def _read(answer: object, kind: type[T]) -> T:
    try:
        return msgspec.convert(answer, kind, strict=False)
    except msgspec.ValidationError as error:
        raise RemoteProtocolError(f"The hub's people cannot be read: {error}.") from error
