// @ts-check
/**
 * The talker's side: from a key going down to the last syllable having left.
 *
 *     state      press   granted  queued  denied  said all   end
 *     idle       asking  -        -       -       -          -
 *     asking     -       talking  queued  idle    finishing  idle
 *     queued     -       talking  queued  idle    -          idle
 *     talking    -       -        -       -       idle       idle
 *     finishing  -       idle     idle    idle    -          idle
 *
 * The twin of embedded_hub/voice/talker.py, where the reasons are; the vectors in
 * tests/vectors/voice/talker.json hold both to the same events. The shell hands in 20 ms packets
 * as they are captured and does what the events say, in order.
 */

import { FRAME_MS, FRAME_S, FRAME_SAMPLES, FrameFlag } from "./frame.js";
import { FrameStamper } from "./order.js";

/** @typedef {import("./frame.js").Frame} Frame */

/** @typedef {"idle" | "asking" | "queued" | "talking" | "finishing"} TalkerState */

/** @typedef {"press" | "granted" | "queued" | "denied" | "said_all" | "end"} Cause */

/**
 * What the shell has to do. A `stop` tells why the talk is over: a reason of the wire,
 * `cancelled` or `no_answer`.
 *
 * @typedef {{kind: "ask", ask: number, prerollMs: number}
 *   | {kind: "send", frames: Frame[]}
 *   | {kind: "release", frameCount: number, clockEnd: number, isCancelled: boolean}
 *   | {kind: "leave"}
 *   | {kind: "stop", reason: string}} TalkerEvent
 */

/** @type {Record<TalkerState, Partial<Record<Cause, TalkerState>>>} */
const TRANSITIONS = {
  idle: { press: "asking" },
  asking: {
    granted: "talking",
    queued: "queued",
    denied: "idle",
    said_all: "finishing",
    end: "idle",
  },
  queued: { granted: "talking", queued: "queued", denied: "idle", end: "idle" },
  talking: { said_all: "idle", end: "idle" },
  finishing: { granted: "idle", queued: "idle", denied: "idle", end: "idle" },
};

const DEFAULTS = {
  prerollS: 0.3,
  /** Kept of the silence before the first speech in the pre-roll: a soft consonant. */
  leadInS: 2 * FRAME_S,
  tailS: 0.2,
  /** Silence of this length ends the tail before its time. */
  tailQuietS: 0.06,
  maxTalkS: 60,
  answerS: 5,
};

/** One microphone's way to one talk group. */
export class Talker {
  /** @param {Partial<typeof DEFAULTS>} [options] */
  constructor(options = {}) {
    this._options = { ...DEFAULTS, ...options };
    /** @type {TalkerState} */
    this._state = "idle";
    /** @type {{payload: Uint8Array, flags: number}[]} */
    this._ring = [];
    this._capturedS = 0;
    this._clock = 0;
    this._stamper = new FrameStamper();
    this._askedS = 0;
    this._grantedS = 0;
    this._maxTalkS = this._options.maxTalkS;
    /** @type {number | null} */
    this._letGoS = null;
    this._quiet = 0;
    this._isWantedAgain = false;
    this._isCancelled = false;
    this._ask = 0;
  }

  /** Where this talker is. */
  get state() {
    return this._state;
  }

  /**
   * The key goes down; once more in the tail, the same burst goes on.
   *
   * @param {number} nowS
   * @returns {TalkerEvent[]}
   */
  press(nowS) {
    if (this._state !== "idle") {
      this._letGoS = null;
      this._isWantedAgain = this._state === "finishing";
      return [];
    }
    this._move("press");
    this._ask += 1;
    this._askedS = nowS;
    this._letGoS = null;
    this._isCancelled = false;
    const preroll = this._openBurst(nowS);
    return [
      { kind: "ask", ask: this._ask, prerollMs: preroll.length * FRAME_MS },
      ...send(preroll),
    ];
  }

  /**
   * The key goes up: the tail begins, and the place in a queue is given up.
   *
   * @param {number} nowS
   * @returns {TalkerEvent[]}
   */
  letGo(nowS) {
    this._isWantedAgain = false;
    if (this._state === "queued") return [{ kind: "leave" }, ...this._stop("cancelled")];
    this._letGoS = nowS;
    this._quiet = 0;
    return [];
  }

  /**
   * Take it all back: what was sent is not to be kept.
   *
   * @returns {TalkerEvent[]}
   */
  cancel() {
    if (this._state === "queued") return [{ kind: "leave" }, ...this._stop("cancelled")];
    if (this._state === "talking") return [this._release(true), ...this._stop("cancelled")];
    if (this._state === "asking") {
      // Whether there is a burst to release or a place to leave, the answer will say.
      this._move("said_all");
      this._isCancelled = true;
    }
    return [];
  }

  /**
   * The hub gave the floor.
   *
   * @param {number} ask
   * @param {number} nowS
   * @param {number | null} [maxTalkS]
   * @returns {TalkerEvent[]}
   */
  granted(ask, nowS, maxTalkS = null) {
    const before = this._state;
    if (!this._isAnswer(ask)) return [];
    this._move("granted");
    if (maxTalkS !== null) this._maxTalkS = maxTalkS;
    this._grantedS = nowS;
    if (before === "queued") return send(this._openBurst(nowS));
    if (before !== "finishing") return [];
    const reason = this._isCancelled ? "cancelled" : "released";
    return [
      this._release(this._isCancelled),
      { kind: "stop", reason },
      ...this._again(nowS),
    ];
  }

