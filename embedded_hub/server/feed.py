"""The live side of one home: what all of its sessions share."""

from embedded_hub.core.events import ScopeChanged, StateChanged
from embedded_hub.core.home import Home
from embedded_hub.server.audiences import EncodedStates
from embedded_hub.server.fanout import Fanout
from embedded_hub.server.limits import ServerLimits
from embedded_hub.server.shapes import state_changed_event
from embedded_hub.server.spoken_files import SpokenFiles
from embedded_hub.server.tasks import Tasks
from embedded_hub.server.user_data import UserData
from embedded_hub.server.visit_timer import VisitTimer
from embedded_hub.server.voice_timer import VoiceTimer


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
        self.visits = VisitTimer(home.people)
        self._unsubscribe = [
            home.bus.subscribe(StateChanged, self._state_changed),
            home.bus.subscribe(ScopeChanged, self._scope_changed),
        ]

    def close(self) -> None:
        """Stop listening to the home."""
        for unsubscribe in self._unsubscribe:
            unsubscribe()
        self.fanout.close()
        self.voice.close()
        self.visits.close()

    def _state_changed(self, event: StateChanged) -> None:
        self.fanout.state_changed(event.entity_id, event.old, event.new)
        if self.fanout.has_event_audiences:
            body = state_changed_event(event.entity_id, event.old, event.new)
            self.fanout.event(event.entity_id, body)

    def _scope_changed(self, event: ScopeChanged) -> None:
        self.fanout.scope_changed(event.scope_key, event.added, event.removed)
