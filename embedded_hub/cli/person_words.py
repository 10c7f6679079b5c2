"""People as they are named on a command line."""

import msgspec

from embedded_hub.cli.answers import read_answer
from embedded_hub.client.hub_client import HubClient
from embedded_hub.errors import ConfigError


class PersonDevice(msgspec.Struct, frozen=True):
    """One device of a person, as the hub lists it."""

    token_id: str
    name: str
    is_online: bool = False
    is_current: bool = False
    last_seen_at: float | None = None
    user_name: str | None = None
    role: str | None = None


class Person(msgspec.Struct, frozen=True):
    """Somebody of the home, as the hub lists them."""

    person_id: str
    name: str
    role: str
    is_here: bool = False
    is_active: bool = True
    area_ids: tuple[str, ...] = ()
    devices: tuple[PersonDevice, ...] = ()


async def person_named(hub: HubClient, who: str) -> Person:
    """Return whom a word means: an id, or a name that only one has.

    Raises:
        ConfigError: it is nobody's, or several people's.
    """
    people = read_answer(await hub.call("home/people/list"), tuple[Person, ...])
    found = [one for one in people if who == one.person_id or who.casefold() == one.name.casefold()]
    if len(found) != 1:
        count = "is nobody" if not found else f"are {len(found)} people"
        raise ConfigError(f"There {count} called {who}; `people list` shows names and ids.")
    return found[0]
