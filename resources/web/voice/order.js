// @ts-check
/**
 * The order of a stream's frames: numbers that wrap, holes, repeats and late comers.
 *
 * A sequence of 16 bits wraps after 22 minutes and a clock of 32 after a day. Inside, both are
 * unwrapped to numbers that only grow. The twin of embedded_hub/voice/stream.py.
 */

import {
  CLOCK_BITS,
  CLOCK_HZ,
  FRAME_SAMPLES,
  FrameFlag,
  SEQUENCE_BITS,
} from "./frame.js";

/** A hole of more frames than this (5 s) is no loss but a liar or another stream. */
const MAX_LEAP = 250;
const AGREEING = 3;

/**
 * Return the number closest to `near` whose low bits are `value`.
 *
 * @param {number} value
 * @param {number} near
 * @param {number} bits
 */
export function unwrap(value, near, bits) {
  const range = 2 ** bits;
  const half = range / 2;
  return near + modulo(value - near + half, range) - half;
}

/**
 * @param {number} value
 * @param {number} range
 */
function modulo(value, range) {
  return ((value % range) + range) % range;
}

/** Numbers one talk burst's packets as they are captured. */
export class FrameStamper {
  /** @param {number} [clock] The capture clock at the first packet, in samples. */
  constructor(clock = 0) {
    this._sequence = 0;
    this._clock = clock;
    this._pending = Number(FrameFlag.FIRST);
    /** Frames stamped, the end without sound not among them. */
    this.count = 0;
  }

  /** The clock after the last packet. */
  get clockEnd() {
    return modulo(this._clock, 2 ** CLOCK_BITS);
  }

  /**
   * Give the next 20 ms its numbers.
   *
   * @param {Uint8Array} payload
   * @param {number} [flags]
   * @returns {import("./frame.js").Frame}
   */
  stamp(payload, flags = FrameFlag.NONE) {
    const frame = {
      sequence: modulo(this._sequence, 2 ** SEQUENCE_BITS),
      clock: this.clockEnd,
      payload,
      flags: flags | this._pending,
    };
    this._pending = FrameFlag.NONE;
    this._sequence += 1;
    this._clock += FRAME_SAMPLES;
    if (payload.length) this.count += 1;
    return frame;
  }

  /** Make the end of the stream for when no sound is left to carry it. */
  end() {
    return this.stamp(new Uint8Array(0), FrameFlag.LAST);
  }
}

/** @typedef {"next" | "ahead" | "behind" | "duplicate" | "foreign"} Arrival */

/**
 * A frame's place: its sequence, unwrapped, and its capture clock in seconds, of which only
 * differences mean something.
 *
 * @typedef {{arrival: Arrival, index: number, timeS: number}} Placed
 */

/**
 * Puts the frames of one stream into places; the first one sets the origin.
 *
 * A long leap is believed when the frame confesses a gap, or when three frames in a row agree on
 * it: a listener cut off for a while must find back.
 */
export class StreamOrder {
  constructor() {
    this._oldest = 0;
    /** @type {number | null} */
    this._newest = null;
    this._clock = 0;
    /** @type {Set<number>} */
    this._missing = new Set();
    this._strays = 0;
    /** @type {number | null} */
    this._stray = null;
    this.count = 0;
    this.duplicateCount = 0;
    this.foreignCount = 0;
  }

  /**
   * Say where a frame belongs, and count it.
   *
   * @param {{sequence: number, clock: number, flags: number}} frame
   * @returns {Placed}
   */
  place(frame) {
    if (this._newest === null) {
      this._oldest = this._newest = frame.sequence;
      this._clock = frame.clock;
      return this._accept("next", frame.sequence, frame.clock);
    }
    const index = unwrap(frame.sequence, this._newest, SEQUENCE_BITS);
    const clock = unwrap(frame.clock, this._clock, CLOCK_BITS);
    if (!this._isCredible(index, this._newest, frame.flags)) {
      this.foreignCount += 1;
      return placed("foreign", index, clock);
    }
    if (index > this._newest) return this._ahead(index, clock, this._newest);
    if (index < this._oldest) {
      for (let one = index + 1; one < this._oldest; one += 1) this._missing.add(one);
      this._oldest = index;
      return this._accept("behind", index, clock);
    }
    if (this._missing.delete(index)) return this._accept("behind", index, clock);
    this.duplicateCount += 1;
    return placed("duplicate", index, clock);
  }

  /**
   * @param {number} index
   * @param {number} clock
   * @param {number} newest
   */
  _ahead(index, clock, newest) {
    const oldest = index - MAX_LEAP;
    for (let one = Math.max(newest + 1, oldest); one < index; one += 1) this._missing.add(one);
    for (const one of this._missing) if (one < oldest) this._missing.delete(one);
    this._newest = index;
    this._clock = clock;
    return this._accept(index === newest + 1 ? "next" : "ahead", index, clock);
  }

  /**
   * @param {number} index
   * @param {number} newest
   * @param {number} flags
   */
  _isCredible(index, newest, flags) {
    const isConfessed = Boolean(flags & FrameFlag.GAP) && index > newest;
    if (Math.abs(index - newest) <= MAX_LEAP || isConfessed) {
      this._strays = 0;
      this._stray = null;
      return true;
    }
    this._strays = index - 1 === this._stray ? this._strays + 1 : 1;
    this._stray = index;
    return this._strays >= AGREEING && index > newest;
  }

  /**
   * @param {Arrival} arrival
   * @param {number} index
   * @param {number} clock
   */
  _accept(arrival, index, clock) {
    this.count += 1;
    return placed(arrival, index, clock);
  }
}

/**
 * @param {Arrival} arrival
 * @param {number} index
 * @param {number} clock
 * @returns {Placed}
 */
function placed(arrival, index, clock) {
  return { arrival, index, timeS: clock / CLOCK_HZ };
}
