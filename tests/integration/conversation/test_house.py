import asyncio
from pathlib import Path
from typing import Any

import pytest

from embedded_hub.cli.token_file import write_token
from embedded_hub.client.hub_client import HubClient
from embedded_hub.core.people import Role
from embedded_hub.errors import PipelineNotFound, SpeechEngineMissing
from embedded_hub.hub import Hub
from tests.fakes.terminal import run_program
from tests.integration.conversation.conftest import say, until_value


def speech(response: Any) -> str:
    return str(response["speech"]["plain"]["speech"])


async def test_lights_go_on_by_name_by_room_and_in_german(demo: Hub, owner: HubClient) -> None:
    assert speech(await say(owner, "turn on the hall light")) == "Turned on the light"
    await until_value(demo, "light.hall_light", "on")
    await say(owner, "turn on the lights in the bedroom")
    await until_value(demo, "light.bedside_lamp", "on")
    done = await say(owner, "Schalte Hall light aus", language="de")
    await until_value(demo, "light.hall_light", "off")
    assert (speech(done), done["language"]) == ("Licht ausgeschaltet", "de")


async def test_a_question_is_answered_truthfully(demo: Hub, owner: HubClient) -> None:
    assert speech(await say(owner, "is the front door locked?")) == "Yes"
    await say(owner, "unlock the front door")
    await until_value(demo, "lock.front_door", "unlocked")
    assert speech(await say(owner, "is the front door locked?")) == "No, unlocked"
    warm = await say(owner, "what is the temperature in the living room?")
    state = next(s for s in demo.home.states if s.entity_id == "climate.living_radiator")
    assert speech(warm).partition(" ")[0] == str(state.attributes["current_temperature"])


async def test_a_guest_cannot_reach_another_room_by_voice(demo: Hub) -> None:
    token = await demo.issue_token(Role.OWNER, "Anna")
    async with await HubClient.connect(demo.url, token) as owner:
        made = await owner.call(
            "home/tokens/create", role="guest", name="Gus", area_ids=["bedroom"]
        )
    assert isinstance(made, dict)
    async with await HubClient.connect(demo.url, str(made["token"])) as guest:
        own = await say(guest, "turn on the bedside lamp")
        other = await say(guest, "turn off the kitchen light")
        asked = await say(guest, "is the front door locked?")
    assert own["response_type"] == "action_done"
    assert (other["response_type"], asked["response_type"]) == ("error", "error")
    await until_value(demo, "light.kitchen_light", "on")


async def test_a_pipeline_run_tells_its_steps_and_ends(demo: Hub, owner: HubClient) -> None:
    events: list[Any] = []
    ended = asyncio.Event()

    def took(event: Any) -> None:
        events.append(event)
        if event["type"] == "run-end":
            ended.set()

    await owner.subscribe(
        "assist_pipeline/run",
        took,
        start_stage="intent",
        end_stage="intent",
        input={"text": "turn on the hall light"},
        conversation_id="c1",
    )
    await asyncio.wait_for(ended.wait(), 10)
    assert [event["type"] for event in events] == [
        "run-start",
        "intent-start",
        "intent-end",
        "run-end",
    ]
    output = events[2]["data"]["intent_output"]
    assert output["conversation_id"] == "c1"
    assert output["response"]["data"]["success"] == [
        {"name": "Hall light", "type": "entity", "id": "light.hall_light"}
    ]
    await until_value(demo, "light.hall_light", "on")


async def test_what_the_pipeline_cannot_do_is_refused(owner: HubClient) -> None:
    async def run(start: str, pipeline: str | None = None) -> None:
        await owner.call(
            "assist_pipeline/run",
            start_stage=start,
            end_stage="intent",
            input={"text": "turn on the hall light"},
            pipeline=pipeline,
        )

    with pytest.raises(SpeechEngineMissing):
        await run("stt")
    with pytest.raises(PipelineNotFound):
        await run("intent", "nope")


async def test_there_is_one_agent_and_one_pipeline_of_many_languages(owner: HubClient) -> None:
    agents: Any = await owner.call("conversation/agent/list")
    pipelines: Any = await owner.call("assist_pipeline/pipeline/list")
    languages: Any = await owner.call("assist_pipeline/language/list")
    assert [agent["id"] for agent in agents["agents"]] == ["homewire"]
    assert pipelines["preferred_pipeline"] == pipelines["pipelines"][0]["id"] == "homewire"
    assert agents["agents"][0]["supported_languages"] == languages["languages"]
    assert {"en", "de"} <= set(languages["languages"])


async def test_a_terminal_can_ask(demo: Hub, tmp_path: Path) -> None:
    path = tmp_path / "token"
    await asyncio.to_thread(write_token, path, await demo.issue_token(Role.OWNER, "Anna"))
    variables = {"HOMEWIRE_HUB": demo.url, "HOMEWIRE_TOKEN_FILE": str(path)}
    done = await run_program("ask", "turn", "on", "the", "hall", "light", variables=variables)
    lost = await run_program("ask", "turn on the chandelier", variables=variables)
    german = await run_program(
        *("ask", "--language", "de", "--json", "Ist Front door abgeschlossen?"),
        variables=variables,
    )
    assert (done.code, done.out, done.err) == (0, "Turned on the light\n", "")
    assert (lost.code, "chandelier" in lost.out) == (3, True)
    assert (german.code, '"speech": "Ja"' in german.out) == (0, True)
    await until_value(demo, "light.hall_light", "on")
