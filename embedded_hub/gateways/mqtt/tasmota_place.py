"""Where one Tasmota device speaks, and what all of its entities share. Pure."""

from collections.abc import Mapping
from typing import Any

from embedded_hub.gateways.mqtt.discovery import Announced


class Place:
    """Where one device speaks."""

    def __init__(self, mac: str, config: Mapping[str, Any]) -> None:
        prefixes = config.get("tp")
        self._prefixes = prefixes if isinstance(prefixes, list) else ["cmnd", "stat", "tele"]
        self._form = str(config.get("ft") or "%prefix%/%topic%/")
        self._topic = str(config["t"])
        self._hostname = str(config.get("hn") or "")
        self._mac = mac
        self.name = config.get("dn") or self._topic
        options = config.get("so")
        self._options = options if isinstance(options, Mapping) else {}
        self._shared = {
            "availability_topic": self.tele("LWT"),
            "payload_available": str(config.get("onln") or "Online"),
            "payload_not_available": str(config.get("ofln") or "Offline"),
            "device": {
                "identifiers": [mac],
                "connections": [
                    ["mac", ":".join(mac[at : at + 2] for at in range(0, 12, 2)).lower()]
                ],
                "name": self.name,
                "manufacturer": "Tasmota",
                "model": config.get("md"),
                "sw_version": config.get("sw"),
                "configuration_url": f"http://{config['ip']}/" if config.get("ip") else None,
            },
        }

    def command(self, name: str) -> str:
        """Return a topic for commands."""
        return self._place(0) + name

    def states(self) -> list[str]:
        """Return the topics that tell what is."""
        return [self._place(1) + "RESULT", self.tele("STATE")]

    def result(self) -> str:
        """Return the topic that answers commands and tells of buttons."""
        return self._place(1) + "RESULT"

    def measured(self) -> list[str]:
        """Return the topics that tell what is measured, by itself and when asked."""
        return [self.tele("SENSOR"), self._place(1) + "STATUS10"]

    def has_option(self, number: int) -> bool:
        """Say whether one of Tasmota's numbered options is set."""
        return self._options.get(str(number)) in (1, True)

    def tele(self, name: str) -> str:
        """Return a topic it tells by itself."""
        return self._place(2) + name

    def announce(self, component: str, name: str, config: Mapping[str, Any]) -> Announced:
        """Return one of its entities."""
        whole = {**self._shared, **config, "unique_id": f"{self._mac}_{name}"}
        return Announced(key=f"tasmota/{self._mac}/{name}", component=component, config=whole)

    def _place(self, number: int) -> str:
        prefix = str(self._prefixes[number]) if number < len(self._prefixes) else ""
        form = self._form.replace("%prefix%", prefix).replace("%topic%", self._topic)
        return form.replace("%hostname%", self._hostname).replace("%id%", self._mac[-6:])
