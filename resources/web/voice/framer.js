// @ts-check
/** Cuts what a device gives, at any rate and in any pieces, into frames of 20 ms at 48 kHz. */

import { CLOCK_HZ, FRAME_SAMPLES } from "./frame.js";
import { Resampler } from "./samples.js";

export class Framer {
  /**
   * @param {number} rateHz Of what is fed.
   * @param {(frame: Float32Array<ArrayBuffer>) => void} onFrame
   */
  constructor(rateHz, onFrame) {
    this._resampler = new Resampler(rateHz, CLOCK_HZ);
    this._onFrame = onFrame;
    this._frame = new Float32Array(FRAME_SAMPLES);
    this._filled = 0;
  }

  /** @param {Float32Array} samples */
  feed(samples) {
    let left = this._resampler.feed(samples);
    while (left.length > 0) {
      const fitting = left.subarray(0, FRAME_SAMPLES - this._filled);
      this._frame.set(fitting, this._filled);
      this._filled += fitting.length;
      left = left.subarray(fitting.length);
      if (this._filled === FRAME_SAMPLES) this._full();
    }
  }

  _full() {
    const frame = this._frame;
    this._frame = new Float32Array(FRAME_SAMPLES);
    this._filled = 0;
    this._onFrame(frame);
  }
}
