"""What a voice alone may do."""

import pytest

from embedded_hub.conversation.trust import lets_somebody_in
from tests.unit.conversation.conftest import GATEWAY, Flat, describe


@pytest.mark.parametrize(
    ("domain", "device_class", "action", "is_trusted"),
    [
        ("lock", "", "lock", True),
        ("lock", "", "unlock", False),
        ("lock", "", "open", False),
        ("cover", "garage", "open_cover", False),
        ("cover", "gate", "set_cover_position", False),
        ("cover", "garage", "close_cover", True),
        ("cover", "blind", "open_cover", True),
        ("cover", "", "open_cover", True),
        ("alarm_control_panel", "", "alarm_arm_away", True),
        ("alarm_control_panel", "", "alarm_disarm", False),
        ("light", "", "turn_on", True),
    ],
)
def test_what_lets_people_in_is_known(
    domain: str, device_class: str, action: str, is_trusted: bool
) -> None:
    assert lets_somebody_in(domain, device_class, action) is not is_trusted


async def test_a_spoken_sentence_does_the_rest_and_says_what_it_left(flat: Flat) -> None:
    gate = describe("gate", "Garage", "Hall", "cover", device_class="garage", supported_features=15)
    flat.home.intake(GATEWAY).devices((gate,), is_complete=False)
    flat.report("gate", "closed")
    refused = await flat.say("open the garage", is_spoken=True)
    assert (refused.kind, refused.reason) == ("error", "voice_not_trusted")
    assert "Garage" in refused.speech
    assert flat.told() == []
    assert (await flat.say("open the garage")).kind == "action_done"


async def test_the_refusal_is_said_in_german_too(flat: Flat) -> None:
    reply = await flat.say("Schließ Front door auf", is_spoken=True, language="de")
    assert reply.reason == "voice_not_trusted"
    assert "Zuruf" in reply.speech
