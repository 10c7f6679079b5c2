/** The word for a state: a key the hub's model defines, and what it reads as. */
import { clockText, momentOf, plainWord } from "../i18n/format.js";
import { translate } from "../i18n/words.js";
import {
  BINARY, ENGLISH, HUMIDIFIER_ACTIONS, HVAC_ACTIONS, MOMENTARY, SAME, WEATHER,
} from "../tables/wording.js";
import { deviceClass, domainOf, flag, isOn, number, text, UNAVAILABLE, UNKNOWN } from "./attributes.js";

/** @import { State } from "../types" */

const OPTIONS = new Set(["climate", "humidifier", "input_select", "select", "water_heater"]);
const MOMENTS = new Set(["timestamp", "date"]);

/** The key of a state's word; null where the value itself is what a person reads.
 * @param {State} state
 * @returns {string | null} */
export function stateKey(state) {
  const domain = domainOf(state.id);
  if (state.value === UNAVAILABLE || state.value === UNKNOWN) {
    return state.value === UNKNOWN ? (MOMENTARY[domain] ?? UNKNOWN) : state.value;
  }
  const special = SPECIAL[domain]?.(state) ?? null;
  if (special !== null) return special;
  return SAME[domain]?.includes(state.value) ? state.value : null;
}

/** The word a tile shows for a state.
 * @param {State} state @param {number} now */
export function stateWord(state, now) {
  const key = stateKey(state);
  if (key !== null) return keyWord(key);
  const domain = domainOf(state.id);
  if (domain in MOMENTARY || isMoment(state)) return momentWord(state.value, now);
  const isOption = OPTIONS.has(domain) || deviceClass(state) === "enum";
  return isOption ? optionWord(state.value) : state.value;
}

/** @param {string} key */
export function keyWord(key) {
  const english = ENGLISH[key];
  return english === undefined ? plainWord(key) : translate("State", english);
}

/** The word of an option, ours where we have one.
 * @param {string} value */
export function optionWord(value) {
  return keyWord(value);
}

/** @param {State} state */
export function isMoment(state) {
  return domainOf(state.id) === "sensor" && MOMENTS.has(deviceClass(state) ?? "");
}

/** @param {string} value @param {number} now */
function momentWord(value, now) {
  const at = momentOf(value);
  return at === null ? value : clockText(at, now);
}

/** @param {State} state */
function binarySensor(state) {
  const words = BINARY[deviceClass(state) ?? ""] ?? BINARY[""];
  return state.value === "on" ? words?.[0] : state.value === "off" ? words?.[1] : null;
}

/** What it does says more than what it is set to, except that off is off.
 * @param {State} state */
function climate(state) {
  const action = text(state, "hvac_action");
  if (state.value === "off" || action === null || !HVAC_ACTIONS.includes(action)) return null;
  return action === "fan" ? "fan_only" : action;
}

/** @param {State} state */
function humidifier(state) {
  const action = text(state, "action");
  return isOn(state) && action !== null && HUMIDIFIER_ACTIONS.includes(action) ? action : null;
}

/** @param {State} state */
function update(state) {
  if (flag(state, "in_progress") === true || number(state, "in_progress") !== null) return "installing";
  return state.value === "on" ? "update_available" : state.value === "off" ? "up_to_date" : null;
}

/** @param {State} state */
function place(state) {
  return state.value === "home" ? "home" : state.value === "not_home" ? "away" : null;
}

/** @param {string} on @param {string} off */
function pair(on, off) {
  return (/** @type {State} */ state) => (state.value === "on" ? on : state.value === "off" ? off : null);
}

/** @type {Record<string, (state: State) => string | null | undefined>} */
const SPECIAL = {
  automation: pair("enabled", "disabled"),
  binary_sensor: binarySensor,
  climate,
  device_tracker: place,
  humidifier,
  person: place,
  script: pair("running", "ready"),
  update,
  weather: (state) => (WEATHER.includes(state.value) ? state.value.replaceAll("-", "_") : null),
};
