"""The desktop app, watched from inside: says when its first live tile was drawn.

Usage: ``python -m tests.bench.desktop_server ARGUMENTS…`` with the app's own arguments. Says so
after the first frame that was drawn once a tile was live; then the app goes on as always.
"""

import sys
from functools import partial

from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickWindow

import desktop.composition
from desktop.__main__ import main
from desktop.viewmodels.module import ViewModels, attach
from tests.bench.processes import say


def _watched(kept: list[object], *arguments: object, **options: object) -> ViewModels:
    models = attach(*arguments, **options)  # type: ignore[arg-type]
    # A signal holds on to no Python object it calls.
    kept.append(_Watch(models))
    return models


class _Watch:
    """Waits for a live tile, then for a frame."""

    def __init__(self, models: ViewModels) -> None:
        self._models = models
        self._window: QQuickWindow | None = None
        models.home.changed.connect(self._look)

    def _look(self, _: object) -> None:
        mirror = self._models.home.mirror
        is_live = any(
            mirror.is_shown(entity_id) and state.is_available
            for entity_id, state in mirror.states.items()
        )
        if is_live and self._window is None:
            windows = QGuiApplication.topLevelWindows()
            self._window = next(one for one in windows if isinstance(one, QQuickWindow))
            self._window.frameSwapped.connect(self._drawn)
            self._window.update()

    def _drawn(self) -> None:
        assert self._window is not None
        self._window.frameSwapped.disconnect(self._drawn)
        self._models.home.changed.disconnect(self._look)
        say("live")


if __name__ == "__main__":
    setattr(desktop.composition, "attach", partial(_watched, []))  # noqa: B010 - not exported
    sys.exit(main(sys.argv[1:]))
