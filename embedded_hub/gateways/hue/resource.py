"""What the bridge keeps: things with an id, a type and fields that come and go. Pure.

Events carry only what changed, firmware adds fields, and third parties' lights leave some out:
nothing but id and type is relied on, and what has another shape than expected is not there.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec


class Reference(msgspec.Struct, frozen=True):
    """Where one resource points to another."""

    rid: str
    rtype: str


class Resource(msgspec.Struct, frozen=True, kw_only=True):
    """One resource as it is now."""

    id: str
    type: str
    content: Mapping[str, Any]

    def at(self, *path: str) -> Any:
        """Return what stands at a path; ``None`` where there is nothing."""
        return value_at(self.content, *path)

    def has(self, *path: str) -> bool:
        """Say whether there is anything at a path, be it empty."""
        return self.at(*path) is not None

    def number(self, *path: str) -> float | None:
        """Return the number at a path."""
        value = self.at(*path)
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return float(value) if is_number else None

    def text(self, *path: str) -> str | None:
        """Return the text at a path; ``None`` for an empty one."""
        value = self.at(*path)
        return value if isinstance(value, str) and value else None

    def flag(self, *path: str) -> bool | None:
        """Return the yes or no at a path."""
        value = self.at(*path)
        return value if isinstance(value, bool) else None

    def texts(self, *path: str) -> tuple[str, ...]:
        """Return the texts listed at a path."""
        value = self.at(*path)
        return tuple(one for one in value if isinstance(one, str)) if _is_list(value) else ()

    def objects(self, *path: str) -> tuple[Mapping[str, Any], ...]:
        """Return the objects listed at a path."""
        value = self.at(*path)
        return tuple(one for one in value if isinstance(one, dict)) if _is_list(value) else ()

    def references(self, *path: str) -> tuple[Reference, ...]:
        """Return the references listed at a path."""
        found = (reference_in(one) for one in self.objects(*path))
        return tuple(one for one in found if one is not None)

    @property
    def owner(self) -> Reference | None:
        """What it belongs to."""
        return reference_in(self.at("owner"))

    @property
    def name(self) -> str | None:
        """What a person called it."""
        return self.text("metadata", "name")

    def merged(self, update: Mapping[str, Any]) -> "Resource":
        """Return it with what an event says has changed."""
        return msgspec.structs.replace(self, content=_merged(self.content, update))


def resource_in(content: object) -> Resource | None:
    """Return what the bridge sent as a resource; ``None`` when it is none."""
    rid, rtype = value_at(content, "id"), value_at(content, "type")
    if not isinstance(content, dict) or not isinstance(rid, str) or not isinstance(rtype, str):
        return None
    return Resource(id=rid, type=rtype, content=content) if rid and rtype else None


def resources_in(listed: object) -> Iterable[Resource]:
    """Yield every resource of a list."""
    if not isinstance(listed, list | tuple):
        return
    for content in listed:
        if (one := resource_in(content)) is not None:
            yield one


def reference_in(content: object) -> Reference | None:
    """Return what the bridge sent as a reference; ``None`` when it is none."""
    rid, rtype = value_at(content, "rid"), value_at(content, "rtype")
    if isinstance(rid, str) and isinstance(rtype, str):
        return Reference(rid, rtype)
    return None


def value_at(content: object, *path: str) -> Any:
    """Return what stands at a path of nested objects; ``None`` where there is nothing."""
    for name in path:
        # What JSON has for an object; asking for any mapping takes four times as long.
        if not isinstance(content, dict):
            return None
        content = content.get(name)
    return content


def _merged(old: Mapping[str, Any], update: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(old)
    for name, value in update.items():
        before = merged.get(name)
        both = isinstance(before, Mapping) and isinstance(value, Mapping)
        merged[name] = _merged(before, value) if both else value  # type: ignore[arg-type]
    return merged


def _is_list(value: object) -> bool:
    return isinstance(value, list | tuple)
