"""Which entities a command is about: names, an area, a domain. Pure."""

import argparse
from fnmatch import fnmatchcase

import msgspec

from embedded_hub.client.home_registry import HomeRegistry
from embedded_hub.errors import NotFound
from embedded_hub.model.ids import AreaId, domain_of
from embedded_hub.model.state import State


class EntityFilter(msgspec.Struct, frozen=True, kw_only=True):
    """All of what is given must hold; nothing given means every entity."""

    words: tuple[str, ...] = ()
    """Any of them: an entity id, a pattern with ``*``, or a part of the id or name."""
    area_id: AreaId | None = None
    domain: str | None = None

    def holds(self, state: State, registry: HomeRegistry) -> bool:
        """Say whether an entity is meant."""
        if self.domain is not None and domain_of(state.entity_id) != self.domain:
            return False
        if self.area_id is not None:
            area = registry.area_of(state.entity_id)
            if area is None or area.area_id != self.area_id:
                return False
        return not self.words or any(_is_named(state, word) for word in self.words)


def add_filter_options(parser: argparse.ArgumentParser) -> None:
    """Add what :func:`filter_of` reads to a command."""
    parser.add_argument(
        "words",
        metavar="ENTITY",
        nargs="*",
        help="an entity id, a pattern with *, or part of a name",
    )
    parser.add_argument("--area", metavar="A", help="only what is in this area (name or id)")
    parser.add_argument("--domain", metavar="D", help="only this domain, such as light")


def filter_of(options: argparse.Namespace, registry: HomeRegistry) -> EntityFilter:
    """Make the filter the options ask for.

    Raises:
        NotFound: there is no such area.
    """
    area = None
    if options.area is not None:
        area = registry.area_named(options.area)
        if area is None:
            known = ", ".join(sorted(known.name for known in registry.areas.values()))
            raise NotFound(f"There is no area {options.area!r}; there are: {known or 'none'}.")
    return EntityFilter(
        words=tuple(word.casefold() for word in options.words),
        area_id=area.area_id if area else None,
        domain=options.domain,
    )


def name_of(state: State) -> str:
    """Return what people call the entity."""
    return str(state.attributes.get("friendly_name") or state.entity_id)


def _is_named(state: State, word: str) -> bool:
    entity_id, name = state.entity_id, name_of(state).casefold()
    if "*" in word:
        return fnmatchcase(entity_id, word) or fnmatchcase(name, word)
    if "." in word:
        return entity_id == word
    return word in entity_id or word in name
