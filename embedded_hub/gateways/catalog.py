"""Which drivers there are, without importing one: a driver nobody uses costs nothing.

A third party's driver is found through the entry-point group ``homewire.gateways``: the name is
its type, the value leads to its :class:`~embedded_hub.gateways.api.Manifest`, in a module that
should import nothing heavy.
"""

import asyncio
import importlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from types import ModuleType

import msgspec

from embedded_hub.errors import ConfigError, InvalidInfo
from embedded_hub.gateways.api import (
    CreateGateway,
    Manifest,
    Obtain,
    OpenSwitchboard,
    OptionSpec,
)
from embedded_hub.gateways.installed import BROKEN_MODULE, installed_beside, unusable
from embedded_hub.gateways.remedies import DRIVER_FIELD
from embedded_hub.gateways.written_address import check_place
from embedded_hub.model.values import JsonObject, JsonValue

_BUILT_IN = (
    "esphome",
    "home_assistant",
    "hue",
    "matter",
    "mqtt",
    "this_pc",
    "shelly",
    "shelly_outbound",
    "wled",
    "zigbee2mqtt",
    "zwave_js",
)

_SHOWN = (
    *("type", "title", "summary", "icon", "options"),
    *("guide", "guide_text", "admits", "dials_in", "mdns_types", "problem"),
)


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What a person filled in, checked and told apart."""

    public: Mapping[str, str]
    secret: Mapping[str, str]


class Catalog:
    """The drivers a home can choose from.

    Args:
        manifests: One of each type; a type that comes again is shown and not used.
    """

    def __init__(self, manifests: Iterable[Manifest]) -> None:
        self._manifests: dict[str, Manifest] = {}
        for manifest in manifests:
            if self._manifests.setdefault(manifest.type, manifest) is not manifest:
                second = _second(manifest)
                self._manifests.setdefault(second.type, second)

    @classmethod
    def installed(cls) -> "Catalog":
        """Return what comes with Homewire and what is installed beside it. Reads the disk."""
        return cls([*_built_in(), *installed_beside()])

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
            known = ", ".join(sorted(self._manifests))
            message = f"there is no gateway type {type_[:80]!r}; there are: {known}"
            raise InvalidInfo(message, details={"type": type_[:80], "allowed": known})
        return manifest

    def find(self, type_: str) -> Manifest | None:
        """Return one manifest; ``None`` when its driver is not installed."""
        return self._manifests.get(type_)

    def manifests(self) -> Sequence[Manifest]:
        """Return every manifest."""
        return tuple(self._manifests.values())

    async def load(self, type_: str) -> CreateGateway:
        """Import a driver, in a thread: a large library takes half a second.

        Raises:
            ConfigError: it is not installed (any more), or is no driver.
        """
        module = await self._import(type_)
        create: CreateGateway | None = getattr(module, "create", None)
        if create is None:
            raise _unusable(type_, "it has no create()")
        return create

    async def load_obtain(self, type_: str) -> Obtain:
        """Import a driver for what gets it its credentials.

        Raises:
            ConfigError: it is not installed (any more), or needs them given.
        """
        module = await self._import(type_)
        obtain: Obtain | None = getattr(module, "obtain", None)
        if obtain is None:
            raise _unusable(type_, "it has no obtain()")
        return obtain

    async def load_switchboard(self, type_: str) -> OpenSwitchboard:
        """Import what takes the calls of devices that dial us.

        Raises:
            ConfigError: it is not installed (any more), or takes none.
        """
        module = await self._import(type_)
        opens: OpenSwitchboard | None = getattr(module, "open_switchboard", None)
        if opens is None:
            raise _unusable(type_, "it has no open_switchboard()")
        return opens

    async def _import(self, type_: str) -> ModuleType:
        manifest = self._manifests.get(type_)
        if manifest is None:
            raise _unusable(type_, "it is not installed")
        if manifest.problem:
            raise _unusable(type_, manifest.problem)
        try:
            return await asyncio.to_thread(importlib.import_module, manifest.module)
        except BROKEN_MODULE as error:
            raise _unusable(type_, f"{type(error).__name__}: {error}") from error


def is_of(manifest: Manifest, modules: Iterable[str]) -> bool:
    """Say whether one of these modules is the driver's own."""
    package = manifest.module.rpartition(".")[0] or manifest.module
    return any(name == package or name.startswith(f"{package}.") for name in modules)


def missing_secrets(manifest: Manifest, given: Mapping[str, str]) -> frozenset[str]:
    """Return the names of secrets nobody filled in."""
    secrets = (option.name for option in manifest.options if option.is_secret)
    return frozenset(name for name in secrets if not given.get(name, "").strip())


def check_options(
    manifest: Manifest, given: Mapping[str, str], *, lacking: Collection[str] = ()
) -> Options:
    """Check what a person filled in against the manifest, with defaults put in.

    Args:
        manifest: What there is to fill in.
        given: What was.
        lacking: Options that come later, required or not.

    Raises:
        InvalidInfo: an option is missing or unknown; ``details["field"]`` names it.
    """
    known = {option.name: option for option in manifest.options}
    for name in given:
        if name not in known:
            raise _unknown_option(manifest, name)
    values = {
        name: _value_of(option, given, manifest)
        for name, option in known.items()
        if name not in lacking
    }
    present = {name: value for name, value in values.items() if value}
    return Options(
        public={name: value for name, value in present.items() if not known[name].is_secret},
        secret={name: value for name, value in present.items() if known[name].is_secret},
    )


def _value_of(option: OptionSpec, given: Mapping[str, str], manifest: Manifest) -> str:
    value = given.get(option.name, "").strip() or option.default or ""
    if not value and option.is_required:
        message = f"{manifest.title} needs {option.name!r} ({option.label})"
        raise InvalidInfo(message, details={"field": option.name})
    if value and option.choices and value not in option.choices:
        allowed = " or ".join(option.choices)
        message = f"{option.label} is {allowed}, not {value[:80]!r}"
        raise InvalidInfo(message, details={"field": option.name, "allowed": allowed})
    if value and not option.is_secret:
        check_place(option.name, option.label, value)
    return value


def _unknown_option(manifest: Manifest, name: str) -> InvalidInfo:
    allowed = ", ".join(option.name for option in manifest.options)
    message = f"{manifest.title} has no option {name[:80]!r}; it has: {allowed or 'none'}"
    return InvalidInfo(message, details={"field": name[:80], "allowed": allowed})


def _as_json(manifest: Manifest) -> JsonObject:
    plain: dict[str, JsonValue] = {name: getattr(manifest, name) for name in _SHOWN}
    shown: JsonObject = msgspec.to_builtins(plain)
    return shown


def _second(manifest: Manifest) -> Manifest:
    """Return what is shown of a driver whose type another one has already."""
    package = manifest.module.partition(".")[0]
    other = msgspec.structs.replace(manifest, type=f"{manifest.type}@{package}")
    return unusable(other, f"another driver is of type {manifest.type!r} already")


def _unusable(type_: str, why: str) -> ConfigError:
    message = f"the driver {type_[:80]!r} cannot be used: {why}"[:255]
    return ConfigError(message, details={"field": DRIVER_FIELD})


def _built_in() -> Iterable[Manifest]:
    for name in _BUILT_IN:
        yield importlib.import_module(f"{__package__}.{name}.manifest").MANIFEST
