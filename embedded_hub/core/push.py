"""Who wants to be told on a phone whose page is closed: subscriptions, and whether that is on.

What is pushed leaves the house: a phone's maker carries it, encrypted so that only the phone reads
it, but knowing when and to which phone. It is therefore off until the owner turns it on, and a
subscription leads only to the push services browsers use: never into somebody's own network.
"""

import base64
import binascii
from collections.abc import Awaitable, Callable, Iterable, Sequence
from urllib.parse import urlsplit

import msgspec

from embedded_hub.core.bus import Bus
from embedded_hub.core.clock import Clock
from embedded_hub.core.events import TokenRevoked
from embedded_hub.core.people import People, Principal
from embedded_hub.core.ports import Record, RecordStore
from embedded_hub.errors import InvalidInfo, NotAllowed

PUSH_RECORD = "push"
_SETTINGS = "settings"
SERVICES = (
    "fcm.googleapis.com",
    "updates.push.services.mozilla.com",
    "web.push.apple.com",
    ".notify.windows.com",
)
"""Where browsers' subscriptions lead; with a dot before it, every host under that name."""
MAX_ENDPOINT_CHARS = 1024
_POINT_BYTES = 65
_AUTH_BYTES = 16
_UNCOMPRESSED = 4


class PushSubscription(msgspec.Struct, frozen=True, kw_only=True):
    """One device's way to be told; keys as the browser gave them, base64url."""

    token_id: str
    endpoint: str
    p256dh: str
    auth: str
    created_at: float


class _Settings(msgspec.Struct, frozen=True, kw_only=True):
    is_on: bool = False


class Push:
    """The push subscriptions of one home."""

    def __init__(self, bus: Bus, store: RecordStore, people: People, clock: Clock) -> None:
        self._store = store
        self._people = people
        self._clock = clock
        self._subscriptions: dict[str, PushSubscription] = {}
        self._settings = _Settings()
        self.services: Sequence[str] = SERVICES
        """Where a subscription may lead."""
        self.public_key: str | None = None
        """What browsers subscribe with, base64url; ``None`` while nothing can be pushed."""
        self.can_push = False
        """Whether this program carries what pushing needs."""
        self.on_switch: Callable[[], Awaitable[None]] | None = None
        """Called when it was turned on or off; returns when that holds."""
        self.trial: Callable[[Principal], bool] | None = None
        """Pushes a trial to a device; False when it cannot be."""
        bus.subscribe(TokenRevoked, self._token_revoked)

    def load(self, records: Iterable[Record]) -> None:
        """Take what was on the disk, of devices that may still come in."""
        known = {token.id for token in self._people.tokens()}
        for record in records:
            if record.kind != PUSH_RECORD or record.body is None:
                continue
            if record.id == _SETTINGS:
                self._settings = msgspec.json.decode(record.body, type=_Settings)
            elif record.id in known:
                one = msgspec.json.decode(record.body, type=PushSubscription)
                self._subscriptions[one.token_id] = one

    @property
    def is_on(self) -> bool:
        """Whether the owner has turned it on."""
        return self._settings.is_on

    def all(self) -> Sequence[PushSubscription]:
        """Return every subscription."""
        return tuple(self._subscriptions.values())

    def of(self, token_id: str) -> PushSubscription | None:
        """Return a device's subscription."""
        return self._subscriptions.get(token_id)

    async def switch(self, is_on: bool) -> None:
        """Turn pushing on or off; off forgets every subscription.

        Raises:
            StorageError: it could not be kept; nothing changed.
        """
        gone = [] if is_on else [_record(token_id, None) for token_id in self._subscriptions]
        settings = _Settings(is_on=is_on)
        body = msgspec.json.encode(settings)
        await self._store.save([Record(kind=PUSH_RECORD, id=_SETTINGS, body=body), *gone])
        self._settings = settings
        if not is_on:
            self._subscriptions.clear()
        if self.on_switch is not None:
            await self.on_switch()

    async def subscribe(
        self, principal: Principal, endpoint: str, p256dh: str, auth: str
    ) -> PushSubscription:
        """Keep where a device is told; the one before is replaced.

        Raises:
            NotAllowed: the owner has not turned it on.
            InvalidInfo: it leads somewhere else than to a push service, or its keys are none.
            StorageError: it could not be kept.
        """
        if not self.is_on:
            raise NotAllowed("push messages are off in this home")
        self._check_endpoint(endpoint)
        _check_keys(p256dh, auth)
        subscription = PushSubscription(
            token_id=principal.token_id,
            endpoint=endpoint,
            p256dh=p256dh,
            auth=auth,
            created_at=self._clock.utc_s(),
        )
        # One address is one browser: after signing in anew it must not be told twice.
        same = [one.token_id for one in self.all() if one.endpoint == endpoint]
        gone = [_record(one, None) for one in same if one != subscription.token_id]
        kept = _record(subscription.token_id, msgspec.json.encode(subscription))
        await self._store.save([*gone, kept])
        for token_id in same:
            self._subscriptions.pop(token_id, None)
        self._subscriptions[subscription.token_id] = subscription
        return subscription

    async def drop(self, token_id: str) -> None:
        """Forget a device's subscription; one that is not there is fine.

        Raises:
            StorageError: it could not be forgotten for good.
        """
        if self._subscriptions.pop(token_id, None) is not None:
            await self._store.save([_record(token_id, None)])

    def _check_endpoint(self, endpoint: str) -> None:
        try:
            parts = urlsplit(endpoint)
            host, is_named = parts.netloc.lower(), parts.username is None
        except ValueError as error:
            raise InvalidInfo("the push address is none") from error
        is_known = any(
            host.endswith(one) if one.startswith(".") else host == one for one in self.services
        )
        is_whole = parts.scheme == "https" and is_named and len(endpoint) <= MAX_ENDPOINT_CHARS
        if not (is_whole and is_known and endpoint.isascii() and endpoint.isprintable()):
            raise InvalidInfo("the push address leads to no push service", details={"host": host})

    def _token_revoked(self, event: TokenRevoked) -> None:
        # From the disk it went with its token.
        self._subscriptions.pop(event.token_id, None)


def _record(token_id: str, body: bytes | None) -> Record:
    return Record(kind=PUSH_RECORD, id=token_id, body=body)


def _check_keys(p256dh: str, auth: str) -> None:
    point, secret = _decoded(p256dh), _decoded(auth)
    is_point = len(point) == _POINT_BYTES and point[0] == _UNCOMPRESSED
    if not is_point or len(secret) != _AUTH_BYTES:
        raise InvalidInfo("the keys of a push subscription are a P-256 point and 16 bytes")


def _decoded(text: str) -> bytes:
    try:
        padded = text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4)
        return base64.b64decode(padded, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return b""
