"""Carries out what people ask for: resolve, check, route, and say how it ended.

Nothing is queued and nothing is sent twice: an action goes to a connected gateway at once or ends
as not connected; a repeated ``cmd_id`` gets the first one's outcome. ``toggle`` is made a target
state here, so that what travels can be understood only one way.
"""

import asyncio
import secrets
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Container, Mapping, Sequence

import msgspec

from embedded_hub.core.bus import Bus
from embedded_hub.core.clock import Clock
from embedded_hub.core.context import Contexts
from embedded_hub.core.events import ActionCalled
from embedded_hub.core.notice_actions import NOTICE_DOMAINS, NoticeActions
from embedded_hub.core.people import Principal
from embedded_hub.core.permissions import Permissions
from embedded_hub.core.states import States
from embedded_hub.core.targets import Target, Targets
from embedded_hub.errors import (
    ERRORS_BY_CODE,
    ActionDenied,
    ActionError,
    ActionFailed,
    ActionInvalid,
    ActionTimeout,
    ActionUnsupported,
    HomewireError,
    NotConnected,
    ServiceNotFound,
)
from embedded_hub.model import capability
from embedded_hub.model.action import Action, Outcome, OutcomeKind
from embedded_hub.model.ids import EntityId, GatewayId
from embedded_hub.model.registry import Entity
from embedded_hub.model.state import Context, State
from embedded_hub.model.values import JsonObject, JsonValue

DEFAULT_TIMEOUT_S = 10.0
MAX_TIMEOUT_S = 120.0
GENERIC_DOMAIN = "homeassistant"
_GRACE_S = 2.0
"""A gateway ends its actions itself; this much later the home stops waiting for its answer."""
_REMEMBERED_OUTCOMES = 1024
_REMEMBERED_FOR_S = 600.0

Route = Callable[[Action], Awaitable[Outcome]]


class Call(msgspec.Struct, frozen=True, kw_only=True):
    """One request, as it came off the wire."""

    domain: str
    name: str
    arguments: JsonObject
    target: Target
    expires_in_s: float | None = None
    cmd_id: str | None = None
    wants_response: bool = False
    """Whether the asker waits for an answer besides how it ended."""
    withheld: frozenset[str] = frozenset()
    """Domains this way of asking does not reach, whoever asks."""


class CallResult(msgspec.Struct, frozen=True, kw_only=True):
    """What a successful call gives back."""

    context: Context
    response: Mapping[str, JsonValue]
    """By entity id, what those answered that answer."""


