// @ts-check
/** The microphone's side of capture, on the browser's audio thread. */

import { Framer } from "./framer.js";

class Microphone extends AudioWorkletProcessor {
  constructor() {
    super();
    this._framer = new Framer(sampleRate, (frame) => this.port.postMessage(frame, [frame.buffer]));
  }

  /** @param {Float32Array[][]} inputs */
  process(inputs) {
    const heard = inputs[0][0];
    if (heard !== undefined) this._framer.feed(heard);
    return true;
  }
}

registerProcessor("microphone", Microphone);
