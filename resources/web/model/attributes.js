/**
 * Reads attributes without trusting them: what is absent or malformed is null or empty. They come
 * from foreign systems, and a tile must show whatever arrives.
 */
import { FEATURES } from "../tables/domains.js";

/** @import { Json, JsonObject, State } from "../types" */

export const UNAVAILABLE = "unavailable";
export const UNKNOWN = "unknown";
const NUMBER = /^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/;

/** The kind of thing an entity id names.
 * @param {string} entityId */
export function domainOf(entityId) {
  return entityId.slice(0, entityId.indexOf("."));
}

/** A finite number for a number or a decimal text.
 * @param {Json | undefined} value
 * @returns {number | null} */
export function numberOf(value) {
  if (typeof value === "string" && !NUMBER.test(value.trim())) return null;
  if (typeof value !== "string" && typeof value !== "number") return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

/** @param {State} state @param {string} name */
export function number(state, name) {
  return numberOf(state.attributes[name]);
}

/** A text that is not empty.
 * @param {State} state @param {string} name */
export function text(state, name) {
  const value = state.attributes[name];
  return typeof value === "string" && value !== "" ? value : null;
}

/** A yes or no; the texts on and off count.
 * @param {State} state @param {string} name
 * @returns {boolean | null} */
export function flag(state, name) {
  const value = state.attributes[name];
  if (typeof value === "boolean") return value;
  return value === "on" ? true : value === "off" ? false : null;
}

/** Exactly so many finite numbers, such as the parts of a colour.
 * @param {State} state @param {string} name @param {number} count
 * @returns {number[] | null} */
export function numbers(state, name, count) {
  const value = state.attributes[name];
  if (!Array.isArray(value) || value.length !== count) return null;
  const parts = value.map(numberOf);
  return parts.every((part) => part !== null) ? /** @type {number[]} */ (parts) : null;
}

/** The texts of a list; whole numbers count as text. A mapping gives its keys, then its values.
 * @param {State} state @param {string} name
 * @returns {string[]} */
export function texts(state, name) {
  let value = state.attributes[name];
  if (value !== null && typeof value === "object" && !Array.isArray(value)) {
    value = [...Object.keys(value), ...Object.values(value)];
  }
  if (!Array.isArray(value)) return [];
  return value
    .filter((one) => typeof one === "string" || Number.isSafeInteger(one))
    .map((one) => String(one));
}

/** @param {State} state */
export function deviceClass(state) {
  return text(state, "device_class");
}

/** A whole percentage; outside 0 to 100 counts as malformed.
 * @param {State} state @param {string} name */
export function percentOf(state, name) {
  const value = number(state, name);
  return value !== null && value >= 0 && value <= 100 ? roundHalfUp(value) : null;
}

/** @param {State} state */
export function isOn(state) {
  return state.value === "on";
}

/** @param {State} state */
export function isAvailable(state) {
  return state.value !== UNAVAILABLE;
}

/** Round to the nearest integer, halves up, as the hub does.
 * @param {number} value */
export function roundHalfUp(value) {
  return Math.floor(value + 0.5);
}

/** The supported_features mask; 0 when absent or malformed.
 * @param {State} state */
export function featuresOf(state) {
  const value = state.attributes["supported_features"];
  return Number.isInteger(value) ? Number(value) : 0;
}

/** Whether the entity has one of its domain's features.
 * @param {State} state @param {...string} names */
export function has(state, ...names) {
  const bits = FEATURES[domainOf(state.id)] ?? {};
  return names.some((name) => (featuresOf(state) & (bits[name] ?? 0)) !== 0);
}
