"""A keyboard library as Windows and macOS have it, and the keys a test presses on it."""

from collections.abc import Callable
from enum import Enum
from types import ModuleType
from typing import ClassVar


class Key(Enum):
    ctrl = "ctrl"
    shift = "shift"
    alt = "alt"
    cmd = "cmd"
    f9 = "f9"


class KeyCode(str):
    __slots__ = ()

    @classmethod
    def from_char(cls, char: str) -> "KeyCode":
        return cls(char)


AnyKey = Key | KeyCode


class Listener:
    """Hears what is pressed as long as it runs."""

    running: ClassVar[list["Listener"]] = []

    def __init__(
        self, on_press: Callable[[AnyKey], None], on_release: Callable[[AnyKey], None]
    ) -> None:
        self.on_press, self.on_release = on_press, on_release

    def start(self) -> None:
        self.running.append(self)

    def stop(self) -> None:
        self.running.remove(self)

    def canonical(self, key: AnyKey) -> AnyKey:
        return key


def pynput() -> dict[str, ModuleType]:
    """Return the modules as they are imported, by name."""
    package, keyboard = ModuleType("pynput"), ModuleType("pynput.keyboard")
    for part in (Key, KeyCode, Listener):
        setattr(keyboard, part.__name__, part)
    package.__dict__["keyboard"] = keyboard
    return {"pynput": package, "pynput.keyboard": keyboard}
