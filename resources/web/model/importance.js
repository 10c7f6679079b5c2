/** What people use first comes first, and what only a technician reads stays with its device. */
import { deviceClass, domainOf } from "./attributes.js";

/** @import { State } from "../types" */

const ORDER = [
  "light", "cover", "climate", "media_player", "lock", "alarm_control_panel", "switch",
  "input_boolean", "fan", "humidifier", "water_heater", "vacuum", "lawn_mower", "valve",
  "scene", "script", "button", "input_button", "camera", "siren", "select", "input_select",
  "number", "input_number", "text", "input_text", "time", "date", "datetime", "input_datetime",
  "person", "device_tracker", "weather", "binary_sensor", "sensor", "event", "update",
];
const READ_ONLY = ORDER.indexOf("binary_sensor");
const TECHNICAL = new Set([
  "apparent_power", "battery", "connectivity", "current", "duration", "energy", "frequency",
  "identify", "power_factor", "reactive_power", "restart", "signal_strength", "timestamp", "update",
  "voltage",
]);

/** Where a tile belongs: controls before readings, and high tiles together.
 * @param {string} domain @param {string} size
 * @returns {[number, number]} */
export function importance(domain, size) {
  const found = ORDER.indexOf(domain);
  const place = found < 0 ? ORDER.length : found;
  return [place >= READ_ONLY ? 2 : size.endsWith("2") ? 0 : 1, place];
}

/** Whether an entity is a detail of its device rather than a thing of its own.
 * @param {State} state @param {readonly State[]} siblings */
export function isMinor(state, siblings) {
  return isTechnical(state) && siblings.some((other) => !isTechnical(other));
}

/** @param {State} state */
function isTechnical(state) {
  return TECHNICAL.has(deviceClass(state) ?? "") || domainOf(state.id) === "update";
}
