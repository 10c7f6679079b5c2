/** Numbers, times and ages as people read them, in the chosen language. */
import { language, plural, translate } from "./words.js";

const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;
const DAY_S = 24 * HOUR_S;
const THIN_SPACE = "\u202f";
export const SEPARATOR = " · ";

/** @type {Map<string, Intl.NumberFormat>} */
const formats = new Map();

/** Write a number for the locale; without decimals as short as two places allow.
 * @param {number} value @param {number | null} [decimals] */
export function numberText(value, decimals = null) {
  if (decimals !== null) return fixed(value, decimals);
  const size = Math.abs(value);
  let places = size >= 1000 ? 0 : size >= 10 ? 1 : 2;
  const rounded = roundTo(value, places);
  while (places > 0 && roundTo(rounded, places - 1) === rounded) places -= 1;
  return fixed(rounded, places);
}

/** Join a number and its unit as a tile shows them: 21.4°, 40 %.
 * @param {string} number @param {string} unit */
export function withUnit(number, unit) {
  if (unit === "") return number;
  if (unit === "°C" || unit === "°F" || unit === "°") return `${number}°`;
  return `${number}${THIN_SPACE}${unit}`;
}

/** What stands behind a number that is set large.
 * @param {string} unit */
export function unitSuffix(unit) {
  return unit === "" || unit === "°" ? unit : THIN_SPACE + unit;
}

/** @param {number} value @param {string} unit @param {number | null} [decimals] */
export function measure(value, unit, decimals = null) {
  return withUnit(numberText(value, decimals), unit);
}

/** @param {number} value */
export function percent(value) {
  return measure(roundTo(value, 0), "%", 0);
}

/** Say how long ago something was: 14 min ago.
 * @param {number} ageS */
export function ageText(ageS) {
  if (ageS < MINUTE_S) return translate("Time", "just now");
  if (ageS < HOUR_S) return translate("Time", "%1 min ago", Math.floor(ageS / MINUTE_S));
  if (ageS < DAY_S) return translate("Time", "%1 h ago", Math.floor(ageS / HOUR_S));
  return plural("Plurals", "%n day(s) ago", Math.floor(ageS / DAY_S));
}

/** Write a moment: 14:02 today, yesterday 21:10, else with its date.
 * @param {number} at @param {number} now */
export function clockText(at, now) {
  const clock = when(at, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const days = daysBetween(at, now);
  if (days === 0) return clock;
  if (days === 1) return translate("Time", "yesterday %1", clock);
  return `${dateText(at, now)} ${clock}`;
}

/** @param {number} at @param {number} now */
export function sinceText(at, now) {
  return translate("Time", "since %1", clockText(at, now));
}

/** A day, with its year where it is not this one.
 * @param {number} at @param {number} now */
export function dateText(at, now) {
  const isThisYear = new Date(at * 1000).getFullYear() === new Date(now * 1000).getFullYear();
  const parts = new Intl.DateTimeFormat(language(), { day: "numeric", month: "short" }).formatToParts(at * 1000);
  const month = parts.find((part) => part.type === "month")?.value ?? "";
  const day = `${new Date(at * 1000).getDate()} ${month}`;
  return isThisYear ? day : `${day} ${new Date(at * 1000).getFullYear()}`;
}

/** Name a day for a list's section: Today, Yesterday, else its date.
 * @param {number} at @param {number} now */
export function dayText(at, now) {
  const days = daysBetween(at, now);
  if (days === 0) return translate("Time", "Today");
  return days === 1 ? translate("Time", "Yesterday") : dateText(at, now);
}

/** @param {number} at */
export function weekdayText(at) {
  return when(at, { weekday: "short" });
}

/** Minutes and seconds of a recording.
 * @param {number} seconds */
export function durationText(seconds) {
  return `${Math.floor(seconds / MINUTE_S)}:${String(Math.floor(seconds % MINUTE_S)).padStart(2, "0")}`;
}

/** Read an ISO time as seconds UTC; null when it is not one, a bare number included.
 * @param {string} text
 * @returns {number | null} */
export function momentOf(text) {
  if (text.length < "2026-01-01".length || !text.slice(1).includes("-")) return null;
  // A day without a time is local midnight to people; Date.parse would take it as UTC.
  const at = Date.parse(text.length === "2026-01-01".length ? `${text}T00:00:00` : text);
  return Number.isNaN(at) ? null : at / 1000;
}

/** Make a word of a name machines use: heat_cool becomes Heat cool.
 * @param {string} token */
export function plainWord(token) {
  const words = token.replaceAll("_", " ").trim();
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** Join what is not empty with a middle dot.
 * @param {...string} parts */
export function joined(...parts) {
  return parts.filter((part) => part !== "").join(SEPARATOR);
}

/** @param {number} value @param {number} places */
function fixed(value, places) {
  const key = `${language()} ${places}`;
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat(language(), {
      minimumFractionDigits: places, maximumFractionDigits: places,
    });
    formats.set(key, format);
  }
  return format.format(value);
}

/** Round halves to even where they can be told apart, as the desktop does.
 * @param {number} value @param {number} places */
export function roundTo(value, places) {
  const scale = 10 ** places;
  const scaled = value * scale;
  const below = Math.floor(scaled);
  const rest = scaled - below;
  const isUp = rest > 0.5 || (rest === 0.5 && below % 2 !== 0);
  return (isUp ? below + 1 : below) / scale;
}

/** @param {number} at @param {Intl.DateTimeFormatOptions} options */
function when(at, options) {
  return new Intl.DateTimeFormat(language(), options).format(at * 1000);
}

/** @param {number} at @param {number} now */
function daysBetween(at, now) {
  const [then, today] = [new Date(at * 1000), new Date(now * 1000)];
  then.setHours(0, 0, 0, 0);
  today.setHours(0, 0, 0, 0);
  return Math.round((today.getTime() - then.getTime()) / (DAY_S * 1000));
}
