"""Tells phones of what their person would want to know, one queue and one task each.

What is told: text messages, talk that was not heard, and new notices, to whom they are for, on
devices that are not connected now, outside of quiet hours. What is for a room is for those in it:
only a guest of that room is told, and everybody of what is urgent. A phone that cannot be reached
is tried again with growing waits for as long as the letter is worth anything; the oldest letters
give way to newer ones.
"""

import asyncio
import importlib.util
import logging
import random
from collections import deque
from collections.abc import Awaitable, Callable
from ssl import SSLContext

from embedded_hub.core.backoff import full_jitter_s
from embedded_hub.core.events import BurstKept, MessagePosted, NoticeChanged, TokenRevoked
from embedded_hub.core.home import Home
from embedded_hub.core.intercom.conversations import may_know
from embedded_hub.core.intercom.talk_groups import GroupKind
from embedded_hub.core.notices import is_for
from embedded_hub.core.people import Principal, Role
from embedded_hub.core.ports import SecretStore
from embedded_hub.core.push import PushSubscription
from embedded_hub.errors import NotFound, StorageError
from embedded_hub.model.voice import TalkPriority
from embedded_hub.push.letter import (
    Letter,
    letter_of_message,
    letter_of_notice,
    letter_of_talk,
    trial_letter,
)
from embedded_hub.push.post import Fate, Post, load_signer

_LOG = logging.getLogger(__name__)
MAX_WAITING = 20
"""Letters of one phone: more than it would show."""
FIRST_WAIT_S = 5.0
LONGEST_WAIT_S = 3600.0


class PushDelivery:
    """Pushes for one home, while its owner wishes it.

    Args:
        home: The home.
        secrets: Keeps the hub's key.
        tls: How to check a push service's certificate; the system's own rules when left out.
        sleep: Waits; handed in so that a test need not.
        draw: Gives a random number in ``[0, 1)``.
    """

    def __init__(
        self,
        home: Home,
        secrets: SecretStore,
        *,
        tls: SSLContext | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        draw: Callable[[], float] = random.random,
    ) -> None:
        self._home = home
        self._draw = draw
        self._secrets = secrets
        self._tls = tls
        self._sleep = sleep
        self._post: Post | None = None
        self._couriers: dict[str, Courier] = {}
        self._switching = asyncio.Lock()
        home.push.can_push = importlib.util.find_spec("pywebpush") is not None
        home.push.trial = self.try_out
        home.push.on_switch = self.start
        self._unsubscribe = [
            home.bus.subscribe(MessagePosted, self._message_posted),
            home.bus.subscribe(BurstKept, self._burst_kept),
            home.bus.subscribe(NoticeChanged, self._notice_changed),
            home.bus.subscribe(TokenRevoked, lambda event: self._forget(event.token_id)),
        ]

    async def start(self) -> None:
        """Get ready where pushing is on, and end it where it is off."""
        push = self._home.push
        async with self._switching:
            try:
                if not (push.is_on and push.can_push):
                    await self._close()
                elif self._post is None:
                    self._post = Post(await load_signer(self._secrets), self._tls)
            except StorageError as error:
                _LOG.warning("push messages cannot be sent: %s", error)
            push.public_key = None if self._post is None else self._post.signer.public_key

    async def stop(self) -> None:
        """End every delivery; what was not handed over is lost."""
        for unsubscribe in self._unsubscribe:
            unsubscribe()
        self._home.push.on_switch = self._home.push.trial = None
        async with self._switching:
            await self._close()

    def try_out(self, principal: Principal) -> bool:
        """Push a trial to a device, connected or not; False when it has no subscription."""
        subscription = self._home.push.of(principal.token_id)
        if subscription is None or self._post is None:
            return False
        now = self._home.clock.utc_s()
        self._give(subscription, trial_letter(self._home.settings.name, now))
        return True

    # --- what happens -------------------------------------------------------------------------

    def _message_posted(self, event: MessagePosted) -> None:
        message, messages = event.message, self._home.messages

        def written_to(principal: Principal) -> Letter | None:
            is_own = principal.user.id == message.user_id
            if is_own or not self._concerns(principal, message.channel, message.priority):
                return None
            if not messages.may_read(principal, message):
                return None
            conversation = messages.conversation(principal, message.channel, message.user_id)
            return letter_of_message(message, conversation)

        self._tell(message.priority, written_to)

    def _burst_kept(self, event: BurstKept) -> None:
        burst, home = event.burst, self._home

        def said_to(principal: Principal) -> Letter | None:
            user_id = principal.user.id
            if user_id == burst.user_id or user_id in event.heard_by:
                return None
            if not self._concerns(principal, burst.channel, burst.priority):
                return None
            if not may_know(home.intercom.past.reader_of(principal), burst):
                return None
            conversation = home.messages.conversation(principal, burst.channel, burst.user_id)
            return letter_of_talk(burst, conversation)

        self._tell(burst.priority, said_to)

    def _notice_changed(self, event: NoticeChanged) -> None:
        notice = event.notice
        if event.kind == "removed" or not event.is_fresh:
            return
        letter = letter_of_notice(notice, self._home.clock.utc_s())
        self._tell(
            int(notice.severity.priority),
            lambda principal: letter if is_for(notice, principal) else None,
        )

    def _tell(self, priority: int, letter_for: Callable[[Principal], Letter | None]) -> None:
        if self._post is None:
            return
        for subscription in self._home.push.all():
            principal = self._home.people.holder(subscription.token_id)
            if principal is None or self._home.sessions.of(subscription.token_id):
                continue
            if self._home.intercom.is_quiet(principal.user.id, priority):
                continue
            letter = letter_for(principal)
            if letter is not None:
                self._give(subscription, letter)

    # --- parts --------------------------------------------------------------------------------

    def _concerns(self, principal: Principal, channel: str, priority: int) -> bool:
        try:
            kind = self._home.intercom.groups.get(channel).kind
        except NotFound:
            return False
        if kind is GroupKind.ROOM:
            return principal.role is Role.GUEST or priority >= TalkPriority.URGENT
        return kind is not GroupKind.HOUSE

    def _give(self, subscription: PushSubscription, letter: Letter) -> None:
        courier = self._couriers.get(subscription.token_id)
        if courier is not None and courier.subscription != subscription:
            self._forget(subscription.token_id)
            courier = None
        if courier is None and self._post is not None:
            courier = Courier(
                subscription, self._post, self._home, sleep=self._sleep, draw=self._draw
            )
            self._couriers[subscription.token_id] = courier
        if courier is not None:
            courier.take(letter)

    def _forget(self, token_id: str) -> None:
        if (courier := self._couriers.pop(token_id, None)) is not None:
            courier.cancel()

    async def _close(self) -> None:
        couriers, self._couriers = self._couriers, {}
        for courier in couriers.values():
            await courier.close()
        post, self._post = self._post, None
        if post is not None:
            await post.close()


