/** Guesses areas from what devices are called, so that a person mostly has to agree. */

/** @import { Area } from "../types" */

const LETTERS = /[^\p{L}\p{N}]+/gu;

/** The area whose name stands in a device's name; the longest where several do. Null where none does.
 * @param {string} name @param {Iterable<Area>} areas
 * @returns {Area | null} */
export function guessedArea(name, areas) {
  const words = ` ${plain(name)} `;
  let best = null;
  for (const area of areas) {
    const sought = plain(area.name);
    const isIn = sought !== "" && (words.includes(` ${sought} `) || (sought.length > 3 && words.includes(` ${sought}`)));
    if (isIn && (best === null || area.name.length > best.name.length)) best = area;
  }
  return best;
}

/** @param {string} text */
function plain(text) {
  return text.toLowerCase().replace(LETTERS, " ").trim();
}
