/** Whether a tile is what somebody types. */

/** @import { Face } from "../types" */

/** Every word of the query stands in the tile; marks and case do not matter.
 * @param {string} query @param {Face} face */
export function matches(query, face) {
  const words = plain(query).split(/\s+/).filter((word) => word !== "");
  if (words.length === 0) return false;
  const { fullName, areaName, stateText, domain, deviceClass, entityId } = face;
  const haystack = plain([fullName, areaName, stateText, domain, deviceClass, entityId].join(" "));
  return words.every((word) => haystack.includes(word));
}

/** @param {string} text */
function plain(text) {
  return text.toLowerCase().replaceAll("ß", "ss").normalize("NFKD").replace(/\p{M}/gu, "");
}
