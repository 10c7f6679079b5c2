// @ts-check
/**
 * How late frames come, and how long they should therefore wait.
 *
 * The smallest arrival minus capture time of the last three seconds is the base; lateness is what
 * a frame came after that, and the playout delay to aim for is the lateness of the 95th of 100
 * frames and one frame more. The twin of embedded_hub/voice/lateness.py.
 */

import { FRAME_S } from "./frame.js";

const WINDOW_S = 3.0;
export const MIN_TARGET_S = FRAME_S;
const MAX_TARGET_S = 10 * FRAME_S;
const SHRINK_EVERY_S = 0.5;
/** Later or earlier than this is no jitter: a clock leapt, and the window begins anew. */
const MAX_LATENESS_S = 5.0;
const FULL = 400;
const PERCENTILE = 0.95;

/** The sliding window of arrivals of one stream. */
export class Lateness {
  /** @param {number} [targetS] The playout delay to begin with. */
  constructor(targetS = MIN_TARGET_S) {
    this._targetS = Math.min(Math.max(targetS, MIN_TARGET_S), MAX_TARGET_S);
    /** @type {{nowS: number, wayS: number, isTimed: boolean}[]} */
    this._samples = [];
    /** @type {number | null} */
    this._shrunkS = null;
    this._heldUntilS = 0;
    /** Arrival time minus capture time of the promptest frame; zero before the first. */
    this.baseS = 0;
    this.p95S = 0;
  }

  /** How long the promptest frame should wait before it is played. */
  get targetS() {
    return this._targetS;
  }

  /**
   * Note an arrival.
   *
   * @param {number} timeS When it was spoken, on the talker's clock.
   * @param {number} nowS When it came.
   * @param {boolean} isTimed False for a frame out of a bundle, which came late by design: it may
   *   show that the way is shorter than thought, and never that it is longer.
   */
  add(timeS, nowS, isTimed) {
    const samples = this._samples;
    if (samples.length && Math.abs(nowS - timeS - this.baseS) > MAX_LATENESS_S) samples.length = 0;
    samples.push({ nowS, wayS: nowS - timeS, isTimed });
    if (samples.length > FULL) samples.shift();
    while (samples[0].nowS < nowS - WINDOW_S) samples.shift();
    this.baseS = samples.reduce((least, sample) => Math.min(least, sample.wayS), Infinity);
    const timed = samples.filter((sample) => sample.isTimed).map((sample) => sample.wayS);
    if (timed.length) {
      timed.sort((one, other) => one - other);
      this.p95S = timed[Math.ceil(timed.length * PERCENTILE) - 1] - this.baseS;
    }
    this._aim(nowS);
  }

  /**
   * Note that the target was too short; it stays up as long as the cause would stay in the window.
   *
   * @param {number} nowS
   */
  ranDry(nowS) {
    this._targetS = Math.min(this._targetS + FRAME_S, MAX_TARGET_S);
    this._heldUntilS = nowS + WINDOW_S;
  }

  /** @param {number} nowS */
  _aim(nowS) {
    const wantedS = Math.min(Math.max(this.p95S + FRAME_S, MIN_TARGET_S), MAX_TARGET_S);
    this._shrunkS ??= nowS;
    if (wantedS >= this._targetS) {
      this._targetS = wantedS;
      this._shrunkS = nowS;
    } else if (nowS >= Math.max(this._heldUntilS, this._shrunkS + SHRINK_EVERY_S)) {
      this._targetS = Math.max(wantedS, this._targetS - FRAME_S);
      this._shrunkS = nowS;
    }
  }
}
