"""Which answer belongs to which question on one connection.

Every command takes the next id. Its ``result`` wakes the one who waits; an ``event`` goes to the
listener registered under its id, which is there before the command leaves because events may
overtake the result.
"""

import asyncio
import logging
from collections.abc import Callable

from embedded_hub.client.incoming import Incoming, error_of
from embedded_hub.errors import HomewireError, LinkError, QuotaExceeded, RemoteProtocolError
from embedded_hub.model.values import JsonValue

logger = logging.getLogger(__name__)

EventListener = Callable[[JsonValue], object]
"""Gets each ``event`` of one subscription, in order; must return at once.

:class:`RemoteProtocolError` from it ends the connection: the peer sends what nobody can read. Any
other exception is its own bug and only logged.
"""

MAX_WAITING = 256
"""Commands in flight on one connection; more is a program running wild."""


class Exchange:
    """The book of open commands and subscriptions of one connection."""

    def __init__(self) -> None:
        self._last_id = 0
        self._waiting: dict[int, asyncio.Future[JsonValue]] = {}
        self._listeners: dict[int, EventListener] = {}
        self._ended: LinkError | None = None

    @property
    def ended(self) -> LinkError | None:
        """Why the connection is over, ``None`` while it lives."""
        return self._ended

    def open(self, listener: EventListener | None = None) -> tuple[int, asyncio.Future[JsonValue]]:
        """Take the next id and what its answer will be put in.

        Raises:
            LinkError: the connection is over.
            QuotaExceeded: :data:`MAX_WAITING` commands are unanswered.
        """
        if self._ended is not None:
            raise _another(self._ended)
        if len(self._waiting) >= MAX_WAITING:
            raise QuotaExceeded(f"{MAX_WAITING} requests are still unanswered.")
        self._last_id += 1
        answer: asyncio.Future[JsonValue] = asyncio.get_running_loop().create_future()
        # Who waited may have left with another error in hand; then nobody asks for this one.
        answer.add_done_callback(lambda done: done.cancelled() or done.exception())
        self._waiting[self._last_id] = answer
        if listener is not None:
            self._listeners[self._last_id] = listener
        return self._last_id, answer

    def forget(self, message_id: int) -> None:
        """Nobody waits for this answer any more; it is dropped when it comes."""
        self._waiting.pop(message_id, None)

    def silence(self, message_id: int) -> None:
        """Drop the listener of a subscription; late events of it are ignored."""
        self._listeners.pop(message_id, None)

    def deliver(self, message: Incoming) -> None:
        """Bring one message to whom it belongs; what belongs to nobody is ignored.

        Raises:
            RemoteProtocolError: a listener could not read its event.
        """
        if message.id is None:
            return
        if message.type == "event":
            self._deliver_event(message.id, message.event)
        elif message.type in ("result", "pong"):
            self._deliver_result(message.id, message)

    def end(self, reason: LinkError) -> None:
        """Wake everyone who waits with the reason; the first call counts."""
        if self._ended is not None:
            return
        self._ended = reason
        for answer in self._waiting.values():
            if not answer.done():
                answer.set_exception(_another(reason))
        self._waiting.clear()
        self._listeners.clear()

    def _deliver_result(self, message_id: int, message: Incoming) -> None:
        answer = self._waiting.pop(message_id, None)
        if answer is None or answer.done():
            return
        if message.success:
            answer.set_result(message.result)
        else:
            self._listeners.pop(message_id, None)
            error: HomewireError = error_of(message)
            answer.set_exception(error)

    def _deliver_event(self, message_id: int, event: JsonValue) -> None:
        listener = self._listeners.get(message_id)
        if listener is None:
            return
        try:
            listener(event)
        except RemoteProtocolError:  # the event cannot be read: what follows it cannot either
            raise
        except Exception:  # the boundary "bus listener": one listener's bug is its own
            logger.exception("A listener of subscription %d failed", message_id)


def _another(error: LinkError) -> LinkError:
    """Return an equal error: one instance raised in many tasks would collect their tracebacks."""
    return type(error)(error.message, details=error.details)
