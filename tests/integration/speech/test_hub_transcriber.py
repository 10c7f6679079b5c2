"""Which engine a hub uses: found by its entry point, chosen by name, and said to be missing."""

from pathlib import Path

import pytest

from embedded_hub.errors import InvalidInfo, NotSupported
from embedded_hub.speech.engines import WHISPER, factories
from embedded_hub.speech.hub_transcriber import EngineChoice, HubTranscriber
from tests.fakes.parrot_engine import install


@pytest.fixture
def parrot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))


@pytest.fixture
def no_whisper(monkeypatch: pytest.MonkeyPatch) -> None:
    fault = NotSupported("no engine", details={"reason": "engine_missing"})
    monkeypatch.setattr("embedded_hub.speech.whisper.find_fault", lambda _: fault)


@pytest.mark.usefixtures("parrot")
def test_an_installed_engine_is_found_behind_ours() -> None:
    assert list(factories()) == [WHISPER, "parrot"]


@pytest.mark.usefixtures("parrot", "no_whisper")
async def test_the_first_engine_that_can_run_is_taken() -> None:
    hub = HubTranscriber()
    assert hub.process is None
    told: list[str | None] = []
    hub.listen(lambda: told.append(hub.process.name if hub.process else None))
    await hub.choose(EngineChoice())
    assert told == ["parrot"]
    assert hub.names == (WHISPER, "parrot")
    await hub.close()


@pytest.mark.usefixtures("parrot", "no_whisper")
async def test_what_cannot_run_is_not_chosen_by_somebody_who_minds() -> None:
    hub = HubTranscriber()
    await hub.choose(EngineChoice(engine="parrot"))
    with pytest.raises(NotSupported, match="no engine"):
        await hub.choose(EngineChoice(engine=WHISPER), is_strict=True)
    assert hub.choice.engine == "parrot"
    await hub.choose(EngineChoice(engine=WHISPER))
    assert hub.process is None
    assert hub.fault is not None
    assert hub.fault.details["reason"] == "engine_missing"
    await hub.close()


async def test_an_engine_nobody_installed_is_not_known() -> None:
    with pytest.raises(InvalidInfo, match="whisper"):
        await HubTranscriber().choose(EngineChoice(engine="nonsense"))
