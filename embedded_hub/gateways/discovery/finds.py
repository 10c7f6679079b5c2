"""What was seen on the network, one entry for each system however it was seen. Pure.

A system may announce several services, have several addresses and come back with others. What
belongs together is told by its identity, where the announcement has one, else by where it is.
"""

import logging
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlsplit

import msgspec

from embedded_hub.gateways.announcement import (
    MIN_IDENTITY_CHARS,
    Announcement,
    Suggestion,
    at_host,
    clean,
    normal_identity,
)
from embedded_hub.gateways.api import GatewayConfig, Manifest
from embedded_hub.model.gateway_find import Found
from embedded_hub.model.ids import GatewayId

MAX_SIGHTINGS = 256
"""A large flat has tens; whoever announces thousands of services is shown no more than this."""
MAX_ID_CHARS = 120
# What a driver that reads without care comes to; announcements hold whatever somebody sends.
_BAD_READING = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)

_log = logging.getLogger(__name__)


class KnownGateway(msgspec.Struct, frozen=True, kw_only=True):
    """A gateway that is configured, as far as it can be recognised."""

    id: GatewayId
    type: str
    host: str | None
    port: int | None
    """``None`` where the settings leave it to the driver."""
    identities: frozenset[str]
    is_connected: bool = False

    @classmethod
    def of(
        cls, config: GatewayConfig, identities: frozenset[str], *, is_connected: bool = False
    ) -> "KnownGateway":
        """Read a configuration.

        Args:
            config: Its settings.
            identities: What its devices are known by.
            is_connected: Whether it answers where its settings say.
        """
        host, port = _place_of(config.options)
        return cls(
            id=config.id,
            type=config.type,
            host=host,
            port=port,
            identities=identities,
            is_connected=is_connected,
        )


class _Sighting(msgspec.Struct, frozen=True, kw_only=True):
    manifest: Manifest
    announcement: Announcement
    suggestion: Suggestion
    seen_at: float

    @property
    def found_id(self) -> str:
        """The same for every sighting of one system."""
        identity = normal_identity(self.suggestion.identity or "")
        if len(identity) < MIN_IDENTITY_CHARS:
            identity = clean(self.announcement.name).casefold() or self.announcement.authority
        return f"{self.manifest.type}:{identity}"[:MAX_ID_CHARS]


class Finds:
    """Everything seen so far.

    Args:
        manifests: Of the drivers there are.
    """

    def __init__(self, manifests: Iterable[Manifest]) -> None:
        self._wants: dict[str, list[Manifest]] = {}
        for manifest in manifests:
            for type_ in manifest.mdns_types:
                self._wants.setdefault(type_, []).append(manifest)
        self._sightings: dict[tuple[str, str, str], _Sighting] = {}

    @property
    def types(self) -> Sequence[str]:
        """The types of services to look for."""
        return tuple(self._wants)

    def see(self, announcement: Announcement, now: float) -> None:
        """Take note of a service, or of a change of it.

        Args:
            announcement: What it says.
            now: Seconds UTC.
        """
        for manifest in self._wants.get(announcement.type, ()):
            try:
                suggestion = (manifest.recognise or at_host)(announcement)
            except _BAD_READING:
                _log.warning("the driver %s cannot read an announcement", manifest.type)
                suggestion = None
            self.suggest(manifest, announcement, suggestion, now)

    def suggest(
        self,
        manifest: Manifest,
        announcement: Announcement,
        suggestion: Suggestion | None,
        now: float,
    ) -> None:
        """Take note of what was made of a service; ``None`` when it is no such system."""
        key = (announcement.type, announcement.name, manifest.type)
        if suggestion is None:
            self._sightings.pop(key, None)
        elif key in self._sightings or len(self._sightings) < MAX_SIGHTINGS:
            self._sightings[key] = _Sighting(
                manifest=manifest, announcement=announcement, suggestion=suggestion, seen_at=now
            )

    def lose(self, type_: str, name: str) -> None:
        """Take note of a service that has gone."""
        for key in [key for key in self._sightings if key[:2] == (type_, name)]:
            del self._sightings[key]

    def lose_before(self, seen_at: float) -> None:
        """Forget what was not seen since a time."""
        for key, one in list(self._sightings.items()):
            if one.seen_at < seen_at:
                del self._sightings[key]

    def found(
        self, known: Sequence[KnownGateway], ignored: frozenset[str] | set[str]
    ) -> Sequence[Found]:
        """Return every system once, sorted by its title.

        Args:
            known: The gateways there are.
            ignored: Ids of what nobody wants to hear of.
        """
        together: dict[str, list[_Sighting]] = {}
        for sighting in self._sightings.values():
            together.setdefault(sighting.found_id, []).append(sighting)
        found = [
            _found(found_id, sightings, known, found_id in ignored)
            for found_id, sightings in together.items()
        ]
        return sorted(found, key=lambda one: (one.title.casefold(), one.id))


