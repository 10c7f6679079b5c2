import importlib.util
from pathlib import Path

import pytest

from embedded_hub.errors import NotSupported
from embedded_hub.speech.engines import factories, load
from embedded_hub.speech.whisper import model_folder
from tests.fakes.spelling_engine import open_engine


def test_whisper_is_there_by_name_and_can_be_opened() -> None:
    assert load(factories()["whisper"]).__name__ == "open_engine"


def test_an_engine_is_found_by_where_it_begins() -> None:
    assert load("tests.fakes.spelling_engine:open_engine") is open_engine


@pytest.mark.parametrize("factory", ["no_such_module:x", "json:no_such_name"])
def test_an_engine_that_is_not_there_is_said_not_to_be(factory: str) -> None:
    with pytest.raises(NotSupported, match=factory):
        load(factory)


@pytest.mark.skipif(
    importlib.util.find_spec("faster_whisper") is not None, reason="the extra is installed"
)
def test_without_the_extra_it_is_said_how_to_get_it() -> None:
    with pytest.raises(NotSupported, match=r"homewire\[stt\]"):
        load(factories()["whisper"])(None)


def test_a_model_is_found_anywhere_in_the_folder_named(tmp_path: Path) -> None:
    with pytest.raises(NotSupported, match=r"model\.bin"):
        model_folder(str(tmp_path))
    (tmp_path / "tiny").mkdir()
    (tmp_path / "tiny" / "model.bin").touch()
    assert model_folder(str(tmp_path)) == tmp_path / "tiny"
