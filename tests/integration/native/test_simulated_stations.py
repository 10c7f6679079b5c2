"""The demo home's door station and panel: they speak when told, and count what they hear."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from embedded_hub.errors import NotSupported
from embedded_hub.hub import Hub, HubOptions
from embedded_hub.model.ids import EntityId
from embedded_hub.simulator import station_voices
from tests.integration.native.stations import Person, person, until
from tests.integration.voice.sounds import opus_frames


@pytest.fixture
async def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Hub]:
    # Three notes instead of a sentence: what espeak-ng says has tests of its own.
    monkeypatch.setattr(station_voices, "EspeakNg", _Nobody)
    running = Hub(HubOptions(folder=tmp_path, port=0, has_demo=True))
    await running.start()
    await until(
        lambda: running.home.states.get(EntityId("button.door_station_visitor")) is not None
    )
    yield running
    await running.stop()


class _Nobody:
    """A home without a speech program."""

    def __init__(self, **_: object) -> None:
        """Take whatever a speaker takes."""

    async def speak(self, *_: object, **__: object) -> bytes:
        raise NotSupported("no speech here")


def value(hub: Hub, entity_id: str) -> str | None:
    state = hub.home.states.get(EntityId(entity_id))
    return state.value if state is not None else None


async def press(somebody: Person, button: str) -> None:
    await somebody.client.call(
        "call_service", domain="button", service="press", target={"entity_id": button}
    )


async def test_a_simulated_visitor_rings_speaks_and_hears_the_answer(hub: Hub) -> None:
    async with person(hub, "Anna") as anna:
        await press(anna, "button.door_station_visitor")
        ringing = await anna.call("ringing")
        entity = hub.home.states.get(EntityId(ringing.entity_id or ""))
        assert entity is not None
        assert entity.attributes["voice_channel"] == ringing.channel
        answered = await anna.line.answer(ringing.call)
        await until(lambda: len(anna.frames) >= 20)
        await until(lambda: value(hub, "binary_sensor.door_station_microphone") == "on")

        talk = await anna.line.talk(answered.talk or "")
        assert talk.is_granted
        await talk.send(opus_frames(25))
        await until(lambda: value(hub, "media_player.door_station_speaker") == "playing")
        await talk.release()
        await until(lambda: value(hub, "sensor.door_station_frames_heard") == "25")
        await until(lambda: value(hub, "media_player.door_station_speaker") == "idle")
        await anna.line.hang_up(ringing.call)


async def test_a_simulated_panel_says_its_sentence_when_its_button_is_pressed(hub: Hub) -> None:
    async with person(hub, "Anna") as anna:
        channels = {one.name: one for one in await anna.line.channels()}
        panel = channels["Kitchen panel"]
        assert (panel.kind, panel.online, panel.area_id) == ("direct", 1, "kitchen")
        assert channels["Door station"].kind == "gate"
        await press(anna, "button.kitchen_panel_speak")
        await until(lambda: len(anna.frames) >= 50)
        assert anna.starts[-1].talking.name == "Kitchen panel"
        assert anna.starts[-1].channel == panel.channel
