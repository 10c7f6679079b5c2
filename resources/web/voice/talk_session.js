// @ts-check
/**
 * Talking and listening in this page: the key, the microphone and the loudspeaker together.
 *
 * The microphone is opened when a key is about to be pressed and closed when it was not needed for
 * a while, so that the browser's sign that it listens tells the truth.
 */

import { Listening } from "./listening.js";
import { Microphone } from "./microphone.js";
import { TalkKey } from "./talk_key.js";
import { SoundTrouble, troubleOf } from "./trouble.js";
import { VoiceLine } from "./voice_line.js";

/** Nothing was said for so long: the microphone is closed. */
const LINGER_S = 10;
const TICK_MS = 100;
/** The bottom of the level ring. */
const QUIETEST_DBFS = -60;

/** @typedef {import("./voice_line.js").Socket} Socket */
/** @typedef {{priority?: number, reply_to?: string}} Wish */

/** One person in this page, over one connection. */
export class TalkSession {
  /**
   * @param {VoiceLine} line
   * @param {() => void} onChange Called after anything here changed.
   */
  constructor(line, onChange) {
    this.line = line;
    this._onChange = onChange;
    this.key = new TalkKey(line, nowS, () => this._keyChanged());
    this.listening = new Listening(line, onChange);
    /** @type {Promise<void> | null} */
    this._opening = null;
    /** @type {Microphone | null} */
    this._microphone = null;
    /** @type {{channel: string, wish: Wish} | null} Pressed, while the microphone is opened. */
    this._pressed = null;
    this._neededS = 0;
    /** @type {WakeLockSentinel | null} */
    this._awake = null;
    /** How loud the microphone is, 0 to 1. */
    this.level = 0;
    /** Why there is no sound; gone with the next press that succeeds. @type {SoundTrouble | null} */
    this.trouble = null;
    this._ticking = setInterval(() => this._tick(), TICK_MS);
  }

  /**
   * Be somebody who can talk and hear on this connection.
   *
   * @param {Socket} socket
   * @param {() => void} onChange
   */
  static async open(socket, onChange) {
    const line = await VoiceLine.open(socket);
    const session = new TalkSession(line, onChange);
    const picture = await line.follow();
    for (const start of picture.active) session.listening.speaking.set(start.stream, start);
    return session;
  }

  /** Whether the microphone is open: people are shown that. */
  get isListening() {
    return this._microphone !== null;
  }

  /** Whether the key was pressed and the microphone is not there yet. */
  get isOpening() {
    return this._pressed !== null;
  }

  /** Listen already: the key is about to be pressed, and the first syllable counts. */
  arm() {
    this._neededS = nowS();
    if (this._microphone || this._opening) return;
    this._opening = this._openMicrophone().finally(() => {
      this._opening = null;
    });
  }

  /**
   * The key goes down. Without a microphone it says why and stays up.
   *
   * @param {string} channel
   * @param {Wish} [wish]
   */
  press(channel, wish = {}) {
    this.arm();
    void this.listening.enable();
    if (this._microphone) {
      this.key.press(channel, wish);
    } else {
      this._pressed = { channel, wish };
      this._onChange();
    }
  }

  /** The key goes up. */
  letGo() {
    this._pressed = null;
    this.key.letGo();
    this._onChange();
  }

  /** The finger slipped off: take it back. */
  cancel() {
    this._pressed = null;
    this.key.cancel();
    this._onChange();
  }

  /** Close everything. */
  close() {
    clearInterval(this._ticking);
    this._pressed = null;
    this.key.close();
    this.listening.close();
    this._closeMicrophone();
    this.line.close();
  }

  async _openMicrophone() {
    try {
      this._microphone = await Microphone.open(this.line.codecOut, {
        onPacket: (packet, isVoice) => this.key.captured(packet, isVoice),
        onLevel: (rmsDbfs) => {
          this.level = Math.max(0, Math.min(1, 1 - rmsDbfs / QUIETEST_DBFS));
        },
        onLost: (trouble) => this._lostMicrophone(trouble),
      });
      this.trouble = null;
      if (this._pressed) this.key.press(this._pressed.channel, this._pressed.wish);
    } catch (error) {
      this.trouble = troubleOf(error);
    }
    this._pressed = null;
    this._onChange();
  }

  _closeMicrophone() {
    this._microphone?.close();
    this._microphone = null;
    this.level = 0;
  }

  /** @param {SoundTrouble} trouble */
  _lostMicrophone(trouble) {
    this._microphone = null;
    this.level = 0;
    this.trouble = trouble;
    this.letGo();
  }

  _tick() {
    this.key.tick();
    if (this.key.isDown) this._neededS = nowS();
    if (this._microphone && nowS() - this._neededS > LINGER_S) {
      this._closeMicrophone();
      this._onChange();
    }
  }

  _keyChanged() {
    this.listening.setMuted(this.key.isDown && this.key.state.phase === "onAir");
    if (this.key.isDown) void this._stayAwake();
    else this._mayScreenSleep();
    this._onChange();
  }

  async _stayAwake() {
    if (this._awake || !("wakeLock" in navigator)) return;
    try {
      this._awake = await navigator.wakeLock.request("screen");
      if (!this.key.isDown) this._mayScreenSleep();
    } catch {
      // A hidden page or an empty battery: talking goes on without.
    }
  }

  _mayScreenSleep() {
    void this._awake?.release();
    this._awake = null;
  }
}

function nowS() {
  return performance.now() / 1000;
}
