/** The second half of a tile's state line, and a sensor's large value. */
import { joined, measure, numberText, percent, roundTo, withUnit } from "../i18n/format.js";
import { domainOf, isOn, number, numberOf, percentOf, roundHalfUp, text } from "./attributes.js";

/** @import { State } from "../types" */

const NUMERIC = new Set(["sensor", "number", "input_number", "counter"]);
const ARTISTS = ["media_artist", "media_series_title", "media_channel", "app_name"];

/** A number's large value and its unit; two empty texts for everything else.
 * @param {State} state whose unit and precision count
 * @param {string} value which may be an older one
 * @returns {[string, string]} */
export function valueAndUnit(state, value) {
  const parsed = NUMERIC.has(domainOf(state.id)) ? numberOf(value) : null;
  if (parsed === null) return ["", ""];
  const precision = number(state, "suggested_display_precision");
  const isGiven = precision !== null && precision >= 0 && precision <= 6;
  return [numberText(parsed, isGiven ? Math.trunc(precision) : null), unitOf(state)];
}

/** @param {State} state */
export function unitOf(state) {
  return text(state, "unit_of_measurement") ?? "";
}

/** What stands behind the state's word: 40 %, 21.4° → 22°.
 * @param {State} state */
export function detailText(state) {
  return RULES[domainOf(state.id)]?.(state) ?? "";
}

/** The level of a light in percent; one that glows at all has at least 1.
 * @param {State} state */
export function brightnessPercent(state) {
  const level = number(state, "brightness");
  if (level === null || level < 0 || level > 255) return null;
  const whole = roundHalfUp(level);
  return Math.max(roundHalfUp((whole * 100) / 255), whole > 0 ? 1 : 0);
}

/** Who plays it: the artist, else the series, the channel or the app.
 * @param {State} state */
export function artist(state) {
  for (const name of ARTISTS) {
    const found = text(state, name);
    if (found !== null) return found;
  }
  return "";
}

/** @param {State} state */
export function speedText(state) {
  const speed = number(state, "speed");
  if (speed === null || speed <= 0) return "";
  return measure(roundTo(speed, 0), text(state, "speed_unit") ?? "m/s");
}

/** @param {number} value */
function degrees(value) {
  return withUnit(numberText(value), "°");
}

/** @param {State} state */
function climate(state) {
  const [now, goal] = [number(state, "current_temperature"), number(state, "temperature")];
  const [low, high] = [number(state, "target_temp_low"), number(state, "target_temp_high")];
  const parts = now === null ? [] : [degrees(now)];
  if (goal === null && low !== null && high !== null) parts.push(`${degrees(low)}–${degrees(high)}`);
  else if (goal !== null && state.value !== "off") parts.push(degrees(goal));
  return parts.join(" → ");
}

/** @param {State} state @param {number | null} value */
function whileOn(state, value) {
  return value !== null && isOn(state) ? percent(value) : "";
}

/** @param {State} state */
function cover(state) {
  const place = percentOf(state, "current_position");
  return place !== null && place > 0 && place < 100 ? percent(place) : "";
}

/** @param {State} state */
function update(state) {
  const newest = text(state, "latest_version");
  return newest !== null && state.value === "on" ? newest : (text(state, "installed_version") ?? "");
}

/** @param {State} state */
function weather(state) {
  const now = number(state, "temperature");
  return now === null ? "" : measure(now, text(state, "temperature_unit") ?? "°C");
}

/** @param {State} state */
function vacuum(state) {
  const level = number(state, "battery_level");
  return level === null ? "" : percent(level);
}

/** @type {Record<string, (state: State) => string>} */
const RULES = {
  climate,
  cover,
  device_tracker: speedText,
  fan: (state) => whileOn(state, percentOf(state, "percentage")),
  humidifier: (state) => whileOn(state, number(state, "humidity")),
  light: (state) => whileOn(state, brightnessPercent(state)),
  media_player: (state) => joined(text(state, "media_title") ?? "", artist(state)),
  update,
  vacuum,
  water_heater: climate,
  weather,
};
