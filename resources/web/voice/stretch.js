// @ts-check
/**
 * Faster or slower speech at the same pitch: WSOLA, one period at a time.
 *
 * Leaving one wave of a vowel out, or playing one twice, changes the length and not the pitch,
 * provided the seam joins two places that look alike. The twin of embedded_hub/voice/stretch.py,
 * where it is explained.
 */

import { CLOCK_HZ } from "./frame.js";

/** 5 ms. */
export const FADE = CLOCK_HZ / 200;
/** 2.5 ms, the wave of a child's high voice. */
const MIN_LAG = CLOCK_HZ / 400;
/** 15 ms, that of a deep one; with the fade it just fits into a frame. */
const MAX_LAG = (CLOCK_HZ * 3) / 200;
const COARSE = 6;
const FINE = 2;
const MIN_SPEED = 0.8;
const MAX_SPEED = 2;

/** Plays one talker's frames at a speed that may change with every frame. */
export class Stretcher {
  constructor() {
    this._debt = 0;
  }

  /**
   * Return a frame's samples, more or fewer: on average `length / speed`.
   *
   * @param {Float32Array} samples Mono at 48 kHz, 20 ms or more.
   * @param {number} speed 0.8 to 2; at 1 the samples come back as they are.
   * @returns {Float32Array}
   */
  stretch(samples, speed) {
    if (speed === 1 || samples.length < MAX_LAG + FADE) {
      this._debt = 0;
      return samples;
    }
    this._debt += samples.length * (1 - 1 / Math.min(Math.max(speed, MIN_SPEED), MAX_SPEED));
    if (Math.abs(this._debt) < MIN_LAG) return samples;
    const lag = bestLag(samples, Math.round(Math.abs(this._debt) / 2));
    if (this._debt > 0) {
      this._debt -= lag;
      const shorter = samples.slice(lag);
      crossfade(shorter, samples, samples.subarray(lag));
      return shorter;
    }
    this._debt += lag;
    const longer = new Float32Array(samples.length + lag);
    longer.set(samples.subarray(0, lag + FADE));
    longer.set(samples, lag);
    crossfade(longer.subarray(lag), samples.subarray(lag), samples);
    return longer;
  }
}

/**
 * Return after how many samples the start of these repeats itself best.
 *
 * @param {Float32Array} samples
 * @param {number} [shortest] No lag below this: when much is owed, small cuts never catch up.
 */
export function bestLag(samples, shortest = MIN_LAG) {
  const least = Math.min(Math.max(shortest, MIN_LAG), MAX_LAG - COARSE);
  const rough = search(samples, least, MAX_LAG, COARSE);
  return search(samples, Math.max(least, rough - COARSE), Math.min(MAX_LAG, rough + COARSE), FINE);
}

/**
 * @param {Float32Array} samples
 * @param {number} first
 * @param {number} last
 * @param {number} every Both the step of the lags and of the samples compared.
 */
function search(samples, first, last, every) {
  const step = every === COARSE ? COARSE : 1;
  let best = first + Math.floor((last - first) / step) * step;
  let bestScore = 0;
  for (let lag = first; lag <= last; lag += step) {
    let likeness = 0;
    let power = 0;
    for (let at = 0; at < FADE; at += every) {
      likeness += samples[at] * samples[lag + at];
      power += samples[lag + at] * samples[lag + at];
    }
    const score = likeness > 0 ? (likeness * likeness) / power : 0;
    if (score > bestScore) {
      best = lag;
      bestScore = score;
    }
  }
  return best;
}

/**
 * Write the fade from one sound into another to the start of a target.
 *
 * @param {Float32Array} target
 * @param {Float32Array} out
 * @param {Float32Array} into
 */
export function crossfade(target, out, into) {
  for (let at = 0; at < FADE; at += 1) {
    target[at] = out[at] + ((into[at] - out[at]) * at) / FADE;
  }
}
