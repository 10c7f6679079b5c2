/** What is started by a press: buttons, scenes, scripts, updates, robots. */
import { flag, has, isAvailable, isOn, number, text, texts } from "../attributes.js";
import * as kinds from "./kinds.js";

/** @import { Feature, FeatureValue, State } from "../../types" */

function buildButton() {
  const press = kinds.button("press", kinds.label("Press"), "gesture-tap-button");
  return [kinds.buttons("press", kinds.label("Press"), [press])];
}

function buildScene() {
  const activate = kinds.button("turn_on", kinds.label("Activate"), "palette");
  return [kinds.buttons("scene", kinds.label("Scene"), [activate])];
}

/** @param {State} state */
function buildScript(state) {
  const row = [kinds.button("turn_on", kinds.label("Run"), "play")];
  if (isOn(state)) row.push(kinds.button("turn_off", kinds.label("Stop"), "stop"));
  return [kinds.buttons("script", kinds.label("Script"), row)];
}

/** @param {State} state */
function buildUpdate(state) {
  if (state.value !== "on") return [];
  const isInstalling = flag(state, "in_progress") === true || number(state, "in_progress") !== null;
  const row = [
    kinds.button("install", kinds.label("Install"), "package-down", {
      isEnabled: has(state, "INSTALL") && !isInstalling,
    }),
    kinds.button("skip", kinds.label("Skip"), "debug-step-over"),
  ];
  return [kinds.buttons("update", kinds.label("Update"), row)];
}

/** @param {State} state */
function buildVacuum(state) {
  const isWorking = ["cleaning", "on"].includes(state.value);
  const isThere = isAvailable(state);
  const row = [];
  if (isThere && has(state, "START") && !isWorking) row.push(kinds.button("start", kinds.label("Start"), "play"));
  if (isThere && has(state, "PAUSE") && (isWorking || state.value === "returning")) {
    row.push(kinds.button("pause", kinds.label("Pause"), "pause"));
  }
  if (isThere && has(state, "RETURN_HOME") && !["docked", "returning"].includes(state.value)) {
    row.push(kinds.button("return_to_base", kinds.label("To the dock"), "home-import-outline"));
  }
  if (isThere && has(state, "LOCATE")) row.push(kinds.button("locate", kinds.label("Locate"), "map-marker-radius"));
  /** @type {Feature[]} */
  const rows = row.length > 0 ? [kinds.buttons("vacuum", kinds.label("Robot"), row)] : [];
  const speeds = texts(state, "fan_speed_list");
  if (speeds.length > 0) {
    const choices = kinds.plainChoices(speeds);
    rows.push(kinds.options("suction", kinds.label("Suction"), "fan", choices, text(state, "fan_speed")));
  }
  return rows;
}

/** @param {State} state */
function buildMower(state) {
  const row = [];
  if (has(state, "START_MOWING")) row.push(kinds.button("start_mowing", kinds.label("Start"), "play"));
  if (has(state, "PAUSE")) row.push(kinds.button("pause", kinds.label("Pause"), "pause"));
  if (has(state, "DOCK")) row.push(kinds.button("dock", kinds.label("To the dock"), "home-import-outline"));
  return row.length > 0 ? [kinds.buttons("mower", kinds.label("Robot"), row)] : [];
}

/** @param {State} state @param {string} id @param {FeatureValue} value */
function command(state, id, value) {
  if (id === "suction" && state.id.startsWith("vacuum.")) {
    return kinds.command("set_fan_speed", { fan_speed: String(value) }, String(value));
  }
  return kinds.pressed(value);
}

/** @type {kinds.DomainFeatures} */
export const BUTTON = { build: buildButton, command };
/** @type {kinds.DomainFeatures} */
export const SCENE = { build: buildScene, command };
/** @type {kinds.DomainFeatures} */
export const SCRIPT = { build: buildScript, command };
/** @type {kinds.DomainFeatures} */
export const UPDATE = { build: buildUpdate, command };
/** @type {kinds.DomainFeatures} */
export const VACUUM = { build: buildVacuum, command };
/** @type {kinds.DomainFeatures} */
export const LAWN_MOWER = { build: buildMower, command };
