/** Fans and humidifiers: how much, and how. */
import { percent } from "../../i18n/format.js";
import { flag, has, isOn, number, percentOf, roundHalfUp, text, texts } from "../attributes.js";
import * as kinds from "./kinds.js";

/** @import { Feature, FeatureValue, State } from "../../types" */

/** @param {State} state */
function buildFan(state) {
  /** @type {Feature[]} */
  const rows = [];
  const isRunning = isOn(state);
  if (has(state, "SET_SPEED")) {
    const grain = number(state, "percentage_step");
    rows.push(
      kinds.slider("speed", kinds.label("Speed"), "fan", isRunning ? percentOf(state, "percentage") : 0, [0, 100], {
        step: grain !== null && grain > 0 && grain <= 100 ? grain : 1, variant: "speed", isOff: !isRunning,
      }),
    );
  }
  const presets = texts(state, "preset_modes");
  if (presets.length > 0) rows.push(options("preset", "Preset", presets, text(state, "preset_mode")));
  if (has(state, "OSCILLATE")) {
    const swings = flag(state, "oscillating") === true;
    rows.push(kinds.toggle("oscillate", kinds.label("Swing"), "arrow-oscillating", swings));
  }
  rows.push(kinds.power(isRunning));
  return rows;
}

/** @param {State} state */
function buildHumidifier(state) {
  /** @type {[number, number]} */
  const span = [number(state, "min_humidity") ?? 0, number(state, "max_humidity") ?? 100];
  /** @type {Feature[]} */
  const rows = [
    kinds.slider("humidity", kinds.label("Humidity"), "water-percent", number(state, "humidity"), span, {
      variant: "humidity", isOff: !isOn(state),
    }),
  ];
  if (has(state, "MODES")) rows.push(options("mode", "Mode", texts(state, "available_modes"), text(state, "mode")));
  rows.push(kinds.power(isOn(state)));
  return rows;
}

/** @param {string} id @param {string} words @param {readonly string[]} values @param {string | null} current */
function options(id, words, values, current) {
  return kinds.options(id, kinds.label(words), "", kinds.knownChoices(values), current);
}

/** @param {State} _state @param {string} id @param {FeatureValue} value */
function commandFan(_state, id, value) {
  switch (id) {
    case "speed": {
      const speed = roundHalfUp(kinds.asNumber(value));
      if (speed === 0) return kinds.command("turn_off", {}, percent(0));
      return kinds.command("set_percentage", { percentage: speed }, percent(speed));
    }
    case "preset":
      return kinds.chosen("set_preset_mode", "preset_mode", value);
    case "oscillate":
      return kinds.command("oscillate", { oscillating: value === true });
    case "power":
      return kinds.command(value === true ? "turn_on" : "turn_off");
  }
  return null;
}

/** @param {State} _state @param {string} id @param {FeatureValue} value */
function commandHumidifier(_state, id, value) {
  switch (id) {
    case "humidity": {
      const goal = roundHalfUp(kinds.asNumber(value));
      return kinds.command("set_humidity", { humidity: goal }, percent(goal));
    }
    case "mode":
      return kinds.chosen("set_mode", "mode", value);
    case "power":
      return kinds.command(value === true ? "turn_on" : "turn_off");
  }
  return null;
}

/** @type {kinds.DomainFeatures} */
export const FAN = { build: buildFan, command: commandFan };
/** @type {kinds.DomainFeatures} */
export const HUMIDIFIER = { build: buildHumidifier, command: commandHumidifier };
