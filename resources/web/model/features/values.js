/** Switches, numbers, choices, texts, dates and times people set, and places that are only shown. */
import { measure } from "../../i18n/format.js";
import { domainOf, flag, isOn, number, numberOf, text, texts, UNKNOWN } from "../attributes.js";
import { speedText, unitOf } from "../details.js";
import * as kinds from "./kinds.js";

/** @import { Feature, FeatureValue, State } from "../../types" */

const LONGEST = 255;
const MAX_SLIDER_STEPS = 256;
const DATE = "\\d{4}-\\d{2}-\\d{2}";
const TIME = "\\d{2}:\\d{2}(:\\d{2})?";

/** @param {State} state */
function buildNumber(state) {
  /** @type {[number, number]} */
  const span = [number(state, "min") ?? 0, number(state, "max") ?? 100];
  const grain = number(state, "step");
  const step = grain !== null && grain > 0 ? grain : 1;
  const [mode, unit, value] = [text(state, "mode"), unitOf(state), numberOf(state.value)];
  const isBox = mode === "box" || (mode !== "slider" && (span[1] - span[0]) / step > MAX_SLIDER_STEPS);
  const words = kinds.label("Value");
  if (isBox) return [kinds.stepper("value", words, "tune", value, span, step, unit)];
  return [kinds.slider("value", words, "tune", value, span, { step, unit, variant: "number" })];
}

/** @param {State} state @param {string} id @param {FeatureValue} value */
function commandNumber(state, id, value) {
  if (id !== "value") return null;
  const wanted = kinds.asNumber(value);
  return kinds.command("set_value", { value: wanted }, measure(wanted, unitOf(state)));
}

/** @param {State} state */
function buildSelect(state) {
  const values = texts(state, "options");
  const current = values.includes(state.value) ? state.value : null;
  return [kinds.options("option", kinds.label("Choice"), "", kinds.knownChoices(values), current)];
}

/** @param {State} _state @param {string} id @param {FeatureValue} value */
function commandSelect(_state, id, value) {
  return id === "option" ? kinds.chosen("select_option", "option", value) : null;
}

/** @param {State} state */
function buildText(state) {
  return [
    kinds.textField("text", kinds.label("Text"), state.value === UNKNOWN ? "" : state.value, {
      minLength: bounded(number(state, "min"), 0), maxLength: bounded(number(state, "max"), LONGEST),
      isSecret: text(state, "mode") === "password", pattern: text(state, "pattern") ?? "",
    }),
  ];
}

/** @param {number | null} value @param {number} otherwise */
function bounded(value, otherwise) {
  return value === null ? otherwise : Math.min(Math.max(Math.trunc(value), 0), LONGEST);
}

/** @param {State} _state @param {string} id @param {FeatureValue} value */
function commandText(_state, id, value) {
  return id === "text" ? kinds.command("set_value", { value: String(value) }, String(value)) : null;
}

/** @param {State} state */
function parts(state) {
  const domain = domainOf(state.id);
  if (domain !== "input_datetime") return { hasDate: domain !== "time", hasTime: domain !== "date" };
  return { hasDate: flag(state, "has_date") === true, hasTime: flag(state, "has_time") === true };
}

/** @param {State} state */
function buildMoment(state) {
  const { hasDate, hasTime } = parts(state);
  const pattern = [...(hasDate ? [DATE] : []), ...(hasTime ? [TIME] : [])].join("[ T]");
  const value = state.value === UNKNOWN ? "" : state.value;
  return [kinds.textField("moment", kinds.label("Date or time"), value, { pattern })];
}

/** @param {State} state @param {string} id @param {FeatureValue} value */
function commandMoment(state, id, value) {
  if (id !== "moment") return null;
  const [domain, words] = [domainOf(state.id), String(value)];
  if (domain !== "input_datetime") return kinds.command("set_value", { [domain]: words }, words);
  const { hasDate, hasTime } = parts(state);
  const field = hasDate && hasTime ? "datetime" : hasDate ? "date" : "time";
  return kinds.command("set_datetime", { [field]: words }, words);
}

/** @param {State} state
 * @returns {Feature[]} */
function buildPlace(state) {
  const [latitude, longitude] = [number(state, "latitude"), number(state, "longitude")];
  if (latitude === null || longitude === null || Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return [];
  const angle = number(state, "heading") ?? number(state, "course");
  const accuracy = number(state, "gps_accuracy");
  return [
    {
      kind: "place", id: "place", label: kinds.label("Place"), icon: "", isEnabled: true, latitude, longitude,
      speedText: speedText(state), headingDeg: angle === null ? 0 : ((angle % 360) + 360) % 360,
      accuracyM: accuracy !== null && accuracy >= 0 ? accuracy : 0,
    },
  ];
}

/** @type {kinds.DomainFeatures} */
export const SWITCH = {
  build: (state) => [kinds.power(isOn(state))],
  command: (_state, id, value) => (id === "power" ? kinds.command(value === true ? "turn_on" : "turn_off") : null),
};
/** @type {kinds.DomainFeatures} */
export const NUMBER = { build: buildNumber, command: commandNumber };
/** @type {kinds.DomainFeatures} */
export const SELECT = { build: buildSelect, command: commandSelect };
/** @type {kinds.DomainFeatures} */
export const TEXT = { build: buildText, command: commandText };
/** @type {kinds.DomainFeatures} */
export const MOMENT = { build: buildMoment, command: commandMoment };
/** @type {kinds.DomainFeatures} */
export const TRACKER = { build: buildPlace, command: () => null };
