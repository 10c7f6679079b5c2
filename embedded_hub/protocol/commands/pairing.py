"""Letting a new device in: the owner's side. The device's own is the ``pair`` message."""

from embedded_hub.protocol.base import Command, Name, Text
from embedded_hub.protocol.commands.people import Areas, Hours, PersonRole


class OpenPairing(Command, frozen=True, tag="home/pairing/open"):
    """Open an offer for five minutes and get its codes, shown this once; for the owner.

    Answered by ``{url, qr, code, expires_in_s, landing_url, authority, fingerprint}``. ``url``
    holds the long code and the authority's pin after its ``#``; ``qr`` is the picture to scan,
    rows of ``0`` and ``1`` (dark) without their quiet zone. ``code`` is for typing and makes the
    device ask. ``landing_url`` is where a phone learns to trust the home; ``null`` where other
    machines cannot reach the hub, and ``url`` is good on this one alone then.
    """

    role: PersonRole = "family"
    person_id: Text | None = None
    """Whose further device it is; all the rest is then theirs already."""
    name: Name | None = None
    """Of a new person; the device's own name when left out."""
    area_ids: Areas = ()
    hours: Hours = ()
    expires_at: float | None = None


class CancelPairing(Command, frozen=True, tag="home/pairing/cancel"):
    """Make the open offer worthless; for the owner."""


class ConfirmPairing(Command, frozen=True, tag="home/pairing/confirm"):
    """Say whether the device that asks may come in; for the owner."""

    request_id: Text
    accept: bool


class SubscribePairing(Command, frozen=True, tag="home/pairing/subscribe"):
    """Follow the offer: now and at each change; for the owner.

    Events are ``{type: "pairing/state", state: "closed"|"open"|"asking"|"paired", role, name,
    person_id, expires_in_s, tries_left, request_id, device, words}``.
    """


COMMANDS = (OpenPairing, CancelPairing, ConfirmPairing, SubscribePairing)
