/** What a tap on a tile's disc does. */
import { translate } from "../i18n/words.js";
import { ACTIONS } from "../tables/domains.js";
import { domainOf, featuresOf, has, isOn, UNAVAILABLE, UNKNOWN } from "./attributes.js";
import { command } from "./features/kinds.js";

/** @import { Command, MainAction, State } from "../types" */

const PRESSES = /** @type {Record<string, string>} */ ({
  button: "press", input_button: "press", scene: "turn_on", script: "turn_on",
});
/** What one stray tap must not do. */
const ONLY_IN_DETAIL = new Set(["alarm_control_panel", "siren", "automation"]);
const SWITCHES = new Set(["light", "switch", "fan", "humidifier", "input_boolean"]);
const ASLEEP = new Set(["off", "idle", "standby"]);

/** The kind of the main action; detail where there is nothing to do at once.
 * @param {State} state
 * @returns {MainAction} */
export function mainAction(state) {
  const domain = domainOf(state.id);
  if (state.value === UNAVAILABLE) return "detail";
  if (domain === "lock") return "hold";
  if (PRESSES[domain] !== undefined) return "press";
  return toggleAction(state) === null ? "detail" : "toggle";
}

/** What holding the disc will do, for a lock.
 * @param {State} state */
export function holdText(state) {
  if (mainAction(state) !== "hold") return "";
  return translate("Tile", state.value === "locked" ? "Hold to unlock" : "Hold to lock");
}

/** What a tap on the disc sends.
 * @param {State} state
 * @returns {Command | null} */
export function commandOfDisc(state) {
  const action = PRESSES[domainOf(state.id)] ?? toggleAction(state);
  return action === null ? null : command(action);
}

/** What holding the disc sends.
 * @param {State} state
 * @returns {Command | null} */
export function commandOfHold(state) {
  if (domainOf(state.id) !== "lock") return null;
  return command(state.value === "locked" ? "unlock" : "lock");
}

/** @param {State} state
 * @returns {string | null} */
function toggleAction(state) {
  const domain = domainOf(state.id);
  if (ONLY_IN_DETAIL.has(domain)) return null;
  const action = toggled(domain, state);
  const needed = action === null ? undefined : ACTIONS[domain]?.[action];
  if (needed === undefined) return null;
  return needed === 0 || (featuresOf(state) & needed) !== 0 ? action : null;
}

/** @param {string} domain @param {State} state
 * @returns {string | null} */
function toggled(domain, state) {
  if (SWITCHES.has(domain)) return isOn(state) ? "turn_off" : "turn_on";
  switch (domain) {
    case "climate":
      return ["off", UNKNOWN, UNAVAILABLE].includes(state.value) ? "turn_on" : "turn_off";
    case "media_player":
      return ASLEEP.has(state.value) ? "turn_on" : "turn_off";
    case "camera":
      return state.value === "off" ? "turn_on" : "turn_off";
    case "cover":
    case "valve":
      return moved(domain, state);
  }
  return null;
}

/** Stop what moves, open what is closed, close what is open; nobody knows the other way of unknown.
 * @param {string} domain @param {State} state
 * @returns {string | null} */
function moved(domain, state) {
  const isMoving = state.value === "opening" || state.value === "closing";
  if (isMoving && has(state, "STOP")) return `stop_${domain}`;
  if (state.value === "closed" || state.value === "closing") return `open_${domain}`;
  if (state.value === "open" || state.value === "opening") return `close_${domain}`;
  return null;
}
