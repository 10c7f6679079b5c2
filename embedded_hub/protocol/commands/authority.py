"""What others know the hub by: its certificate authority, and the one to follow it."""

from embedded_hub.protocol.base import Command


class GetAuthority(Command, frozen=True, tag="home/authority"):
    """Read by what the hub is known, and where it is reached.

    Answered by ``{addresses, landing_url, authority, fingerprint, pin, next_pin, rotates_at}``;
    all but ``addresses`` are ``null`` where the hub does not speak TLS.
    """


class RotateAuthority(Command, frozen=True, tag="home/authority/rotate"):
    """Let another authority take over in a month; for the owner.

    Programs that pinned the present one learn of it by themselves when they connect. Phones have
    to trust it meanwhile, as they did the first. Answered as ``home/authority``.
    """


COMMANDS = (GetAuthority, RotateAuthority)
