"""The actions that make notices, under the names Home Assistant gives them.

=================================  ==============================================================
``persistent_notification.*``      a notice for everybody at home
``notify.notify``                  the same, or for the persons of ``target``
``notify.persistent_notification`` the same as ``persistent_notification.create``
``notify.<name of a person>``      a notice for that person alone
=================================  ==============================================================

Of ``data`` these are understood, as companion apps have them; others are passed over: ``tag`` (the
notice's id), ``actions`` (buttons, of ``action`` and ``title``), and our own ``severity``,
``entity_id``, ``expires_in`` and, in a button, ``call``.
"""

from collections.abc import Iterable, Mapping
from typing import Annotated

import msgspec

from embedded_hub.core.bus import Bus
from embedded_hub.core.clock import Clock
from embedded_hub.core.context import Contexts
from embedded_hub.core.events import EventFired
from embedded_hub.core.notice import NoticeButton, NoticeDraft, Severity
from embedded_hub.core.notices import Notices
from embedded_hub.core.people import People, Principal, Role, User
from embedded_hub.errors import ActionInvalid, NotFound, ServiceNotFound
from embedded_hub.model import capability
from embedded_hub.model.ids import slugify
from embedded_hub.model.values import JsonObject, JsonValue

PERSISTENT = "persistent_notification"
NOTIFY = "notify"
NOTICE_DOMAINS = (PERSISTENT, NOTIFY)
BUTTON_EVENT = "mobile_app_notification_action"
"""What Home Assistant's companion apps fire when a button is pressed."""
_EVERYBODY = "notify"

_Id = Annotated[str, msgspec.Meta(min_length=1, max_length=255)]
_Title = Annotated[str, msgspec.Meta(max_length=255)]
_Names = Annotated[tuple[_Id, ...], msgspec.Meta(max_length=64)]


class ButtonCall(msgspec.Struct, frozen=True, kw_only=True):
    """The action of a button."""

    domain: _Id
    service: _Id
    target: dict[_Id, _Id | _Names] = {}
    service_data: dict[_Id, JsonValue] = {}


class ButtonData(msgspec.Struct, frozen=True, kw_only=True):
    """One button, as it is asked for."""

    action: _Id
    title: _Title
    call: ButtonCall | None = None


class NotifyData(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in ``data``."""

    tag: _Id | None = None
    severity: Severity = Severity.INFO
    entity_id: _Id | None = None
    expires_in: Annotated[float, msgspec.Meta(gt=0, le=366 * 86_400)] | None = None
    actions: Annotated[tuple[ButtonData, ...], msgspec.Meta(max_length=6)] = ()


class NoticeActions:
    """Makes the notices people and programs ask for, and presses their buttons.

    Args:
        notices: The home's.
        people: Whom one can write to.
        bus: Hears of buttons that call no action.
        contexts: Makes the context of that.
        clock: The home's.
    """

    def __init__(
        self, *, notices: Notices, people: People, bus: Bus, contexts: Contexts, clock: Clock
    ) -> None:
        self._notices = notices
        self._people = people
        self._bus = bus
        self._contexts = contexts
        self._clock = clock

    def services(self) -> Iterable[str]:
        """Return the services of ``notify`` there are for persons."""
        return [slugify(user.name) for user in self._persons()]

    async def call(self, domain: str, name: str, arguments: JsonObject) -> None:
        """Carry out one of the actions.

        Raises:
            ServiceNotFound: there is none of that name.
            ActionInvalid: an argument is wrong.
            ActionFailed: there are too many notices.
            StorageError: it could not be kept.
        """
        if domain == PERSISTENT:
            await self._persistent(name, arguments)
        elif name == PERSISTENT:
            await self._persistent("create", arguments)
        else:
            await self._notify(name, arguments)

    def fire(self, principal: Principal, notice_id: str, button: NoticeButton) -> None:
        """Put on the bus that somebody pressed a button that calls no action."""
        self._bus.publish(
            EventFired(
                event_type=BUTTON_EVENT,
                payload={"action": button.id, "tag": notice_id},
                at=self._clock.utc_s(),
                context=self._contexts.new(user_id=principal.user.id),
            )
        )

    # --- parts --------------------------------------------------------------------------------

    async def _persistent(self, name: str, arguments: JsonObject) -> None:
        given = _checked(PERSISTENT, name, arguments)
        texts = {key: str(value) for key, value in given.items()}
        match name:
            case "create":
                draft = NoticeDraft(
                    message=texts["message"],
                    title=texts.get("title"),
                    id=texts.get("notification_id"),
                )
                await self._notices.create(draft)
            case "dismiss":
                await self._notices.dismiss(texts["notification_id"])
            case _:
                for notice in self._notices.all():
                    if not notice.user_ids:
                        await self._notices.dismiss(notice.id)

    async def _notify(self, name: str, arguments: JsonObject) -> None:
        named = [name] if name != _EVERYBODY else _targets(arguments.get("target"))
        user_ids = [user.id for one in named for user in self._meant(one)]
        rest = {key: value for key, value in arguments.items() if key != "target"}
        given = _checked(NOTIFY, _EVERYBODY, rest)
        try:
            more = msgspec.convert(given.get("data", {}), NotifyData)
        except msgspec.ValidationError as error:
            raise ActionInvalid(f"data: {error}", details={"field": "data"}) from error
        title = given.get("title")
        await self._notices.create(
            NoticeDraft(
                message=str(given["message"]),
                title=None if title is None else str(title),
                id=more.tag,
                severity=more.severity,
                entity_id=more.entity_id,
                buttons=tuple(map(_button, more.actions)),
                expires_in_s=more.expires_in,
                user_ids=tuple(dict.fromkeys(user_ids)),
            )
        )

    def _meant(self, name: str) -> Iterable[User]:
        found = [user for user in self._persons() if name in (user.id, slugify(user.name))]
        if not found:
            raise ServiceNotFound(
                f"there is no action {NOTIFY}.{name[:64]}",
                details={"domain": NOTIFY, "service": name[:64]},
            )
        return found

    def _persons(self) -> Iterable[User]:
        return [user for user in self._people.users() if user.role is not Role.GATEWAY]


def button_of(buttons: Iterable[NoticeButton], button_id: str) -> NoticeButton:
    """Return one of a notice's buttons.

    Raises:
        NotFound: it has none of that id.
    """
    for button in buttons:
        if button.id == button_id:
            return button
    raise NotFound("the notice has no such button", details={"action": button_id})


def _checked(domain: str, name: str, arguments: JsonObject) -> Mapping[str, JsonValue]:
    spec = capability.HOMEWIDE[domain].get(name)
    if spec is None:
        raise ServiceNotFound(
            f"there is no action {domain}.{name[:64]}",
            details={"domain": domain, "service": name[:64]},
        )
    return capability.check_arguments(spec.fields, {}, arguments)


def _targets(target: JsonValue) -> list[str]:
    if target is None:
        return []
    named = [target] if isinstance(target, str) else target
    if not isinstance(named, list) or not all(isinstance(one, str) for one in named):
        raise ActionInvalid("target: must name persons", details={"field": "target"})
    return [slugify(str(one)) if len(str(one)) < 32 else str(one) for one in named]


def _button(asked: ButtonData) -> NoticeButton:
    call = asked.call
    if call is None:
        return NoticeButton(id=asked.action, title=asked.title)
    return NoticeButton(
        id=asked.action,
        title=asked.title,
        domain=call.domain.lower(),
        service=call.service.lower(),
        target={
            key: (value,) if isinstance(value, str) else value for key, value in call.target.items()
        },
        arguments=dict(call.service_data),
    )
