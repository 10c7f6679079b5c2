"""How the window stands with its hub, and why it could not join one, in sentences with a way on."""

from typing import Literal

from desktop.backend.api import Link, LinkPhase
from desktop.viewmodels.words import since_text, translate
from embedded_hub.errors import (
    AuthenticationFailed,
    CannotConnect,
    ConfigError,
    HomewireError,
    RequestTimeout,
    UntrustedHub,
    VersionMismatch,
    WrongClock,
)

Remedy = Literal["", "retry", "join"]
"""What a person can do about it: try at once, or come in with a new link."""


def link_notice(link: Link, home_name: str, now: float) -> str:
    """Say how the window stands with its hub; empty when all is well."""
    match link.phase:
        case LinkPhase.CONNECTED:
            return ""
        case LinkPhase.CONNECTING:
            return _connecting(link.code)
        case LinkPhase.LOST:
            return _lost(link, home_name, now)
        case LinkPhase.REFUSED:
            return _refused(link.code)
        case LinkPhase.STOPPED:
            return _stopped(link)


def remedy(link: Link) -> Remedy:
    """Return what a person can do about it."""
    if link.phase is LinkPhase.REFUSED and link.code != VersionMismatch.code:
        return "join"
    if link.phase is LinkPhase.STOPPED and link.code == AuthenticationFailed.code:
        return "join"
    return "" if link.phase in (LinkPhase.CONNECTED, LinkPhase.CONNECTING) else "retry"


def join_failure(error: HomewireError) -> str:
    """Say why a home could not be joined, and what to do."""
    match error:
        case WrongClock():
            return _clock()
        case UntrustedHub():
            return translate(
                "Link",
                "Another hub answers there than the right one. Nothing was sent to it. "
                "Ask the owner for a new link.",
            )
        case AuthenticationFailed() if "left" not in error.details:
            return _refused(error.code)
        case AuthenticationFailed():
            return translate(
                "Link",
                "This code was used already, is older than five minutes, or is not right. "
                "Ask the owner for a new link.",
            )
        case RequestTimeout():
            return translate("Link", "Nobody agreed in time. Ask the owner for a new link.")
        case VersionMismatch():
            return _version()
        case CannotConnect():
            return translate(
                "Link",
                "Nobody answers there. Are both computers on and in the same network, and are "
                "phones let in there?",
            )
        case ConfigError():
            return translate(
                "Link",
                "This is no link to a home. It begins with https:// and ends with a long code; "
                "copy all of it.",
            )
    return translate("Link", "The hub could not do this. Ask the owner for a new link.")


def _connecting(code: str | None) -> str:
    if code is None:
        return translate("Link", "Connecting to the hub …")
    if code == WrongClock.code:
        return _clock()
    return translate(
        "Link",
        "The home does not answer. Is its computer on, and in the same network? "
        "It is tried again and again. Where it has another address now, say so under Join.",
    )


def _lost(link: Link, home_name: str, now: float) -> str:
    if link.code == WrongClock.code:
        return _clock()
    sentence = translate("Link", "%1 is not connected %2. You see what was last known.")
    name = home_name or translate("Link", "The hub")
    return sentence.replace("%1", name).replace("%2", since_text(link.since_at, now))


def _refused(code: str | None) -> str:
    match code:
        case UntrustedHub.code:
            return translate(
                "Link",
                "Another hub answers here than the one you trusted, so nothing is sent to it. If "
                "the home was set up anew, ask the owner for a new link.",
            )
        case VersionMismatch.code:
            return _version()
        case ConfigError.code:
            return translate("Link", "This home's address or key is not right. Join again.")
    return translate(
        "Link",
        "This home does not let this device in any more. Ask the owner for a new link.",
    )


def _stopped(link: Link) -> str:
    if link.code == AuthenticationFailed.code:
        return translate("Link", "There is no key to this home here. Ask its owner for a link.")
    if link.message is not None:
        return translate("Link", "The home could not be opened.") + f" {link.message}"
    return translate("Link", "The hub has stopped.")


def _clock() -> str:
    return translate(
        "Link",
        "The clocks of this computer and of the home differ too much. Set whichever is wrong.",
    )


def _version() -> str:
    return translate("Link", "The home and this program are too far apart. Update the older one.")
