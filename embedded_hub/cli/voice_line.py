"""A voice line for as long as a command runs, and channels as people call them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from embedded_hub.audio.codec import supported_codecs
from embedded_hub.cli.hub_options import HubAccess
from embedded_hub.client.hub_client import HubClient
from embedded_hub.client.voice import VoiceLine
from embedded_hub.errors import NotFound, NotSupported, UnknownCommand
from embedded_hub.protocol.voice_answers import ChannelEntry


@asynccontextmanager
async def voice_line(access: HubAccess) -> AsyncIterator[VoiceLine]:
    """Connect and say what this program can do with sound.

    Raises:
        LinkError: the hub cannot be reached, or refused the token.
        NotSupported: it is a hub without voice.
    """
    codecs = supported_codecs()
    async with await HubClient.connect(access.address, access.token, tls=access.tls) as client:
        try:
            line = await VoiceLine.open(client, encode=codecs, decode=codecs)
        except UnknownCommand as error:
            raise NotSupported("This hub has no voice.") from error
        yield line


async def find_channel(line: VoiceLine, name: str) -> ChannelEntry:
    """Return the channel of that id, or the only one called so.

    Raises:
        NotFound: there is none, or several.
    """
    channels = await line.channels()
    called = [one for one in channels if one.name.casefold() == name.casefold()]
    found = [one for one in channels if one.channel == name] or called
    if len(found) == 1:
        return found[0]
    if found:
        ids = ", ".join(one.channel for one in found)
        raise NotFound(f"Several channels are called {name!r}: {ids}.")
    raise NotFound(f"There is no channel {name!r}; `homewire-hub voices` lists them.")