class Actions:
    """Carries out the actions of one home."""

    def __init__(
        self,
        *,
        bus: Bus,
        clock: Clock,
        states: States,
        targets: Targets,
        permissions: Permissions,
        contexts: Contexts,
        notices: NoticeActions,
        route_to: Callable[[GatewayId], Route | None],
    ) -> None:
        self._bus = bus
        self._clock = clock
        self._states = states
        self._targets = targets
        self._permissions = permissions
        self._contexts = contexts
        self._notices = notices
        self._route_to = route_to
        self._calls: OrderedDict[tuple[str, str], tuple[float, asyncio.Future[CallResult]]] = (
            OrderedDict()
        )

    async def call(self, principal: Principal, call: Call) -> CallResult:
        """Carry out one request and return when every entity it means has answered.

        Raises:
            ActionError: how it ended, when not done; the first failure when there are several.
            StorageError: a notice could not be kept.
        """
        if call.cmd_id is None:
            return await self._call(principal, call)
        key = (principal.user.id, call.cmd_id)
        self._forget_old_calls()
        if (known := self._calls.get(key)) is not None:
            return await asyncio.shield(known[1])
        future: asyncio.Future[CallResult] = asyncio.get_running_loop().create_future()
        # A repeat may never come: without this an unread failure would be reported as lost.
        future.add_done_callback(lambda done: done.cancelled() or done.exception())
        self._calls[key] = (self._clock.monotonic_s(), future)
        try:
            result = await self._call(principal, call)
        except ActionError as error:
            future.set_exception(error)
            raise
        except BaseException:
            future.set_exception(ActionTimeout("the first request was cut short"))
            raise
        future.set_result(result)
        return result

    async def _call(self, principal: Principal, call: Call) -> CallResult:
        context = self._contexts.new(user_id=principal.user.id)
        if call.domain in NOTICE_DOMAINS:
            self._permissions.require_resident(principal)
            await self._notices.call(call.domain, call.name, call.arguments)
            return CallResult(context=context, response={})
        if call.domain not in capability.DOMAINS and call.domain != GENERIC_DOMAIN:
            raise _no_such_action(call)
        if call.wants_response and not _can_answer(call):
            raise ActionUnsupported(f"{call.domain}.{call.name} gives no answer")
        if call.target.is_empty:
            if call.name not in _actions_of(call.domain):
                raise _no_such_action(call)
            raise ActionInvalid("the action names nothing to act on", details={"field": "target"})
        actions = self._plan(principal, call, context)
        self._bus.publish(
            ActionCalled(
                domain=call.domain,
                name=call.name,
                payload={**call.arguments, "entity_id": [one.entity_id for one, _ in actions]},
                context=context,
                at=self._clock.utc_s(),
            )
        )
        outcomes = await asyncio.gather(*(self._act(one, route) for one, route in actions))
        return CallResult(context=context, response=_collect(actions, outcomes))

    # --- planning -----------------------------------------------------------------------------

    def _plan(
        self, principal: Principal, call: Call, context: Context
    ) -> Sequence[tuple[Action, GatewayId]]:
        chosen = self._targets.resolve(principal, call.target)
        planned: list[tuple[Action, GatewayId]] = []
        for entity in chosen.named:
            if entity.domain in call.withheld:
                raise ActionDenied(
                    f"{entity.entity_id} is not for this connection",
                    details={"entity_id": entity.entity_id},
                )
            if not self._permissions.can_control(principal, entity):
                raise ActionDenied(
                    f"you may not control {entity.entity_id}",
                    details={"entity_id": entity.entity_id},
                )
            planned.append((self._action(entity, call, context), entity.gateway_id))
        for entity in chosen.found:
            is_withheld = entity.domain in call.withheld
            if is_withheld or not self._permissions.can_control(principal, entity):
                continue
            try:
                planned.append((self._action(entity, call, context), entity.gateway_id))
            except (ActionUnsupported, ServiceNotFound):
                continue
        if not planned:
            raise ActionUnsupported(f"nothing there can do {call.domain}.{call.name}")
        return planned

    def _action(self, entity: Entity, call: Call, context: Context) -> Action:
        state = self._states.get(entity.entity_id)
        if state is None:
            raise ActionUnsupported(
                f"{entity.entity_id} has no state yet", details={"entity_id": entity.entity_id}
            )
        name, arguments = self._checked(entity, state, call)
        timeout_s = DEFAULT_TIMEOUT_S if call.expires_in_s is None else call.expires_in_s
        return Action(
            id=secrets.token_hex(8),
            entity_id=entity.entity_id,
            key=entity.key,
            domain=entity.domain,
            name=name,
            arguments=arguments,
            timeout_s=min(timeout_s, MAX_TIMEOUT_S),
            context=context,
        )

    def _checked(self, entity: Entity, state: State, call: Call) -> tuple[str, JsonObject]:
        if call.domain == GENERIC_DOMAIN:
            name = capability.generic_action(state, call.name)
            return capability.resolve(state, name, call.arguments)
        if call.domain != entity.domain:
            raise ActionUnsupported(
                f"{entity.entity_id} is not a {call.domain}",
                details={"entity_id": entity.entity_id},
            )
        return capability.resolve(state, call.name, call.arguments)

    # --- doing --------------------------------------------------------------------------------

    async def _act(self, action: Action, gateway_id: GatewayId) -> Outcome:
        route = self._route_to(gateway_id)
        if route is None:
            return Outcome(kind=OutcomeKind.NOT_CONNECTED)
        self._contexts.remember(action.id, action.entity_id, action.context)
        try:
            async with asyncio.timeout(action.timeout_s + _GRACE_S):
                return await route(action)
        except TimeoutError:
            return Outcome(kind=OutcomeKind.UNKNOWN)

    def _forget_old_calls(self) -> None:
        oldest = self._clock.monotonic_s() - _REMEMBERED_FOR_S
        while self._calls:
            key, (begun_at, future) = next(iter(self._calls.items()))
            is_old = begun_at < oldest or len(self._calls) > _REMEMBERED_OUTCOMES
            if not is_old or not future.done():
                return
            del self._calls[key]


def _no_such_action(call: Call) -> ServiceNotFound:
    return ServiceNotFound(
        f"there is no action {call.domain[:64]}.{call.name[:64]}",
        details={"domain": call.domain[:64], "service": call.name[:64]},
    )


def _actions_of(domain: str) -> Container[str]:
    if domain == GENERIC_DOMAIN:
        return capability.HOMEWIDE[GENERIC_DOMAIN]
    return capability.DOMAINS[domain].actions


def _can_answer(call: Call) -> bool:
    domain = capability.DOMAINS.get(call.domain)
    action = domain.actions.get(call.name) if domain else None
    return action is not None and action.has_response


def _collect(
    actions: Sequence[tuple[Action, GatewayId]], outcomes: Sequence[Outcome]
) -> Mapping[str, JsonValue]:
    """Return the answers by entity, or raise the first failure, saying what was done beside it."""
    ended = [(action.entity_id, one) for (action, _), one in zip(actions, outcomes, strict=True)]
    failed = [(key, one) for key, one in ended if one.kind is not OutcomeKind.DONE]
    if failed:
        raise _error_of(*failed[0], done=len(ended) - len(failed), of=len(ended))
    return {key: one.response for key, one in ended if one.response is not None}


def _error_of(entity_id: EntityId, outcome: Outcome, *, done: int, of: int) -> ActionError:
    details: dict[str, str] = {"entity_id": entity_id}
    match outcome.kind:
        case OutcomeKind.NOT_CONNECTED:
            error_type: type[HomewireError] = NotConnected
            message = outcome.message or f"{entity_id} is not connected; nothing was sent"
        case OutcomeKind.UNKNOWN:
            error_type = ActionTimeout
            message = outcome.message or f"{entity_id} was told and did not confirm"
        case _:
            error_type = ERRORS_BY_CODE.get(outcome.code or "", ActionFailed)
            message = outcome.message or f"{entity_id} refused"
    if outcome.code:
        details["reason"] = outcome.code
    if of > 1:
        details |= {"done": str(done), "of": str(of)}
        message = f"{message} ({done} of {of} done)"
    if not issubclass(error_type, ActionError):
        error_type = ActionFailed
    return error_type(message, details=details)
