/** How long to wait before the next try: full jitter, so that a house full of phones spreads out. */
const FIRST_S = 0.5;
const LONGEST_S = 30;

/** @param {number} attempt 0 for the first try after a loss @param {number} draw 0 to 1 */
export function waitSeconds(attempt, draw) {
  return draw * Math.min(LONGEST_S, FIRST_S * 2 ** Math.min(attempt, 16));
}
