"""Starts the desktop app: ``homewire`` or ``python -m desktop``."""

import logging
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import msgspec
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuickControls2 import QQuickStyle

from desktop.loop import create_loop
from desktop.options import Options, parse
from desktop.platform.graphics import choose_renderer
from desktop.platform.secrets import MemoryStore, Secrets, open_secrets
from desktop.platform.settings import (
    Preferences,
    SettingsFile,
    WindowPlace,
    default_config_folder,
    default_data_folder,
)
from desktop.platform.single_instance import SingleInstance
from desktop.platform.translations import Translations
from embedded_hub.errors import HomewireError

DEMO_FOLDER = "demo"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the app and return its exit code: 0, 1 with a reason on standard error, 2 for usage."""
    options = parse(sys.argv[1:] if arguments is None else arguments)
    logging.basicConfig(
        level=os.environ.get("HOMEWIRE_LOG", "WARNING"),
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
    )
    # At DEBUG it writes whole frames, tokens included.
    logging.getLogger("websockets").setLevel(logging.WARNING)
    app = _application()
    if not options.is_private:
        return _run(app, options, _data_folder(options))
    with tempfile.TemporaryDirectory(prefix="homewire-") as folder:
        return _run(app, options, options.data or Path(folder))


def _application() -> QGuiApplication:
    QGuiApplication.setApplicationName("homewire")
    QGuiApplication.setApplicationDisplayName("Homewire")
    QGuiApplication.setDesktopFileName("homewire")
    # Every control is our own; another style would only cost its plugins.
    QQuickStyle.setStyle("Basic")
    app = QGuiApplication(sys.argv[:1])
    app.setQuitOnLastWindowClosed(False)
    return app


def _run(app: QGuiApplication, options: Options, data_folder: Path) -> int:
    instance = SingleInstance(data_folder)
    if not options.is_private and not instance.claim():
        print("Homewire is already running; its window was asked to show.", file=sys.stderr)  # noqa: T201
        return 0
    # Imported here: a second start should not wait for a hub it will not build.
    from desktop.composition import Program

    file = None if options.is_private else SettingsFile(default_config_folder())
    preferences = _preferences(options, file)
    is_software = choose_renderer(
        is_software_wanted=options.is_software or preferences.renderer == "software"
    )
    translations = Translations(app)
    translations.use(preferences.language)
    program_loop = create_loop(app)
    try:
        program = Program(
            options,
            preferences=preferences,
            settings_file=file,
            is_software_rendered=is_software,
            translations=translations,
        )
        instance.asked_to_show.connect(program.show)

        async def run() -> int:
            return await program.run(data_folder, await _secrets(options))

        return program_loop.run_until_complete(run())
    except HomewireError as error:
        print(f"homewire: {error.message}", file=sys.stderr)  # noqa: T201 - the reason for code 1
        return 1
    finally:
        program_loop.run_until_complete(program_loop.shutdown_asyncgens())
        program_loop.run_until_complete(program_loop.shutdown_default_executor())
        program_loop.close()
        instance.release()


async def _secrets(options: Options) -> Secrets:
    return Secrets(MemoryStore()) if options.is_private else await open_secrets()


def _data_folder(options: Options) -> Path:
    if options.data is not None:
        return options.data
    folder = default_data_folder()
    return folder / DEMO_FOLDER if options.is_demo else folder


def _preferences(options: Options, file: SettingsFile | None) -> Preferences:
    """Return what was saved, with what this start was told on top."""
    preferences = file.read() if file is not None else Preferences(theme="light")
    changes: dict[str, object] = {}
    if options.theme is not None:
        changes["theme"] = options.theme
    if options.language is not None:
        changes["language"] = options.language
    if options.size is not None:
        changes["window"] = WindowPlace(width=options.size.width, height=options.size.height)
    return msgspec.structs.replace(preferences, **changes)


if __name__ == "__main__":
    sys.exit(main())
