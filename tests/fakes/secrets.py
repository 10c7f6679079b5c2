"""A secret store in memory."""

from collections.abc import Mapping


class MemorySecrets:
    """Keeps credentials as long as the process lives."""

    def __init__(self) -> None:
        self.kept: dict[str, Mapping[str, str]] = {}

    async def load(self, name: str) -> Mapping[str, str]:
        """Return what was saved under the name."""
        return self.kept.get(name, {})

    async def save(self, name: str, secrets: Mapping[str, str]) -> None:
        """Keep the values; nothing forgets the name."""
        if secrets:
            self.kept[name] = secrets
        else:
            self.kept.pop(name, None)
