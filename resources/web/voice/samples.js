// @ts-check
/**
 * Plain samples: other rates, and the codec that is none.
 *
 * The twin of embedded_hub/audio/pcm.py. Sound is a Float32Array of mono samples from -1 to 1.
 */

/** The rate of PCM packets. */
export const SPEECH_HZ = 16_000;
const CROSSINGS = 8;
const FULL_SCALE = 32_768;

/** Changes the rate of one stream, piece by piece: a polyphase windowed sinc. */
export class Resampler {
  /**
   * @param {number} fromHz The rate of what is fed.
   * @param {number} toHz The rate of what comes out.
   */
  constructor(fromHz, toHz) {
    const common = greatestDivisor(fromHz, toHz);
    this._up = toHz / common;
    this._down = fromHz / common;
    this._cutoff = Math.min(1, toHz / fromHz);
    this._half = Math.trunc(CROSSINGS / this._cutoff) + 1;
    /** @type {Map<number, Float64Array>} */
    this._filters = new Map();
    this._waiting = new Float32Array(this._half);
    this._at = this._half * this._up;
  }

  /**
   * Take any number of samples; returns those that are complete.
   *
   * @param {Float32Array} samples
   * @returns {Float32Array}
   */
  feed(samples) {
    if (this._up === this._down) return samples;
    const waiting = new Float32Array(this._waiting.length + samples.length);
    waiting.set(this._waiting);
    waiting.set(samples, this._waiting.length);
    const last = (waiting.length - this._half) * this._up;
    const out = new Float32Array(Math.max(0, Math.ceil((last - this._at) / this._down)));
    let at = this._at;
    for (let index = 0; index < out.length; index += 1, at += this._down) {
      out[index] = this._sample(waiting, Math.floor(at / this._up), at % this._up);
    }
    const used = Math.max(0, Math.floor(at / this._up) - this._half);
    this._waiting = waiting.slice(used);
    this._at = at - used * this._up;
    return out;
  }

  /**
   * @param {Float32Array} waiting
   * @param {number} index
   * @param {number} phase
   */
  _sample(waiting, index, phase) {
    const filter = this._filter(phase);
    const start = index - this._half + 1;
    let sum = 0;
    for (let tap = 0; tap < filter.length; tap += 1) {
      sum += filter[tap] * (waiting[start + tap] ?? 0);
    }
    return sum;
  }

  /** @param {number} phase */
  _filter(phase) {
    let filter = this._filters.get(phase);
    if (filter === undefined) {
      const offset = phase / this._up;
      filter = new Float64Array(2 * this._half).map((_, at) =>
        this._tap(at - this._half + 1 - offset),
      );
      const gain = filter.reduce((sum, tap) => sum + tap, 0);
      filter = filter.map((tap) => tap / gain);
      this._filters.set(phase, filter);
    }
    return filter;
  }

  /** @param {number} distance */
  _tap(distance) {
    if (Math.abs(distance) >= this._half) return 0;
    const x = Math.PI * distance * this._cutoff;
    const window = 0.5 + 0.5 * Math.cos((Math.PI * distance) / this._half);
    return (x ? Math.sin(x) / x : 1) * window;
  }
}

/**
 * Write samples as little-endian 16-bit ones.
 *
 * @param {Float32Array} samples
 * @returns {Uint8Array}
 */
export function pcm16Of(samples) {
  const view = new DataView(new ArrayBuffer(samples.length * 2));
  samples.forEach((sample, at) => {
    const scaled = Math.round(Math.max(-1, Math.min(1, sample)) * FULL_SCALE);
    view.setInt16(at * 2, Math.min(FULL_SCALE - 1, scaled), true);
  });
  return new Uint8Array(view.buffer);
}

/**
 * Read little-endian 16-bit samples.
 *
 * @param {Uint8Array} pcm
 * @returns {Float32Array}
 */
export function samplesOf(pcm) {
  const view = new DataView(pcm.buffer, pcm.byteOffset, pcm.byteLength);
  return new Float32Array(pcm.length >> 1).map((_, at) => view.getInt16(at * 2, true) / FULL_SCALE);
}

/**
 * @param {number} one
 * @param {number} other
 * @returns {number}
 */
function greatestDivisor(one, other) {
  return other ? greatestDivisor(other, one % other) : one;
}
