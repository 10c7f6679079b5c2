// @ts-check
/** The microphone's side of capture, on the browser's audio thread: samples into frames. */

import { CLOCK_HZ, FRAME_SAMPLES } from "./frame.js";
import { Resampler } from "./samples.js";

class Microphone extends AudioWorkletProcessor {
  constructor() {
    super();
    this._resampler = new Resampler(sampleRate, CLOCK_HZ);
    this._frame = new Float32Array(FRAME_SAMPLES);
    this._filled = 0;
  }

  /** @param {Float32Array[][]} inputs */
  process(inputs) {
    const heard = inputs[0][0];
    if (heard === undefined) return true;
    for (const sample of this._resampler.feed(heard)) {
      this._frame[this._filled] = sample;
      this._filled += 1;
      if (this._filled === FRAME_SAMPLES) this._send();
    }
    return true;
  }

  _send() {
    this.port.postMessage(this._frame, [this._frame.buffer]);
    this._frame = new Float32Array(FRAME_SAMPLES);
    this._filled = 0;
  }
}

registerProcessor("microphone", Microphone);
