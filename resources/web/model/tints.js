/** Which colour token tells what an entity is doing. Never alone: shape and word say it too. */
import { deviceClass, domainOf, number, numbers, roundHalfUp, text, texts, UNAVAILABLE, UNKNOWN } from "./attributes.js";
import { hexColor, hsToRgb, kelvinToRgb } from "./color.js";

/** @import { State } from "../types" */

export const NEUTRAL = "textMuted";
const ALARMING = new Set(["smoke", "gas", "carbon_monoxide", "moisture", "safety", "tamper", "problem"]);
const OPENINGS = new Set(["door", "window", "opening", "garage_door", "garage", "gate", "lock"]);
const WARNINGS = new Set(["battery", "cold", "heat", "update"]);
const WET = new Set(["humidity", "moisture", "water", "precipitation"]);
const WORKING = new Set(["playing", "buffering", "cleaning", "mowing", "home", "on", "idle_active"]);
const COLOR_MODES = ["hs", "xy", "rgb", "rgbw", "rgbww"];

/** The colour token of a state's icon.
 * @param {State} state */
export function tintOf(state) {
  if (state.value === UNAVAILABLE || state.value === UNKNOWN) return NEUTRAL;
  const rule = RULES[domainOf(state.id)];
  if (rule !== undefined) return rule(state);
  return WORKING.has(state.value) ? "accent" : NEUTRAL;
}

/** The colour a lamp shines in as #rrggbb; empty where it has none of its own.
 * @param {State} state */
export function ownColor(state) {
  if (domainOf(state.id) !== "light" || state.value !== "on") return "";
  const modes = texts(state, "supported_color_modes");
  if (!modes.some((mode) => COLOR_MODES.includes(mode))) return "";
  const rgb = lampColor(state);
  return rgb === null ? "" : hexColor(rgb);
}

/** The colour a lamp shows, whites included.
 * @param {State} state
 * @returns {import("./color.js").Rgb | null} */
export function lampColor(state) {
  const rgb = numbers(state, "rgb_color", 3);
  if (rgb !== null) {
    const [red = 0, green = 0, blue = 0] = rgb.map((part) => roundHalfUp(Math.min(Math.max(part, 0), 255)));
    return [red, green, blue];
  }
  const hs = numbers(state, "hs_color", 2);
  if (hs !== null) return hsToRgb(hs[0] ?? 0, Math.min(Math.max(hs[1] ?? 0, 0), 100));
  const kelvin = number(state, "color_temp_kelvin");
  return kelvin !== null && kelvin > 0 ? kelvinToRgb(roundHalfUp(kelvin)) : null;
}

/** @param {State} state */
function lock(state) {
  if (state.value === "locked") return "good";
  return state.value === "jammed" ? "alarm" : "attention";
}

/** @param {State} state */
function cover(state) {
  const isOpening = OPENINGS.has(deviceClass(state) ?? "");
  if (state.value === "closed") return isOpening ? "good" : NEUTRAL;
  return isOpening ? "attention" : "accent";
}

/** @param {State} state */
function binarySensor(state) {
  const kind = deviceClass(state) ?? "";
  if (state.value !== "on") return OPENINGS.has(kind) || ALARMING.has(kind) ? "good" : NEUTRAL;
  if (ALARMING.has(kind)) return "alarm";
  return OPENINGS.has(kind) || WARNINGS.has(kind) ? "attention" : "accent";
}

/** @param {State} state */
function climate(state) {
  const action = text(state, "hvac_action");
  if (state.value === "off" || action === "off") return NEUTRAL;
  if (action === "heating" || action === "preheating" || (action === null && state.value === "heat")) {
    return "heat";
  }
  if (action === "cooling" || (action === null && state.value === "cool")) return "cool";
  return action === "idle" ? NEUTRAL : "accent";
}

/** @param {State} state */
function sensor(state) {
  const kind = deviceClass(state) ?? "";
  if (kind === "temperature") return "heat";
  return WET.has(kind) ? "cool" : NEUTRAL;
}

/** @param {State} state */
function alarm(state) {
  if (state.value === "triggered") return "alarm";
  if (["arming", "pending", "disarming"].includes(state.value)) return "attention";
  return state.value.startsWith("armed") ? "good" : NEUTRAL;
}

/** @param {string} token */
function whenOn(token) {
  return (/** @type {State} */ state) => (state.value === "on" ? token : NEUTRAL);
}

/** @type {Record<string, (state: State) => string>} */
const RULES = {
  alarm_control_panel: alarm,
  binary_sensor: binarySensor,
  climate,
  cover,
  light: whenOn("light"),
  lock,
  sensor,
  siren: whenOn("alarm"),
  update: whenOn("attention"),
  water_heater: (state) => (state.value === "off" ? NEUTRAL : "heat"),
};
