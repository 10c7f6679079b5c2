// @ts-check
/**
 * The loudspeaker's side of playback, on the browser's audio thread.
 *
 * Decoded frames come in as messages; every 2.7 ms the device asks for 128 samples. Each stream
 * has its own jitter buffer here, where a busy page cannot hold it up.
 */

import { JitterBuffer } from "./jitter.js";
import { Renderer } from "./renderer.js";

/**
 * @typedef {import("./jitter.js").JitterOptions} JitterOptions
 * @typedef {import("./frame.js").Frame<Float32Array>} SoundFrame
 * @typedef {{type: "add", stream: number, options: Partial<JitterOptions>}
 *   | {type: "frame", stream: number, frame: SoundFrame, arrivedS: number}
 *   | {type: "finish", stream: number}
 *   | {type: "drop", stream: number}
 *   | {type: "count"}
 *   | {type: "mute", isMuted: boolean}} ToSpeaker
 * @typedef {ReturnType<JitterBuffer<Float32Array>["statistics"]>} Counts
 * @typedef {{type: "ended", stream: number, counts: Counts}
 *   | {type: "counts", stream: number, counts: Counts}} FromSpeaker
 */

class Player {
  /** @param {Partial<JitterOptions>} options */
  constructor(options) {
    /** @type {JitterBuffer<Float32Array>} */
    this.buffer = new JitterBuffer(options);
    this._renderer = new Renderer();
    /** @type {Float32Array} */
    this._sound = new Float32Array(0);
    this._at = 0;
    this.isEnded = false;
  }

  /**
   * Add the next samples to an output.
   *
   * @param {Float32Array} output
   * @param {number} nowS
   */
  mixInto(output, nowS) {
    for (let at = 0; at < output.length; at += 1) {
      if (this._at === this._sound.length && !this._next(nowS)) return;
      output[at] += this._sound[this._at];
      this._at += 1;
    }
  }

  /** @param {number} nowS */
  _next(nowS) {
    if (this.isEnded) return false;
    const answer = this.buffer.pull(nowS);
    this.isEnded = answer.kind === "ended";
    this._sound = this._renderer.render(answer);
    this._at = 0;
    return this._sound.length > 0;
  }
}

class Speaker extends AudioWorkletProcessor {
  constructor() {
    super();
    /** @type {Map<number, Player>} */
    this._players = new Map();
    this._isMuted = false;
    this.port.onmessage = (message) => this._told(message.data);
  }

  /** @param {ToSpeaker} told */
  _told(told) {
    switch (told.type) {
      case "add":
        this._players.set(told.stream, new Player(told.options));
        break;
      case "frame":
        this._players.get(told.stream)?.buffer.push(told.frame, told.arrivedS);
        break;
      case "finish":
        this._players.get(told.stream)?.buffer.finish();
        break;
      case "drop":
        this._players.delete(told.stream);
        break;
      case "count":
        for (const stream of this._players.keys()) this._tell("counts", stream);
        break;
      case "mute":
        this._isMuted = told.isMuted;
        break;
    }
  }

  /**
   * @param {Float32Array[][]} _inputs
   * @param {Float32Array[][]} outputs
   */
  process(_inputs, outputs) {
    const output = outputs[0][0];
    const nowS = Date.now() / 1000;
    for (const [stream, player] of this._players) {
      player.mixInto(output, nowS);
      if (player.isEnded) {
        this._tell("ended", stream);
        this._players.delete(stream);
      }
    }
    if (this._isMuted) output.fill(0);
    for (let at = 0; at < output.length; at += 1) {
      output[at] = Math.max(-1, Math.min(1, output[at]));
    }
    return true;
  }

  /**
   * @param {"ended" | "counts"} type
   * @param {number} stream
   */
  _tell(type, stream) {
    const counts = /** @type {Player} */ (this._players.get(stream)).buffer.statistics();
    this.port.postMessage(/** @satisfies {FromSpeaker} */ ({ type, stream, counts }));
  }
}

registerProcessor("speaker", Speaker);
