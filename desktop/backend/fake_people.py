"""Named people of the gallery's home; nobody of them exists."""

import struct
import time
import zlib
from collections.abc import Callable, Sequence

import msgspec

from desktop.backend.listeners import Unsubscribe
from desktop.backend.people import (
    Deed,
    PairingOffer,
    PairingState,
    Person,
    PersonDevice,
    PersonRole,
    Portrait,
    Visit,
    VisitPlan,
)
from embedded_hub.model.values import JsonObject

HOUR_S = 3600.0
QR_SIDE = 33
PICTURE_SIDE = 16


def _device(
    number: str,
    name: str,
    *,
    last_seen_at: float | None = None,
    is_online: bool = False,
    is_current: bool = False,
) -> PersonDevice:
    return PersonDevice(
        token_id=number,
        name=name,
        last_seen_at=last_seen_at,
        is_online=is_online,
        is_current=is_current,
    )


def gallery_people(now: float) -> tuple[Person, ...]:
    """Return the people of the gallery."""
    return (
        Person(
            person_id="u1",
            name="Anna",
            role="owner",
            avatar="sunset",
            is_me=True,
            is_here=True,
            devices=(
                _device("t1", "This computer", is_online=True, is_current=True),
                _device("t2", "Pixel 8", last_seen_at=now - HOUR_S / 4),
            ),
        ),
        Person(
            person_id="u2",
            name="Tom",
            role="family",
            is_here=True,
            devices=(_device("t3", "Tom's phone", is_online=True),),
        ),
        Person(
            person_id="u3",
            name="Grandpa Karl",
            role="family",
            devices=(_device("t4", "Tablet", last_seen_at=now - 30 * HOUR_S),),
        ),
        Person(
            person_id="u4",
            name="Cleaning",
            role="guest",
            area_ids=("kitchen", "hall"),
            hours=(Visit(days=(1, 4), starts=9 * 60, ends=13 * 60),),
            expires_at=now + 10 * 24 * HOUR_S,
            is_active=False,
            devices=(_device("t5", "Phone", last_seen_at=now - 50 * HOUR_S),),
        ),
    )


def gallery_deeds(now: float) -> Sequence[Deed]:
    """Return what people of the gallery did, newest first."""
    lamp: JsonObject = {"entity_id": ["light.living_lamp"], "count": 1}
    lock: JsonObject = {"entity_id": ["lock.front_door"], "count": 1}
    phone: JsonObject = {"name": "Tom", "role": "family"}
    told: Sequence[tuple[float, str, str, str, str, JsonObject]] = (
        (0.05, "Tom", "action/called", "light.turn_on", "", lamp),
        (0.4, "Anna", "action/called", "lock.lock", "", lock),
        (3.0, "Anna", "person/changed", "u4", "This computer", {"name": "Cleaning"}),
        (26.0, "Tom", "device/paired", "t3", "Tom's phone", phone),
        (27.0, "Anna", "gateway/added", "bridge", "This computer", {"title": "Hue bridge"}),
    )
    ids = {"Anna": "u1", "Tom": "u2"}
    return [
        Deed(
            number=len(told) - place,
            at=now - hours * HOUR_S,
            kind=kind,
            user_id=ids[who],
            user_name=who,
            device_name=device,
            subject=subject,
            details=details,
        )
        for place, (hours, who, kind, subject, device, details) in enumerate(told)
    ]


