"""Gateways of the gallery's home: what stands on its network, and how adding it goes."""

import asyncio
from collections.abc import Callable, Mapping, Sequence

import msgspec

from desktop.backend.fake_network import TYPES, diagnosis, found_things
from desktop.backend.gateways import Diagnosis, Findings, GatewayType, Trial
from desktop.backend.listeners import Listeners, Unsubscribe
from embedded_hub.errors import (
    GatewayAuthRequired,
    GatewayUnreachable,
    InvalidInfo,
    NotFound,
    NotSupported,
)
from embedded_hub.model.gateway_find import Found
from embedded_hub.model.gateway_status import GatewayStatus, LinkState
from embedded_hub.model.ids import GatewayId

NOWHERE = "nowhere"
"""An address that contains this does not answer."""
WRONG = "wrong"
"""The secret every gateway refuses."""


class FakeGateways:
    """Finds the same things on every network.

    Args:
        utc_s: What time it is in this home.
        statuses: The gateways there are.
        put: Takes a gateway that is different now.
        answer_s: How long a gateway takes to answer.
    """

    def __init__(
        self,
        utc_s: Callable[[], float],
        statuses: Callable[[], Mapping[GatewayId, GatewayStatus]],
        put: Callable[[GatewayStatus], None],
        answer_s: float,
    ) -> None:
        self._utc_s = utc_s
        self._statuses = statuses
        self._put = put
        self._answer_s = answer_s
        self._found = {one.id: one for one in found_things(utc_s())}
        self._listeners = Listeners[[Findings]]()
        self._problem: str | None = None
        self.button = asyncio.Event()
        """Set when somebody presses the button of a bridge."""
        self.cancelled = 0
        """How often somebody did not want to wait any longer."""
        self.admitted: list[tuple[GatewayId, str | None]] = []
        """Every device that was let in: where, and by which code."""

    async def follow_found(self, listener: Callable[[Findings], None]) -> Unsubscribe:
        """Tell the listener what is there."""
        stop = self._listeners.add(listener)
        listener(self._findings())
        return stop

    async def found(self) -> Findings:
        """Return what is there."""
        return self._findings()

    async def ignore(self, found_id: str, *, is_ignored: bool) -> None:
        """Keep quiet about something, or speak of it again."""
        one = self._found.get(found_id)
        if one is None:
            raise NotFound(f"Nothing was found as {found_id}.")
        self.appear(msgspec.structs.replace(one, is_ignored=is_ignored))

    async def edit(
        self,
        gateway_id: GatewayId,
        *,
        title: str | None = None,
        options: Mapping[str, str | None] | None = None,
    ) -> GatewayStatus:
        """Change what is given."""
        status = self._statuses().get(gateway_id)
        if status is None:
            raise NotFound(f"There is no gateway {gateway_id}.")
        kind = kind_of(status.type)
        secrets = {one.name for one in kind.options if one.is_secret}
        given = {**status.options, **(options or {})}
        filled = {name: text for name, text in given.items() if text}
        await self.connect(kind, {**dict.fromkeys(secrets, "kept"), **filled})
        changed = msgspec.structs.replace(
            status,
            title=title or status.title,
            state=status.state if status.state is LinkState.PAUSED else LinkState.CONNECTED,
            options={name: text for name, text in filled.items() if name not in secrets},
        )
        self._put(changed)
        return changed

    async def test(self, type_: str, options: Mapping[str, str]) -> Trial:
        """Connect once and keep nothing."""
        await self.connect(kind_of(type_), options)
        return Trial(device_count=23, entity_count=61, round_trip_ms=4.0)

    async def cancel(self) -> None:
        """Take note that nobody waits any more."""
        self.cancelled += 1

    async def diagnose(self, gateway_id: GatewayId) -> Diagnosis:
        """Make up how a gateway has been doing."""
        status = self._statuses().get(gateway_id)
        if status is None:
            raise NotFound(f"There is no gateway {gateway_id}.")
        return diagnosis(status, self._utc_s())

    async def admit(self, gateway_id: GatewayId, code: str | None = None) -> Sequence[str]:
        """Let a device in where somebody gives a code, or opens the network."""
        status = self._statuses().get(gateway_id)
        if status is None:
            raise NotFound(f"There is no gateway {gateway_id}.")
        admits = kind_of(status.type).admits
        if admits is None:
            raise NotSupported("This gateway lets no devices in.")
        await asyncio.sleep(self._answer_s)
        self.admitted.append((gateway_id, code))
        return (f"node-{len(self.admitted)}",) if admits == "code" else ()

    def _findings(self) -> Findings:
        return Findings(
            found=() if self._problem else tuple(self._found.values()), problem=self._problem
        )

    # What a test or a design session makes happen

    def appear(self, *things: Found) -> None:
        """Let something come onto the network, or be different."""
        self._found |= {one.id: one for one in things}
        self._listeners.tell(self._findings())

    def vanish(self, *found_ids: str) -> None:
        """Let something go from the network; everything when nothing is named."""
        gone = found_ids or tuple(self._found)
        self._found = {key: one for key, one in self._found.items() if key not in gone}
        self._listeners.tell(self._findings())

    def fall_deaf(self, problem: str | None) -> None:
        """Let nothing be heard of the network, or everything again."""
        self._problem = problem
        self._listeners.tell(self._findings())

    async def connect(self, kind: GatewayType, options: Mapping[str, str]) -> None:
        """Do what a gateway does when it is connected to.

        Raises:
            InvalidInfo: something it needs is missing.
            GatewayUnreachable: its address contains :data:`NOWHERE`.
            GatewayAuthRequired: a secret is :data:`WRONG`.
        """
        for option in kind.options:
            is_by_deed = option.is_secret and kind.guide == "button"
            if option.is_required and not options.get(option.name) and not is_by_deed:
                raise InvalidInfo(f"{option.name} is required", details={"field": option.name})
        await asyncio.sleep(self._answer_s)
        if any(NOWHERE in text for text in options.values()):
            raise GatewayUnreachable("Cannot connect: connection refused.")
        if WRONG in options.values():
            raise GatewayAuthRequired("The key was refused.")
        if kind.guide == "button" and not any(
            options.get(one.name) for one in kind.options if one.is_secret
        ):
            await self.button.wait()

    def taken(self, status: GatewayStatus, options: Mapping[str, str]) -> None:
        """Remember that what was found at this address is a gateway now."""
        for one in tuple(self._found.values()):
            if one.gateway_type == status.type and set(one.options.items()) <= set(options.items()):
                self.appear(msgspec.structs.replace(one, gateway_id=status.id))


def kind_of(type_: str) -> GatewayType:
    """Return a kind of gateway by its name."""
    kind = next((one for one in TYPES if one.type == type_), None)
    if kind is None:
        raise InvalidInfo(f"There is no kind of gateway named {type_}.")
    return kind
