// @ts-check
/** The loudspeaker: streams of frames in, sound out. */

import { makeDecoder } from "./codec.js";
import { playCue } from "./cues.js";
import { CLOCK_HZ, FrameFlag } from "./frame.js";

/** @typedef {import("./codec.js").Decoder} Decoder */
/** @typedef {import("./frame.js").Frame} Frame */
/** @typedef {import("./jitter.js").JitterOptions} JitterOptions */
/** @typedef {import("./speaker_worklet.js").ToSpeaker} ToSpeaker */
/** @typedef {import("./speaker_worklet.js").FromSpeaker} FromSpeaker */
/** @typedef {import("./speaker_worklet.js").Counts} Counts */

/**
 * @typedef {object} SpeakerEvents
 * @property {(stream: number, counts: Counts) => void} onCounts Every {@link Speaker.count}.
 * @property {(stream: number, counts: Counts) => void} onEnded All of a stream was played.
 * @property {() => void} onState The browser stopped or went on playing.
 */

/** Goes through the decoder behind the frames before it, and says that no more will come. */
const FINISH = { sequence: 0, clock: 0, payload: new Uint8Array(0), flags: FrameFlag.NONE };

/** One loudspeaker, and the streams mixed into it. */
export class Speaker {
  /**
   * @param {AudioContext} context
   * @param {SpeakerEvents} events
   */
  constructor(context, events) {
    this._context = context;
    this._events = events;
    /** @type {Map<number, Decoder>} */
    this._decoders = new Map();
    this._node = new AudioWorkletNode(context, "speaker", {
      numberOfInputs: 0,
      outputChannelCount: [1],
    });
    this._gain = new GainNode(context);
    this._node.port.onmessage = (message) => this._told(message.data);
    this._node.connect(this._gain).connect(context.destination);
    context.addEventListener("statechange", events.onState);
  }

  /**
   * Open it. Browsers let it sound after the person's first touch of the page.
   *
   * @param {SpeakerEvents} events
   * @returns {Promise<Speaker>}
   */
  static async open(events) {
    const context = new AudioContext({ sampleRate: CLOCK_HZ, latencyHint: "interactive" });
    await context.audioWorklet.addModule(new URL("./speaker_worklet.js", import.meta.url));
    return new Speaker(context, events);
  }

  /** Whether anything would be heard now. */
  get isRunning() {
    return this._context.state === "running";
  }

  /** Whether the browser took it away for good, so that another has to be opened. */
  get isClosed() {
    return this._context.state === "closed";
  }

  /** Begin to sound, or to sound again; within a touch of the person. */
  async resume() {
    await this._context.resume();
  }

  /** Close it. */
  close() {
    for (const decoder of this._decoders.values()) decoder.close();
    this._decoders.clear();
    this._node.port.onmessage = null;
    this._context.removeEventListener("statechange", this._events.onState);
    if (!this.isClosed) void this._context.close();
  }

  /**
   * Play a stream from now on.
   *
   * @param {number} stream
   * @param {import("./codec.js").Codec} codec
   * @param {Partial<JitterOptions>} options
   */
  add(stream, codec, options) {
    this._post({ type: "add", stream, options });
    const decoder = makeDecoder(codec, (frame) => {
      if (frame.payload.length === 0 && !(frame.flags & FrameFlag.LAST)) {
        this._post({ type: "finish", stream });
        return;
      }
      const arrivedS = Date.now() / 1000;
      this._post({ type: "frame", stream, frame, arrivedS }, [frame.payload.buffer]);
    });
    this._decoders.set(stream, decoder);
  }

  /**
   * Play these frames of a stream.
   *
   * @param {number} stream
   * @param {readonly Frame[]} frames
   */
  hear(stream, frames) {
    const decoder = this._decoders.get(stream);
    if (decoder) for (const frame of frames) decoder.decode(frame);
  }

  /**
   * Play what is left of a stream and end it.
   *
   * @param {number} stream
   */
  finish(stream) {
    this._decoders.get(stream)?.decode(FINISH);
  }

  /**
   * End a stream at once.
   *
   * @param {number} stream
   */
  drop(stream) {
    this._post({ type: "drop", stream });
    this._forget(stream);
  }

  /** Ask how the streams fare; the answers come as events. */
  count() {
    this._post({ type: "count" });
  }

  /** @param {boolean} isMuted Play silence, so that a talker does not hear the room twice. */
  setMuted(isMuted) {
    this._post({ type: "mute", isMuted });
  }

  /** @param {number} volume 0 to 1. */
  setVolume(volume) {
    this._gain.gain.value = volume;
  }

  /** @param {import("./cues.js").Cue} cue */
  cue(cue) {
    playCue(this._context, cue);
  }

  /** @param {FromSpeaker} told */
  _told(told) {
    if (told.type === "counts") {
      this._events.onCounts(told.stream, told.counts);
    } else {
      this._forget(told.stream);
      this._events.onEnded(told.stream, told.counts);
    }
  }

  /** @param {number} stream */
  _forget(stream) {
    this._decoders.get(stream)?.close();
    this._decoders.delete(stream);
  }

  /**
   * @param {ToSpeaker} message
   * @param {Transferable[]} [transfer]
   */
  _post(message, transfer = []) {
    this._node.port.postMessage(message, transfer);
  }
}
