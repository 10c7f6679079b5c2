import msgspec
import pytest

from embedded_hub.core.people import Role
from embedded_hub.core.registry import put
from embedded_hub.errors import NotSupported
from embedded_hub.model.action import DONE, Action, Outcome, OutcomeKind
from embedded_hub.model.ids import AreaId, EntityId
from tests.unit.conversation.conftest import GATEWAY, Flat

SPOT, LAMP, BED = "light.spot", "light.ceiling_lamp", "light.ceiling_lamp_2"


async def test_a_thing_is_switched_by_its_name(flat: Flat) -> None:
    reply = await flat.say("turn on the spot")
    assert (reply.kind, reply.speech) == ("action_done", "Turned on the light")
    assert [one.id for one in reply.success] == [SPOT]
    assert flat.told() == [(SPOT, "turn_on")]


async def test_a_room_means_what_is_in_it(flat: Flat) -> None:
    reply = await flat.say("turn on the lights in the kitchen")
    assert flat.told() == [(LAMP, "turn_on"), (SPOT, "turn_on")]
    assert [one.id for one in reply.success] == ["kitchen", LAMP, SPOT]


async def test_all_lights_means_every_light(flat: Flat) -> None:
    await flat.say("turn off all the lights")
    assert [entity_id for entity_id, _ in flat.told()] == [LAMP, BED, SPOT]


async def test_a_room_in_which_one_light_dims_dims_that_one(flat: Flat) -> None:
    # The spot of the kitchen only goes on and off.
    reply = await flat.say("set the bedroom brightness to 40 percent")
    assert (reply.kind, flat.told()) == ("action_done", [(BED, "turn_on")])
    assert flat.done[0].arguments == {"brightness": 102}


async def test_a_name_is_enough_where_the_room_is_known(flat: Flat) -> None:
    assert (await flat.say("turn on the ceiling lamp")).code == "no_valid_targets"
    await flat.say("turn on the ceiling lamp", area_id=AreaId("bedroom"))
    assert flat.told() == [(BED, "turn_on")]


async def test_the_light_is_the_one_where_the_speaker_is(flat: Flat) -> None:
    await flat.say("turn on the lights", area_id=AreaId("bedroom"))
    assert flat.told() == [(BED, "turn_on")]


@pytest.mark.parametrize(
    ("sentence", "action"),
    [
        ("close the blind", ("cover.blind", "close_cover")),
        ("open the blind", ("cover.blind", "open_cover")),
        ("set the blind to 30%", ("cover.blind", "set_cover_position")),
        ("lock the front door", ("lock.front_door", "lock")),
        ("unlock the front door", ("lock.front_door", "unlock")),
    ],
)
async def test_openings_and_locks_are_told_what_they_understand(
    flat: Flat, sentence: str, action: tuple[str, str]
) -> None:
    assert (await flat.say(sentence)).kind == "action_done"
    assert flat.told() == [action]


async def test_questions_are_answered_by_what_is_and_do_nothing(flat: Flat) -> None:
    assert (await flat.say("is the front door locked?")).speech == "Yes"
    flat.report("door", "unlocked")
    reply = await flat.say("is the front door locked?")
    assert (reply.kind, reply.speech) == ("query_answer", "No, unlocked")
    assert flat.done == []


async def test_how_warm_a_room_is_comes_from_its_own_sensor(flat: Flat) -> None:
    reply = await flat.say("what is the temperature in the bedroom?")
    assert (reply.kind, reply.speech) == ("query_answer", "19.5 degrees")


async def test_the_inside_of_a_fridge_is_not_how_warm_the_kitchen_is(flat: Flat) -> None:
    reply = await flat.say("what is the temperature in the kitchen?")
    assert (reply.kind, reply.code) == ("error", "no_valid_targets")


async def test_an_answer_is_in_the_language_of_the_question(flat: Flat) -> None:
    asked = await flat.say("Ist Front door abgeschlossen?", language="de-AT")
    done = await flat.say("Schalte Spot ein", language="de")
    lost = await flat.say("Schalte Kronleuchter ein", language="de")
    assert (asked.speech, asked.language) == ("Ja", "de")
    assert done.speech == "Licht eingeschaltet"
    assert (lost.code, "Kronleuchter" in lost.speech) == ("no_valid_targets", True)


async def test_the_home_speaks_its_own_language_when_none_is_named(flat: Flat) -> None:
    await flat.home.configure(msgspec.structs.replace(flat.home.settings, language="de"))
    assert (await flat.say("Schalte Spot ein")).language == "de"


async def test_a_language_without_sentences_is_said_so(flat: Flat) -> None:
    with pytest.raises(NotSupported, match="tlh"):
        await flat.say("yIt", language="tlh")


async def test_an_alias_is_as_good_as_the_name(flat: Flat) -> None:
    spot = flat.home.registry.entities.get(SPOT)
    assert spot is not None
    await flat.home.registry.edit(put(msgspec.structs.replace(spot, aliases=("Worktop",))))
    await flat.say("turn on the worktop")
    assert flat.told() == [(SPOT, "turn_on")]


