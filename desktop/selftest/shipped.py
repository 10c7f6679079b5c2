"""What is found by name at run time, and so is forgotten when a bundle is made."""

import asyncio
import importlib
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import entry_points

from PySide6.QtCore import QLibraryInfo, QTranslator

import resources
from desktop.platform.translations import FOLDER
from embedded_hub.audio.codec import make_decoder, make_encoder
from embedded_hub.errors import CodecUnsupported

OURS = ("homewire_de", "homewire_en")
"""English is what the sources are written in; its file holds the plurals."""
QTS = ("qtbase_de",)
OPUS_HZ = 48_000
KEYRING_GROUP = "keyring.backends"
BACKENDS = {
    "linux": ("SecretService", ("secretstorage", "jeepney")),
    "win32": ("Windows", ("win32ctypes",)),
    "darwin": ("macOS", ()),
}
"""This system's keyring by ``sys.platform``, and what it needs."""


async def check_parts(broken: Callable[[], Sequence[str]]) -> str | None:
    """Import every driver and what it stands on."""
    return " ".join(await asyncio.to_thread(broken)) or None


async def check_keyring() -> str | None:
    """Find this system's keyring, listed and importable; it need not be running."""
    return await asyncio.to_thread(_keyring)


def _keyring() -> str | None:
    name, needed = BACKENDS[sys.platform]
    listed = {entry_point.name for entry_point in entry_points(group=KEYRING_GROUP)}
    if name not in listed:
        return f"{name} is not among the backends: {', '.join(sorted(listed)) or 'none'}"
    for module in (f"keyring.backends.{name}", *needed):
        try:
            importlib.import_module(module)
        except ImportError as error:
            return f"{module} cannot be imported: {error}"
    return None


async def check_sound() -> str | None:
    """Encode and decode with our own codec, and ask the system for its sound devices.

    That there are none is no fault: many computers have no microphone.
    """
    try:
        encoder, decoder = make_encoder("opus", OPUS_HZ), make_decoder("opus", OPUS_HZ)
    except CodecUnsupported as error:
        return error.message
    silence = bytes(OPUS_HZ // 50 * 2)
    if len(decoder.decode(encoder.encode(silence))) != len(silence):
        return "20 ms of sound came back as something else"
    from PySide6.QtMultimedia import QMediaDevices

    QMediaDevices.audioInputs()
    return None


async def check_translations() -> str | None:
    """Load our own words and Qt's in every language there is."""
    qts_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    names = [(name, str(resources.path(FOLDER))) for name in OURS]
    names += [(name, qts_folder) for name in QTS]
    for name, folder in names:
        translator = QTranslator()
        if not translator.load(name, folder) or translator.isEmpty():
            return f"{name} is not in {folder}"
    return None
