"""Which drivers there are, without importing one: a driver nobody uses costs nothing.

A third party's driver is found through the entry-point group ``homewire.gateways``: the name is
its type, the value leads to its :class:`~embedded_hub.gateways.api.Manifest`, in a module that
should import nothing heavy.
"""

import asyncio
import importlib
import logging
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import entry_points

import msgspec

from embedded_hub.errors import ConfigError, InvalidInfo
from embedded_hub.gateways.api import CreateGateway, Manifest, OptionSpec
from embedded_hub.model.values import JsonObject, JsonValue

ENTRY_POINT_GROUP = "homewire.gateways"
_BUILT_IN = ("home_assistant", "mqtt", "this_pc", "shelly", "wled", "zigbee2mqtt", "zwave_js")

# What importing a module that was written for another version, or badly, comes to.
_BROKEN_MODULE = (
    ImportError,
    AttributeError,
    LookupError,
    NameError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)

_log = logging.getLogger(__name__)


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What a person filled in, checked and told apart."""

    public: Mapping[str, str]
    secret: Mapping[str, str]


class Catalog:
    """The drivers a home can choose from.

    Args:
        manifests: One of each type; a type that comes again is passed over.
    """

    def __init__(self, manifests: Iterable[Manifest]) -> None:
        self._manifests: dict[str, Manifest] = {}
        for manifest in manifests:
            if self._manifests.setdefault(manifest.type, manifest) is not manifest:
                _log.warning("a second driver calls itself %r and is not used", manifest.type)

    @classmethod
    def installed(cls) -> "Catalog":
        """Return what comes with Homewire and what is installed beside it. Reads the disk."""
        return cls([*_built_in(), *_installed_beside()])

    def types(self) -> Sequence[JsonObject]:
        """Return every manifest as a JSON object, without its module."""
        return [_as_json(manifest) for manifest in self._manifests.values()]

    def manifest(self, type_: str) -> Manifest:
        """Return one manifest.

        Raises:
            InvalidInfo: no driver of this type.
        """
        manifest = self._manifests.get(type_)
        if manifest is None:
            raise InvalidInfo(f"there is no gateway type {type_[:80]!r}", details={"type": type_})
        return manifest

    async def load(self, type_: str) -> CreateGateway:
        """Import a driver, in a thread: a large library takes half a second.

        Raises:
            ConfigError: it is not installed (any more), or is no driver.
        """
        module = self._manifests[type_].module if type_ in self._manifests else None
        if module is None:
            raise ConfigError(f"no driver for {type_!r} is installed")
        try:
            imported = await asyncio.to_thread(importlib.import_module, module)
            create: CreateGateway = imported.create
        except (ImportError, AttributeError) as error:
            raise ConfigError(f"the driver {type_!r} cannot be loaded: {error}") from error
        return create


def check_options(manifest: Manifest, given: Mapping[str, str]) -> Options:
    """Check what a person filled in against the manifest, with defaults put in.

    Raises:
        InvalidInfo: an option is missing or unknown; ``details["field"]`` names it.
    """
    known = {option.name: option for option in manifest.options}
    for name in given:
        if name not in known:
            raise InvalidInfo(f"{manifest.title} has no option {name!r}", details={"field": name})
    values = {name: _value_of(option, given, manifest) for name, option in known.items()}
    present = {name: value for name, value in values.items() if value}
    return Options(
        public={name: value for name, value in present.items() if not known[name].is_secret},
        secret={name: value for name, value in present.items() if known[name].is_secret},
    )


def _value_of(option: OptionSpec, given: Mapping[str, str], manifest: Manifest) -> str:
    value = given.get(option.name, "").strip() or option.default or ""
    if not value and option.is_required:
        raise InvalidInfo(f"{manifest.title} needs: {option.label}", details={"field": option.name})
    return value


def _as_json(manifest: Manifest) -> JsonObject:
    plain: dict[str, JsonValue] = msgspec.to_builtins(manifest)
    del plain["module"]
    return plain


def _built_in() -> Iterable[Manifest]:
    for name in _BUILT_IN:
        yield importlib.import_module(f"{__package__}.{name}.manifest").MANIFEST


def _installed_beside() -> Iterable[Manifest]:
    for entry_point in entry_points(group=ENTRY_POINT_GROUP):
        try:
            manifest = entry_point.load()
        except _BROKEN_MODULE:
            _log.exception("the gateway driver %r cannot be read", entry_point.name)
            continue
        if isinstance(manifest, Manifest):
            yield manifest
        else:
            _log.warning("the gateway driver %r has no manifest", entry_point.name)
