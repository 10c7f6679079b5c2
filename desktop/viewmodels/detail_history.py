"""The plot of the open entity: reads a range, keeps it until another is wanted."""

import msgspec
from PySide6.QtCore import QObject, Signal

from desktop.backend.api import History
from desktop.viewmodels.details import unit_of
from desktop.viewmodels.history_plot import (
    SPAN_S,
    Band,
    Mapped,
    Sample,
    bands_of,
    nearest,
    samples_of,
    time_ticks,
    value_span,
    value_ticks,
)
from desktop.viewmodels.home import Home
from desktop.viewmodels.refusal_words import refusal_sentence
from desktop.viewmodels.state_words import state_word
from desktop.viewmodels.tints import tint_of
from desktop.viewmodels.words import clock_text, measure, translate
from embedded_hub.errors import HomewireError
from embedded_hub.model.capability.api import number_of
from embedded_hub.model.ids import EntityId
from embedded_hub.model.state import State


class DetailHistory(QObject):
    """One entity's past over one range."""

    changed = Signal()

    def __init__(self, home: Home, parent: QObject) -> None:
        super().__init__(parent)
        self._home = home
        self._wanted = ("", "")
        self._state: State | None = None
        self.is_loading = False
        self.text = ""
        """Why there is no plot; empty when there is one."""
        self.start_at = self.end_at = 0.0
        self.samples: list[Sample] = []
        self.bands: list[Band] = []
        self.span = (0.0, 1.0)
        self._range = "day"

    @property
    def kind(self) -> str:
        """What is drawn: number, states or none."""
        if self.samples:
            return "number"
        return "states" if self.bands else "none"

    @property
    def unit(self) -> str:
        """The unit of the numbers."""
        return unit_of(self._state) if self._state is not None else ""

    def load(self, entity_id: EntityId, range_: str) -> None:
        """Read a range; what is shown meanwhile belongs to nothing else."""
        self._wanted = (entity_id, range_)
        self._state = self._home.mirror.states.get(entity_id)
        self._clear()
        self._range = range_
        self.end_at = self._home.now()
        self.start_at = self.end_at - SPAN_S[range_]
        self.is_loading = True
        self.changed.emit()
        self._home.tasks.start(self._read(entity_id, range_), f"history of {entity_id}")

    def clear(self) -> None:
        """Show nothing."""
        self._wanted = ("", "")
        self._clear()
        self.changed.emit()

    def series(self) -> list[Mapped]:
        """Return the numbers as QML draws them."""
        return [
            {"t": one.at, "y": one.mean, "min": one.low, "max": one.high} for one in self.samples
        ]

    def stretches(self) -> list[Mapped]:
        """Return the words as QML draws them."""
        return [
            {
                "start": band.start_at,
                "end": band.end_at,
                "text": state_word(self._as(band.value), self.end_at),
                "tint": tint_of(self._as(band.value)),
            }
            for band in self.bands
            if self._state is not None
        ]

    def ticks(self) -> list[Mapped]:
        """Return the marks of the time axis."""
        return time_ticks(self._range, self.start_at, self.end_at) if self.end_at else []

    def value_ticks(self) -> list[Mapped]:
        """Return the marks of the value axis."""
        return value_ticks(self.span, self.unit) if self.samples else []

    def read_out(self, at: float) -> Mapped:
        """Return what was at a time, in words; empty where nobody knows."""
        when = clock_text(at, self._home.now())
        if (sample := nearest(self.samples, at)) is not None:
            return {"time": when, "text": measure(sample.mean, self.unit)}
        band = next((one for one in self.bands if one.start_at <= at < one.end_at), None)
        if band is None:
            return {}
        return {"time": when, "text": state_word(self._as(band.value), self.end_at)}

    async def _read(self, entity_id: EntityId, range_: str) -> None:
        try:
            history = await self._home.backend.history(entity_id, self.start_at, self.end_at)
        except HomewireError as error:
            history, problem = History(), refusal_sentence(error)
        else:
            problem = translate("Detail", "Nothing was recorded yet.")
        if self._wanted != (entity_id, range_):
            return  # another was opened meanwhile
        self._take(history)
        self.is_loading = False
        self.text = "" if self.samples or self.bands else problem
        self.changed.emit()

    def _take(self, history: History) -> None:
        is_number = bool(history.bins) or (
            self._state is not None
            and any(number_of(point.value) is not None for point in history.points)
        )
        if is_number:
            self.samples = samples_of(history, self.start_at, self.end_at)
            self.span = value_span(self.samples) if self.samples else (0.0, 1.0)
        else:
            self.bands = bands_of(history, self.start_at, self.end_at)

    def _clear(self) -> None:
        self.samples, self.bands, self.text = [], [], ""
        self.is_loading = False

    def _as(self, value: str) -> State:
        if self._state is None:
            raise RuntimeError("bands without an entity")
        plain = {
            name: one
            for name, one in self._state.attributes.items()
            if name not in ("hvac_action", "action", "in_progress")
        }
        return msgspec.structs.replace(self._state, value=value, attributes=plain)
