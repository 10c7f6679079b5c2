/** Lights: brightness, warmth, colour and effects. */
import { measure, percent } from "../../i18n/format.js";
import { has, isOn, number, roundHalfUp, text, texts } from "../attributes.js";
import { hexColor, kelvinToRgb, rgbOf } from "../color.js";
import { brightnessPercent } from "../details.js";
import { lampColor } from "../tints.js";
import * as kinds from "./kinds.js";

/** @import { Feature, FeatureValue, State } from "../../types" */

const COLOR_MODES = ["hs", "xy", "rgb", "rgbw", "rgbww"];
const DIMMABLE = ["brightness", "color_temp", "white", ...COLOR_MODES];
const WARMEST_K = 2000;
const COLDEST_K = 6535;
/** Favourite colours: two warm whites' neighbours first, then around the wheel. */
const SWATCHES = ["#ff6b4a", "#ffb347", "#ffe9c4", "#f4f8ff", "#7cc7ff", "#6a7dff", "#c77dff", "#5fd38d"];

/** @param {State} state */
function build(state) {
  const modes = texts(state, "supported_color_modes");
  const isLit = isOn(state);
  /** @type {Feature[]} */
  const rows = [];
  if (modes.some((mode) => DIMMABLE.includes(mode))) {
    const level = isLit ? brightnessPercent(state) : 0;
    const more = { variant: "brightness", isOff: !isLit };
    rows.push(kinds.slider("brightness", kinds.label("Brightness"), "brightness-6", level, [0, 100], more));
  }
  if (modes.includes("color_temp")) rows.push(warmth(state));
  if (modes.some((mode) => COLOR_MODES.includes(mode))) {
    const rgb = isLit ? lampColor(state) : null;
    rows.push(kinds.color("color", kinds.label("Colour"), SWATCHES, rgb === null ? "" : hexColor(rgb)));
  }
  const effects = texts(state, "effect_list");
  if (has(state, "EFFECT") && effects.length > 0) {
    const choices = kinds.plainChoices(effects);
    rows.push(kinds.options("effect", kinds.label("Effect"), "creation", choices, text(state, "effect")));
  }
  rows.push(kinds.power(isLit));
  return rows;
}

/** @param {State} state */
function warmth(state) {
  const [low, high] = [number(state, "min_color_temp_kelvin"), number(state, "max_color_temp_kelvin")];
  const isKnown = low !== null && high !== null && low > 0 && low < high;
  const warmest = isKnown ? roundHalfUp(low) : WARMEST_K;
  const coldest = isKnown ? roundHalfUp(high) : COLDEST_K;
  const kelvin = number(state, "color_temp_kelvin");
  const value = kelvin !== null && kelvin > 0 ? roundHalfUp(kelvin) : null;
  return kinds.slider("colorTemp", kinds.label("Warmth"), "thermometer", value, [warmest, coldest], {
    step: 50, unit: "K", variant: "colorTemp", isOff: !isOn(state),
    lowColor: hexColor(kelvinToRgb(warmest)), highColor: hexColor(kelvinToRgb(coldest)),
  });
}

/** @param {State} _state @param {string} id @param {FeatureValue} value */
function command(_state, id, value) {
  switch (id) {
    case "power":
      return kinds.command(value === true ? "turn_on" : "turn_off");
    case "brightness":
      return dim(kinds.asNumber(value));
    case "colorTemp": {
      const kelvin = roundHalfUp(kinds.asNumber(value));
      return kinds.command("turn_on", { color_temp_kelvin: kelvin }, measure(kelvin, "K", 0));
    }
    case "color": {
      const rgb = rgbOf(String(value));
      return rgb === null ? null : kinds.command("turn_on", { rgb_color: rgb });
    }
    case "effect":
      return kinds.command("turn_on", { effect: String(value) }, String(value));
  }
  return null;
}

/** @param {number} level */
function dim(level) {
  if (level < 1) return kinds.command("turn_off", {}, percent(0));
  return kinds.command("turn_on", { brightness: Math.max(1, roundHalfUp((level * 255) / 100)) }, percent(level));
}

/** @type {kinds.DomainFeatures} */
export const LIGHT = { build, command };
