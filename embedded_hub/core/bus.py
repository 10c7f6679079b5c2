"""One home's bus: typed events to plain functions, in order, none able to hurt another."""

import logging
from collections.abc import Callable
from typing import TypeVar

from embedded_hub.core.events import Event

_LOG = logging.getLogger(__name__)
_E = TypeVar("_E", bound=Event)
Unsubscribe = Callable[[], None]


class Bus:
    """Delivers each event to every listener of its type, in the order they subscribed.

    Listeners run at once, inside :meth:`publish`; they must return quickly and may publish in
    turn. One that raises is logged and the next is called.
    """

    def __init__(self) -> None:
        self._listeners: dict[type, list[Callable[..., None]]] = {}

    def subscribe(self, event_type: type[_E], listener: Callable[[_E], None]) -> Unsubscribe:
        """Call ``listener`` with each event of that type until the returned function is called."""
        listeners = self._listeners.setdefault(event_type, [])
        listeners.append(listener)

        def unsubscribe() -> None:
            if listener in listeners:
                listeners.remove(listener)

        return unsubscribe

    def publish(self, event: Event) -> None:
        """Deliver one event. Never raises."""
        for listener in tuple(self._listeners.get(type(event), ())):
            try:
                listener(event)
            except Exception:  # noqa: BLE001 - the bus boundary: the others must still hear
                _LOG.exception("listener failed on %s", type(event).__name__)
