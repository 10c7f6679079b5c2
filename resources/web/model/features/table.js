/** Which controls each domain has. */
import { domainOf, isAvailable } from "../attributes.js";
import { FAN, HUMIDIFIER } from "./airs.js";
import { CLIMATE, WATER_HEATER } from "./climates.js";
import { COVER, VALVE } from "./covers.js";
import { LIGHT } from "./lights.js";
import { MEDIA_PLAYER } from "./media.js";
import { BUTTON, LAWN_MOWER, SCENE, SCRIPT, UPDATE, VACUUM } from "./presses.js";
import { ALARM, LOCK, SIREN } from "./security.js";
import { MOMENT, NUMBER, SELECT, SWITCH, TEXT, TRACKER } from "./values.js";

/** @import { Command, Feature, FeatureValue, State } from "../../types" */

/** @type {Record<string, import("./kinds.js").DomainFeatures>} */
const FEATURES = {
  alarm_control_panel: ALARM, automation: SWITCH, button: BUTTON, climate: CLIMATE, cover: COVER,
  date: MOMENT, datetime: MOMENT, device_tracker: TRACKER, fan: FAN, humidifier: HUMIDIFIER,
  input_boolean: SWITCH, input_button: BUTTON, input_datetime: MOMENT, input_number: NUMBER,
  input_select: SELECT, input_text: TEXT, lawn_mower: LAWN_MOWER, light: LIGHT, lock: LOCK,
  media_player: MEDIA_PLAYER, number: NUMBER, person: TRACKER, scene: SCENE, script: SCRIPT,
  select: SELECT, siren: SIREN, switch: SWITCH, text: TEXT, time: MOMENT, update: UPDATE,
  vacuum: VACUUM, valve: VALVE, water_heater: WATER_HEATER,
};

/** The controls of an entity; none while it is unavailable.
 * @param {State} state
 * @returns {Feature[]} */
export function featuresOf(state) {
  return isAvailable(state) ? (FEATURES[domainOf(state.id)]?.build(state) ?? []) : [];
}

/** What a touch on a control means.
 * @param {State} state @param {string} id @param {FeatureValue} value
 * @returns {Command | null} */
export function commandOf(state, id, value) {
  return FEATURES[domainOf(state.id)]?.command(state, id, value) ?? null;
}
