// @ts-check
/**
 * What is heard here: the streams of a line, each into the loudspeaker as it should be played.
 *
 * Every two seconds the hub is told how they fare.
 */

import { FRAME_S } from "./frame.js";
import { Speaker } from "./speaker.js";

/** @typedef {import("./frame.js").Frame} Frame */
/** @typedef {import("./jitter.js").JitterOptions} JitterOptions */
/** @typedef {import("./speaker_worklet.js").Counts} Counts */
/** @typedef {import("./voice_line.js").StreamStart} StreamStart */
/** @typedef {import("./voice_line.js").VoiceLine} VoiceLine */

const REPORT_MS = 2000;
/** Somebody who missed more than this of what was said has not heard it. */
const HEARD_SHARE = 0.8;
/** A browser's audio thread comes every 10 to 20 ms: one frame more than a desktop needs. */
const FIRST_TARGET_S = 2 * FRAME_S;

/** Plays the streams of one line. */
export class Listening {
  /**
   * @param {VoiceLine} line
   * @param {() => void} onChange Called when somebody begins or ends, or sound comes or goes.
   */
  constructor(line, onChange) {
    this._line = line;
    this._onChange = onChange;
    /** @type {Promise<Speaker> | null} */
    this._opening = null;
    /** @type {Speaker | null} */
    this._speaker = null;
    /** Who is heard now, by stream. @type {Map<number, StreamStart>} */
    this.speaking = new Map();
    /** How each stream fared, the ended ones too. @type {Map<number, Counts>} */
    this.counts = new Map();
    /** The delay that was last good, by talker. @type {Map<string, number>} */
    this._targetS = new Map();
    /** Speed of the replays asked for, by message. @type {Map<string, number>} */
    this._speeds = new Map();
    /** Streams the loudspeaker knows. @type {Map<number, StreamStart>} */
    this._playing = new Map();
    /** Somebody was heard to the end as they spoke. @type {(start: StreamStart) => void} */
    this.onHeard = () => {};
    this._isMuted = false;
    this._volume = 1;
    line.onFrames = (start, frames) => this._hear(start, frames);
    this._stopListening = line.listen((event) => this._told(event));
    this._reporting = setInterval(() => this._speaker?.count(), REPORT_MS);
    for (const start of line.picture.active) this.speaking.set(start.stream, start);
  }

  /** Whether the browser would let anything be heard; false asks for a touch of the person. */
  get isAudible() {
    return this._speaker?.isRunning ?? false;
  }

  /** Let sound be heard; called from a touch of the person, and again after an interruption. */
  async enable() {
    if (this._speaker?.isClosed) this._closeSpeaker();
    const speaker = await this._open();
    await speaker.resume();
    this._onChange();
  }

  /** Be silent for good. */
  close() {
    clearInterval(this._reporting);
    this._stopListening();
    this._closeSpeaker();
    this.speaking.clear();
  }

  /** @param {boolean} isMuted Somebody talks here, and should not hear the room twice. */
  setMuted(isMuted) {
    this._isMuted = isMuted;
    this._speaker?.setMuted(isMuted);
  }

  /** @param {number} volume 0 to 1. */
  setVolume(volume) {
    this._volume = volume;
    this._speaker?.setVolume(volume);
  }

  /**
   * Say how fast the replay of a message will come, before it is asked for.
   *
   * @param {string} message
   * @param {number} speed
   */
  expect(message, speed) {
    this._speeds.set(message, speed);
  }

  /** @param {number} stream End it at once. */
  drop(stream) {
    this._speaker?.drop(stream);
    this._playing.delete(stream);
    this.speaking.delete(stream);
    this._onChange();
  }

  /** @param {import("./cues.js").Cue} cue */
  cue(cue) {
    this._speaker?.cue(cue);
  }

  async _open() {
    this._opening ??= Speaker.open({
      onCounts: (stream, counts) => this._report(stream, counts),
      onEnded: (stream, counts) => this._ended(stream, counts),
      onState: () => this._onChange(),
    });
    const speaker = await this._opening;
    if (this._speaker !== speaker) {
      this._speaker = speaker;
      speaker.setMuted(this._isMuted);
      speaker.setVolume(this._volume);
    }
    return speaker;
  }

  _closeSpeaker() {
    this._speaker?.close();
    this._speaker = this._opening = null;
    this._playing.clear();
  }

  /**
   * @param {StreamStart} start
   * @param {Frame[]} frames
   */
  _hear(start, frames) {
    const speaker = this._speaker;
    if (!speaker?.isRunning) return;
    if (!this._playing.has(start.stream)) {
      this._playing.set(start.stream, start);
      speaker.add(start.stream, start.codec, this._options(start));
    }
    speaker.hear(start.stream, frames);
  }

  /**
   * @param {StreamStart} start
   * @returns {Partial<JitterOptions>}
   */
  _options(start) {
    const targetS = this._targetS.get(start.from.device) ?? FIRST_TARGET_S;
    if (start.replay) {
      return { pace: "steady", speed: this._speeds.get(start.message) ?? 1, targetS };
    }
    return { pace: start.behind_ms > 0 ? "catch_up" : "live", targetS };
  }

  /** @param {import("./voice_line.js").VoiceEvent} event */
  _told(event) {
    if (event.type === "voice/stream.start") {
      this.speaking.set(event.stream, event);
    } else if (event.type === "voice/stream.stop") {
      this._speaker?.finish(event.stream);
      if (!this._playing.has(event.stream)) this.speaking.delete(event.stream);
    } else {
      return;
    }
    this._onChange();
  }

  /**
   * @param {number} stream
   * @param {Counts} counts
   */
  _ended(stream, counts) {
    this._report(stream, counts);
    const start = this._playing.get(stream);
    if (start && !start.replay && isHeard(counts)) this.onHeard(start);
    this._playing.delete(stream);
    this.speaking.delete(stream);
    this._onChange();
  }

  /**
   * @param {number} stream
   * @param {Counts} counts
   */
  _report(stream, counts) {
    this.counts.set(stream, counts);
    const start = this._playing.get(stream);
    if (start && !start.replay) this._targetS.set(start.from.device, counts.targetMs / 1000);
    const fields = {
      stream,
      recv: counts.received,
      late: counts.late,
      lost: counts.skipped,
      concealed: counts.concealed,
      buffer_ms: counts.bufferMs,
      jitter_ms: Math.max(0, counts.jitterMs),
      underruns: counts.underruns,
    };
    // A report that does not arrive is followed by another.
    this._line.report(fields).catch(() => {});
  }
}

/** @param {Counts} counts */
function isHeard({ played, concealed, skipped, trimmed }) {
  const sound = played + trimmed;
  return sound > 0 && sound >= HEARD_SHARE * (sound + concealed + skipped);
}
