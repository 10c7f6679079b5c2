/** The scenarios that the Python cores recorded, for their twins here. */
import { readFileSync } from "node:fs";

const FOLDER = new URL("../../vectors/voice/", import.meta.url);

/** @param {string} name */
export function vectors(name) {
  return JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), "utf-8"));
}

/** @param {string} hex */
export function bytes(hex) {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** @param {Uint8Array} payload */
export function hex(payload) {
  return Buffer.from(payload).toString("hex");
}

/** Answers that were counted in another language's floats.
 * @param {unknown} value */
export function rounded(value) {
  if (typeof value === "number") return Math.round(value * 1e9) / 1e9;
  return Array.isArray(value) ? value.map(rounded) : value;
}
