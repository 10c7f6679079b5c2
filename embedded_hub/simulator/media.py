"""A television and a loudspeaker: tracks that progress, sources, volume."""

from collections.abc import Sequence

from embedded_hub.model.values import JsonObject
from embedded_hub.protocol.gateway_messages import Cap, EntitySpec
from embedded_hub.simulator.thing import DONE, ON, Answer, Thing

Track = tuple[str, str, str, int]
"""Title, artist, album, seconds."""
TRACKS: Sequence[Track] = (
    ("Morning on the Canal", "The Lanterns", "Slow Boats", 214),
    ("Paper Planes at Dusk", "Ida Norr", "Kites", 187),
    ("Seven Bridges", "The Lanterns", "Slow Boats", 243),
    ("Kettle Song", "Ada & the Stove", "Kitchen Tapes", 156),
    ("Night Tram", "Ida Norr", "Kites", 301),
)
_PROGRESS_EVERY_S = 10.0
_STATES = ("playing", "paused", "idle")


class Player(Thing):
    """Plays its list over and over.

    Args:
        sources: What it can be switched to; the first one is on.
        sounds: Its sound modes.
        is_playing: Whether it plays from the start.
        device_class: ``tv`` or ``speaker``.
    """

    def __init__(
        self,
        *,
        sources: tuple[str, ...],
        sounds: tuple[str, ...] = (),
        is_playing: bool = False,
        device_class: str = "speaker",
    ) -> None:
        caps = {
            "on": ON,
            "playing": Cap(type="enum", options=_STATES, w=1),
            "volume": Cap(type="int", min=0, max=100, unit="%", w=1),
            "mute": ON,
            "track": Cap(type="text"),
            "artist": Cap(type="text"),
            "album": Cap(type="text"),
            "content": Cap(type="text"),
            "duration": Cap(type="int", unit="s"),
            "elapsed": Cap(type="int", unit="s"),
            "elapsed_at": Cap(type="time"),
            "source": Cap(type="enum", options=sources, w=1),
            "shuffle": ON,
            "repeat": Cap(type="enum", options=("off", "one", "all"), w=1),
        }
        if sounds:
            caps["sound"] = Cap(type="enum", options=sounds, w=1)
        super().__init__(
            EntitySpec(
                id="player",
                kind="media_player",
                caps=caps,
                does=("next", "previous", "stop", "seek"),
                device_class=device_class,
            ),
            {
                "on": is_playing,
                "playing": "playing" if is_playing else "idle",
                "volume": 35,
                "mute": False,
                "content": "music",
                "source": sources[0],
                "shuffle": False,
                "repeat": "all",
            },
        )
        if sounds:
            self.put(sound=sounds[0])
        self._place = 0
        self._elapsed_s = 0.0
        self._told_at_s = 0.0
        self._load(0, 0.0)

    def set_values(self, args: JsonObject, now_s: float) -> Answer:
        """Play, pause, or take a setting; playing turns it on."""
        super().set_values(args, now_s)
        if args.get("playing") == "playing":
            self.put(on=True)
        if args.get("on") is False:
            self.put(playing="idle")
        if args.get("on") is True and "playing" not in args:
            self.put(playing="playing")
        self._tell(now_s)
        return DONE

    def do(self, do: str, args: JsonObject, now_s: float) -> Answer:
        """Skip, seek or stop."""
        match do:
            case "next":
                self._load(self._place + 1, now_s)
            case "previous":
                # As on every player: back to the start first, then to the one before.
                self._load(self._place - (1 if self._elapsed_s < 5 else 0), now_s)
            case "stop":
                self.put(playing="idle")
                self._load(self._place, now_s)
            case _:
                return self._seek(args, now_s)
        return DONE

    def _seek(self, args: JsonObject, now_s: float) -> Answer:
        wanted = args.get("elapsed")
        if not isinstance(wanted, int | float) or not 0 <= wanted <= self.number("duration"):
            return Answer(code="invalid", message="there is no such place in the track")
        self._elapsed_s = float(wanted)
        self._tell(now_s)
        return DONE

    def step(self, now_s: float, passed_s: float) -> None:
        """Play on."""
        if self.values["playing"] != "playing":
            return
        self._elapsed_s += passed_s
        if self._elapsed_s >= self.number("duration"):
            is_one = self.values["repeat"] == "one"
            self._load(self._place + (0 if is_one else 1), now_s)
        elif now_s - self._told_at_s >= _PROGRESS_EVERY_S:
            self._tell(now_s)

    def _load(self, place: int, now_s: float) -> None:
        self._place = place % len(TRACKS)
        title, artist, album, seconds = TRACKS[self._place]
        self._elapsed_s = 0.0
        self.put(track=title, artist=artist, album=album, duration=seconds)
        self._tell(now_s)

    def _tell(self, now_s: float) -> None:
        self._told_at_s = now_s
        self.put(elapsed=int(self._elapsed_s), elapsed_at=round(now_s * 1000))
