"""Blinds, doors, valves and locks: what takes its time to open."""

from embedded_hub.model.values import JsonObject, JsonValue
from embedded_hub.protocol.gateway_messages import Cap, EntitySpec
from embedded_hub.simulator.thing import DONE, Answer, Thing, toward

_PERCENT = Cap(type="int", min=0, max=100, unit="%", w=1)
_MOVING = Cap(type="enum", options=("opening", "closing", "stopped"))
LOCK_TAKES_S = 0.8


class Opening(Thing):
    """A cover or a valve that travels between closed (0) and open (100).

    Args:
        entity_id: Its place in the device.
        kind: ``cover`` or ``valve``.
        travel_s: From one end to the other.
        device_class: Such as ``blind`` or ``garage``.
        position: Where it starts.
        tilt: Where its slats start, ``None`` for none.
    """

    def __init__(
        self,
        entity_id: str = "cover",
        kind: str = "cover",
        *,
        travel_s: float = 18.0,
        device_class: str | None = None,
        position: int = 100,
        tilt: int | None = None,
    ) -> None:
        caps = {"position": _PERCENT, "moving": _MOVING}
        values: dict[str, JsonValue] = {"position": position, "moving": "stopped"}
        if tilt is not None:
            caps["tilt"] = _PERCENT
            values["tilt"] = tilt
        super().__init__(
            EntitySpec(
                id=entity_id, kind=kind, caps=caps, does=("stop",), device_class=device_class
            ),
            values,
        )
        self._at = self._wanted = float(position)
        self._per_s = 100 / travel_s

    def set_values(self, args: JsonObject, now_s: float) -> Answer:  # noqa: ARG002 -- no inertia
        """Begin to travel; slats turn at once."""
        if "tilt" in args:
            self.put(tilt=args["tilt"])
        position = args.get("position")
        if isinstance(position, int | float):
            self._wanted = float(position)
            if self._wanted != self._at:
                self.put(moving="opening" if self._wanted > self._at else "closing")
        return DONE

    def do(self, do: str, args: JsonObject, now_s: float) -> Answer:  # noqa: ARG002 -- only stop
        """Stop where it is."""
        self._wanted = self._at
        self.put(position=round(self._at), moving="stopped")
        return DONE

    def step(self, now_s: float, passed_s: float) -> None:  # noqa: ARG002 -- see Thing
        """Travel."""
        if self._at == self._wanted:
            return
        self._at = toward(self._at, self._wanted, self._per_s * passed_s)
        self.put(position=round(self._at))
        if self._at == self._wanted:
            self.put(moving="stopped")


class Lock(Thing):
    """A motor lock; it takes a moment, and says so."""

    def __init__(self, entity_id: str = "lock", *, code: str | None = None) -> None:
        options = ("locked", "unlocked", "locking", "unlocking", "jammed")
        caps = {
            "lock": Cap(type="enum", options=options, w=1),
            "changed_by": Cap(type="text"),
        }
        if code is not None:
            caps["code"] = Cap(type="text", format=r"^\d{4}$", w=1)
        super().__init__(
            EntitySpec(id=entity_id, kind="lock", caps=caps, does=("open",)),
            {"lock": "locked", "changed_by": None},
        )
        self._code = code
        self._turns_at_s = 0.0
        self._wanted: str | None = None

    def set_values(self, args: JsonObject, now_s: float) -> Answer:
        """Turn the key."""
        wanted = args.get("lock")
        if wanted not in ("locked", "unlocked"):
            return Answer(code="invalid", message="a lock is locked or unlocked")
        return self._turn(str(wanted), args, now_s)

    def do(self, do: str, args: JsonObject, now_s: float) -> Answer:  # noqa: ARG002 -- only open
        """Unlock and pull the latch."""
        return self._turn("unlocked", args, now_s)

    def _turn(self, wanted: str, args: JsonObject, now_s: float) -> Answer:
        if self._code is not None and wanted == "unlocked" and args.get("code") != self._code:
            return Answer(code="denied", message="the code is wrong")
        if self.values["lock"] != wanted:
            self._wanted = wanted
            self._turns_at_s = now_s + LOCK_TAKES_S
            self.put(lock="locking" if wanted == "locked" else "unlocking")
        return Answer(after_s=LOCK_TAKES_S)

    def step(self, now_s: float, passed_s: float) -> None:  # noqa: ARG002 -- see Thing
        """Finish turning."""
        if self._wanted is not None and now_s >= self._turns_at_s:
            self.put(lock=self._wanted, changed_by="app")
            self._wanted = None
