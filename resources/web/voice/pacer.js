// @ts-check
/**
 * How fast to play, so that the playout delay comes back to its target.
 *
 *     excess = delay - target              speed, until
 *     over 200 ms                          1.15, excess is 0
 *     over one frame for 500 ms            1.1, excess is 0
 *     half a frame below for 500 ms        0.9, excess is 0
 *     else                                 1
 *
 * The twin of embedded_hub/voice/pacer.py.
 */

import { FRAME_S } from "./frame.js";

const CATCH_UP_SPEED = 1.15;
const SHRINK_SPEED = 1.1;
const GROW_SPEED = 0.9;
const CATCH_UP_OVER_S = 0.2;
/** Frames played in 500 ms. A sound card asks in bursts, so no single excess is believed. */
const WINDOW = 25;

/** Chooses the speed frame by frame. */
export class Pacer {
  constructor() {
    this._speed = 1;
    /** @type {number[]} */
    this._excesses = [];
  }

  /**
   * Return the speed for the next frame.
   *
   * @param {number} excessS
   */
  speed(excessS) {
    this._excesses.push(excessS);
    if (this._excesses.length > WINDOW) this._excesses.shift();
    if (excessS > CATCH_UP_OVER_S) {
      this._speed = CATCH_UP_SPEED;
    } else if (this._speed === 1) {
      this._speed = this._chosen();
    } else if (excessS <= 0 === this._speed > 1) {
      this._speed = 1;
      this._excesses.length = 0;
    }
    return this._speed;
  }

  _chosen() {
    if (this._excesses.length < WINDOW) return 1;
    if (Math.min(...this._excesses) > FRAME_S) return SHRINK_SPEED;
    if (Math.max(...this._excesses) < -FRAME_S / 2) return GROW_SPEED;
    return 1;
  }
}
