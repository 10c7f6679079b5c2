"""What is set to a value: switches, numbers, choices, texts, dates, buttons, sirens, updates."""

import datetime as dt
import math

from aioesphomeapi import (
    ButtonInfo,
    DateInfo,
    DateState,
    DateTimeInfo,
    DateTimeState,
    EntityState,
    NumberInfo,
    NumberMode,
    NumberState,
    SelectInfo,
    SelectState,
    SirenInfo,
    SirenState,
    SwitchInfo,
    SwitchState,
    TextInfo,
    TextMode,
    TextState,
    TimeInfo,
    TimeState,
    UpdateCommand,
    UpdateInfo,
    UpdateState,
)

from embedded_hub.gateways.esphome.facet import MAX_TEXT, Command, Facet, finite, given
from embedded_hub.gateways.facet import Reading, becomes, on_off
from embedded_hub.model.action import Action
from embedded_hub.model.capability.api import number_of
from embedded_hub.model.capability.attributes import plain
from embedded_hub.model.capability.siren import Feature as SirenFeature
from embedded_hub.model.capability.update import Feature as UpdateFeature
from embedded_hub.model.state import StateReport
from embedded_hub.model.values import JsonObject, JsonValue


class Switch(Facet[SwitchInfo, SwitchState]):
    """A switch."""

    domain = kind = "switch"

    def lasting(self) -> JsonObject:
        """Return what kind of switch it is."""
        return given(device_class=self.info.device_class, assumed_state=self.info.assumed_state)

    def read(self, now: SwitchState) -> Reading:
        """Return whether it is on."""
        return Reading(on_off(now.state))

    def write(self, action: Action) -> Command | None:
        """Turn it on or off."""
        is_on, info = action.name == "turn_on", self.info
        return Command(
            send=lambda client: client.switch_command(info.key, is_on, info.device_id),
            holds=becomes(on_off(is_on)),
        )


class Button(Facet[ButtonInfo, EntityState]):
    """A button; nothing tells that it was pressed."""

    domain = kind = "button"

    def lasting(self) -> JsonObject:
        """Return what it does."""
        return given(device_class=self.info.device_class)

    def write(self, _action: Action) -> Command | None:
        """Press it."""
        info = self.info
        return Command(send=lambda client: client.button_command(info.key, info.device_id))


class Number(Facet[NumberInfo, NumberState]):
    """A number people set."""

    domain = kind = "number"

    def lasting(self) -> JsonObject:
        """Return its limits."""
        info = self.info
        modes = {NumberMode.BOX: "box", NumberMode.SLIDER: "slider"}
        return {
            "min": plain(info.min_value),
            "max": plain(info.max_value),
            "step": plain(info.step) or 1,
            "mode": modes.get(info.mode or NumberMode.AUTO, "auto"),
            **given(unit_of_measurement=info.unit_of_measurement, device_class=info.device_class),
        }

    def read(self, now: NumberState) -> Reading:
        """Return the number."""
        return Reading(str(plain(now.state)) if math.isfinite(now.state) else None)

    def write(self, action: Action) -> Command | None:
        """Set it."""
        wanted, info = number_of(action.arguments.get("value")), self.info
        if wanted is None:
            return None
        # The device counts in single precision, and to its own step.
        tolerance = max(abs(wanted) * 1e-6, (info.step or 1) / 2)

        def holds(seen: StateReport) -> bool:
            at = number_of(seen.value)
            return at is not None and abs(at - wanted) <= tolerance

        return Command(
            send=lambda client: client.number_command(info.key, wanted, info.device_id),
            holds=holds,
        )


class Select(Facet[SelectInfo, SelectState]):
    """One of several."""

    domain = kind = "select"

    def lasting(self) -> JsonObject:
        """Return what there is to choose from."""
        return {"options": list(self.info.options)}

    def read(self, now: SelectState) -> Reading:
        """Return what is chosen."""
        return Reading(now.state[:MAX_TEXT])

    def write(self, action: Action) -> Command | None:
        """Choose."""
        option, info = action.arguments.get("option"), self.info
        if not isinstance(option, str):
            return None
        return Command(
            send=lambda client: client.select_command(info.key, option, info.device_id),
            holds=becomes(option),
        )


class Text(Facet[TextInfo, TextState]):
    """A text people set."""

    domain = kind = "text"

    def lasting(self) -> JsonObject:
        """Return its form."""
        info = self.info
        return {
            "min": info.min_length,
            "max": info.max_length,
            "mode": "password" if info.mode is TextMode.PASSWORD else "text",
            **given(pattern=info.pattern),
        }

    def read(self, now: TextState) -> Reading:
        """Return the text."""
        return Reading(now.state[:MAX_TEXT])

    def write(self, action: Action) -> Command | None:
        """Set it."""
        wanted, info = action.arguments.get("value"), self.info
        if not isinstance(wanted, str):
            return None
        return Command(
            send=lambda client: client.text_command(info.key, wanted, info.device_id),
            holds=becomes(wanted[:MAX_TEXT]),
        )


