// @ts-check
/**
 * The jitter buffer: frames come when they like, and leave when a player asks.
 *
 *     state       a pull finds                            answer, next state
 *     buffering   nothing                                 waiting
 *                 a frame younger than the target         waiting
 *                 a frame that waited for the target      play, playing
 *     playing     the next frame                          play at some speed, or silence
 *                 a hole, and frames behind it            conceal, or skip
 *                 nothing, the end is known               ended, ended
 *                 nothing                                 conceal; after 500 ms buffering
 *
 * Why it does what it does is told in its twin, embedded_hub/voice/jitter.py; the vectors in
 * tests/vectors/voice/jitter.json hold both to the same answers. It runs inside the audio worklet,
 * on frames that are decoded already.
 */

import { FRAME_S, FrameFlag } from "./frame.js";
import { Lateness, MIN_TARGET_S } from "./lateness.js";
import { StreamOrder } from "./order.js";
import { Pacer } from "./pacer.js";

const MAX_BEHIND_S = 1.0;
/** Frames that can be guessed before it sounds like a machine. */
const PLC_FRAMES = 2;
/** 500 ms of filler: after that the stream begins anew when it comes back. */
const MAX_FILL = 25;
/** A talker's pause is shortened to this; also what a lying clock can cost. */
const MAX_PAUSE_S = 1.0;
/** A player asks every few milliseconds: this much before its time a frame may begin. */
const PUNCTUAL_S = 0.001;
const MAX_WAITING = 150;
/** A whole burst of 60 s with its pre-roll, and some. */
const MAX_WAITING_ALL = 4000;

/** @typedef {{pace: "live" | "catch_up" | "steady", targetS: number, speed: number}} JitterOptions */

/** @typedef {"fec" | "plc" | "fade" | "noise"} ConcealmentKind */

/**
 * What a player is told to do for its next 20 ms.
 *
 * @template {ArrayLike<number>} P
 * @typedef {{kind: "play", frame: import("./frame.js").Frame<P>, speed: number, skipped: number}
 *   | {kind: "conceal", how: ConcealmentKind}
 *   | {kind: "silence"} | {kind: "waiting"} | {kind: "ended"}} Playout
 */

/**
 * @template {ArrayLike<number>} P
 * @typedef {{frame: import("./frame.js").Frame<P>, timeS: number}} Held
 */

const SILENCE = Object.freeze({ kind: /** @type {const} */ ("silence") });
const WAITING = Object.freeze({ kind: /** @type {const} */ ("waiting") });
const ENDED = Object.freeze({ kind: /** @type {const} */ ("ended") });

/**
 * The frames of one talk burst between the network and one player.
 *
 * @template {ArrayLike<number>} P
 */
export class JitterBuffer {
  /** @param {Partial<JitterOptions>} [options] */
  constructor(options = {}) {
    /** @type {JitterOptions} */
    this._options = { pace: "live", targetS: MIN_TARGET_S, speed: 1, ...options };
    this._order = new StreamOrder();
    this._lateness = new Lateness(this._options.targetS);
    this._pacer = new Pacer();
    this._counts = {
      played: 0,
      concealed: 0,
      skipped: 0,
      trimmed: 0,
      stalled: 0,
      underruns: 0,
      late: 0,
    };
    /** @type {"buffering" | "playing" | "ended"} */
    this._state = "buffering";
    /** @type {Map<number, Held<P>>} */
    this._held = new Map();
    this._next = 0;
    this._isBegun = false;
    /** @type {number | null} */
    this._last = null;
    /** @type {number | null} */
    this._dueS = null;
    this._delayS = 0;
    this._filled = 0;
    this._run = 0;
    this._skippedBefore = 0;
  }

  /** The delay aimed for; worth remembering for this peer's next burst. */
  get targetS() {
    return this._lateness.targetS;
  }

  /** Frames that wait to be played. */
  get waitingCount() {
    return this._held.size;
  }

