"""What a reader of the guides in ``docs/guides`` would type."""

import re
import shlex
from pathlib import Path

ROOT = Path(__file__).parents[3]
EXAMPLES = ROOT / "docs" / "examples"
GUIDES = ROOT / "docs" / "guides"


def blocks(guide: str, language: str) -> list[str]:
    """Return a guide's blocks of one language."""
    text = (GUIDES / guide).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


def hub_commands(guide: str) -> list[list[str]]:
    """Return what is typed after ``homewire-hub``, except to start it, as words."""
    lines = "".join(blocks(guide, "sh")).splitlines()
    typed = (shlex.split(line, comments=True) for line in lines)
    return [
        words[1:]
        for words in typed
        if words[:1] == ["homewire-hub"] and words[1] not in ("serve", "token")
    ]
