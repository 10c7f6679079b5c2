// @ts-check
/**
 * From the jitter buffer's answers to samples for a loudspeaker.
 *
 *     answer            samples
 *     play              stretched by its speed, the seam after a skip faded
 *     conceal plc, fec  the last wave again, a little quieter each time
 *     conceal fade      the same, fading out
 *     conceal noise     comfort noise as loud as the quietest of what was heard lately
 *     silence           comfort noise too: dead silence sounds like a broken line
 *     waiting, ended    nothing
 *
 * A browser's decoder does not conceal what is missing, so the last wave is looked for here.
 */

import { CLOCK_HZ, FRAME_SAMPLES } from "./frame.js";
import { FADE, Stretcher, bestLag, crossfade } from "./stretch.js";

/** -55 dBFS: nobody should hear the comfort noise as such. */
const MAX_NOISE = 60 / 32_768;
/** The room may get louder by so much in 20 ms, so one quiet frame is not for ever. */
const NOISE_CREEP = 1.02;
const NOISE_STEP = 0.1 / 32_768;
/** Kept of what was played: enough to find a wave of 15 ms in. */
const KEPT = (CLOCK_HZ * 20) / 1000;
const QUIETER = 0.7;

/** @typedef {import("./jitter.js").Playout<Float32Array>} Playout */

/** Plays one stream's answers, at 48 kHz mono. */
export class Renderer {
  constructor() {
    this._stretcher = new Stretcher();
    this._noise = MAX_NOISE;
    this._random = 1;
    /** What was played last. */
    this._last = new Float32Array(KEPT);
    this._isBroken = false;
    this._gain = 1;
  }

  /**
   * Return the samples of one answer: 20 ms, what its speed makes of them, or none.
   *
   * @param {Playout} answer
   * @returns {Float32Array}
   */
  render(answer) {
    const sound = this._sound(answer);
    if (sound.length) this._last = lastOf(this._last, sound);
    return sound;
  }

  /** @param {Playout} answer */
  _sound(answer) {
    switch (answer.kind) {
      case "play":
        return this._played(answer);
      case "silence":
        return this._quiet();
      case "conceal":
        return answer.how === "noise" ? this._quiet() : this._madeUp(answer.how === "fade");
      default:
        return new Float32Array(0);
    }
  }

  /** @param {Extract<Playout, {kind: "play"}>} answer */
  _played({ frame, speed, skipped }) {
    const samples = frame.payload;
    this._followRoom(samples);
    if (skipped || this._isBroken) this._join(samples);
    this._isBroken = false;
    this._gain = 1;
    return this._stretcher.stretch(samples, speed);
  }

  _quiet() {
    const noise = this._comfortNoise();
    if (!this._isBroken) this._join(noise);
    this._isBroken = true;
    return noise;
  }

  /** @param {boolean} isFading */
  _madeUp(isFading) {
    const backwards = this._last.slice().reverse();
    const wave = bestLag(backwards);
    const start = this._last.length - wave;
    const samples = new Float32Array(FRAME_SAMPLES);
    const from = this._gain;
    this._gain = isFading ? 0 : this._gain * QUIETER;
    for (let at = 0; at < samples.length; at += 1) {
      const gain = from + ((this._gain - from) * at) / samples.length;
      samples[at] = (this._last[start + (at % wave)] * gain) / from;
    }
    // What follows is not where the wave left off: its seam has to be faded.
    this._isBroken = true;
    if (isFading) this._gain = 1;
    return samples;
  }

  /** @param {Float32Array} heard */
  _followRoom(heard) {
    let peak = 0;
    for (const sample of heard) peak = Math.max(peak, Math.abs(sample));
    this._noise = Math.min(this._noise * NOISE_CREEP + NOISE_STEP, peak, MAX_NOISE);
  }

  _comfortNoise() {
    const noise = new Float32Array(FRAME_SAMPLES);
    for (let at = 0; at < noise.length; at += 1) {
      // A linear congruential generator: chance without a source of it.
      this._random = (Math.imul(this._random, 1_103_515_245) + 12_345) & 0x7fffffff;
      noise[at] = ((this._random >> 16) / 16_384 - 1) * this._noise;
    }
    return noise;
  }

  /**
   * Fade a sound in over an echo, played backwards, of the one before.
   *
   * @param {Float32Array} after
   */
  _join(after) {
    const echo = this._last.slice(-FADE).reverse();
    crossfade(after, echo, after.slice(0, FADE));
  }
}

/**
 * Return the last {@link KEPT} samples of two sounds in a row.
 *
 * @param {Float32Array} before
 * @param {Float32Array} after
 */
function lastOf(before, after) {
  if (after.length >= KEPT) return after.slice(after.length - KEPT);
  const last = new Float32Array(KEPT);
  last.set(before.subarray(after.length));
  last.set(after, KEPT - after.length);
  return last;
}
