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
    this.listening = new Listening(line, () => this._heardChanged());
    this._isFollowedLive = false;
    /** @type {Promise<void> | null} */
    this._opening = null;
    /** @type {Microphone | null} */
    this._microphone = null;
    /** @type {{channel: string, wish: Wish} | null} Pressed, while the microphone is opened. */
    this._pressed = null;
    this._neededS = 0;
    /** @type {WakeLockSentinel | null} */
    this._awake = null;
    /** Whether a sound marks grant, end and denial. */
    this.hasCues = true;
    /** @type {import("./talk_key.js").Phase} */
    this._phase = "idle";
    /** How loud the microphone is, 0 to 1. */
    this.level = 0;
    /** Why there is no sound; gone with the next press that succeeds. @type {SoundTrouble | null} */
    this.trouble = null;
    this._ticking = setInterval(() => this._tick(), TICK_MS);
    this._shown = () => {
      if (document.visibilityState === "visible" && this._wasEnabled) void this.enableSound();
    };
    this._wasEnabled = false;
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
    await session._follow();
    document.addEventListener("visibilitychange", session._shown);
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

  /** Who is talked to, now or last, or as soon as there is a microphone. */
  get channel() {
    return this._pressed?.channel ?? this.key.channel;
  }

  /** Whether the browser lets sound be heard; false asks for a touch of the person. */
  get isAudible() {
    return this.listening.isAudible;
  }

  /** Let sound be heard; from a touch of the person, and tried again when the page comes back. */
  async enableSound() {
    this._wasEnabled = true;
    try {
      await this.listening.enable();
    } catch (error) {
      this.trouble = troubleOf(error);
      this._onChange();
    }
  }

  /** Listen already: the key is about to be pressed, and the first syllable counts. */
  arm() {
    this._neededS = nowS();
    if (this._microphone || this._opening) return;
    this._opening = this._openMicrophone().finally(() => {
      this._opening = null;
    });
  }

  /** Listen already where the person allowed it before: a hovering finger asks no questions. */
  async armIfAllowed() {
    try {
      const name = /** @type {PermissionName} */ ("microphone");
      const { state } = await navigator.permissions.query({ name });
      if (state === "granted") this.arm();
    } catch {
      // A browser that does not tell: the press will ask.
    }
  }

  /**
   * The key goes down. Without a microphone it says why and stays up.
   *
   * @param {string} channel
   * @param {Wish} [wish]
   */
  press(channel, wish = {}) {
    this.arm();
    void this.enableSound();
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
    document.removeEventListener("visibilitychange", this._shown);
    this._pressed = null;
    this.key.close();
    this.listening.close();
    this._closeMicrophone();
    this.line.close();
  }

  async _openMicrophone() {
    tellSystem("play-and-record");
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
    tellSystem("playback");
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

  _heardChanged() {
    if (this.isAudible !== this._isFollowedLive) void this._follow();
    this._onChange();
  }

  /** Follow everything; with sound once there can be any. */
  async _follow() {
    this._isFollowedLive = this.isAudible;
    try {
      const { active } = await this.line.follow(this._isFollowedLive);
      for (const start of active) this.listening.speaking.set(start.stream, start);
    } catch {
      return; // The connection went, and a new session comes with the next one.
    }
    this._onChange();
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
    const { phase } = this.key.state;
    const isOnAir = this.key.isDown && phase === "onAir";
    this.listening.setMuted(isOnAir);
    if (phase !== this._phase) this._cue(phase);
    this._phase = phase;
    if (this.key.isDown) void this._stayAwake();
    else this._mayScreenSleep();
    this._onChange();
  }

  /** @param {import("./talk_key.js").Phase} phase */
  _cue(phase) {
    if (!this.hasCues) return;
    if (phase === "onAir") this.listening.cue("granted");
    else if (phase === "busy" || phase === "denied") this.listening.cue("denied");
    else if (this._phase === "onAir") this.listening.cue("ended");
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

/**
 * Tell a phone what sound is for here, so that it goes on when the page is in the background.
 *
 * @param {"playback" | "play-and-record"} type
 */
function tellSystem(type) {
  // Only Safari has it; a page elsewhere needs to say nothing.
  const { audioSession } = /** @type {{audioSession?: {type: string}}} */ (
    /** @type {unknown} */ (navigator)
  );
  if (audioSession) audioSession.type = type;
}

function nowS() {
  return performance.now() / 1000;
}
