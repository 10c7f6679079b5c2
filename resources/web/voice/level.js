// @ts-check
/**
 * Is somebody speaking? By loudness alone, over a floor that follows the room.
 *
 * A hint, nothing more: it shortens tails, trims pre-rolls, marks frames that may be left out and
 * drives the level ring. The twin of embedded_hub/voice/vad.py.
 */

import { FRAME_S } from "./frame.js";

const SILENCE_DBFS = -96;
const OVER_FLOOR_DB = 10;
const LEAST_DBFS = -55;
const RISE_DB_PER_S = 3;
const ATTACK_FRAMES = 2;
const HANG_S = 0.3;
/** Samples looked at: 12 kHz is enough for loudness and a quarter of the work. */
const EVERY = 4;

/** @typedef {{rmsDbfs: number, isVoice: boolean}} Level */

/** Judges one microphone's frames in their order. */
export class EnergyVad {
  constructor() {
    /** @type {number | null} */
    this._floorDbfs = null;
    this._loud = 0;
    this._hang = 0;
  }

  /**
   * Measure 20 ms of mono samples from -1 to 1.
   *
   * @param {Float32Array} samples
   * @returns {Level}
   */
  judge(samples) {
    const rms = rmsDbfs(samples);
    this._follow(rms);
    const floor = this._floorDbfs ?? SILENCE_DBFS;
    const isLoud = rms > Math.max(LEAST_DBFS, floor + OVER_FLOOR_DB);
    this._loud = isLoud ? this._loud + 1 : 0;
    if (this._loud >= ATTACK_FRAMES) this._hang = Math.round(HANG_S / FRAME_S);
    else if (this._hang) this._hang -= 1;
    return { rmsDbfs: rms, isVoice: this._hang > 0 || isLoud };
  }

  /** @param {number} rms */
  _follow(rms) {
    const floor = this._floorDbfs;
    if (floor === null || rms < floor) this._floorDbfs = rms;
    else this._floorDbfs = Math.min(rms, floor + RISE_DB_PER_S * FRAME_S);
  }
}

/**
 * Return the loudness of samples, 0 for a full-scale square wave, at least -96.
 *
 * @param {Float32Array} samples
 */
export function rmsDbfs(samples) {
  let power = 0;
  let count = 0;
  for (let at = 0; at < samples.length; at += EVERY) {
    power += samples[at] * samples[at];
    count += 1;
  }
  return power > 0 ? Math.max(SILENCE_DBFS, 10 * Math.log10(power / count)) : SILENCE_DBFS;
}
