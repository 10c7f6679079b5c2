"""Joins talking to the window it happens in: the key on the keyboard, and the one everywhere."""

import asyncio

from desktop.platform.hotkeys import Hotkeys, no_hotkey_reason, open_hotkeys
from desktop.platform.talk_keyboard import TalkKeyboard
from desktop.viewmodels.module import ViewModels
from desktop.viewmodels.talk_words import hotkey_taken_text
from desktop.window import Window


class TalkWiring:
    """For one window, from inside the running event loop.

    Args:
        models: Of that window.
        window: Loaded.
    """

    def __init__(self, models: ViewModels, window: Window) -> None:
        self._models = models
        talk, intercom = models.talk, models.intercom
        self._keyboard = TalkKeyboard(
            window.root, lambda: intercom.choices.key, talk.keyDown, talk.letGo
        )
        self._hotkeys: Hotkeys | None = None
        self._turn = asyncio.Lock()
        intercom.hotkey_reason = no_hotkey_reason()
        models.talk_settings.hotkeyWanted.connect(self._want)
        self._want(intercom.choices.hotkey)

    async def close(self) -> None:
        """Leave the keys to other programs."""
        async with self._turn:
            if self._hotkeys is not None:
                await self._hotkeys.close()

    def _want(self, name: str) -> None:
        if name or self._hotkeys is not None:
            self._models.home.tasks.start(self._use(name), "hotkey")

    async def _use(self, name: str) -> None:
        async with self._turn:
            if self._hotkeys is None:
                self._hotkeys = await asyncio.to_thread(open_hotkeys)
                self._models.intercom.hotkey_reason = self._hotkeys.reason
            talk = self._models.talk
            is_had = await self._hotkeys.use(name, talk.keyDown, talk.letGo)
        self._models.talk_settings.set_hotkey_problem("" if is_had else hotkey_taken_text(name))
