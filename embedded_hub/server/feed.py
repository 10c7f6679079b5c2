"""The live side of one home: what all of its sessions share."""

from collections.abc import Callable

from embedded_hub.core.events import ScopeChanged, StateChanged, TokenRevoked
from embedded_hub.core.home import Home
from embedded_hub.server.audiences import EncodedStates
from embedded_hub.server.fanout import Fanout
from embedded_hub.server.limits import ServerLimits
from embedded_hub.server.shapes import state_changed_event
from embedded_hub.server.spoken_files import SpokenFiles
from embedded_hub.server.tasks import Tasks
from embedded_hub.server.user_data import UserData
from embedded_hub.server.voice_timer import VoiceTimer

EndSession = Callable[[], None]


class HomeFeed:
    """Connects one home's bus to its clients.

    Args:
        home: The home.
        limits: What a client may cost.
        tasks: Owns the work its commands start.
    """

    def __init__(self, home: Home, limits: ServerLimits, tasks: Tasks) -> None:
        self.home = home
        self.limits = limits
        self.tasks = tasks
        self.encoded = EncodedStates(home.states.view())
        self.fanout = Fanout(self.encoded, limits)
        self.user_data = UserData(home.records)
        self.voice = VoiceTimer(home.intercom, home.clock)
        self.spoken = SpokenFiles(home.clock)
        self._sessions: dict[str, set[EndSession]] = {}
        self._unsubscribe = [
            home.bus.subscribe(StateChanged, self._state_changed),
            home.bus.subscribe(ScopeChanged, self._scope_changed),
            home.bus.subscribe(TokenRevoked, self._token_revoked),
        ]

    def enter(self, token_id: str, end: EndSession) -> None:
        """Note a session and how to end it when its token is revoked."""
        self._sessions.setdefault(token_id, set()).add(end)

    def leave(self, token_id: str, end: EndSession) -> None:
        """Forget a session."""
        sessions = self._sessions.get(token_id, set())
        sessions.discard(end)
        if not sessions:
            self._sessions.pop(token_id, None)

    def close(self) -> None:
        """Stop listening to the home."""
        for unsubscribe in self._unsubscribe:
            unsubscribe()
        self.fanout.close()
        self.voice.close()

    def _state_changed(self, event: StateChanged) -> None:
        self.fanout.state_changed(event.entity_id, event.old, event.new)
        if self.fanout.has_event_audiences:
            body = state_changed_event(event.entity_id, event.old, event.new)
            self.fanout.event(event.entity_id, body)

    def _scope_changed(self, event: ScopeChanged) -> None:
        self.fanout.scope_changed(event.scope_key, event.added, event.removed)

    def _token_revoked(self, event: TokenRevoked) -> None:
        for end in list(self._sessions.get(event.token_id, ())):
            end()
