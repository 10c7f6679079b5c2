// @ts-check
/** Playing kept messages: one at a time, from any place, at any speed, or all missed ones in a row. */

import { keep, kept } from "../net/keep.js";
import { Signal } from "../state/signal.js";

/** @import { Intercom } from "./intercom.js" */
/** @typedef {{id: string, durationMs: number, isMine: boolean, isHeard: boolean}} Playable */

export const SPEEDS = [0.8, 1, 1.25, 1.5, 2];
const SPEED = "homewire.speed";

/** What is played again in this page. */
export class Replay {
  /** @param {Intercom} intercom */
  constructor(intercom) {
    this._intercom = intercom;
    /** Another message, or a pause, or the end. @type {Signal<void>} */
    this.changed = new Signal();
    /** A message was heard to its end. @type {Signal<string>} */
    this.finished = new Signal();
    /** @type {Playable | null} */
    this.playing = null;
    /** A message did not play. */
    this.hasFailed = false;
    this.isPaused = false;
    this._stream = 0;
    this._fromMs = 0;
    this._sinceMs = 0;
    this._speed = Number(kept(SPEED)) || 1;
    /** @type {Playable[]} */
    this._queue = [];
    this._isSounding = false;
    intercom.changed.listen(() => this._look());
  }

  /** How fast, 0.8 to 2. */
  get speed() {
    return this._speed;
  }

  /** Whether missed messages follow one another. */
  get isInRow() {
    return this._queue.length > 0;
  }

  /** Where in a message the ear is, in milliseconds; 0 for those that are not played.
   * @param {string} id */
  positionMs(id) {
    const { playing } = this;
    if (playing === null || playing.id !== id) return 0;
    const runMs = this._isSounding ? (performance.now() - this._sinceMs) * this._speed : 0;
    return Math.min(playing.durationMs, this._fromMs + runMs);
  }

  /** @param {Playable} message @param {number} [fromMs] */
  async play(message, fromMs = 0) {
    await this._halt();
    const { session } = this._intercom;
    if (session === null) return;
    this.playing = message;
    this.isPaused = this.hasFailed = false;
    this._fromMs = fromMs;
    this.changed.tell();
    try {
      await session.enableSound();
      session.listening.expect(message.id, this._speed);
      const answer = await session.line.play(message.id, { from_ms: Math.round(fromMs), speed: this._speed });
      if (this.playing === message && !this.isPaused) this._stream = answer.stream;
      else await session.line.stopPlay(answer.stream);
      this._look();
    } catch {
      this._queue = [];
      this.playing = null;
      this.hasFailed = true;
      this.changed.tell();
    }
  }

  /** Play or pause one message.
   * @param {Playable} message */
  async toggle(message) {
    if (this.playing?.id !== message.id) {
      this._queue = [];
      await this.play(message);
    } else if (this.isPaused) {
      await this.play(message, this._fromMs);
    } else {
      await this.pause();
    }
  }

  async pause() {
    const { playing } = this;
    if (playing === null) return;
    this._fromMs = this.positionMs(playing.id);
    this.isPaused = true;
    await this._halt();
    this.changed.tell();
  }

  /** Go on elsewhere.
   * @param {Playable} message @param {number} atMs */
  async seek(message, atMs) {
    const place = Math.max(0, Math.min(message.durationMs - 1, atMs));
    if (this.playing?.id === message.id && this.isPaused) {
      this._fromMs = place;
      this.changed.tell();
    } else {
      await this.play(message, place);
    }
  }

  /** @param {number} speed */
  async setSpeed(speed) {
    const { playing } = this;
    const atMs = playing ? this.positionMs(playing.id) : 0;
    this._speed = speed;
    keep(SPEED, String(speed));
    if (playing && !this.isPaused) await this.play(playing, atMs);
    this.changed.tell();
  }

  /** Play messages one after the other.
   * @param {readonly Playable[]} messages oldest first */
  async playInRow(messages) {
    const [first, ...rest] = messages;
    if (first === undefined) return;
    this._queue = rest;
    await this.play(first);
  }

  async stop() {
    this._queue = [];
    await this._halt();
    this.playing = null;
    this.changed.tell();
  }

  async _halt() {
    const { session } = this._intercom;
    const [stream, playing] = [this._stream, this.playing];
    this._stream = 0;
    this._isSounding = false;
    if (stream === 0 || session === null) return;
    session.listening.drop(stream);
    const atMs = playing ? Math.round(this.positionMs(playing.id)) : 0;
    await session.line.stopPlay(stream, atMs).catch(() => {});
  }

  /** See whether the stream began to sound, or ended. */
  _look() {
    if (this._stream === 0) return;
    const isThere = this._intercom.session?.listening.speaking.has(this._stream) ?? false;
    if (isThere && !this._isSounding) {
      this._isSounding = true;
      this._sinceMs = performance.now();
      this.changed.tell();
    } else if (!isThere && this._isSounding) {
      this._ended();
    }
  }

  _ended() {
    const { playing } = this;
    this._stream = 0;
    this._isSounding = false;
    this.playing = null;
    if (playing !== null) this.finished.tell(playing.id);
    const next = this._queue.shift();
    if (next) void this.play(next);
    else this.changed.tell();
  }
}