@pytest.mark.parametrize("sentence", ["sing me a song", "turn", "?", "x" * 500])
async def test_what_makes_no_sense_is_said_to_make_none(flat: Flat, sentence: str) -> None:
    assert (await flat.say(sentence)).code == "no_intent_match"


async def test_a_room_alone_is_nothing_to_turn_on(flat: Flat) -> None:
    assert (await flat.say("turn on the kitchen")).kind == "error"
    assert flat.done == []


# --- rights -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sentence",
    [
        "turn on the lights in the bedroom",
        "close the blind",
        "unlock the front door",
        "is the front door locked?",
        "what is the temperature in the bedroom?",
    ],
)
async def test_a_guest_reaches_no_other_room(flat: Flat, sentence: str) -> None:
    guest = await flat.somebody(Role.GUEST, "kitchen")
    reply = await flat.say(sentence, guest)
    assert (reply.kind, reply.success, flat.done) == ("error", (), [])


async def test_a_guest_is_told_the_same_of_what_is_hidden_and_what_is_not_there(
    flat: Flat,
) -> None:
    guest = await flat.somebody(Role.GUEST, "kitchen")
    hidden = await flat.say("turn on the blind", guest)
    absent = await flat.say("turn on the blimp", guest)
    assert hidden.speech.replace("blind", "blimp") == absent.speech


async def test_all_lights_of_a_guest_are_those_of_their_room(flat: Flat) -> None:
    guest = await flat.somebody(Role.GUEST, "kitchen")
    await flat.say("turn off all the lights", guest)
    assert [entity_id for entity_id, _ in flat.told()] == [LAMP, SPOT]


async def test_a_tester_may_ask_and_not_act_on_real_things(flat: Flat) -> None:
    tester = await flat.somebody(Role.TESTER)
    reply = await flat.say("turn on the spot", tester)
    assert (reply.code, reply.reason) == ("failed_to_handle", "action_denied")
    assert reply.speech == "You may not control Spot."
    assert (await flat.say("is the front door locked?", tester)).speech == "Yes"


async def test_what_is_done_carries_the_name_of_who_said_it(flat: Flat) -> None:
    anna = await flat.somebody(Role.FAMILY)
    await flat.say("turn on the spot", anna)
    assert flat.done[0].context.user_id == anna.user.id


# --- how it ends --------------------------------------------------------------------------------


async def test_nothing_said_twice_is_done_twice(flat: Flat) -> None:
    anna = await flat.somebody(Role.FAMILY)
    first = await flat.say("turn on the lights in the kitchen", anna, cmd_id="c1")
    again = await flat.say("turn on the lights in the kitchen", anna, cmd_id="c1")
    assert (first, len(flat.done)) == (again, 2)
    await flat.say("turn on the lights in the kitchen", anna, cmd_id="c2")
    assert len(flat.done) == 4


async def test_a_gateway_that_is_away_is_said_to_be_away(flat: Flat) -> None:
    flat.home.route(GATEWAY, None)
    reply = await flat.say("turn on the spot")
    assert (reply.code, reply.reason) == ("failed_to_handle", "not_connected")
    assert reply.speech == "Spot is not connected; nothing was sent."


async def test_what_was_done_in_part_is_not_called_done(flat: Flat) -> None:
    async def stubborn(action: Action) -> Outcome:
        return Outcome(kind=OutcomeKind.FAILED, code="busy") if action.key == "spot" else DONE

    flat.outcome = stubborn
    reply = await flat.say("turn on the lights in the kitchen")
    assert (reply.kind, reply.speech) == ("action_done", "Done for 1 of 2.")
    assert [one.id for one in reply.failed] == [SPOT]


async def test_a_reply_has_the_shape_clients_know(flat: Flat) -> None:
    reply = await flat.say("turn on the spot")
    assert reply.body("c7") == {
        "response": {
            "speech": {"plain": {"speech": "Turned on the light", "extra_data": None}},
            "card": {},
            "language": "en",
            "response_type": "action_done",
            "data": {
                "targets": [],
                "success": [{"name": "Spot", "type": "entity", "id": SPOT}],
                "failed": [],
            },
        },
        "conversation_id": "c7",
    }
    lost = (await flat.say("sing me a song")).body()["response"]
    assert isinstance(lost, dict)
    assert (lost["response_type"], lost["data"]) == ("error", {"code": "no_intent_match"})


async def test_settings_and_diagnostics_are_not_spoken_of(flat: Flat) -> None:
    spot = flat.home.registry.entities.get(EntityId(SPOT))
    assert spot is not None
    await flat.home.registry.edit(put(msgspec.structs.replace(spot, category="config")))
    assert (await flat.say("turn on the spot")).code == "no_valid_targets"