  /**
   * The hub said: wait. What was sent so far it has thrown away.
   *
   * @param {number} ask
   * @param {number} nowS
   * @returns {TalkerEvent[]}
   */
  queued(ask, nowS) {
    if (!this._isAnswer(ask)) return [];
    this._move("queued");
    const isWaiting = /** @type {TalkerState} */ (this._state) === "queued";
    if (isWaiting && this._letGoS === null) return [];
    if (isWaiting) this._move("end");
    return [{ kind: "leave" }, { kind: "stop", reason: "cancelled" }, ...this._again(nowS)];
  }

  /**
   * The hub said no.
   *
   * @param {number} ask
   * @param {string} reason
   * @param {number} nowS
   * @returns {TalkerEvent[]}
   */
  denied(ask, reason, nowS) {
    if (!this._isAnswer(ask)) return [];
    this._move("denied");
    return [{ kind: "stop", reason }, ...this._again(nowS)];
  }

  /**
   * The floor, or the connection with it, was taken away: not another frame.
   *
   * @param {string} reason
   * @returns {TalkerEvent[]}
   */
  revoked(reason) {
    return this._state === "idle" ? [] : this._stop(reason);
  }

  /**
   * Take 20 ms of the microphone, encoded, whose last sample was heard just now.
   *
   * @param {Uint8Array} payload
   * @param {number} nowS
   * @param {boolean} [isVoice]
   * @returns {TalkerEvent[]}
   */
  capture(payload, nowS, isVoice = true) {
    const captured = { payload, flags: isVoice ? FrameFlag.NONE : FrameFlag.SILENCE };
    this._ring.push(captured);
    if (this._ring.length > Math.round(this._options.prerollS / FRAME_S)) this._ring.shift();
    this._capturedS = nowS;
    this._clock += FRAME_SAMPLES;
    if (this._state !== "asking" && this._state !== "talking") return [];
    this._quiet = isVoice ? 0 : this._quiet + 1;
    const isLast = this._isAllSaid(nowS);
    const flags = captured.flags | (isLast ? FrameFlag.LAST : FrameFlag.NONE);
    const events = send([this._stamper.stamp(payload, flags)]);
    return isLast ? [...events, ...this._finish()] : events;
  }

  /**
   * Notice what no packet will tell: a microphone that died, an answer that never came.
   *
   * @param {number} nowS
   * @returns {TalkerEvent[]}
   */
  tick(nowS) {
    const isOpen = this._state === "asking" || this._state === "finishing";
    if (isOpen && nowS >= this._askedS + this._options.answerS) {
      return [{ kind: "leave" }, ...this._stop("no_answer")];
    }
    const isDead = nowS > this._capturedS + this._options.tailS;
    const isSpeaking = this._state === "asking" || this._state === "talking";
    if (isSpeaking && isDead && this._isAllSaid(nowS)) {
      return [...send([this._stamper.end()]), ...this._finish()];
    }
    return [];
  }

  /**
   * Start a burst with what was said just before.
   *
   * @param {number} nowS
   */
  _openBurst(nowS) {
    const packets = this._preroll(nowS);
    this._stamper = new FrameStamper(this._clock - packets.length * FRAME_SAMPLES);
    this._quiet = 0;
    return packets.map((one) => this._stamper.stamp(one.payload, one.flags));
  }

  /** @param {number} nowS */
  _preroll(nowS) {
    if (nowS - this._capturedS > this._options.prerollS) this._ring.length = 0;
    const voiced = this._ring.findIndex((one) => !(one.flags & FrameFlag.SILENCE));
    if (voiced < 0) return [];
    return this._ring.slice(Math.max(0, voiced - Math.round(this._options.leadInS / FRAME_S)));
  }

  /** @param {number} nowS */
  _isAllSaid(nowS) {
    if (this._state === "talking" && nowS >= this._grantedS + this._maxTalkS) return true;
    if (this._letGoS === null) return false;
    const isQuiet = this._quiet * FRAME_S >= this._options.tailQuietS;
    return isQuiet || nowS >= this._letGoS + this._options.tailS;
  }

  /** @param {number} ask */
  _isAnswer(ask) {
    const isOpen = ["asking", "queued", "finishing"].includes(this._state);
    return ask === this._ask && isOpen;
  }

  /** @returns {TalkerEvent[]} */
  _finish() {
    const wasLetGo = this._letGoS !== null;
    this._move("said_all");
    if (this._state === "finishing") return [];
    return [this._release(false), { kind: "stop", reason: wasLetGo ? "released" : "timeout" }];
  }

  /**
   * @param {boolean} isCancelled
   * @returns {TalkerEvent}
   */
  _release(isCancelled) {
    const { count, clockEnd } = this._stamper;
    return { kind: "release", frameCount: count, clockEnd, isCancelled };
  }

  /**
   * @param {string} reason
   * @returns {TalkerEvent[]}
   */
  _stop(reason) {
    this._move("end");
    this._isWantedAgain = false;
    return [{ kind: "stop", reason }];
  }

  /** @param {number} nowS */
  _again(nowS) {
    if (!this._isWantedAgain) return [];
    this._isWantedAgain = false;
    return this.press(nowS);
  }

  /** @param {Cause} cause */
  _move(cause) {
    const next = TRANSITIONS[this._state][cause];
    if (next === undefined) throw new Error(`no ${cause} in state ${this._state}`);
    this._state = next;
  }
}

/**
 * @param {Frame[]} frames
 * @returns {TalkerEvent[]}
 */
function send(frames) {
  return frames.length ? [{ kind: "send", frames }] : [];
}
