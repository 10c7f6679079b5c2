"""Says a text through the program ``espeak-ng``; it is called, never linked."""

import asyncio
import re
import shutil

from embedded_hub.audio.pcm import pcm_of, resampled, samples_of
from embedded_hub.audio.wav import read_wav
from embedded_hub.errors import ConfigError, InvalidInfo, NotSupported, RequestTimeout
from embedded_hub.model.voice import CLOCK_HZ

PROGRAM = "espeak-ng"
MAX_TEXT = 1000
"""Characters of one announcement, about a minute."""
TIMEOUT_S = 20.0
_VOICE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{1,8})*(\+[a-z0-9]{1,12})?", re.IGNORECASE)
"""A voice of espeak-ng's is named by its language; a name is never a path or an option."""
_DEFAULT_VOICE = "en"


class EspeakNg:
    """A voice that needs nothing but a small program.

    Args:
        rate_hz: Of the sound it returns.
        program: Its name or path.
    """

    def __init__(self, *, rate_hz: int = CLOCK_HZ, program: str = PROGRAM) -> None:
        self._rate_hz = rate_hz
        self._program = program

    async def speak(self, text: str, *, language: str | None, voice: str | None) -> bytes:
        """Return the text as mono PCM16.

        Raises:
            NotSupported: the program is not installed, or has no such language or voice.
            InvalidInfo: there is nothing to say, or too much.
            RequestTimeout: it took too long.
        """
        if not text.strip() or len(text) > MAX_TEXT:
            raise InvalidInfo(f"a text to say has 1 to {MAX_TEXT} characters")
        named = voice or (language or _DEFAULT_VOICE).replace("_", "-")
        if _VOICE.fullmatch(named) is None:
            raise NotSupported(f"{named[:32]!r} is no voice of {PROGRAM}")
        path = await asyncio.to_thread(shutil.which, self._program)
        if path is None:
            raise NotSupported(f"saying a text needs the program {PROGRAM}, which is not installed")
        spoken = await _run(path, named, text)
        general = named.partition("-")[0]
        if spoken is None and voice is None and general != named:
            # It says German, and knows no Swiss German.
            spoken = await _run(path, general, text)
        if spoken is None:
            raise NotSupported(f"{PROGRAM} has no voice {named!r}")
        return await asyncio.to_thread(_at_rate, spoken, self._rate_hz)


async def _run(path: str, voice: str, text: str) -> bytes | None:
    """Return what the program said; ``None`` when it does not have that voice."""
    process = await asyncio.create_subprocess_exec(
        *(path, "-v", voice, "-b", "1", "--stdin", "--stdout"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        async with asyncio.timeout(TIMEOUT_S):
            spoken, _ = await process.communicate(text.encode())
    except TimeoutError:
        raise RequestTimeout(f"{PROGRAM} took longer than {TIMEOUT_S:.0f} s") from None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return spoken if process.returncode == 0 and spoken else None


def _at_rate(spoken: bytes, rate_hz: int) -> bytes:
    try:
        pcm = read_wav(spoken)
    except ConfigError as error:
        raise NotSupported(f"{PROGRAM} answered with something else than sound") from error
    return pcm_of(resampled(samples_of(pcm), CLOCK_HZ, rate_hz))
