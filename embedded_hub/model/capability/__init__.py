"""What every domain can do, written down once: actions, limits, readers, words and icons.

Each domain has one module with its :class:`~embedded_hub.model.capability.api.DomainSpec` and the
named questions people and tiles ask of its state, such as ``light.supports_brightness(state)`` or
``lock.is_jammed(state)``. All of them are pure and total: whatever a foreign system put in an
attribute, a reader answers and never raises.
"""

from embedded_hub.model.capability.api import ActionSpec, DomainSpec, Field
from embedded_hub.model.capability.arguments import check_arguments, limits, options
from embedded_hub.model.capability.describe import describe_services
from embedded_hub.model.capability.domains import DOMAINS
from embedded_hub.model.capability.homewide import HOMEWIDE
from embedded_hub.model.capability.icons import icon_name
from embedded_hub.model.capability.resolve import generic_action, resolve, supports
from embedded_hub.model.capability.wording import WORDS, state_word

__all__ = [
    "DOMAINS",
    "HOMEWIDE",
    "WORDS",
    "ActionSpec",
    "DomainSpec",
    "Field",
    "check_arguments",
    "describe_services",
    "generic_action",
    "icon_name",
    "limits",
    "options",
    "resolve",
    "state_word",
    "supports",
]