def _found(
    found_id: str,
    sightings: Sequence[_Sighting],
    known: Sequence[KnownGateway],
    is_ignored: bool,
) -> Found:
    # The types a driver names first say most about its systems.
    best = min(
        sightings,
        key=lambda one: (
            one.manifest.mdns_types.index(one.announcement.type)
            if one.announcement.type in one.manifest.mdns_types
            else -1
        ),
    )
    manifest, announcement, suggestion = best.manifest, best.announcement, best.suggestion
    options = {
        name: clean(value, 255)
        for name, value in suggestion.options.items()
        if any(option.name == name for option in manifest.options)
    }
    needs = _needs(manifest, options, suggestion)
    holder, is_there = _holder(sightings, known)
    return Found(
        id=found_id,
        gateway_type=manifest.type,
        title=clean(suggestion.title or announcement.name) or manifest.title,
        model=clean(suggestion.model) or None if suggestion.model else None,
        address=announcement.authority,
        host=announcement.host,
        options=options,
        needs=needs,
        guide=manifest.guide if needs or manifest.guide == "button" else "none",
        gateway_id=holder.id if holder else None,
        has_moved=holder is not None and not is_there and not holder.is_connected,
        is_ignored=is_ignored,
        seen_at=max(one.seen_at for one in sightings),
    )


def _needs(
    manifest: Manifest, options: Mapping[str, str], suggestion: Suggestion
) -> tuple[str, ...]:
    is_button = manifest.guide == "button"
    return tuple(
        option.name
        for option in manifest.options
        if option.name in suggestion.needs
        or (
            option.is_required
            and option.default is None
            and option.name not in options
            and not (is_button and option.is_secret)
        )
    )


def _holder(
    sightings: Sequence[_Sighting], known: Sequence[KnownGateway]
) -> tuple[KnownGateway | None, bool]:
    """Return the gateway that has a system already, and whether it is where it is looked for."""
    for one in sightings:
        for gateway in known:
            if gateway.type == one.manifest.type and _is_at(gateway, one):
                return gateway, True
    for one in sightings:
        for gateway in known:
            if gateway.type == one.manifest.type and _is_identical(gateway, one.suggestion):
                return gateway, False
    return None, True


def _is_at(known: KnownGateway, sighting: _Sighting) -> bool:
    announcement = sighting.announcement
    if known.host is None or known.host not in announcement.hosts | {announcement.host}:
        return False
    # Two of a kind may share a host: only the driver's usual port needs not to be told.
    _, told = _place_of(sighting.suggestion.options)
    return known.port == announcement.port or (known.port is None and told is None)


def _is_identical(known: KnownGateway, suggestion: Suggestion) -> bool:
    identity = normal_identity(suggestion.identity or "")
    return len(identity) >= MIN_IDENTITY_CHARS and identity in known.identities


def _place_of(options: Mapping[str, str]) -> tuple[str | None, int | None]:
    """Return host and port a configuration leads to."""
    given = (options.get("url") or options.get("host") or "").strip()
    if not given:
        return None, None
    try:
        parts = urlsplit(given if "//" in given else f"//{given}")
        host, port = parts.hostname, parts.port
    except ValueError:
        return None, None
    stated = options.get("port", "")
    if port is None and stated.isdecimal():
        port = int(stated)
    return host.removesuffix(".") if host else None, port
