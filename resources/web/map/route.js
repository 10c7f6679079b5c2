/** One day of somebody: where they stayed, where they were at a moment, how far they went. */
import { wayM } from "./mercator.js";

/** @import { Point } from "./mercator.js" */

/** @typedef {{at: number, latitude: number, longitude: number}} Fix */
/** @typedef {{beginsAt: number, endsAt: number, place: Point}} Stay */

const STAY_S = 600;
const STAY_REACH_M = 150;

/** @param {Fix} fix
 * @returns {Point} */
export const pointOf = (fix) => [fix.latitude, fix.longitude];

/** When a local day begins and ends, seconds UTC; today ends now.
 * @param {number} now @param {number} daysBack
 * @returns {[number, number]} */
export function daySpan(now, daysBack) {
  const day = new Date(now * 1000);
  day.setHours(0, 0, 0, 0);
  day.setDate(day.getDate() - daysBack);
  const next = new Date(day);
  next.setDate(next.getDate() + 1);
  return [day.getTime() / 1000, daysBack === 0 ? now : next.getTime() / 1000];
}

/** Where somebody stayed ten minutes or longer, oldest first.
 * @param {readonly Fix[]} fixes @param {number | null} [endAt] until when the last fix is known to hold
 * @returns {Stay[]} */
export function stays(fixes, endAt = null) {
  /** @type {Stay[]} */
  const found = [];
  let first = 0;
  for (let index = 1; index <= fixes.length; index += 1) {
    const [begin, here, before] = [fixes[first], fixes[index], fixes[index - 1]];
    if (begin === undefined || before === undefined) break;
    if (here !== undefined && wayM(pointOf(begin), pointOf(here)) <= STAY_REACH_M) continue;
    const endsAt = here === undefined && endAt !== null ? Math.max(before.at, endAt) : before.at;
    if (endsAt - begin.at >= STAY_S) {
      found.push({ beginsAt: begin.at, endsAt, place: longest(fixes.slice(first, index), endsAt) });
    }
    first = index;
  }
  return found;
}

/** Where somebody was at a moment, on the line between the fixes around it; null before the first.
 * @param {readonly Fix[]} fixes @param {number} at
 * @returns {Point | null} */
export function placeAt(fixes, at) {
  const [first] = fixes;
  const last = fixes.at(-1);
  if (first === undefined || last === undefined || at < first.at) return null;
  const after = fixes.findIndex((fix) => fix.at > at);
  const [start, end] = [fixes[after - 1], fixes[after]];
  if (start === undefined || end === undefined) return pointOf(last);
  const share = (at - start.at) / (end.at - start.at);
  const turned = around(end.longitude - start.longitude);
  return [start.latitude + share * (end.latitude - start.latitude), around(start.longitude + share * turned)];
}

/** How far they went.
 * @param {readonly Fix[]} fixes */
export function lengthM(fixes) {
  return fixes.slice(1).reduce((sum, fix, index) => sum + wayM(pointOf(/** @type {Fix} */ (fixes[index])), pointOf(fix)), 0);
}

/** On arriving they are not quite there yet: where they were for the longest time counts.
 * @param {readonly Fix[]} fixes @param {number} endAt
 * @returns {Point} */
function longest(fixes, endAt) {
  const times = fixes.map((fix, index) => (fixes[index + 1]?.at ?? endAt) - fix.at);
  const best = times.indexOf(Math.max(...times));
  return pointOf(/** @type {Fix} */ (fixes[best]));
}

/** @param {number} angle */
function around(angle) {
  return ((((angle + 180) % 360) + 360) % 360) - 180;
}
