"""Sentences people say that the package alone does not understand, and a home with German names."""

import pytest

from embedded_hub.conversation.own_sentences import with_own
from embedded_hub.core.intercom.speech_ports import SpeechSettings, SpeechStatus
from embedded_hub.model.ids import EntityKey
from embedded_hub.model.state import StateReport
from tests.unit.conversation.conftest import GATEWAY, Flat, describe

GERMAN = (
    describe("licht", "Küchenlicht", "Küche", "light", supported_color_modes=["onoff"]),
    describe("tuer", "Haustür", "Flur", "lock"),
    describe("rollo", "Rollo", "Schlafzimmer", "cover", supported_features=15),
    describe(
        "heizung",
        "Heizung",
        "Wohnzimmer",
        "climate",
        supported_features=1,
        min_temp=7,
        max_temp=30,
        hvac_modes=["heat", "off"],
    ),
    describe("fenster", "Fenster", "Schlafzimmer", "binary_sensor", device_class="window"),
)
VALUES = {"licht": "off", "tuer": "locked", "rollo": "closed", "fenster": "on"}


@pytest.fixture
async def german(flat: Flat) -> Flat:
    flat.home.intake(GATEWAY).devices(GERMAN, is_complete=True)
    for key, value in VALUES.items():
        flat.report(key, value)
    heating = StateReport(
        key=EntityKey("heizung"),
        value="heat",
        attributes={"temperature": 19, "current_temperature": 20.5},
    )
    flat.home.intake(GATEWAY).state(heating)
    return flat


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Schalte das Küchenlicht ein", ("light.kuchenlicht", "turn_on")),
        ("Mach das Licht in der Küche an", ("light.kuchenlicht", "turn_on")),
        ("Öffne die Rollos im Schlafzimmer", ("cover.rollo", "open_cover")),
        ("Stelle das Wohnzimmer auf 21 Grad", ("climate.heizung", "set_temperature")),
        ("Schließ die Haustür ab", ("lock.haustur", "lock")),
    ],
)
async def test_a_german_home_does_what_it_is_told(
    german: Flat, text: str, told: tuple[str, str]
) -> None:
    german.report("tuer", "unlocked")
    reply = await german.say(text, language="de")
    assert reply.kind == "action_done", reply.speech
    assert german.told() == [told]


@pytest.mark.parametrize(
    ("text", "speech"),
    [
        ("Ist die Haustür abgeschlossen?", "Ja"),
        ("Wie warm ist es im Wohnzimmer?", "20,5 Grad"),
        ("Ist das Küchenlicht an?", "Nein"),
    ],
)
async def test_a_german_home_answers(german: Flat, text: str, speech: str) -> None:
    reply = await german.say(text, language="de")
    assert (reply.kind, reply.speech.partition(",")[0]) == (
        "query_answer",
        speech.partition(",")[0],
    )


async def test_a_room_is_set_to_a_temperature_in_so_few_words(german: Flat) -> None:
    reply = await german.say("set the Wohnzimmer to 21 degrees", language="en")
    assert reply.speech == "Temperature set to 21 degrees"
    [action] = german.done
    assert action.arguments == {"temperature": 21}


async def test_blinds_are_whatever_hangs_before_a_window_and_never_a_gate(flat: Flat) -> None:
    garage = describe("gate", "Gate", "Hall", "cover", device_class="garage", supported_features=15)
    flat.home.intake(GATEWAY).devices((garage,), is_complete=False)
    flat.report("gate", "closed")
    flat.report("blind", "closed")
    assert (await flat.say("open the blinds in the bedroom")).kind == "action_done"
    assert (await flat.say("open the blinds in the hall")).kind == "error"
    assert flat.told() == [("cover.blind", "open_cover")]


async def test_an_open_window_is_found_by_its_contact(german: Flat) -> None:
    reply = await german.say("are any windows open", language="en")
    assert reply.kind == "query_answer"
    assert "Fenster" in reply.speech


async def test_a_home_of_two_languages_understands_both(german: Flat) -> None:
    assert (await german.say("Schalte das Küchenlicht ein")).kind == "error"
    german.home.intercom.speech = _Speaks(("en", "de"))
    reply = await german.say("Schalte das Küchenlicht ein")
    assert (reply.kind, reply.language) == ("action_done", "de")
    lost = await german.say("florp the glorp")
    assert (lost.kind, lost.language) == ("error", "en")


class _Speaks:
    """What an owner chose."""

    def __init__(self, languages: tuple[str, ...]) -> None:
        self.settings = SpeechSettings(languages=languages)
        self.status = SpeechStatus()

    async def configure(self, settings: SpeechSettings) -> None:
        self.settings = settings


def test_a_language_without_sentences_of_ours_stays_as_it_is() -> None:
    intents: dict[str, object] = {"HassTurnOn": {"data": []}}
    assert with_own("fr", intents) == intents
