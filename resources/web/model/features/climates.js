/** Thermostats and boilers: what temperature, and how. */
import { measure } from "../../i18n/format.js";
import { has, number, text, texts } from "../attributes.js";
import * as kinds from "./kinds.js";

/** @import { Feature, FeatureValue, State } from "../../types" */

const DEGREE = "°";
const MODE_ICONS = {
  off: "power", heat: "fire", cool: "snowflake", heat_cool: "sun-snowflake-variant",
  auto: "thermostat-auto", dry: "water-percent", fan_only: "fan",
};

/** @param {State} state */
function buildClimate(state) {
  /** @type {Feature[]} */
  const rows = [];
  const span = limits(state, 7, 35);
  const words = kinds.label("Temperature");
  const grain = number(state, "target_temp_step");
  const step = grain !== null && grain > 0 ? grain : 0.5;
  const [low, high] = [number(state, "target_temp_low"), number(state, "target_temp_high")];
  if (has(state, "TARGET_TEMPERATURE_RANGE") && low !== null && high !== null) {
    rows.push(kinds.range("targetRange", words, "thermometer", [low, high], span, step, DEGREE));
  } else if (has(state, "TARGET_TEMPERATURE")) {
    const goal = number(state, "temperature");
    rows.push(kinds.stepper("target", words, "thermometer", goal, span, step, DEGREE));
  }
  const modes = texts(state, "hvac_modes");
  if (modes.length > 0) rows.push(options("mode", "Mode", modes, state.value));
  if (has(state, "PRESET_MODE")) {
    rows.push(options("preset", "Preset", texts(state, "preset_modes"), text(state, "preset_mode")));
  }
  if (has(state, "FAN_MODE")) {
    rows.push(options("fan", "Fan", texts(state, "fan_modes"), text(state, "fan_mode")));
  }
  return rows;
}

/** @param {State} state */
function buildBoiler(state) {
  /** @type {Feature[]} */
  const rows = [];
  if (has(state, "TARGET_TEMPERATURE")) {
    const goal = number(state, "temperature");
    const words = kinds.label("Temperature");
    rows.push(kinds.stepper("target", words, "thermometer", goal, limits(state, 0, 100), 1, DEGREE));
  }
  const modes = texts(state, "operation_list");
  if (modes.length > 0) rows.push(options("operation", "Mode", modes, state.value));
  return rows;
}

/** @param {State} state @param {number} coldest @param {number} warmest
 * @returns {[number, number]} */
function limits(state, coldest, warmest) {
  return [number(state, "min_temp") ?? coldest, number(state, "max_temp") ?? warmest];
}

/** @param {string} id @param {string} words @param {readonly string[]} values @param {string | null} current */
function options(id, words, values, current) {
  return kinds.options(id, kinds.label(words), "", kinds.knownChoices(values, MODE_ICONS), current);
}

/** @param {State} _state @param {string} id @param {FeatureValue} value */
function command(_state, id, value) {
  switch (id) {
    case "target": {
      const degrees = kinds.asNumber(value);
      return kinds.command("set_temperature", { temperature: degrees }, measure(degrees, DEGREE));
    }
    case "targetRange": {
      if (!Array.isArray(value)) return null;
      const [low, high] = value;
      const asked = `${measure(low, DEGREE)}–${measure(high, DEGREE)}`;
      return kinds.command("set_temperature", { target_temp_low: low, target_temp_high: high }, asked);
    }
    case "mode":
      return kinds.chosen("set_hvac_mode", "hvac_mode", value);
    case "preset":
      return kinds.chosen("set_preset_mode", "preset_mode", value);
    case "fan":
      return kinds.chosen("set_fan_mode", "fan_mode", value);
    case "operation":
      return kinds.chosen("set_operation_mode", "operation_mode", value);
  }
  return null;
}

/** @type {kinds.DomainFeatures} */
export const CLIMATE = { build: buildClimate, command };
/** @type {kinds.DomainFeatures} */
export const WATER_HEATER = { build: buildBoiler, command };
