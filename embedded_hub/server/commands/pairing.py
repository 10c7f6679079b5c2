"""Answers the owner who lets a new device in."""

import asyncio

from embedded_hub.core.pairing import VALID_FOR_S, Codes, PairingState, PairingStatus
from embedded_hub.core.people import Invitation, Role
from embedded_hub.model.ids import AreaId, UserId
from embedded_hub.model.values import JsonObject
from embedded_hub.protocol.commands.pairing import (
    CancelPairing,
    ConfirmPairing,
    OpenPairing,
    SubscribePairing,
)
from embedded_hub.security.pins import spoken
from embedded_hub.server.caller import Caller, Stop, Subscribed
from embedded_hub.server.commands.table import CommandTable
from embedded_hub.server.config import Reach
from embedded_hub.server.landing import landing_url
from embedded_hub.server.web_files import PAIR


def register(table: CommandTable) -> None:
    """Add this family to the table."""
    table.slow(OpenPairing, open_pairing)
    table.slow(CancelPairing, cancel_pairing)
    table.quick(ConfirmPairing, confirm_pairing)
    table.quick(SubscribePairing, subscribe_pairing)


async def open_pairing(caller: Caller, command: OpenPairing) -> JsonObject:
    """Open an offer and return how to take it."""
    caller.require_admin()
    who = Invitation(
        person_id=UserId(command.person_id) if command.person_id else None,
        name=(command.name or "").strip(),
        role=Role(command.role),
        area_ids=tuple(AreaId(area_id) for area_id in command.area_ids),
        hours=command.hours,
        expires_at=command.expires_at,
    )
    caller.home.household.check(who)
    pairing = caller.home.pairing
    pairing.language = caller.home.settings.language
    offer = shown_offer(await pairing.open(who), caller.info.reach())
    return {**offer, "qr": await asyncio.to_thread(_modules, str(offer["url"]))}


async def cancel_pairing(caller: Caller, _: CancelPairing) -> None:
    """Make the offer worthless."""
    caller.require_admin()
    await caller.home.pairing.close()


def confirm_pairing(caller: Caller, command: ConfirmPairing) -> None:
    """Let the device that asks in, or not."""
    caller.require_admin()
    caller.home.pairing.confirm(command.request_id, is_accepted=command.accept)


def subscribe_pairing(caller: Caller, command: SubscribePairing) -> Subscribed:
    """Send where the offer stands, then each change."""
    caller.require_admin()

    def changed(status: PairingStatus) -> None:
        caller.send_event(command.id, _told(caller, status))

    def start() -> Stop:
        changed(caller.home.pairing.status)
        return caller.home.pairing.listen(changed)

    return Subscribed(start)


def shown_offer(codes: Codes, reach: Reach) -> JsonObject:
    """Return what a new device needs to come in, as the owner is shown it."""
    base = next(iter(reach.addresses), reach.local_address)
    is_reached = bool(reach.addresses) and reach.pin is not None
    fragment = f"c={codes.scanned}" + (f"&f={reach.pin}" if is_reached else "")
    return {
        "url": f"{base}{PAIR}#{fragment}",
        "code": codes.typed,
        "expires_in_s": VALID_FOR_S,
        "landing_url": landing_url(reach),
        "authority": reach.authority if is_reached else None,
        "fingerprint": spoken(reach.pin) if is_reached and reach.pin else None,
    }


def _modules(url: str) -> list[str]:
    """Return the rows of a link's QR code, for whoever draws it: 1 is dark."""
    # Imported where it is needed: few starts of a hub ever show a code.
    import segno

    return ["".join(map(str, row)) for row in segno.make(url, error="m", micro=False).matrix]


def _told(caller: Caller, status: PairingStatus) -> JsonObject:
    who, now = status.invitation, caller.home.clock.utc_s()
    is_open = status.state in (PairingState.OPEN, PairingState.ASKING)
    return {
        "type": "pairing/state",
        "state": status.state.value,
        "role": who.role.value if who else None,
        "name": who.name if who else None,
        "person_id": who.person_id if who else None,
        "expires_in_s": max(0.0, status.ends_at - now) if is_open and status.ends_at else None,
        "tries_left": status.tries_left if is_open else None,
        "request_id": status.request_id,
        "device": status.device,
        "words": list(status.words),
    }
