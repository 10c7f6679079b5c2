"""Loudspeakers and microphones of simulated panels and door stations."""

from collections.abc import Sequence

from embedded_hub.protocol.gateway_messages import Cap, EntitySpec
from embedded_hub.simulator.readings import Told
from embedded_hub.simulator.tasks import Button
from embedded_hub.simulator.thing import ON, Appliance, Thing

CODECS = Cap(type="enum", options=("opus", "pcm16"))
SPEAKER, MIC, HEARD, TALK = "speaker", "mic", "heard", "talk"


class Speaker(Thing):
    """Plays what people say to it, as far as a program can be said to."""

    def __init__(self) -> None:
        super().__init__(
            EntitySpec(
                id=SPEAKER,
                kind="speaker",
                name="Speaker",
                caps={
                    "codec": CODECS,
                    "playing": Cap(type="enum", options=("idle", "playing")),
                    "volume": Cap(type="int", min=0, max=100, unit="%", w=1),
                    "mute": ON,
                },
            ),
            {"playing": "idle", "volume": 60, "mute": False},
        )


class Microphone(Thing):
    """Is on while its station speaks."""

    def __init__(self) -> None:
        super().__init__(
            EntitySpec(
                id=MIC,
                kind="mic",
                name="Microphone",
                caps={"codec": CODECS, "on": Cap(type="bool")},
            ),
            {"on": False},
        )


class Station(Appliance):
    """A device that speaks and listens, and counts what it hears.

    Args:
        key: Its address.
        name: What it is called.
        area: The room it is in.
        things: What else it has, such as a bell.
        says: What it says when its button is pressed or somebody answers its bell.
    """

    def __init__(
        self, key: str, name: str, area: str, says: str, things: Sequence[Thing] = ()
    ) -> None:
        self.says = says
        self.speaker = Speaker()
        self.mic = Microphone()
        self.heard = Told(HEARD, "Frames heard", 0, icon="mdi:ear-hearing", is_diagnostic=True)
        talk = Button(TALK, "Speak", icon="mdi:bullhorn")
        super().__init__(
            key,
            name,
            area,
            [*things, self.speaker, self.mic, self.heard, talk],
            model="Simulated station",
        )

    def hear(self, frames: int) -> None:
        """Count what it was played."""
        self.heard.put(v=round(self.heard.number("v")) + frames)
