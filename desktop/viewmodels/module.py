"""The QML module ``Homewire.Desktop`` as one object: importing this registers every type."""

from collections.abc import Callable
from typing import TypeVar, cast

import msgspec
from PySide6.QtCore import QObject
from PySide6.QtQml import QQmlEngine

from desktop.backend.api import Backend
from desktop.platform.settings import Preferences, SettingsFile
from desktop.viewmodels import QML_IMPORT_NAME
from desktop.viewmodels.activity import Activity
from desktop.viewmodels.adding import Adding
from desktop.viewmodels.app import App
from desktop.viewmodels.areas import Areas
from desktop.viewmodels.arranging import Arranging
from desktop.viewmodels.audit import Audit
from desktop.viewmodels.conversation import Conversation
from desktop.viewmodels.detail import Detail
from desktop.viewmodels.duplicates import Duplicates
from desktop.viewmodels.found_gateways import FoundGateways
from desktop.viewmodels.gateway_detail import GatewayDetail
from desktop.viewmodels.gateways import Gateways
from desktop.viewmodels.home import Home
from desktop.viewmodels.intercom import Intercom, SoundMaker
from desktop.viewmodels.joining import Joining
from desktop.viewmodels.map_view import HomeMap
from desktop.viewmodels.navigation import GATEWAY, TALK
from desktop.viewmodels.notice_list import Notices
from desktop.viewmodels.notification_settings import NotificationSettings
from desktop.viewmodels.pairing import Pairing
from desktop.viewmodels.people import People
from desktop.viewmodels.portraits import Portraits
from desktop.viewmodels.settings import About, Settings
from desktop.viewmodels.sound_port import Sound
from desktop.viewmodels.talk import Talk
from desktop.viewmodels.talk_settings import TalkSettings
from desktop.viewmodels.tiles import Tiles
from embedded_hub.errors import NotFound

_Singleton = TypeVar("_Singleton", bound=QObject)


class ViewModels(msgspec.Struct, frozen=True, kw_only=True):
    """The singletons of one engine, attached to one home."""

    home: Home
    settings: Settings
    tiles: Tiles
    areas: Areas
    detail: Detail
    activity: Activity
    gateways: Gateways
    adding: Adding
    found_gateways: FoundGateways
    gateway_detail: GatewayDetail
    arranging: Arranging
    duplicates: Duplicates
    app: App
    intercom: Intercom
    talk: Talk
    conversation: Conversation
    talk_settings: TalkSettings
    map: HomeMap
    people: People
    portraits: Portraits
    audit: Audit
    pairing: Pairing
    joining: Joining
    notices: Notices
    notification_settings: NotificationSettings

    def open_entity(self, entity_id: str) -> None:
        """Open an entity's detail; where there is none, people are told."""
        self.detail.open(entity_id)
        if self.detail.property("entityId") != entity_id:
            self.home.refused.emit(NotFound(f"There is no {entity_id}."))

    def open_gateway(self, gateway_id: str) -> None:
        """Show how a gateway is doing."""
        self.gateway_detail.open(gateway_id)
        self.app.navigate(GATEWAY)

    def retranslate(self) -> None:
        """Show everything in the language that was just installed."""
        self.settings.retranslated()
        self.home.retranslated()
        self.people.retranslated()
        self.audit.retranslated()

    async def close(self) -> None:
        """End everything they started."""
        self.people.close()
        self.found_gateways.close()
        self.gateway_detail.close()
        self.pairing.close()
        self.notices.close()
        await self.intercom.close()
        await self.home.close()
        await self.settings.close()


def system_sound(on_devices: Callable[[], None]) -> Sound:
    """Return the sound of this computer."""
    # Loaded when it is needed: a tenth of a second, 15 MB, and a talk with the sound server.
    from desktop.audio.devices import SoundDevices
    from desktop.audio.system_sound import SystemSound

    return SystemSound(SoundDevices(on_devices))


def attach(
    engine: QQmlEngine,
    backend: Backend,
    *,
    settings_file: SettingsFile | None,
    preferences: Preferences,
    about: About,
    make_sound: SoundMaker = system_sound,
) -> ViewModels:
    """Make the engine's singletons and show them a home.

    The engine owns them; it must outlive what this returns.
    """
    home = Home(backend)
    settings = _singleton(engine, Settings)
    settings.attach(settings_file, preferences, about)
    models = ViewModels(
        home=home,
        settings=settings,
        tiles=_singleton(engine, Tiles),
        areas=_singleton(engine, Areas),
        detail=_singleton(engine, Detail),
        activity=_singleton(engine, Activity),
        gateways=_singleton(engine, Gateways),
        adding=_singleton(engine, Adding),
        found_gateways=_singleton(engine, FoundGateways),
        gateway_detail=_singleton(engine, GatewayDetail),
        arranging=_singleton(engine, Arranging),
        duplicates=_singleton(engine, Duplicates),
        app=_singleton(engine, App),
        intercom=Intercom(home, settings, make_sound),
        talk=_singleton(engine, Talk),
        conversation=_singleton(engine, Conversation),
        talk_settings=_singleton(engine, TalkSettings),
        map=_singleton(engine, HomeMap),
        people=_singleton(engine, People),
        portraits=_singleton(engine, Portraits),
        audit=_singleton(engine, Audit),
        pairing=_singleton(engine, Pairing),
        joining=_singleton(engine, Joining),
        notices=_singleton(engine, Notices),
        notification_settings=_singleton(engine, NotificationSettings),
    )
    models.tiles.attach(home)
    models.areas.attach(home, models.tiles)
    models.detail.attach(home, models.tiles)
    models.activity.attach(home)
    _attach_gateways(models)
    models.talk.attach(models.intercom)
    models.conversation.attach(models.intercom)
    models.talk_settings.attach(models.intercom)
    models.map.attach(home)
    models.people.attach(home)
    models.portraits.attach(home, models.people)
    models.audit.attach(home)
    models.pairing.attach(home)
    models.joining.attach(home)
    models.notices.attach(home)
    models.notification_settings.attach(settings)
    models.app.attach(home, models.settings, models.tiles, models.areas)
    models.map.changed.connect(lambda: models.app.set_map(has_map=models.map.has_anything))
    models.people.changed.connect(
        lambda: models.app.set_people(has_people=models.people.has_people)
    )
    models.notices.changed.connect(
        lambda: models.app.set_notices(unread=models.notices.unread_count)
    )
    _join_talk(models)
    return models


def _attach_gateways(models: ViewModels) -> None:
    home, found = models.home, models.found_gateways
    models.gateways.attach(home)
    models.adding.attach(home, models.gateways.kind_of)
    found.attach(home, models.gateways, models.adding)
    models.gateway_detail.attach(home, models.gateways)
    models.arranging.attach(home)
    models.duplicates.attach(home)
    found.changed.connect(lambda: models.app.set_found(found=found.new_count))


def _join_talk(models: ViewModels) -> None:
    """Let talking and the pages know of each other."""
    app, intercom, conversation = models.app, models.intercom, models.conversation

    def tell() -> None:
        app.set_talk(can_talk=intercom.voice is not None, missed=intercom.book.missed())
        models.areas.set_talk(models.talk.canTalkTo)

    def show(channel: str) -> None:
        conversation.open(channel)
        app.navigate(TALK)

    intercom.stood.connect(tell)
    intercom.channelsChanged.connect(tell)
    models.talk.pageWanted.connect(show)
    tell()


def _singleton(engine: QQmlEngine, kind: type[_Singleton]) -> _Singleton:
    made = engine.singletonInstance(QML_IMPORT_NAME, kind.__name__)
    return cast(_Singleton, made)
