"""What people say and the package of sentences lacks, in its notation.

Kept short on purpose: what is missing there is best added there, for everybody.
"""

from collections.abc import Mapping, Sequence
from typing import Any

_SENTENCES: Mapping[str, Mapping[str, Sequence[str]]] = {
    "en": {
        "HassClimateSetTemperature": (
            "(<numeric_value_set>|adjust) [<the>] {area} to {temperature}(([ ]°)|( degree[s]))",
        ),
    },
    "de": {
        "HassClimateSetTemperature": (
            "(<setzen>|<stelle>) <area> auf {temperature}([ ]°[ ][C]| Grad[ Celsius])[ ein]",
        ),
    },
}


def with_own(language: str, intents: Mapping[str, Any]) -> dict[str, Any]:
    """Return the intents of a language with our sentences behind theirs."""
    own = _SENTENCES.get(language, {})
    return {
        name: {**one, "data": [*one["data"], _block(own[name])]} if name in own else one
        for name, one in intents.items()
    }


def _block(sentences: Sequence[str]) -> dict[str, Any]:
    return {"sentences": list(sentences), "response": "default"}