  /** How the stream fared so far; what `voice/report` says. */
  statistics() {
    return {
      ...this._counts,
      received: this._order.count,
      duplicates: this._order.duplicateCount,
      foreign: this._order.foreignCount,
      bufferMs: this._delayS * 1000,
      targetMs: this.targetS * 1000,
      jitterMs: this._lateness.p95S * 1000,
    };
  }

  /**
   * Take a frame as it arrives; those of a bundle one after the other.
   *
   * @param {import("./frame.js").Frame<P>} frame
   * @param {number} nowS
   */
  push(frame, nowS) {
    const { arrival, index, timeS } = this._order.place(frame);
    if (arrival === "duplicate" || arrival === "foreign") return;
    if (frame.flags & FrameFlag.LAST) this._last = frame.payload.length ? index : index - 1;
    if (frame.payload.length === 0) return;
    if (!this._isBegun) this._next = Math.min(this._first(index), index);
    if (index < this._next || (this._last !== null && index > this._last)) {
      this._counts.late += 1;
      return;
    }
    this._lateness.add(timeS, nowS, !(frame.flags & FrameFlag.BUNDLE));
    this._held.set(index, { frame, timeS });
    const most = this._options.pace === "live" ? MAX_WAITING : MAX_WAITING_ALL;
    if (this._held.size > most) this._skipTo(this._first(index) + 1);
  }

  /** Note that nothing more will come, when no frame said so. */
  finish() {
    if (this._last !== null) return;
    this._last = this._next - 1;
    for (const index of this._held.keys()) this._last = Math.max(this._last, index);
  }

  /**
   * Say what the player's next 20 ms are.
   *
   * @param {number} nowS
   * @returns {Playout<P>}
   */
  pull(nowS) {
    if (this._state === "buffering" && this._begins(nowS)) this._state = "playing";
    while (this._state === "playing") {
      const answer = this._step(nowS);
      if (answer !== null) return answer;
    }
    return this._state === "ended" ? ENDED : WAITING;
  }

  /** @param {number} other */
  _first(other) {
    let first = Infinity;
    for (const index of this._held.keys()) first = Math.min(first, index);
    return first === Infinity ? other : first;
  }

  /** @param {number} nowS */
  _begins(nowS) {
    if (this._held.size === 0) {
      if (this._last !== null) this._end();
      return false;
    }
    const first = this._first(0);
    this._noteDelay(/** @type {Held<P>} */ (this._held.get(first)).timeS, nowS);
    if (this._delayS < this.targetS - PUNCTUAL_S && this._last === null) return false;
    this._skipTo(first);
    this._run = this._filled = 0;
    this._isBegun = true;
    return true;
  }

  /**
   * Move the playhead by one place; null when that takes no time to play.
   *
   * @param {number} nowS
   * @returns {Playout<P> | null}
   */
  _step(nowS) {
    if (this._last !== null && this._next > this._last) {
      this._end();
      return null;
    }
    const held = this._held.get(this._next);
    if (held) return this._turn(held, nowS);
    let following = Infinity;
    for (const index of this._held.keys()) {
      if (index > this._next) following = Math.min(following, index);
    }
    return following === Infinity ? this._fill(nowS) : this._bridge(following, nowS);
  }

  /**
   * The next frame is here.
   *
   * @param {Held<P>} held
   * @param {number} nowS
   * @returns {Playout<P> | null}
   */
  _turn(held, nowS) {
    this._noteDelay(held.timeS, nowS);
    const { pace } = this._options;
    if (pace === "live" && this._delayS > MAX_BEHIND_S) {
      this._skipTo(this._next + 1);
      return null;
    }
    if (this._pauseLeft(held) > 0) return this._pause();
    if (pace === "steady") return this._play(held, this._options.speed);
    const speed = this._pacer.speed(this._delayS - this.targetS);
    if (held.frame.flags & FrameFlag.SILENCE && pace === "live") {
      if (speed > 1 && this._held.has(this._next + 1)) {
        this._counts.trimmed += 1;
        this._consume(held);
        return null;
      }
      if (speed < 1) return SILENCE;
    }
    return this._play(held, speed);
  }

