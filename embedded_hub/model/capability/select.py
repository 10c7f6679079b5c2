"""One of several options on a device, and the helper people make themselves."""

from embedded_hub.model.capability.api import ActionSpec, DomainSpec, Field, invalid
from embedded_hub.model.capability.attributes import texts
from embedded_hub.model.state import State
from embedded_hub.model.values import JsonObject

_SELECT = "select_option"
_STEPS = {"select_next": 1, "select_previous": -1}
_ENDS = {"select_first": 0, "select_last": -1}


def options(state: State) -> tuple[str, ...]:
    """Return what can be chosen, in order."""
    return texts(state, "options")


def current(state: State) -> str | None:
    """Return what is chosen, where it is one of the options."""
    return state.value if state.value in options(state) else None


def _canonical(state: State, name: str, arguments: JsonObject) -> tuple[str, JsonObject]:
    if name == _SELECT:
        return name, arguments
    known = options(state)
    if not known:
        raise invalid("option", "there is nothing to choose from")
    if name in _ENDS:
        return _SELECT, {"option": known[_ENDS[name]]}
    return _SELECT, {"option": _neighbour(state, known, name, arguments.get("cycle") is not False)}


def _neighbour(state: State, known: tuple[str, ...], name: str, is_cyclic: bool) -> str:
    """Return the option beside the chosen one; from none, a step enters at that end."""
    step = _STEPS[name]
    if state.value not in known:
        return known[0 if step > 0 else -1]
    index = known.index(state.value) + step
    return known[index % len(known) if is_cyclic else min(max(index, 0), len(known) - 1)]


_CYCLE = {"cycle": Field(type="boolean", description="Goes on at the other end; yes by itself.")}


def _spec(domain: str) -> DomainSpec:
    return DomainSpec(
        domain=domain,
        actions={
            _SELECT: ActionSpec(
                description="Chooses an option.",
                fields={
                    "option": Field(type="option", is_required=True, options_attribute="options")
                },
            ),
            "select_next": ActionSpec(description="Chooses the next option.", fields=_CYCLE),
            "select_previous": ActionSpec(
                description="Chooses the previous option.", fields=_CYCLE
            ),
            "select_first": ActionSpec(description="Chooses the first option."),
            "select_last": ActionSpec(description="Chooses the last option."),
        },
        canonical=_canonical,
    )


SPEC = _spec("select")
INPUT_SELECT = _spec("input_select")
