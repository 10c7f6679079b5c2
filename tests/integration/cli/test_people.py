"""People and messages from a terminal, with a whole hub on the other end."""

import json
from pathlib import Path

import pytest

from tests.fakes.terminal import Ran, run_program
from tests.integration.cli.served_hub import Served, serve


async def ask(served: Served, folder: Path, *words: str) -> Ran:
    variables = {"HOMEWIRE_HUB": served.url, "HOMEWIRE_TOKEN_FILE": str(folder / "token")}
    return await run_program(*words, variables=variables)


async def test_people_come_change_and_go(tmp_path: Path) -> None:
    async with serve(tmp_path) as served:
        added = await ask(served, tmp_path, "people", "add", "Aunt Gus", "--json")
        person_id = json.loads(added.out)["person_id"]
        again = await ask(served, tmp_path, "people", "role", "aunt gus", "guest")
        assert again.out == f"Changed Aunt Gus ({person_id}): guest.\n"
        listed = await ask(served, tmp_path, "people", "list")
        assert "Aunt Gus  guest" in listed.out
        removed = await ask(served, tmp_path, "people", "remove", "Aunt Gus")
        assert removed.out == "Removed Aunt Gus with 0 devices.\n"
        audit = await ask(served, tmp_path, "people", "audit")
        assert [line.split()[-2] for line in audit.out.splitlines()[1:4]] == [
            "person/removed",
            "person/changed",
            "person/added",
        ]
        nobody = await ask(served, tmp_path, "people", "role", "Nobody", "guest")
        assert (nobody.code, nobody.out) == (2, "")
        assert "nobody called Nobody" in nobody.err


async def test_the_last_owner_cannot_sign_themselves_out(tmp_path: Path) -> None:
    async with serve(tmp_path) as served:
        devices = json.loads((await ask(served, tmp_path, "people", "devices", "--json")).out)
        mine = next(one["token_id"] for one in devices if one["is_current"])
        refused = await ask(served, tmp_path, "people", "revoke", mine)
        assert refused.code == 3
        assert "the last device of the last owner stays" in refused.err


async def test_what_is_written_is_listed_and_found(tmp_path: Path) -> None:
    async with serve(tmp_path) as served:
        sent = await ask(
            served, tmp_path, "messages", "send", "--channel", "all", "Dinner\x1b[2J is ready"
        )
        assert sent.out == "Sent; it has reached 0 people so far.\n"
        listed = await ask(served, tmp_path, "messages", "list", "--search", "dinner")
        assert listed.out.endswith("Dinner[2J is ready\n")
        assert "all" in listed.out
        nowhere = await ask(served, tmp_path, "messages", "send", "--channel", "area:moon", "x")
        assert nowhere.code == 3


@pytest.mark.parametrize(
    "words", [("people",), ("people", "add"), ("messages", "send", "--channel", "all")]
)
async def test_half_a_command_says_what_is_missing(words: tuple[str, ...]) -> None:
    ran = await run_program(*words)
    assert ran.code == 2
    assert "usage:" in ran.err
