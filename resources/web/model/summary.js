/** What an area says about itself in one line, and what the home says on top. */
import { joined, measure, percent, withUnit } from "../i18n/format.js";
import { plural, translate } from "../i18n/words.js";
import { number, numberOf } from "./attributes.js";
import { NEUTRAL } from "./tints.js";

/** @import { Face, State, Summary } from "../types" */

/** @typedef {{face: Face, state: State}} Pair */
/** @typedef {{text: string, tint: string, icon: string, entityId: string}} HeadlineItem */

/** What counts as on in an area's summary. */
const ACTIVE = new Set(["light", "switch", "fan", "media_player", "input_boolean"]);
/** What "all off" turns off; a player is not a light. */
const OFF = new Set(["light", "switch", "fan", "input_boolean"]);
const PRESENCE = new Set(["motion", "occupancy", "presence"]);
const AMBIENT = new Set(["binary_sensor", "climate", "event", "humidifier", "sensor", "update", "weather"]);
const OPENINGS = new Set(["door", "garage_door", "opening", "window"]);
const MOST_ITEMS = 4;

/** Sum up the tiles of one area.
 * @param {readonly Pair[]} pairs
 * @returns {Summary} */
export function summarize(pairs) {
  const active = pairs.filter(({ face }) => face.isOn && ACTIVE.has(face.domain));
  const temperature = mean(readings(pairs, "temperature"));
  const humidity = mean(readings(pairs, "humidity"));
  const hasMotion = pairs.some(
    ({ face }) => face.isOn && face.domain === "binary_sensor" && PRESENCE.has(face.deviceClass),
  );
  const temperatureText = temperature === null ? "" : temperatureOf(temperature, pairs);
  return {
    onCount: active.length, total: pairs.length, temperatureText,
    humidityText: humidity === null ? "" : percent(humidity), hasMotion,
    motionText: hasMotion ? translate("Area", "Motion") : "",
    canTurnOff: active.some(({ face }) => OFF.has(face.domain)),
    text: joined(active.length > 0 ? plural("Plurals", "%n on", active.length) : "", temperatureText),
  };
}

/** The entities "all off" means now.
 * @param {readonly Face[]} faces */
export function toTurnOff(faces) {
  return faces.filter((face) => face.isOn && OFF.has(face.domain)).map((face) => face.entityId);
}

/** What to say on top: alarms, what is open or unlocked, then how many lights are on.
 * @param {readonly Face[]} faces
 * @returns {HeadlineItem[]} */
export function headlineItems(faces) {
  const urgent = faces
    .filter((face) => face.isAvailable && urgency(face) < 2 && face.domain !== "update")
    .sort((a, b) => urgency(a) - urgency(b) || a.fullName.localeCompare(b.fullName));
  const items = urgent.slice(0, MOST_ITEMS).map((face) => ({
    text: `${face.fullName}: ${face.stateText}`, tint: face.tint, icon: face.icon, entityId: face.entityId,
  }));
  const lights = faces.filter((face) => face.domain === "light" && face.isOn);
  if (lights[0] !== undefined) {
    const words = plural("Plurals", "%n light(s) on", lights.length);
    items.push({ text: words, tint: "light", icon: lights[0].icon, entityId: "" });
  }
  if (items.length === 0 && faces.length > 0) {
    items.push({ text: translate("Headline", "All is quiet"), tint: NEUTRAL, icon: "", entityId: "" });
  }
  return items;
}

/** @param {Face} face */
function urgency(face) {
  return face.tint === "alarm" ? 0 : face.tint === "attention" ? 1 : 2;
}

/** A room's readings; a thermostat's own counts only where there is no sensor.
 * @param {readonly Pair[]} pairs @param {string} kind */
function readings(pairs, kind) {
  const others = new Set(
    pairs.filter(({ face }) => face.deviceId !== "" && !measuresRoom(face)).map(({ face }) => face.deviceId),
  );
  const sensors = pairs
    .filter(({ face }) => face.domain === "sensor" && face.deviceClass === kind && !others.has(face.deviceId))
    .map(({ state }) => numberOf(state.value))
    .filter((value) => value !== null);
  if (sensors.length > 0) return sensors;
  return pairs
    .filter(({ face }) => face.domain === "climate")
    .map(({ state }) => number(state, `current_${kind}`))
    .filter((value) => value !== null);
}

/** Whether a tile may belong to a device that measures its room: a fridge has a door.
 * @param {Face} face */
function measuresRoom(face) {
  return AMBIENT.has(face.domain) && !OPENINGS.has(face.deviceClass);
}

/** @param {readonly number[]} values */
function mean(values) {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** @param {number} value @param {readonly Pair[]} pairs */
function temperatureOf(value, pairs) {
  const units = pairs.filter(({ face }) => face.deviceClass === "temperature").map(({ face }) => face.unitText);
  const isKnown = units.every((unit) => unit === "°C" || unit === "°F" || unit === "");
  return isKnown ? measure(value, "°C", 1) : withUnit(String(value), "");
}
