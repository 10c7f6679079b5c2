/** The few controls every feature is made of. A feature's kind chooses the control. */
import { measure, plainWord } from "../../i18n/format.js";
import { translate } from "../../i18n/words.js";
import { optionWord } from "../wording.js";

/** @import { ButtonsFeature, Choice, ColorFeature, Command, Feature, FeatureValue, JsonObject, OptionsFeature, RangeFeature, RowButton, SliderFeature, State, StepperFeature, TextFeature, ToggleFeature } from "../../types" */

/**
 * @typedef {object} DomainFeatures
 * @property {(state: State) => Feature[]} build all controls, the tile's own row first
 * @property {(state: State, id: string, value: FeatureValue) => Command | null} command
 */

/** A word of the shared catalogue's features.
 * @param {string} text */
export function label(text) {
  return translate("Feature", text);
}

/** @param {string} id @param {string} words @param {string} icon @param {boolean} isOn
 * @returns {ToggleFeature} */
export function toggle(id, words, icon, isOn) {
  return { kind: "toggle", id, label: words, icon, isEnabled: true, isOn };
}

/** @param {boolean} isOn */
export function power(isOn) {
  return toggle("power", label("Power"), "power", isOn);
}

/** Without a value its handle rests at the low end and says nothing.
 * @param {string} id @param {string} words @param {string} icon @param {number | null} value
 * @param {[number, number]} span @param {Partial<SliderFeature>} [more]
 * @returns {SliderFeature} */
export function slider(id, words, icon, value, span, more = {}) {
  const unit = more.unit ?? "%";
  return {
    kind: "slider", id, label: words, icon, isEnabled: true, min: span[0], max: span[1], step: 1, value,
    unit, valueText: value === null ? "" : measure(value, unit), variant: "", fill: "left", isOff: false,
    lowColor: "", highColor: "", ...more,
  };
}

/** @param {string} id @param {string} words @param {string} icon @param {number | null} value
 * @param {[number, number]} span @param {number} step @param {string} unit
 * @returns {StepperFeature} */
export function stepper(id, words, icon, value, span, step, unit) {
  return {
    kind: "stepper", id, label: words, icon, isEnabled: true, min: span[0], max: span[1], step, value,
    unit, valueText: value === null ? "" : measure(value, unit),
  };
}

/** @param {string} id @param {string} words @param {string} icon @param {[number, number]} values
 * @param {[number, number]} span @param {number} step @param {string} unit
 * @returns {RangeFeature} */
export function range(id, words, icon, values, span, step, unit) {
  return {
    kind: "range", id, label: words, icon, isEnabled: true, min: span[0], max: span[1], step,
    low: values[0], high: values[1], unit, lowText: measure(values[0], unit),
    highText: measure(values[1], unit),
  };
}

/** One button of a row.
 * @param {string} action @param {string} words @param {string} icon @param {Partial<RowButton>} [more]
 * @returns {RowButton} */
export function button(action, words, icon, more = {}) {
  return {
    action, label: words, icon, isActive: false, isEnabled: true, isHold: false, needsCode: false,
    tint: "", ...more,
  };
}

/** @param {string} id @param {string} words @param {RowButton[]} row
 * @param {"" | "number" | "text"} [codeFormat]
 * @returns {ButtonsFeature} */
export function buttons(id, words, row, codeFormat = "") {
  return { kind: "buttons", id, label: words, icon: "", isEnabled: true, buttons: row, codeFormat };
}

/** @param {string} id @param {string} words @param {string} icon @param {Choice[]} choices
 * @param {string | null} current
 * @returns {OptionsFeature} */
export function options(id, words, icon, choices, current) {
  const chosen = choices.find((one) => one.value === current);
  return {
    kind: "options", id, label: words, icon, isEnabled: true, options: choices, current: current ?? "",
    currentLabel: chosen?.label ?? "",
  };
}

/** @param {string} id @param {string} words @param {readonly string[]} swatches @param {string} current
 * @returns {ColorFeature} */
export function color(id, words, swatches, current) {
  return { kind: "color", id, label: words, icon: "palette", isEnabled: true, swatches, current };
}

/** @param {string} id @param {string} words @param {string} value @param {Partial<TextFeature>} [more]
 * @returns {TextFeature} */
export function textField(id, words, value, more = {}) {
  return {
    kind: "text", id, label: words, icon: "form-textbox", isEnabled: true, value, minLength: 0,
    maxLength: 255, isSecret: false, pattern: "", ...more,
  };
}

/** Options whose words are the device's own.
 * @param {readonly string[]} values
 * @returns {Choice[]} */
export function plainChoices(values) {
  return values.map((value) => ({ value, label: plainWord(value), icon: "" }));
}

/** Options whose words are ours where we have one.
 * @param {readonly string[]} values @param {Record<string, string>} [icons]
 * @returns {Choice[]} */
export function knownChoices(values, icons = {}) {
  return values.map((value) => ({
    value, label: optionWord(value) || plainWord(value), icon: icons[value] ?? "",
  }));
}

/** @param {string} action @param {JsonObject} [argumentsOf] @param {string} [asked]
 * @returns {Command} */
export function command(action, argumentsOf = {}, asked = "") {
  return { action, arguments: argumentsOf, asked };
}

/** What choosing an option sends.
 * @param {string} action @param {string} field @param {FeatureValue} value */
export function chosen(action, field, value) {
  return command(action, { [field]: String(value) }, optionWord(String(value)));
}

/** A control's value as a number; a control of numbers never sends anything else.
 * @param {FeatureValue} value */
export function asNumber(value) {
  const number = typeof value === "number" || typeof value === "string" ? Number(value) : 0;
  return Number.isFinite(number) ? number : 0;
}

/** What a pressed button of a row sends: its action, with a code where one was given.
 * @param {FeatureValue} value */
export function pressed(value) {
  if (typeof value !== "object" || Array.isArray(value) || value.action === "") return null;
  return command(value.action, value.code === "" ? {} : { code: value.code });
}
