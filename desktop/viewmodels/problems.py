"""The problems people are shown until they put them away: one per entity, and the hub's own."""

import msgspec

from desktop.viewmodels.face import Face
from embedded_hub.model.ids import EntityId


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """One problem on screen."""

    id: int
    text: str
    detail: str
    """The technical line, for "Copy details"."""
    kind: str
    entity_id: EntityId | None = None

    def as_map(self) -> Face:
        """Return it as QML reads it."""
        return {
            "id": self.id,
            "text": self.text,
            "detail": self.detail,
            "kind": self.kind,
            "entityId": self.entity_id or "",
            "canRetry": self.entity_id is not None,
        }


class Problems:
    """Newest last; a new problem of an entity replaces its old one."""

    MOST = 5
    """More at once is a broken gateway, whose own notice says it better."""

    def __init__(self) -> None:
        self._shown: list[Shown] = []
        self._last_id = 0

    def add(self, text: str, detail: str, kind: str, entity_id: EntityId | None = None) -> None:
        """Show one."""
        if entity_id is not None:
            self.drop_entity(entity_id)
        self._last_id += 1
        self._shown.append(
            Shown(id=self._last_id, text=text, detail=detail, kind=kind, entity_id=entity_id)
        )
        del self._shown[: -self.MOST]

    def get(self, problem_id: int) -> Shown | None:
        """Return one that is still shown."""
        return next((one for one in self._shown if one.id == problem_id), None)

    def drop(self, problem_id: int) -> None:
        """Put one away."""
        self._shown = [one for one in self._shown if one.id != problem_id]

    def drop_entity(self, entity_id: EntityId) -> bool:
        """Put an entity's away; say whether there was one."""
        before = len(self._shown)
        self._shown = [one for one in self._shown if one.entity_id != entity_id]
        return len(self._shown) != before

    def as_list(self) -> list[Face]:
        """Return all as QML reads them."""
        return [one.as_map() for one in self._shown]
