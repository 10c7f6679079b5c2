/** Where somebody is, how far that is and in which direction, as the desktop says it. */
import { clockText, joined, measure, percent, roundTo, ageText } from "../i18n/format.js";
import { translate } from "../i18n/words.js";
import { UNAVAILABLE, UNKNOWN, number } from "../model/attributes.js";
import { eighth, wayM } from "./mercator.js";

/** @import { State } from "../types" */
/** @import { Point } from "./mercator.js" */

const KM_M = 1000;
/** Nearer than this nobody says a distance. */
const AT_ONCE_M = 20;
const POLE = 90;
const DATE_LINE = 180;
// Points or commas mark decimals; what separates the two numbers is then a semicolon or a space.
const NUMBER = String.raw`([+-]?\d+(?:[.,]\d+)?)\s*°?`;
const PAIR = new RegExp(String.raw`^\s*${NUMBER}\s*([NSns])?\s*(?:[,;]\s*|\s+)${NUMBER}\s*([EWOewo])?\s*$`);

/** Where it is in a word or two; where it was last while nobody tells.
 * @param {State} state */
export function placeText(state) {
  const last = state.value === UNAVAILABLE ? state.attributes["last_state"] : state.value;
  if (typeof last !== "string" || last === UNKNOWN) return translate("Map", "Not known");
  if (last === "home") return translate("Map", "At home");
  return last === "not_home" ? translate("Map", "Away") : last;
}

/** A length as people say it: 350 m, 1.2 km, 18 km.
 * @param {number} metres */
export function lengthText(metres) {
  if (metres < KM_M - 5) return measure(metres >= 100 ? roundTo(metres, -1) : roundTo(metres, 0), "m", 0);
  const kilometres = metres / KM_M;
  return measure(kilometres, "km", kilometres < 9.95 ? 1 : 0);
}

/** How far from home and in which direction; empty where it is there.
 * @param {Point} here @param {Point | null} home */
export function wayText(here, home) {
  const metres = home === null ? 0 : wayM(home, here);
  if (home === null || metres < AT_ONCE_M) return "";
  const sentences = [
    "%1 north of home", "%1 north-east of home", "%1 east of home", "%1 south-east of home",
    "%1 south of home", "%1 south-west of home", "%1 west of home", "%1 north-west of home",
  ];
  return translate("Map", sentences[eighth(home, here)] ?? "", lengthText(metres));
}

/** What stands under a name: the way from home, the age, the battery.
 * @param {State} state @param {Point | null} here @param {Point | null} home @param {number} now */
export function markerLine(state, here, home, now) {
  const way = here !== null && state.value !== "home" ? wayText(here, home) : "";
  const battery = number(state, "battery_level") ?? number(state, "battery");
  const full = battery === null ? "" : translate("Map", "Battery %1", percent(battery));
  return joined(way, ageText(Math.max(0, now - state.updatedAt)), full);
}

/** A time of a day that is known: 08:10.
 * @param {number} at */
export function timeText(at) {
  return clockText(at, at);
}

/** @param {number} beginsAt @param {number | null} endsAt */
export function stayText(beginsAt, endsAt) {
  if (endsAt === null) return translate("Map", "since %1", timeText(beginsAt));
  return `${timeText(beginsAt)}–${timeText(endsAt)}`;
}

/** @param {Point} point */
export function coordinates([latitude, longitude]) {
  return `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
}

/** The point that was written, null for none: "52.52, 13.40" or "52,52° N 13,40° O".
 * @param {string} text
 * @returns {Point | null} */
export function writtenPoint(text) {
  const found = PAIR.exec(text);
  if (found === null) return null;
  const read = (/** @type {string | undefined} */ digits) => Number((digits ?? "").replace(",", "."));
  const latitude = read(found[1]) * (/^s$/i.test(found[2] ?? "") ? -1 : 1);
  const longitude = read(found[3]) * (/^w$/i.test(found[4] ?? "") ? -1 : 1);
  return Math.abs(latitude) > POLE || Math.abs(longitude) > DATE_LINE ? null : [latitude, longitude];
}
