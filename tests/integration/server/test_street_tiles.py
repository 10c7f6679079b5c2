"""Street pictures on maps: off at first, the owner's to choose, told to those who live here."""

import aiohttp
import pytest

from embedded_hub.core.people import Role
from tests.integration.server.conftest import Bench, Connect

TILES = "https://tiles.example.org/{z}/{x}/{y}.png"


async def policy_and_version(bench: Bench) -> tuple[str, str]:
    base = f"http://127.0.0.1:{bench.server.port}"
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{base}/") as page:
            policy = page.headers["Content-Security-Policy"]
        async with session.get(f"{base}/shell.json") as shell:
            return policy, (await shell.json())["version"]


async def test_streets_are_off_until_the_owner_wants_them(bench: Bench, enter: Connect) -> None:
    owner, guest = await enter(Role.OWNER), await enter(Role.GUEST)
    assert (await owner.call("home/info"))["map"] is None
    policy, version = await policy_and_version(bench)
    assert "img-src 'self' data: blob:;" in policy
    await owner.call("home/configure", map_tiles=TILES, map_credit="Example")
    assert (await owner.call("home/info"))["map"] == {"tiles": TILES, "credit": "Example"}
    assert (await guest.call("home/info"))["map"] is None
    open_policy, next_version = await policy_and_version(bench)
    # Pages that browsers keep bring their policy along: another one is another version.
    assert "img-src 'self' data: blob: https://tiles.example.org;" in open_policy
    assert version != next_version
    assert open_policy.replace(" https://tiles.example.org", "") == policy
    await owner.call("home/configure", map_tiles="")
    assert await policy_and_version(bench) == (policy, version)


@pytest.mark.parametrize("address", ["streets", "https://x; script-src */{z}/{x}/{y}"])
async def test_what_is_no_address_is_refused(bench: Bench, enter: Connect, address: str) -> None:
    owner = await enter(Role.OWNER)
    refusal = await owner.fail("home/configure", map_tiles=address)
    assert refusal["code"] == "invalid_info"
    assert bench.home.settings.map_tiles == ""
