"""Who may see and do what: one place, on resolved entity ids, never on what a message says.

=======  =============================  ==================================  ===============
role     sees                           controls                            administers
=======  =============================  ==================================  ===============
owner    everything                     everything                          everything
family   everything                     everything                          nothing
guest    its areas, no locks or alarms  what it sees                        nothing
tester   everything but where people    what a simulator carries            nothing
         really are
gateway  nothing                        nothing                             nothing
=======  =============================  ==================================  ===============

People with the same rights share a :class:`Scope`, so that a state is encoded once for all of
them; a guest has one of their own, for their areas and hours are theirs alone and change while they
are connected. A scope is resolved when rights or places change, not when a state does.
"""

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet

import msgspec

from embedded_hub.core.bus import Bus
from embedded_hub.core.events import RegistryUpdated, RightsChanged, ScopeChanged
from embedded_hub.core.people import Principal, Role, User
from embedded_hub.core.registry import Registry
from embedded_hub.errors import ActionDenied, Unauthorized
from embedded_hub.model.ids import DeviceId, EntityId, GatewayId
from embedded_hub.model.registry import Entity

LOCATION_DOMAINS = frozenset({"person", "device_tracker", "zone"})
"""What tells where the family is; a tester gets it of simulated people only."""
GUARDED_DOMAINS = frozenset({"lock", "alarm_control_panel", "camera"}) | LOCATION_DOMAINS
"""What a guest never gets by being in a room."""


class Scope:
    """The entities one group of people may see, kept up to date.

    ``key`` is equal for people with equal rights; :attr:`visible` is ``None`` for those who see
    all.
    """

    def __init__(self, key: str, visible: frozenset[EntityId] | None) -> None:
        self.key = key
        self._visible = None if visible is None else set(visible)

    @property
    def visible(self) -> AbstractSet[EntityId] | None:
        """What they see now; copy it to keep it."""
        return self._visible

    def change(self, added: Iterable[EntityId], removed: Iterable[EntityId]) -> None:
        """Open some entities to these people and close others."""
        if self._visible is not None:
            self._visible.update(added)
            self._visible.difference_update(removed)

    def sees(self, entity_id: EntityId) -> bool:
        """Say whether these people may know of the entity at all."""
        return self._visible is None or entity_id in self._visible


class Permissions:
    """Answers every question about rights in one home."""

    def __init__(
        self, bus: Bus, registry: Registry, is_simulated: Callable[[GatewayId], bool]
    ) -> None:
        self._bus = bus
        self._registry = registry
        self._is_simulated = is_simulated
        self._scopes: dict[str, tuple[Scope, User]] = {}
        bus.subscribe(RegistryUpdated, self._registry_updated)
        bus.subscribe(RightsChanged, self._rights_changed)

    def scope_of(self, principal: Principal) -> Scope:
        """Return the scope these rights share; the same object for the same rights."""
        return self.scope_for(principal.user)

    def scope_for(self, user: User) -> Scope:
        """Return the same for somebody who need not be here."""
        key = _scope_key(user)
        if key not in self._scopes:
            self._scopes[key] = (Scope(key, self._resolve(user)), user)
        return self._scopes[key][0]

    def can_control(self, principal: Principal, entity: Entity) -> bool:
        """Say whether this person may act on an entity they can see."""
        if not self.scope_of(principal).sees(entity.entity_id):
            return False
        match principal.role:
            case Role.OWNER | Role.FAMILY | Role.GUEST:
                return True
            case Role.TESTER:
                return self._is_simulated(entity.gateway_id)
            case Role.GATEWAY:
                return False

    def require_admin(self, principal: Principal) -> None:
        """Pass for those who may change how the home is set up.

        Raises:
            Unauthorized: for everybody else.
        """
        if principal.role is not Role.OWNER:
            raise Unauthorized("only the owner may do this")

    def is_resident(self, principal: Principal) -> bool:
        """Say whether somebody lives here."""
        return principal.role in (Role.OWNER, Role.FAMILY)

    def require_resident(self, principal: Principal) -> None:
        """Pass for those who live here, whom the home's notices are for.

        Raises:
            ActionDenied: for everybody else.
        """
        if not self.is_resident(principal):
            raise ActionDenied("the notices of a home are for those who live there")

    def require_client(self, principal: Principal) -> None:
        """Pass for those who may use the client API at all.

        Raises:
            Unauthorized: for a gateway, which only reports.
        """
        if principal.role is Role.GATEWAY:
            raise Unauthorized("a gateway's token cannot be used here")

    def _resolve(self, user: User) -> frozenset[EntityId] | None:
        match user.role:
            case Role.OWNER | Role.FAMILY:
                return None
            case Role.GATEWAY:
                return frozenset()
            case Role.GUEST | Role.TESTER:
                return frozenset(
                    entity.entity_id
                    for entity in self._registry.entities.all()
                    if self._is_open_to(user, entity)
                )

    def _rights_changed(self, event: RightsChanged) -> None:
        key = _guest_key(event.user_id)
        if key not in self._scopes:
            return
        scope, before = self._scopes[key]
        user = msgspec.structs.replace(before, area_ids=event.area_ids)
        self._scopes[key] = scope, user
        now, seen = self._resolve(user) or frozenset(), scope.visible or frozenset()
        self._change(scope, now - seen, seen - now)

    def _registry_updated(self, event: RegistryUpdated) -> None:
        if event.kind not in {"entity", "device"}:
            return
        touched = self._touched(event)
        for scope, user in self._scopes.values():
            if scope.visible is None or user.role is Role.GATEWAY:
                continue
            # Only what the event is about is judged anew: a gateway may describe ten thousand
            # entities at once, and each is an event.
            opened = frozenset(
                entity_id
                for entity_id, entity in touched.items()
                if entity is not None and self._is_open_to(user, entity)
            )
            self._change(scope, opened - scope.visible, (touched.keys() - opened) & scope.visible)

    def _change(
        self, scope: Scope, added: AbstractSet[EntityId], removed: AbstractSet[EntityId]
    ) -> None:
        if added or removed:
            added, removed = frozenset(added), frozenset(removed)
            scope.change(added, removed)
            self._bus.publish(ScopeChanged(scope_key=scope.key, added=added, removed=removed))

    def _touched(self, event: RegistryUpdated) -> dict[EntityId, Entity | None]:
        if event.kind == "entity":
            return {EntityId(event.id): self._registry.entities.get(event.id)}
        carried = self._registry.entities_of_device(DeviceId(event.id))
        return {entity.entity_id: entity for entity in carried}

    def _is_open_to(self, user: User, entity: Entity) -> bool:
        if user.role is Role.TESTER:
            is_location = entity.domain in LOCATION_DOMAINS
            return not is_location or self._is_simulated(entity.gateway_id)
        is_guarded = entity.domain in GUARDED_DOMAINS
        return not is_guarded and self._registry.area_of(entity) in user.area_ids


def _guest_key(user_id: str) -> str:
    return f"guest:{user_id}"


def _scope_key(user: User) -> str:
    if user.role is Role.GUEST:
        # Each has their own: its areas and hours change while they are connected.
        return _guest_key(user.id)
    if user.role is Role.TESTER:
        return "tester"
    return "all" if user.role is not Role.GATEWAY else "none"
