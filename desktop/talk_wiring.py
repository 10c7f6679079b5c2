"""Joins talking to the window it happens in: the key on the keyboard, and the one everywhere."""

from desktop.platform.hotkeys import Hotkeys, open_hotkeys
from desktop.platform.talk_keyboard import TalkKeyboard
from desktop.viewmodels.module import ViewModels
from desktop.viewmodels.talk_words import hotkey_taken_text
from desktop.window import Window


class TalkWiring:
    """For one window.

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
        self._hotkeys: Hotkeys = open_hotkeys()
        intercom.hotkey_reason = self._hotkeys.reason
        models.talk_settings.hotkeyWanted.connect(self._use)
        self._use(intercom.choices.hotkey)

    def close(self) -> None:
        """Leave the keys to other programs."""
        self._hotkeys.close()

    def _use(self, name: str) -> None:
        talk = self._models.talk
        is_had = self._hotkeys.use(name, talk.keyDown, talk.letGo)
        self._models.talk_settings.set_hotkey_problem("" if is_had else hotkey_taken_text(name))
