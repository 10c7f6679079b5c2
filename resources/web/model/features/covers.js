/** Covers and valves: how far open, and open, stop, close. */
import { percent } from "../../i18n/format.js";
import { domainOf, has, percentOf, roundHalfUp } from "../attributes.js";
import * as kinds from "./kinds.js";

/** @import { Feature, FeatureValue, State } from "../../types" */

/** @param {State} state */
function buildCover(state) {
  /** @type {Feature[]} */
  const rows = [];
  if (has(state, "SET_POSITION")) {
    const place = percentOf(state, "current_position");
    const more = { variant: "position", fill: /** @type {const} */ ("top") };
    rows.push(kinds.slider("position", kinds.label("Position"), "arrow-expand-vertical", place, [0, 100], more));
  }
  rows.push(moves(state));
  if (has(state, "OPEN_TILT", "SET_TILT_POSITION")) {
    const tilt = percentOf(state, "current_tilt_position");
    rows.push(kinds.slider("tilt", kinds.label("Slats"), "angle-acute", tilt, [0, 100], { variant: "tilt" }));
  }
  return rows;
}

/** @param {State} state */
function buildValve(state) {
  /** @type {Feature[]} */
  const rows = [];
  if (has(state, "SET_POSITION")) {
    const place = percentOf(state, "current_position");
    rows.push(kinds.slider("position", kinds.label("Position"), "valve", place, [0, 100], { variant: "position" }));
  }
  rows.push(moves(state));
  return rows;
}

/** The three buttons; what is already so cannot be pressed.
 * @param {State} state */
function moves(state) {
  const thing = domainOf(state.id);
  const row = [
    kinds.button(`open_${thing}`, kinds.label("Open"), "arrow-up", { isEnabled: canOpen(state) }),
    kinds.button(`close_${thing}`, kinds.label("Close"), "arrow-down", { isEnabled: canClose(state) }),
  ];
  if (has(state, "STOP")) row.splice(1, 0, kinds.button(`stop_${thing}`, kinds.label("Stop"), "stop"));
  return kinds.buttons("moves", kinds.label("Move"), row);
}

/** @param {State} state */
function canOpen(state) {
  if (domainOf(state.id) === "valve") return state.value !== "open";
  const place = percentOf(state, "current_position");
  const isFully = (place === null || place === 100) && state.value === "open";
  return has(state, "OPEN") && state.value !== "opening" && !isFully;
}

/** @param {State} state */
function canClose(state) {
  if (domainOf(state.id) === "valve") return state.value !== "closed";
  return has(state, "CLOSE") && state.value !== "closed" && state.value !== "closing";
}

/** @param {State} state @param {string} id @param {FeatureValue} value */
function command(state, id, value) {
  const thing = domainOf(state.id);
  if (id === "moves") return kinds.pressed(value);
  if (id === "position") return to(`set_${thing}_position`, "position", value);
  if (id === "tilt" && thing === "cover") return to("set_cover_tilt_position", "tilt_position", value);
  return null;
}

/** @param {string} action @param {string} field @param {FeatureValue} value */
function to(action, field, value) {
  const place = roundHalfUp(kinds.asNumber(value));
  return kinds.command(action, { [field]: place }, percent(place));
}

/** @type {kinds.DomainFeatures} */
export const COVER = { build: buildCover, command };
/** @type {kinds.DomainFeatures} */
export const VALVE = { build: buildValve, command };