  /**
   * @param {Held<P>} held
   * @param {number} speed
   * @returns {Playout<P>}
   */
  _play(held, speed) {
    const skipped = this._skippedBefore;
    this._skippedBefore = 0;
    this._counts.played += 1;
    this._filled = this._run = 0;
    this._consume(held);
    return { kind: "play", frame: held.frame, speed, skipped };
  }

  /** @param {Held<P>} held */
  _pauseLeft(held) {
    if (this._dueS === null) return 0;
    let leftS = held.timeS - this._dueS;
    if (leftS > MAX_PAUSE_S) {
      this._dueS = held.timeS - MAX_PAUSE_S;
      leftS = MAX_PAUSE_S;
    }
    return Math.round(leftS / FRAME_S);
  }

  /**
   * The talker paused: the clock went on and the sequence did not.
   *
   * @returns {Playout<P> | null}
   */
  _pause() {
    this._dueS = (this._dueS ?? 0) + FRAME_S;
    if (this._filled) {
      this._filled -= 1;
      return null;
    }
    const isBehind = this._delayS > this.targetS + FRAME_S;
    return isBehind && this._options.pace !== "steady" ? null : SILENCE;
  }

  /**
   * The next frame is missing and later ones are here.
   *
   * @param {number} following
   * @param {number} nowS
   * @returns {Playout<P> | null}
   */
  _bridge(following, nowS) {
    const after = /** @type {Held<P>} */ (this._held.get(following));
    this._noteDelay(after.timeS - (following - this._next) * FRAME_S, nowS);
    if (this._filled) {
      this._filled -= 1;
      this._counts.stalled -= 1;
      this._counts.concealed += 1;
      this._consume(null);
      return null;
    }
    const tooMany = Math.trunc((this._delayS - this.targetS) / FRAME_S);
    if (tooMany > 0 && (this._run > PLC_FRAMES || this._delayS > MAX_BEHIND_S)) {
      this._skipTo(Math.min(this._next + tooMany, following));
      return null;
    }
    this._counts.concealed += 1;
    const hasCopy = following === this._next + 1 && Boolean(after.frame.flags & FrameFlag.FEC);
    this._consume(null);
    return this._conceal(hasCopy);
  }

  /**
   * Nothing is here: hold the place and bridge the time.
   *
   * @param {number} nowS
   * @returns {Playout<P> | null}
   */
  _fill(nowS) {
    if (!this._filled && this._last === null) {
      this._counts.underruns += 1;
      this._lateness.ranDry(nowS);
    }
    if (this._filled === MAX_FILL) {
      this._state = "buffering";
      if (this._last !== null) this._end();
      return null;
    }
    this._filled += 1;
    this._counts.stalled += 1;
    return this._conceal(false);
  }

  /**
   * @param {boolean} hasCopy
   * @returns {Playout<P>}
   */
  _conceal(hasCopy) {
    this._run += 1;
    /** @type {ConcealmentKind} */
    let how = "noise";
    if (hasCopy) how = "fec";
    else if (this._run <= PLC_FRAMES) how = "plc";
    else if (this._run === PLC_FRAMES + 1) how = "fade";
    return { kind: "conceal", how };
  }

  /**
   * Go on to the next place.
   *
   * @param {Held<P> | null} held
   */
  _consume(held) {
    if (held !== null) {
      this._held.delete(this._next);
      this._dueS = held.timeS + FRAME_S;
    } else if (this._dueS !== null) {
      this._dueS += FRAME_S;
    }
    this._next += 1;
  }

  /** @param {number} index */
  _skipTo(index) {
    if (index <= this._next) return;
    for (const held of [...this._held.keys()]) if (held < index) this._held.delete(held);
    this._counts.skipped += index - this._next;
    this._skippedBefore += index - this._next;
    this._next = index;
    this._dueS = null;
  }

  _end() {
    if (this._last !== null) this._counts.skipped += Math.max(0, this._last + 1 - this._next);
    this._held.clear();
    this._state = "ended";
  }

  /**
   * @param {number} timeS
   * @param {number} nowS
   */
  _noteDelay(timeS, nowS) {
    this._delayS = nowS - this._lateness.baseS - timeS;
  }
}
