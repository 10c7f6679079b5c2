/** What stands on the map and in the list beside it, worked out from what is known. */
import { ageText, joined } from "../i18n/format.js";
import { translate } from "../i18n/words.js";
import { domainOf, number, numberOf, text, UNAVAILABLE } from "../model/attributes.js";
import { entityIcon } from "../model/icons.js";
import { isTracked, pointOfState, ZONE } from "../model/tracked.js";
import { lengthText, markerLine, placeText, wayText } from "./map_words.js";
import { perMetre, toWorld, wayM } from "./mercator.js";

/** @import { State } from "../types" */
/** @import { Home } from "../state/home.js" */
/** @import { Point, World } from "./mercator.js" */

/**
 * @typedef {object} Marker
 * @property {string} id
 * @property {string} name
 * @property {string} personId whose picture it has; empty for things
 * @property {string} icon
 * @property {Point | null} point
 * @property {World} world
 * @property {number} accuracyM
 * @property {string} place
 * @property {string} line
 * @property {string} age
 * @property {boolean} isStale
 * @property {boolean} isHome
 */
/**
 * @typedef {object} Zone
 * @property {string} id of the entity
 * @property {string} zoneId empty for those only a gateway knows
 * @property {string} name
 * @property {string} icon
 * @property {Point} point
 * @property {World} world
 * @property {number} radiusM
 * @property {boolean} isHome
 * @property {string} line
 */

const HOME_ZONE = "zone.home";
const STALE_S = 3600;

/** Where the home stands.
 * @param {Home} home */
export function homePoint(home) {
  const state = home.states.get(HOME_ZONE);
  return state === undefined ? null : pointOfState(state);
}

/** Everybody and everything that is somewhere: people first, then by name. A tracker a person is
 * known by is that person.
 * @param {Home} home @param {number} now
 * @returns {Marker[]} */
export function markersOf(home, now) {
  const moving = [...home.states.values()].filter((state) => isTracked(state.id) && home.isShown(state.id));
  const followed = new Set(moving.filter(isPerson).flatMap(trackersOf));
  const from = homePoint(home);
  return moving.filter((state) => !followed.has(state.id)).map((state) => marker(home, state, from, now))
    .sort((a, b) => Number(b.personId !== "") - Number(a.personId !== "") || a.name.localeCompare(b.name));
}

/** Every zone, the home first, then by name.
 * @param {Home} home
 * @returns {Zone[]} */
export function zonesOf(home) {
  const from = homePoint(home);
  return [...home.states.values()].filter((state) => domainOf(state.id) === ZONE).flatMap((state) => zone(home, state, from))
    .sort((a, b) => Number(b.isHome) - Number(a.isHome) || a.name.localeCompare(b.name));
}

/** What is to be in view when everything is.
 * @param {readonly Marker[]} markers @param {readonly Zone[]} zones */
export function spots(markers, zones) {
  const placed = markers.flatMap(({ point, world, accuracyM }) => (point === null ? [] : [{ world, reach: accuracyM * perMetre(point[0]) }]));
  return [...zones.map(({ point, world, radiusM }) => ({ world, reach: radiusM * perMetre(point[0]) })), ...placed];
}

/** What a place is called: the smallest zone around it, else the way from home.
 * @param {Point} point @param {readonly Zone[]} zones @param {Point | null} from */
export function placeName(point, zones, from) {
  const [zone] = zones.filter((one) => wayM(point, one.point) <= one.radiusM).sort((a, b) => a.radiusM - b.radiusM);
  if (zone === undefined) return wayText(point, from) || translate("Map", "Away");
  return zone.isHome ? translate("Map", "At home") : zone.name;
}

/** @param {State} state */
function isPerson(state) {
  return domainOf(state.id) === "person";
}

/** @param {State} state
 * @returns {string[]} */
function trackersOf(state) {
  const listed = state.attributes["device_trackers"];
  const source = pointOfState(state) === null ? null : text(state, "source");
  return [...(Array.isArray(listed) ? listed.map(String) : []), ...(source === null ? [] : [source])];
}

/** @param {Home} home @param {State} state @param {Point | null} from @param {number} now
 * @returns {Marker} */
function marker(home, state, from, now) {
  const point = pointOfState(state);
  const age = Math.max(0, now - state.updatedAt);
  return {
    id: state.id, name: home.nameOf(home.entity(state.id)),
    personId: isPerson(state) ? (text(state, "user_id") ?? state.id) : "",
    icon: entityIcon(home.entity(state.id), state), point, world: point === null ? [0, 0] : toWorld(point),
    accuracyM: Math.max(0, number(state, "gps_accuracy") ?? 0), place: placeText(state),
    line: markerLine(state, point, from, now), age: ageText(age),
    isStale: state.value === UNAVAILABLE || age > STALE_S, isHome: state.value === "home",
  };
}

/** @param {Home} home @param {State} state @param {Point | null} from
 * @returns {Zone[]} */
function zone(home, state, from) {
  const point = pointOfState(state);
  const radiusM = numberOf(state.attributes["radius"]);
  if (point === null || radiusM === null || radiusM <= 0) return [];
  const entity = home.entity(state.id);
  const isHome = state.id === HOME_ZONE;
  return [{
    id: state.id, zoneId: entity.gatewayId === "zones" ? entity.key : "", name: home.nameOf(entity), icon: entityIcon(entity, state),
    point, world: toWorld(point), radiusM, isHome, line: joined(isHome ? "" : wayText(point, from), lengthText(radiusM)),
  }];
}
