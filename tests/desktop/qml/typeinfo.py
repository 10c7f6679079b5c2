"""Describe the QML module ``Homewire.Desktop`` to qmllint, from the classes as they really are.

``pyside6-metaobjectdump`` reads source text and misses what only exists at run time (constant
properties, lists), so this reads the meta objects instead.
"""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QMetaMethod, QMetaObject, QMetaProperty, QObject

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
from desktop.viewmodels.joining import Joining
from desktop.viewmodels.map_view import HomeMap
from desktop.viewmodels.notice_list import Notices
from desktop.viewmodels.notification_settings import NotificationSettings
from desktop.viewmodels.pairing import Pairing
from desktop.viewmodels.people import People
from desktop.viewmodels.portraits import Portraits
from desktop.viewmodels.settings import Settings
from desktop.viewmodels.talk import Talk
from desktop.viewmodels.talk_settings import TalkSettings
from desktop.viewmodels.tile_filter import TileFilterModel
from desktop.viewmodels.tiles import Tiles

SINGLETONS: tuple[type[QObject], ...] = (
    App, Activity, Adding, Areas, Arranging, Audit, Conversation, Detail, Duplicates, FoundGateways,
    GatewayDetail, Gateways, HomeMap, Joining, Notices,
    NotificationSettings, Pairing, People, Portraits, Settings, Talk, TalkSettings, Tiles,
)  # fmt: skip
TYPES: tuple[type[QObject], ...] = (*SINGLETONS, TileFilterModel)
QT_BASES = frozenset({"QObject", "QAbstractListModel", "QSortFilterProxyModel"})
KNOWN_TYPES = {"QVariantList": "QVariantList", "QVariantMap": "QVariantMap", "PyObject": "QVariant"}


def write(folder: Path) -> None:
    """Write the module's ``qmldir`` and type file below an import path."""
    module = folder.joinpath(*QML_IMPORT_NAME.split("."))
    module.mkdir(parents=True, exist_ok=True)
    (module / "qmldir").write_text(
        f"module {QML_IMPORT_NAME}\ntypeinfo desktop.qmltypes\ndepends QtQml.Models\n"
    )
    components = "\n".join(_component(kind) for kind in TYPES)
    (module / "desktop.qmltypes").write_text(
        f"import QtQuick.tooling 1.2\nModule {{\n{components}\n}}\n"
    )


def _component(kind: type[QObject]) -> str:
    meta: QMetaObject = kind.staticMetaObject  # type: ignore[attr-defined]  # stub lacks it
    is_singleton = kind in SINGLETONS
    lines = [
        f'name: "{kind.__name__}"',
        'accessSemantics: "reference"',
        f'prototype: "{_base(meta).className()}"',
        f'exports: ["{QML_IMPORT_NAME}/{kind.__name__} 1.0"]',
        f"isSingleton: {str(is_singleton).lower()}",
        "isCreatable: false",
        "exportMetaObjectRevisions: [256]",
        *_properties(meta),
        *_methods(meta),
    ]
    return "Component {\n" + "\n".join(lines) + "\n}"


def _base(meta: QMetaObject) -> QMetaObject:
    base = meta.superClass()
    while base.className() not in QT_BASES:
        base = base.superClass()
    return base


def _properties(meta: QMetaObject) -> Iterator[str]:
    for index in range(_base(meta).propertyCount(), meta.propertyCount()):
        yield _property(meta.property(index), index)


def _property(found: QMetaProperty, index: int) -> str:
    name = _text(found.name())
    parts = [f'name: "{name}"', f'type: "{_type(_text(found.typeName()))}"', f"index: {index}"]
    if not found.isWritable():
        parts.append("isReadonly: true")
    if found.isConstant():
        parts.append("isPropertyConstant: true")
    if found.hasNotifySignal():
        parts.append(f'notify: "{_text(found.notifySignal().name().data())}"')
    if _is_pointer(_text(found.typeName())):
        parts.append("isPointer: true")
    return "Property {\n" + "\n".join(parts) + "\n}"


def _methods(meta: QMetaObject) -> Iterator[str]:
    for index in range(_base(meta).methodCount(), meta.methodCount()):
        method = meta.method(index)
        kind = "Signal" if method.methodType() is QMetaMethod.MethodType.Signal else "Method"
        yield _method(method, kind)


def _method(method: QMetaMethod, kind: str) -> str:
    names = [_text(name.data()) for name in method.parameterNames()]
    types = [_text(name.data()) for name in method.parameterTypes()]
    parts = [f'name: "{_text(method.name().data())}"']
    returned = _type(_text(method.typeName()))
    if kind == "Method" and returned != "void":
        parts.append(f'type: "{returned}"')
    parts += [
        f'Parameter {{ name: "{name}"; type: "{_type(type_)}" }}'
        for name, type_ in zip(names, types, strict=True)
    ]
    return f"{kind} {{\n" + "\n".join(parts) + "\n}"


def _type(name: str) -> str:
    plain = name.rstrip("*")
    return KNOWN_TYPES.get(plain, plain)


def _is_pointer(name: str) -> bool:
    return name.endswith("*")


def _text(value: object) -> str:
    return value.decode() if isinstance(value, bytes | bytearray) else str(value)
