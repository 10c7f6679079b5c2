/** What moves and has a place, and whether there is a map to see. */
import { domainOf, number } from "./attributes.js";

/** @import { Home } from "../state/home.js" */
/** @import { State } from "../types" */

export const ZONE = "zone";
const TRACKED = new Set(["person", "device_tracker"]);
const POLE = 90;
const DATE_LINE = 180;

/** @param {string} id */
export function isTracked(id) {
  return TRACKED.has(domainOf(id));
}

/** Whether a change of an entity changes the map.
 * @param {string} id */
export function isOnMap(id) {
  return isTracked(id) || domainOf(id) === ZONE;
}

/** Whether this person has a map: somebody is tracked, there is a place, or they may make one.
 * @param {Home} home */
export function hasMap(home) {
  if (home.canConfigure) return true;
  return [...home.states.keys()].some((id) => domainOf(id) === ZONE || (isTracked(id) && home.isShown(id)));
}

/** Where something says it is, as latitude and longitude; null where it says nothing that can be.
 * @param {State} state
 * @returns {readonly [number, number] | null} */
export function pointOfState(state) {
  const [latitude, longitude] = [number(state, "latitude"), number(state, "longitude")];
  if (latitude === null || longitude === null) return null;
  return Math.abs(latitude) <= POLE && Math.abs(longitude) <= DATE_LINE ? [latitude, longitude] : null;
}