class Courier:
    """Brings one phone its letters, in order, and keeps trying."""

    def __init__(
        self,
        subscription: PushSubscription,
        post: Post,
        home: Home,
        *,
        sleep: Callable[[float], Awaitable[None]],
        draw: Callable[[], float],
    ) -> None:
        self._draw = draw
        self.subscription = subscription
        self._post = post
        self._home = home
        self._sleep = sleep
        self._waiting: deque[tuple[Letter, float]] = deque(maxlen=MAX_WAITING)
        self._task: asyncio.Task[None] | None = None

    def take(self, letter: Letter) -> None:
        """Bring a letter; one of the same topic that still waits is thrown away."""
        ends_s = self._home.clock.monotonic_s() + letter.ttl_s
        if letter.topic is not None:
            kept = [one for one in self._waiting if one[0].topic != letter.topic]
            self._waiting = deque(kept, maxlen=MAX_WAITING)
        self._waiting.append((letter, ends_s))
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._run())

    def cancel(self) -> None:
        """Stop; what waits is thrown away."""
        self._waiting.clear()
        if self._task is not None:
            self._task.cancel()

    async def close(self) -> None:
        """Stop and return when nothing is under way."""
        task = self._task
        self.cancel()
        if task is not None:
            await asyncio.gather(task, return_exceptions=True)

    async def _run(self) -> None:
        failures = 0
        try:
            while self._waiting:
                letter, ends_s = self._waiting.popleft()
                if self._home.clock.monotonic_s() > ends_s:
                    continue
                posted = await self._post.send(self.subscription, letter, self._home.clock.utc_s())
                if posted.fate is Fate.GONE:
                    await self._give_up()
                    return
                if posted.fate is Fate.REFUSED:
                    _LOG.info("a push message was refused: %s", posted.why)
                if posted.fate is not Fate.LATER:
                    failures = 0
                    continue
                if len(self._waiting) < MAX_WAITING:
                    self._waiting.appendleft((letter, ends_s))
                jitter_s = full_jitter_s(
                    failures, self._draw(), first_s=FIRST_WAIT_S, cap_s=LONGEST_WAIT_S
                )
                failures += 1
                await self._sleep(max(posted.wait_s or 0.0, jitter_s))
        finally:
            self._task = None

    async def _give_up(self) -> None:
        self._waiting.clear()
        _LOG.info("a phone does not want push messages any more")
        try:
            await self._home.push.drop(self.subscription.token_id)
        except StorageError as error:
            _LOG.warning("a push subscription could not be forgotten: %s", error)
