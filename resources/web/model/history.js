/** An entity's past, ready to be drawn. Times are seconds UTC. */
import { clockText, measure, numberText, weekdayText } from "../i18n/format.js";
import { numberOf, UNAVAILABLE, UNKNOWN } from "./attributes.js";

/** @import { History } from "../types" */

/** @typedef {{at: number, mean: number, low: number, high: number}} Sample */
/** @typedef {{startAt: number, endAt: number, value: string}} Band */
/** @typedef {{at: number, text: string}} Tick */
/** @typedef {"day" | "week" | "month"} Range */

const DAY_S = 86_400;
export const SPAN_S = { day: DAY_S, week: 7 * DAY_S, month: 30 * DAY_S };
/** Longer than this a person cannot tell points apart, and the hub is asked for summaries. */
export const POINTS_SPAN_S = 2 * DAY_S;
/** A detail sheet is about as many pixels wide. */
const MOST_POINTS = 400;
const VALUE_TICKS = 4;
const NICE = [1, 2, 2.5, 5, 10];
const TREND_BUCKETS = 48;

/** The numbers of a history, thinned to what can be seen.
 * @param {History} history @param {number} startAt @param {number} endAt
 * @returns {Sample[]} */
export function samplesOf(history, startAt, endAt) {
  if (history.bins.length > 0) return history.bins.map(({ at, mean, low, high }) => ({ at, mean, low, high }));
  const points = history.points.flatMap(({ at, value }) => {
    const number = numberOf(value);
    return number === null ? [] : [{ at: Math.max(at, startAt), number }];
  });
  if (points.length <= MOST_POINTS) {
    return points.map(({ at, number }) => ({ at, mean: number, low: number, high: number }));
  }
  const widthS = (endAt - startAt) / MOST_POINTS;
  /** @type {Map<number, number[]>} */
  const buckets = new Map();
  for (const { at, number } of points) {
    const place = Math.trunc((at - startAt) / widthS);
    buckets.set(place, [...(buckets.get(place) ?? []), number]);
  }
  return [...buckets].sort(([a], [b]) => a - b).map(([place, values]) => ({
    at: startAt + place * widthS, mean: meanOf(values), low: Math.min(...values), high: Math.max(...values),
  }));
}

/** The words of a history as stretches; what nobody knew leaves a gap.
 * @param {History} history @param {number} startAt @param {number} endAt
 * @returns {Band[]} */
export function bandsOf(history, startAt, endAt) {
  /** @type {Band[]} */
  const bands = [];
  history.points.forEach((point, place) => {
    const begins = Math.max(point.at, startAt);
    const ends = history.points[place + 1]?.at ?? endAt;
    if (ends <= begins || ["", UNKNOWN, UNAVAILABLE].includes(point.value)) return;
    const last = bands.at(-1);
    if (last !== undefined && last.value === point.value && last.endAt >= begins) last.endAt = ends;
    else bands.push({ startAt: begins, endAt: ends, value: point.value });
  });
  return bands;
}

/** A value axis that begins and ends at round numbers around all samples.
 * @param {readonly Sample[]} samples
 * @returns {[number, number]} */
export function valueSpan(samples) {
  let low = Math.min(...samples.map((one) => one.low));
  let high = Math.max(...samples.map((one) => one.high));
  if (low === high) [low, high] = [low - 1, high + 1];
  const step = niceStep((high - low) / VALUE_TICKS);
  return [step * Math.floor(low / step), step * Math.ceil(high / step)];
}

/** @param {readonly [number, number]} span @param {string} unit
 * @returns {Tick[]} */
export function valueTicks(span, unit) {
  const step = niceStep((span[1] - span[0]) / VALUE_TICKS);
  const count = Math.round((span[1] - span[0]) / step);
  return Array.from({ length: count + 1 }, (_, place) => {
    const at = Number((span[0] + place * step).toFixed(9));
    return { at, text: measure(at, unit) };
  });
}

/** The marks of a time axis at hours, days or weeks people count in.
 * @param {Range} range @param {number} startAt @param {number} endAt
 * @returns {Tick[]} */
export function timeTicks(range, startAt, endAt) {
  const moment = new Date(startAt * 1000);
  moment.setHours(0, 0, 0, 0);
  /** @type {Tick[]} */
  const ticks = [];
  for (; moment.getTime() / 1000 < endAt; step(moment, range)) {
    const at = moment.getTime() / 1000;
    if (at >= startAt) ticks.push({ at, text: tickText(range, moment) });
  }
  return ticks;
}

/** The sample that held at a time: the last one before it.
 * @param {readonly Sample[]} samples @param {number} at */
export function nearest(samples, at) {
  return samples.findLast((one) => one.at <= at) ?? samples[0] ?? null;
}

/** The round number just above a rough step.
 * @param {number} rough */
export function niceStep(rough) {
  if (rough <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const nice = NICE.find((one) => power * one >= rough * (1 - 1e-9)) ?? 10;
  return power * nice;
}

/** A history as a line in the unit square: mean per bucket, flat where nothing changed.
 * @param {History} history @param {number} startAt @param {number} endAt
 * @returns {[number, number][]} */
export function trendLine(history, startAt, endAt) {
  const samples = [
    ...history.bins.map(({ at, mean }) => ({ at, value: mean })),
    ...history.points.flatMap(({ at, value }) => {
      const number = numberOf(value);
      return number === null ? [] : [{ at, value: number }];
    }),
  ];
  if (samples.length < 2) return [];
  const widthS = (endAt - startAt) / TREND_BUCKETS;
  /** @type {Map<number, number[]>} */
  const buckets = new Map();
  for (const { at, value } of samples) {
    const place = Math.min(Math.max(Math.trunc((at - startAt) / widthS), 0), TREND_BUCKETS - 1);
    buckets.set(place, [...(buckets.get(place) ?? []), value]);
  }
  const means = [...buckets].sort(([a], [b]) => a - b).map(([place, values]) => /** @type {const} */ ([place, meanOf(values)]));
  const low = Math.min(...means.map(([, mean]) => mean));
  const high = Math.max(...means.map(([, mean]) => mean));
  /** @type {[number, number][]} */
  const line = means.map(([place, mean]) => [
    place / (TREND_BUCKETS - 1), high > low ? (mean - low) / (high - low) : 0.5,
  ]);
  const last = line.at(-1);
  if (last !== undefined && last[0] < 1) line.push([1, last[1]]);
  return line;
}

/** @param {readonly number[]} values */
function meanOf(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** @param {Date} moment @param {Range} range */
function step(moment, range) {
  if (range === "day") moment.setHours(moment.getHours() + 6);
  else moment.setDate(moment.getDate() + (range === "week" ? 1 : 7));
}

/** @param {Range} range @param {Date} moment */
function tickText(range, moment) {
  const at = moment.getTime() / 1000;
  if (range === "day") return clockText(at, at);
  if (range === "week") return weekdayText(at);
  return `${numberText(moment.getDate())}.${numberText(moment.getMonth() + 1)}.`;
}
