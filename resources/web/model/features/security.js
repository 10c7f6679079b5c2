/** Locks, alarms and sirens: what must not happen by a slip of the finger. */
import { featuresOf, flag, has, isOn, text, texts } from "../attributes.js";
import { optionWord } from "../wording.js";
import { FEATURES } from "../../tables/domains.js";
import * as kinds from "./kinds.js";

/** @import { FeatureValue, RowButton, State } from "../../types" */

const UNLOCKED = ["unlocked", "open", "opening"];
const NUMERIC_FORMS = ["number", "^\\d+$", "\\d+", "^\\d{4}$", "\\d{4}"];
const ARM = /** @type {readonly (readonly [string, string, string])[]} */ ([
  ["alarm_arm_home", "ARM_HOME", "shield-home"],
  ["alarm_arm_away", "ARM_AWAY", "shield-lock"],
  ["alarm_arm_night", "ARM_NIGHT", "shield-moon"],
  ["alarm_arm_vacation", "ARM_VACATION", "shield-airplane"],
  ["alarm_arm_custom_bypass", "ARM_CUSTOM_BYPASS", "shield-half-full"],
]);

/** @param {State} state */
function buildLock(state) {
  const needsCode = text(state, "code_format") !== null;
  const row = [
    kinds.button("lock", kinds.label("Lock"), "lock", {
      isActive: state.value === "locked", isEnabled: !["locked", "locking"].includes(state.value), needsCode,
    }),
    kinds.button("unlock", kinds.label("Unlock"), "lock-open-variant", {
      isActive: UNLOCKED.includes(state.value), isEnabled: ![...UNLOCKED, "unlocking"].includes(state.value),
      isHold: true, needsCode, tint: "attention",
    }),
  ];
  if (has(state, "OPEN")) {
    const more = { isHold: true, needsCode, tint: "attention" };
    row.push(kinds.button("open", kinds.label("Open the door"), "door-open", more));
  }
  return [kinds.buttons("lock", kinds.label("Lock"), row, codeFormat(state, row))];
}

/** @param {State} state */
function buildAlarm(state) {
  const bits = FEATURES["alarm_control_panel"] ?? {};
  const hasCode = text(state, "code_format") !== null;
  const isArmingGuarded = hasCode && flag(state, "code_arm_required") !== false;
  const row = ARM.filter(([, bit]) => (featuresOf(state) & (bits[bit] ?? 0)) !== 0).map(([action, , icon]) => {
    const armed = action.replace("alarm_arm", "armed");
    return kinds.button(action, optionWord(armed), icon, {
      isActive: state.value === armed, needsCode: isArmingGuarded,
    });
  });
  const disarm = kinds.button("alarm_disarm", kinds.label("Disarm"), "shield-off-outline", {
    isActive: state.value === "disarmed", isEnabled: state.value !== "disarmed", needsCode: hasCode,
  });
  const all = [disarm, ...row];
  return [kinds.buttons("alarm", kinds.label("Alarm"), all, codeFormat(state, all))];
}

/** @param {State} state */
function buildSiren(state) {
  const sound = { isActive: isOn(state), isHold: true, tint: "alarm" };
  const row = [
    kinds.button("turn_on", kinds.label("Sound"), "bullhorn", sound),
    kinds.button("turn_off", kinds.label("Silence"), "bell-off", { isEnabled: isOn(state) }),
  ];
  const siren = kinds.buttons("siren", kinds.label("Siren"), row);
  const tones = texts(state, "available_tones");
  if (tones.length === 0) return [siren];
  return [siren, kinds.options("tone", kinds.label("Tone"), "music-note", kinds.plainChoices(tones), null)];
}

/** @param {State} state @param {RowButton[]} row
 * @returns {"" | "number" | "text"} */
function codeFormat(state, row) {
  if (!row.some((button) => button.needsCode)) return "";
  return NUMERIC_FORMS.includes(text(state, "code_format") ?? "") ? "number" : "text";
}

/** @param {State} _state @param {string} id @param {FeatureValue} value */
function command(_state, id, value) {
  if (id === "tone") return kinds.command("turn_on", { tone: String(value) }, String(value));
  return kinds.pressed(value);
}

/** @type {kinds.DomainFeatures} */
export const LOCK = { build: buildLock, command };
/** @type {kinds.DomainFeatures} */
export const ALARM = { build: buildAlarm, command };
/** @type {kinds.DomainFeatures} */
export const SIREN = { build: buildSiren, command };