def sunset() -> bytes:
    """Return a picture that needs no file: a PNG of one gradient."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + check

    side = range(PICTURE_SIDE)
    rows = (b"\0" + bytes(c for x in side for c in (200 - 6 * y, 120 + 4 * x, 90)) for y in side)
    header = struct.pack(">IIBBBBB", PICTURE_SIDE, PICTURE_SIDE, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"".join(rows))
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


class FakePeople:
    """Keeps what is changed for as long as the gallery is open."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._people = gallery_people(clock())
        self._listeners: list[Callable[[Sequence[Person]], None]] = []
        self._pairing_listeners: list[Callable[[PairingState], None]] = []
        self.pairing = PairingState()

    async def follow(self, listener: Callable[[Sequence[Person]], None]) -> Unsubscribe:
        """Tell the listener the list, and each change."""
        self._listeners.append(listener)
        listener(self._people)
        return lambda: self._listeners.remove(listener)

    async def follow_pairing(self, listener: Callable[[PairingState], None]) -> Unsubscribe:
        """Tell the listener where the offer stands."""
        self._pairing_listeners.append(listener)
        listener(self.pairing)
        return lambda: self._pairing_listeners.remove(listener)

    async def change(
        self,
        person_id: str,
        *,
        name: str | None = None,
        role: PersonRole | None = None,
        area_ids: Sequence[str] | None = None,
        plan: VisitPlan | None = None,
    ) -> None:
        """Change what is given."""
        given = {"name": name, "role": role, "area_ids": area_ids}
        changes = {field: value for field, value in given.items() if value is not None}
        if plan is not None:
            changes |= msgspec.structs.asdict(plan)
        self._tell(
            tuple(
                msgspec.structs.replace(one, **changes) if one.person_id == person_id else one
                for one in self._people
            )
        )

    async def remove(self, person_id: str) -> None:
        """Forget a person."""
        self._tell(tuple(one for one in self._people if one.person_id != person_id))

    async def sign_out(self, token_id: str) -> None:
        """Forget a device."""
        self._tell(
            tuple(
                msgspec.structs.replace(
                    one, devices=tuple(d for d in one.devices if d.token_id != token_id)
                )
                for one in self._people
            )
        )

    async def sign_out_others(self) -> None:
        """Forget all other devices of one's own."""
        self._tell(
            tuple(
                msgspec.structs.replace(
                    one, devices=tuple(d for d in one.devices if d.is_current or not one.is_me)
                )
                for one in self._people
            )
        )

    async def picture(self, person_id: str) -> Portrait:  # noqa: ARG002 - one serves for all
        """Return a picture of nobody."""
        return Portrait(mime="image/png", content=sunset())

    async def deeds(
        self, *, person_id: str = "", kind: str = "", before: int | None = None, limit: int = 100
    ) -> Sequence[Deed]:
        """Return what people of the gallery did."""
        return [
            deed
            for deed in gallery_deeds(self._clock())
            if (not person_id or deed.user_id == person_id)
            and (deed.kind.startswith(kind) if kind.endswith("/") else kind in ("", deed.kind))
            and (before is None or deed.number < before)
        ][:limit]

    async def open_pairing(
        self,
        role: PersonRole,
        person_id: str | None,  # noqa: ARG002 - nobody is paired here
        name: str | None,
        area_ids: Sequence[str],  # noqa: ARG002 - nobody is paired here
        plan: VisitPlan,  # noqa: ARG002 - nobody is paired here
    ) -> PairingOffer:
        """Show a picture that leads nowhere."""
        self.tell_pairing(PairingState(state="open", role=role, name=name, tries_left=5))
        rows = tuple(
            "".join("1" if (x * y + x // 3 + y // 5) % 3 == 0 else "0" for x in range(QR_SIDE))
            for y in range(QR_SIDE)
        )
        return PairingOffer(
            url="https://192.0.2.20:8755/pair#c=example",
            qr=rows,
            code="1234-5678",
            expires_in_s=300.0,
            landing_url="http://192.0.2.20:8755/trust",
            authority="Homewire 7F3A",
            fingerprint="river lamp orange · seven table moon",
        )

    async def cancel_pairing(self) -> None:
        """Close the offer."""
        self.tell_pairing(PairingState())

    async def confirm_pairing(self, request_id: str, *, is_accepted: bool) -> None:  # noqa: ARG002
        """Let nobody in, and say that it was done."""
        device = self.pairing.device
        self.tell_pairing(PairingState(state="paired" if is_accepted else "open", device=device))

    def tell_pairing(self, state: PairingState) -> None:
        """Let the offer be in another state."""
        self.pairing = state
        for listener in tuple(self._pairing_listeners):
            listener(state)

    def _tell(self, people: tuple[Person, ...]) -> None:
        self._people = people
        for listener in tuple(self._listeners):
            listener(people)
