"""The weather outside, with a forecast."""

import math
from datetime import UTC, datetime
from random import Random

from embedded_hub.model.values import JsonObject, JsonValue
from embedded_hub.protocol.gateway_messages import Cap, EntitySpec
from embedded_hub.simulator.thing import Answer, Thing

CONDITIONS = ("sunny", "partlycloudy", "cloudy", "rainy", "pouring", "windy")
_HOUR_S = 3600.0
_DAY_S = 86_400.0
_TOLD_EVERY_S = 60.0


class Weather(Thing):
    """Changes its mind every hour, and warms up by day."""

    def __init__(self, mean_c: float = 11.0) -> None:
        super().__init__(
            EntitySpec(
                id="weather",
                kind="weather",
                caps={
                    "condition": Cap(type="enum", options=(*CONDITIONS, "clear-night")),
                    "temperature": Cap(type="float", unit="°C"),
                    "humidity": Cap(type="int", unit="%"),
                    "pressure": Cap(type="float", unit="hPa"),
                    "wind_speed": Cap(type="float", unit="km/h"),
                    "wind_bearing": Cap(type="int", unit="°"),
                    "clouds": Cap(type="int", unit="%"),
                },
                does=("forecast",),
            ),
            {
                "condition": "partlycloudy",
                "temperature": mean_c,
                "humidity": 68,
                "pressure": 1014.0,
                "wind_speed": 11.0,
                "wind_bearing": 240,
                "clouds": 45,
            },
        )
        self._mean_c = mean_c
        self._told_at_s: float | None = None

    def step(self, now_s: float, passed_s: float) -> None:  # noqa: ARG002 -- see Thing
        """Look out of the window once a minute."""
        if self._told_at_s is not None and now_s - self._told_at_s < _TOLD_EVERY_S:
            return
        self._told_at_s = now_s
        condition = self._condition_at(now_s)
        wet = condition in ("rainy", "pouring")
        self.put(
            condition=condition,
            temperature=self._temperature_at(now_s),
            humidity=min(99, round((86 if wet else 60) + self.chance.gauss(0, 2))),
            pressure=round(1014 + 6 * math.sin(now_s / _DAY_S) + self.chance.gauss(0, 0.2), 1),
            wind_speed=round(abs(14 + 6 * math.sin(now_s / 9000) + self.chance.gauss(0, 1.5)), 1),
            wind_bearing=round(240 + self.chance.gauss(0, 12)) % 360,
            clouds=85 if wet else CONDITIONS.index(_by_day(condition)) * 30,
        )

    def do(self, do: str, args: JsonObject, now_s: float) -> Answer:  # noqa: ARG002 -- only one
        """Foretell: by the day or by the hour."""
        if args.get("type") == "hourly":
            hours = [self._hour(now_s + _HOUR_S * ahead) for ahead in range(1, 25)]
            return Answer(result={"forecast": hours})
        days = [self._day(now_s + _DAY_S * ahead) for ahead in range(5)]
        return Answer(result={"forecast": days})

    def _hour(self, at_s: float) -> JsonObject:
        at_s -= at_s % _HOUR_S
        return {
            "datetime": _iso(at_s),
            "condition": self._condition_at(at_s),
            "temperature": self._temperature_at(at_s),
            "precipitation_probability": self._rain_at(at_s),
        }

    def _day(self, at_s: float) -> JsonObject:
        midnight = at_s - at_s % _DAY_S
        temperatures = [self._temperature_at(midnight + _HOUR_S * hour) for hour in range(24)]
        noon = midnight + 12 * _HOUR_S
        low: JsonValue = min(temperatures)
        return {
            "datetime": _iso(midnight),
            "condition": self._condition_at(noon),
            "temperature": max(temperatures),
            "templow": low,
            "precipitation_probability": self._rain_at(noon),
        }

    def _temperature_at(self, at_s: float) -> float:
        hour = (at_s % _DAY_S) / _HOUR_S
        day = 5.5 * math.cos((hour - 15) / 24 * 2 * math.pi)
        days = 2.5 * math.sin(at_s / (_DAY_S * 3.3))
        return round(self._mean_c + day + days, 1)

    def _condition_at(self, at_s: float) -> str:
        # Drawn anew for each hour, so that the forecast and the hour itself agree.
        hour = int(at_s // _HOUR_S)
        index = Random(f"weather {hour // 3}").choice((0, 0, 1, 1, 1, 2, 2, 3, 3, 4, 5))  # noqa: S311
        condition = CONDITIONS[index]
        is_night = hour % 24 < 6 or hour % 24 >= 20
        return "clear-night" if is_night and condition == "sunny" else condition

    def _rain_at(self, at_s: float) -> int:
        return {"pouring": 95, "rainy": 75, "cloudy": 30}.get(self._condition_at(at_s), 5)


def _by_day(condition: str) -> str:
    return "sunny" if condition == "clear-night" else condition


def _iso(at_s: float) -> str:
    return datetime.fromtimestamp(at_s, UTC).isoformat()
