/** Asks the hub what was: values over a time, and who changed what. */
import { POINTS_SPAN_S } from "../model/history.js";

/** @import { History, Hub } from "../types" */

/** @typedef {{at: number, entityId: string, value: string, userId: string}} Happening */

const WEEK_S = 8 * 86_400;

/** Points of a short time, summaries of a long one.
 * @param {Hub} socket @param {string} entityId @param {number} startAt @param {number} endAt
 * @returns {Promise<History>} */
export async function readHistory(socket, entityId, startAt, endAt) {
  if (endAt - startAt > POINTS_SPAN_S) {
    const bins = await readBins(socket, entityId, startAt, endAt);
    if (bins.length > 0) return { points: [], bins };
  }
  const found = await socket.call("history/history_during_period", {
    start_time: isoTime(startAt), end_time: isoTime(endAt), entity_ids: [entityId], minimal_response: true,
    no_attributes: true, significant_changes_only: false,
  });
  const rows = /** @type {{s: string, lu: number}[]} */ (found[entityId] ?? []);
  return { points: rows.map(({ s, lu }) => ({ at: lu, value: s })), bins: [] };
}

/** What happened, oldest first.
 * @param {Hub} socket @param {number} startAt @param {number} endAt @param {string[]} [entityIds]
 * @returns {Promise<Happening[]>} */
export async function readHappenings(socket, startAt, endAt, entityIds) {
  const which = entityIds === undefined ? {} : { entity_ids: entityIds };
  const rows = /** @type {any[]} */ (
    await socket.call("logbook/get_events", { start_time: isoTime(startAt), end_time: isoTime(endAt), ...which })
  );
  return rows
    .filter((row) => row.entity_id != null && row.state != null)
    .map((row) => ({ at: row.when, entityId: row.entity_id, value: row.state, userId: row.context_user_id ?? "" }));
}

/** @param {Hub} socket @param {string} entityId @param {number} startAt @param {number} endAt */
async function readBins(socket, entityId, startAt, endAt) {
  try {
    const found = await socket.call("recorder/statistics_during_period", {
      start_time: isoTime(startAt), end_time: isoTime(endAt), statistic_ids: [entityId],
      period: endAt - startAt <= WEEK_S ? "hour" : "day",
    });
    const rows = /** @type {any[]} */ (found[entityId] ?? []);
    return rows.filter((row) => row.mean != null).map((row) => ({
      at: row.start / 1000, mean: row.mean, low: row.min ?? row.mean, high: row.max ?? row.mean,
    }));
  } catch {
    return []; // a hub without summaries, or words instead of numbers
  }
}

/** @param {number} at */
function isoTime(at) {
  return new Date(at * 1000).toISOString();
}
