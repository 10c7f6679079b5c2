/**
 * How often a sensor usually speaks, and whether it is overdue. A hub tells changes only, so silence
 * alone means little: a sensor counts as overdue when it has shown a rhythm and then stays away for
 * many times that long. Times are seconds UTC.
 */
const FEWEST_GAPS = 5;
const OVERDUE_FACTOR = 20;
const SHORTEST_OVERDUE_S = 3600;
const NEWEST_WEIGHT = 0.3;

export class Rhythm {
  constructor() {
    /** @type {Map<string, {lastAt: number, meanGapS: number, gaps: number}>} */
    this._beats = new Map();
  }

  /** Take note of a report; one that is no newer than the last is none.
   * @param {string} id @param {number} at */
  note(id, at) {
    const beat = this._beats.get(id);
    if (beat === undefined) {
      this._beats.set(id, { lastAt: at, meanGapS: 0, gaps: 0 });
      return;
    }
    const gapS = at - beat.lastAt;
    if (gapS <= 0) return;
    const weight = beat.gaps > 0 ? NEWEST_WEIGHT : 1;
    beat.meanGapS += weight * (gapS - beat.meanGapS);
    beat.gaps += 1;
    beat.lastAt = at;
  }

  /** Begin anew: nobody listened for a while. */
  forget() {
    this._beats.clear();
  }

  /** @param {string} id @param {number} now */
  isOverdue(id, now) {
    const beat = this._beats.get(id);
    if (beat === undefined || beat.gaps < FEWEST_GAPS) return false;
    return now - beat.lastAt > Math.max(SHORTEST_OVERDUE_S, OVERDUE_FACTOR * beat.meanGapS);
  }
}