class Day(Facet[DateInfo, DateState]):
    """A date people set."""

    domain = kind = "date"

    def read(self, now: DateState) -> Reading:
        """Return the date; a device that has none tells zeroes."""
        try:
            return Reading(dt.date(now.year, now.month, now.day).isoformat())
        except ValueError:
            return Reading(None)

    def write(self, action: Action) -> Command | None:
        """Set it."""
        info = self.info
        day = dt.date.fromisoformat(str(action.arguments["date"]))
        return Command(
            send=lambda client: client.date_command(
                info.key, day.year, day.month, day.day, info.device_id
            ),
            holds=becomes(day.isoformat()),
        )


class TimeOfDay(Facet[TimeInfo, TimeState]):
    """A time people set."""

    domain = kind = "time"

    def read(self, now: TimeState) -> Reading:
        """Return the time."""
        try:
            return Reading(dt.time(now.hour, now.minute, now.second).isoformat())
        except ValueError:
            return Reading(None)

    def write(self, action: Action) -> Command | None:
        """Set it."""
        info = self.info
        time = dt.time.fromisoformat(str(action.arguments["time"]))
        return Command(
            send=lambda client: client.time_command(
                info.key, time.hour, time.minute, time.second, info.device_id
            ),
            holds=becomes(time.replace(microsecond=0, tzinfo=None).isoformat()),
        )


class Moment(Facet[DateTimeInfo, DateTimeState]):
    """A date with a time people set."""

    domain = kind = "datetime"

    def read(self, now: DateTimeState) -> Reading:
        """Return the moment, in UTC."""
        moment = dt.datetime.fromtimestamp(now.epoch_seconds, dt.UTC)
        return Reading(moment.isoformat())

    def write(self, action: Action) -> Command | None:
        """Set it; a moment without a zone is this home's local time."""
        info = self.info
        moment = dt.datetime.fromisoformat(str(action.arguments["datetime"]))
        seconds = int(moment.timestamp())
        wanted = dt.datetime.fromtimestamp(seconds, dt.UTC).isoformat()
        return Command(
            send=lambda client: client.datetime_command(info.key, seconds, info.device_id),
            holds=becomes(wanted),
        )


class Siren(Facet[SirenInfo, SirenState]):
    """A siren."""

    domain = kind = "siren"

    def lasting(self) -> JsonObject:
        """Return what it can do."""
        info, features = self.info, SirenFeature.TURN_ON | SirenFeature.TURN_OFF
        features |= SirenFeature.TONES if info.tones else SirenFeature(0)
        features |= SirenFeature.VOLUME_SET if info.supports_volume else SirenFeature(0)
        features |= SirenFeature.DURATION if info.supports_duration else SirenFeature(0)
        attributes: dict[str, JsonValue] = {"supported_features": int(features)}
        return {**attributes, "available_tones": list(info.tones)} if info.tones else attributes

    def read(self, now: SirenState) -> Reading:
        """Return whether it sounds."""
        return Reading(on_off(now.state))

    def write(self, action: Action) -> Command | None:
        """Let it sound, or silence it."""
        info, is_on = self.info, action.name == "turn_on"
        tone = action.arguments.get("tone")
        volume = number_of(action.arguments.get("volume_level"))
        duration = number_of(action.arguments.get("duration"))
        return Command(
            send=lambda client: client.siren_command(
                info.key,
                state=is_on,
                tone=tone if isinstance(tone, str) else None,
                volume=volume,
                duration=None if duration is None else int(duration),
                device_id=info.device_id,
            ),
            holds=becomes(on_off(is_on)),
        )


class Update(Facet[UpdateInfo, UpdateState]):
    """Firmware, and whether there is newer."""

    domain = kind = "update"

    def lasting(self) -> JsonObject:
        """Return that it can be installed."""
        features = UpdateFeature.INSTALL | UpdateFeature.PROGRESS
        return {
            "supported_features": int(features),
            **given(device_class=self.info.device_class or "firmware"),
        }

    def read(self, now: UpdateState) -> Reading:
        """Return which versions there are."""
        share = round(finite(now.progress)) if now.in_progress and now.has_progress else None
        attributes: JsonObject = {
            "installed_version": now.current_version or None,
            "latest_version": now.latest_version or None,
            "title": now.title or None,
            "release_summary": now.release_summary[:MAX_TEXT] or None,
            "release_url": now.release_url or None,
            "in_progress": now.in_progress,
            "update_percentage": share,
        }
        if not now.current_version or not now.latest_version:
            return Reading(None, attributes)
        return Reading(on_off(now.current_version != now.latest_version), attributes)

    def write(self, action: Action) -> Command | None:
        """Install the newest."""
        info = self.info
        if action.name != "install":
            return None
        return Command(
            send=lambda client: client.update_command(
                info.key, UpdateCommand.INSTALL, info.device_id
            ),
            holds=lambda seen: seen.value == "off" or seen.attributes.get("in_progress") is True,
        )
