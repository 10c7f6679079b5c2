"""What is asked of the library, and what is made of its answers; the library is a stand-in."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from embedded_hub.audio.pcm import pcm_of
from embedded_hub.errors import NotSupported
from embedded_hub.speech.whisper import find_fault, open_engine
from tests.fakes.sounds import speech

SPOKEN = pcm_of(speech(1.0, rate_hz=16_000))


class FakeModel:
    """Answers with what a test put in."""

    def __init__(self, folder: str, **options: Any) -> None:
        self.folder = folder
        self.options = options
        self.model = SimpleNamespace(is_multilingual=False)
        self.asked: list[dict[str, Any]] = []
        self.texts: list[tuple[str, float]] = []

    def transcribe(self, samples: list[float], **options: Any) -> tuple[Iterator[Any], Any]:
        self.asked.append({"samples": len(samples), **options})
        found = [SimpleNamespace(text=text, compression_ratio=by) for text, by in self.texts]
        return iter(found), SimpleNamespace(language="en", language_probability=0.9)


class FakeArray(list[float]):
    def astype(self, _: str) -> "FakeArray":
        return self

    def __truediv__(self, _: float) -> "FakeArray":
        return self


@pytest.fixture
def model_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("HF_HUB_OFFLINE", "0")
    (tmp_path / "model.bin").touch()
    library = ModuleType("faster_whisper")
    library.__dict__["WhisperModel"] = FakeModel
    library.__spec__ = SimpleNamespace(name="faster_whisper")  # type: ignore[assignment]
    numpy = ModuleType("numpy")
    numpy.__dict__["frombuffer"] = lambda pcm, dtype: FakeArray([0.0] * (len(pcm) // 2))
    monkeypatch.setitem(sys.modules, "faster_whisper", library)
    monkeypatch.setitem(sys.modules, "numpy", numpy)
    return str(tmp_path)


@pytest.fixture
def opened(model_folder: str) -> tuple[Any, FakeModel]:
    engine = open_engine(model_folder)
    return engine.open("en"), engine._model


def test_a_first_answer_does_not_look_twice_and_the_last_one_does(
    opened: tuple[Any, FakeModel],
) -> None:
    dictation, model = opened
    model.texts = [(" turn on", 1.0), (" the light ", 1.0)]
    dictation.feed(SPOKEN)
    assert dictation.partial().text == "turn on the light"
    done = dictation.finish()
    assert (done.text, done.stable_chars, done.language) == ("turn on the light", 17, "en")
    assert model.asked[0]["temperature"] == 0.0
    assert len(model.asked[1]["temperature"]) > 1
    assert all(one["language"] == "en" for one in model.asked)


def test_what_was_told_twice_will_not_change(opened: tuple[Any, FakeModel]) -> None:
    dictation, model = opened
    dictation.feed(SPOKEN)
    model.texts = [("turn on", 1.0)]
    assert dictation.partial().stable_chars == 0
    model.texts = [("turn on the", 1.0)]
    assert dictation.partial().stable_chars == len("turn on")


def test_a_text_that_goes_round_in_circles_is_left_out(opened: tuple[Any, FakeModel]) -> None:
    dictation, model = opened
    dictation.feed(SPOKEN)
    model.texts = [("hello", 1.0), ("come come come come", 9.0)]
    assert dictation.finish().text == "hello"


def test_the_model_is_not_asked_about_silence(opened: tuple[Any, FakeModel]) -> None:
    dictation, model = opened
    model.texts = [("Thank you.", 1.0)]
    dictation.feed(bytes(64_000))
    assert (dictation.partial().text, dictation.finish().text) == ("", "")
    assert model.asked == []


def test_a_model_of_one_language_refuses_another(model_folder: str) -> None:
    engine = open_engine(model_folder)
    with pytest.raises(NotSupported, match="'de'"):
        engine.open("de-AT")
    engine.open("en-GB")
    engine.open(None)


def test_what_is_missing_is_known_before_anything_is_loaded(
    model_folder: str, tmp_path: Path
) -> None:
    assert find_fault(model_folder) is None
    empty = tmp_path / "empty"
    empty.mkdir()
    fault = find_fault(str(empty))
    assert fault is not None
    assert fault.details["reason"] == "model_missing"


def test_without_the_library_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    fault = find_fault(None)
    assert fault is not None
    assert fault.details["reason"] == "engine_missing"


def test_a_packaged_model_that_was_exchanged_is_not_run(
    model_folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "embedded_hub.speech.whisper.files", lambda _: Path(model_folder), raising=True
    )
    with pytest.raises(NotSupported, match="another file"):
        open_engine(None)


def test_a_file_that_is_no_model_is_said_to_be_none(
    model_folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("Unsupported model binary version")

    monkeypatch.setattr(sys.modules["faster_whisper"], "WhisperModel", broken)
    with pytest.raises(NotSupported, match="binary version") as caught:
        open_engine(model_folder)
    assert caught.value.details == {"reason": "failed"}


def test_what_a_folder_lacks_is_not_fetched_from_anywhere(model_folder: str) -> None:
    open_engine(model_folder)
    assert os.environ["HF_HUB_OFFLINE"] == "1"
