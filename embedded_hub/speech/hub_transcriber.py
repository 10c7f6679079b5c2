"""The one engine that all homes of a hub share: which it is, and whether it can run."""

import asyncio
from collections.abc import Callable, Sequence

import msgspec

from embedded_hub.errors import InvalidInfo, NotSupported
from embedded_hub.speech.engines import factories, find_fault
from embedded_hub.speech.transcriber import TranscriberProcess

RETRY_S = 60.0
"""What could not be started may start later: memory was short, a disk was not there yet."""


class EngineChoice(msgspec.Struct, frozen=True, kw_only=True):
    """Which engine writes down speech."""

    engine: str | None = None
    """Its name; the first that can run when left out."""
    model_folder: str | None = None
    """Where its model lies; the engine's own when left out."""


class HubTranscriber:
    """Owns the process of the chosen engine; nothing runs before somebody speaks."""

    def __init__(self) -> None:
        self.choice = EngineChoice()
        self.names: tuple[str, ...] = ()
        """The engines that are installed, or could be."""
        self.fault: NotSupported | None = NotSupported(
            "no engine was chosen yet", details={"reason": "off"}
        )
        """Why none can run; ``details["reason"]`` is for programs."""
        self._process: TranscriberProcess | None = None
        self._retry: asyncio.TimerHandle | None = None
        self._listeners: list[Callable[[], None]] = []

    @property
    def process(self) -> TranscriberProcess | None:
        """The engine; ``None`` while none can run."""
        return self._process if self.fault is None else None

    def listen(self, listener: Callable[[], None]) -> None:
        """Be told when :attr:`process` or :attr:`fault` changes."""
        self._listeners.append(listener)

    async def choose(self, choice: EngineChoice, *, is_strict: bool = False) -> None:
        """Choose an engine and its model.

        Args:
            choice: Which.
            is_strict: Change nothing when it cannot run.

        Raises:
            InvalidInfo: no engine has that name.
            NotSupported: it cannot run, and ``is_strict``.
        """
        known = await asyncio.to_thread(factories)
        if choice.engine is not None and choice.engine not in known:
            raise InvalidInfo(f"there is no engine {choice.engine!r}; known: {', '.join(known)}")
        name, fault = await asyncio.to_thread(_first_able, choice, tuple(known))
        if fault is not None and is_strict:
            raise fault
        before = self._process
        self._process = self._made(name, known[name], choice.model_folder)
        self._stop_waiting()
        self.choice, self.names, self.fault = choice, tuple(known), fault
        self._tell()
        if before is not None:
            await before.close()

    async def close(self) -> None:
        """End the process."""
        self._stop_waiting()
        if self._process is not None:
            await self._process.close()

    def _made(self, name: str, factory: str, folder: str | None) -> TranscriberProcess:
        def missing(error: NotSupported) -> None:
            # It may still have been starting when another was chosen.
            if process is self._process:
                self._failed(error)

        process = TranscriberProcess(name, factory, folder, on_missing=missing)
        return process

    def _failed(self, error: NotSupported) -> None:
        self.fault = error
        self._retry = asyncio.get_running_loop().call_later(RETRY_S, self._try_again)
        self._tell()

    def _try_again(self) -> None:
        self._retry = self.fault = None
        self._tell()

    def _stop_waiting(self) -> None:
        if self._retry is not None:
            self._retry.cancel()
            self._retry = None

    def _tell(self) -> None:
        for listener in self._listeners:
            listener()


def _first_able(choice: EngineChoice, names: Sequence[str]) -> tuple[str, NotSupported | None]:
    """Return the engine to use, with what is wrong with it if none can run; reads the disk."""
    candidates = (choice.engine,) if choice.engine is not None else names
    faults = [(name, find_fault(name, choice.model_folder)) for name in candidates]
    return next((found for found in faults if found[1] is None), faults[0])
