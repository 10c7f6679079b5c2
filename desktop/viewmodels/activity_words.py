"""What happened, in sentences."""

import msgspec

from desktop.backend.api import ActivityEntry
from desktop.viewmodels.details import value_and_unit
from desktop.viewmodels.mirror import HomeMirror
from desktop.viewmodels.state_words import state_word
from desktop.viewmodels.words import translate, with_unit
from embedded_hub.model.state import State


def became_text(entry: ActivityEntry, mirror: HomeMirror, now: float) -> str:
    """Return the word of what an entity became."""
    state = as_it_was(entry, mirror)
    if state is None:
        return entry.value
    value, unit = value_and_unit(state, state.value)
    return with_unit(value, unit) if value else state_word(state, now)


def who_text(entry: ActivityEntry, mirror: HomeMirror) -> str:
    """Return who did it; empty where nobody is known to have."""
    if entry.user_name:
        return entry.user_name
    return mirror.user_names.get(entry.user_id or "", "")


def by_text(when: str, who: str) -> str:
    """Say when something changed and who did it."""
    if who:
        return translate("Activity", "Changed %1 by %2").replace("%1", when).replace("%2", who)
    return translate("Activity", "Changed %1").replace("%1", when)


def as_it_was(entry: ActivityEntry, mirror: HomeMirror) -> State | None:
    """Return the entity's state with the value it had then."""
    state = mirror.states.get(entry.entity_id)
    return msgspec.structs.replace(state, value=entry.value) if state is not None else None
