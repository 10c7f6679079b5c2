// @ts-check
/**
 * The voice of one connection to the hub: events and frames in, commands and frames out.
 *
 * The microphone and the loudspeaker are not asked here.
 */

import { supportedCodecs } from "./codec.js";
import { VoiceFrameError, decodeMessage, encodeFrames } from "./frame.js";

/** @typedef {import("./frame.js").Frame} Frame */
/** @typedef {import("./codec.js").Codec} Codec */
/** @typedef {import("../types").JsonObject} JsonObject */

/** @typedef {{user: string, name: string, device: string, area?: string | null}} Talking */

/**
 * A stream that is heard, as the hub announced it.
 *
 * @typedef {object} StreamStart
 * @property {"voice/stream.start"} type
 * @property {number} stream
 * @property {number} handler
 * @property {string} channel
 * @property {Talking} from
 * @property {Codec} codec
 * @property {number} priority
 * @property {string} message
 * @property {boolean} replay
 * @property {number} behind_ms
 */

/**
 * A talk burst as it is kept.
 *
 * @typedef {object} TalkMessage
 * @property {"voice/message"} type
 * @property {string} message
 * @property {string} channel
 * @property {Talking} from
 * @property {string[]} to
 * @property {number} at
 * @property {number} duration_ms
 * @property {number} priority
 * @property {string} reason
 * @property {number[]} peaks
 * @property {string | null} text
 * @property {string[]} heard_by
 * @property {boolean} is_heard
 */

/** @typedef {{type: "voice/floor", channel: string, state: "idle" | "taken" | "emergency",
 *   holder: Talking | null, since: number | null, queue: string[]}} FloorChanged */

/**
 * @typedef {StreamStart
 *   | {type: "voice/stream.stop", stream: number, reason: string, duration_ms: number}
 *   | FloorChanged
 *   | {type: "voice/floor.granted", channel: string, stream: number, handler: number,
 *      message: string, max_s: number}
 *   | {type: "voice/floor.queued", channel: string, queue_pos: number}
 *   | {type: "voice/floor.revoked", stream: number, reason: string, by: string | null}
 *   | TalkMessage
 *   | {type: "voice/message.gone", message: string}
 *   | {type: "voice/transcript", message: string, stream: number | null, text: string,
 *      stable: number, final: boolean}
 *   | {type: "voice/receipt", message: string, user: string, state: string, at: number}
 *   | {type: "voice/missed", channel: string, count: number, oldest: number | null}
 *   | {type: "voice/presence", user: string, name: string, device: string, device_name: string,
 *      can_hear: "live" | "dnd" | "asleep" | "offline"}
 *   | {type: "voice/listener.degraded", stream: number, reason: string, dropped: number}
 *   | {type: "voice/answer", message: string, question: string, text: string, code: string | null}
 *   | Call
 *   | {type: "voice/notice", level: "info" | "warning" | "error", text: string}} VoiceEvent
 */

/**
 * Somebody rings at a door or drops in, and how it goes on.
 *
 * @typedef {object} Call
 * @property {"voice/call"} type
 * @property {string} call
 * @property {"ring" | "dropin"} kind
 * @property {"ringing" | "active" | "ended"} state
 * @property {"listen" | "talk" | "duplex"} mode As the caller sees it.
 * @property {string} channel
 * @property {Talking} from
 * @property {string | null} talk Where one talks to the other side; null where one may not.
 * @property {boolean} opens_microphone The other side hears this device's microphone.
 * @property {string | null} reason
 * @property {number | null} until When it stops ringing by itself.
 */

/**
 * @typedef {object} TalkAnswer
 * @property {boolean} granted
 * @property {number} [stream]
 * @property {number} [handler]
 * @property {string} [message]
 * @property {number} [max_s]
 * @property {string} [reason]
 * @property {Talking} [holder]
 * @property {number} [queue_pos]
 */

/**
 * @typedef {object} Channel
 * @property {string} channel
 * @property {string} name
 * @property {"all" | "room" | "group" | "direct" | "gate" | "house"} kind
 * @property {"talk" | "write" | "listen" | "none"} can The house may understand written words alone.
 * @property {number} priority_max
 * @property {number} online Devices that would hear it now.
 * @property {string | null} [device_id] Of a panel or door station.
 * @property {string | null} [area_id]
 * @property {string[]} members
 */

/**
 * How everything stands at the beginning.
 *
 * @typedef {object} Picture
 * @property {string[]} channels
 * @property {StreamStart[]} active
 * @property {FloorChanged[]} floors
 * @property {Record<string, {count: number, oldest: number}>} unread
 * @property {Extract<VoiceEvent, {type: "voice/presence"}>[]} presence
 * @property {Call[]} [calls]
 */

/**
 * What this needs of a connection.
 *
 * @typedef {object} Socket
 * @property {(type: string, fields?: JsonObject) => Promise<any>} call
 * @property {(type: string, fields: JsonObject, onEvent: (event: any) => void) =>
 *   Promise<{result: any, close: () => void}>} subscribe
 * @property {(message: Uint8Array<ArrayBuffer>) => void} sendBinary
 * @property {((message: ArrayBuffer) => void) | null} onBinary
 */

/** The voice of one connection. Made by {@link VoiceLine.open}. */
export class VoiceLine {
  /** @param {Socket} socket */
  constructor(socket) {
    this._socket = socket;
    /** @type {Set<(event: VoiceEvent) => void>} */
    this._listeners = new Set();
    /** @type {Map<number, StreamStart>} */
    this._byHandler = new Map();
    /** Frames that belonged to no stream, or were none. */
    this.unknownFrames = 0;
    /** @type {Codec} */
    this.codecOut = "pcm16";
    /** Whether the house understands what is written to it. */
    this.hasHouse = false;
    /** @type {(start: StreamStart, frames: Frame[]) => void} */
    this.onFrames = () => {};
    /** @type {Picture} */
    this.picture = { channels: [], active: [], floors: [], unread: {}, presence: [] };
    this._close = () => {};
  }

  /**
   * Say what this browser can do with sound, and follow everything meant for this person.
   *
   * @param {Socket} socket
   * @param {JsonObject} [device] More of what it says of itself.
   * @returns {Promise<VoiceLine>}
   */
  static async open(socket, device = {}) {
    const line = new VoiceLine(socket);
    socket.onBinary = (message) => line._hear(new Uint8Array(message));
    const codecs = await supportedCodecs();
    const hello = await socket.subscribe("voice/hello", { ...codecs, ...device }, (event) =>
      line._take(event),
    );
    line.codecOut = hello.result.codec_out;
    line.hasHouse = Boolean(hello.result.speech?.house);
    line._close = hello.close;
    return line;
  }

  /**
   * Follow everything meant for this person; before this nothing comes.
   *
   * @param {boolean} isLive Whether sound comes too. Others see who can hear them, so a page that
   *   may not sound yet must not claim to.
   * @returns {Promise<Picture>}
   */
  async follow(isLive) {
    const fields = { transcripts: true, live: isLive };
    this.picture = await this._socket.call("voice/subscribe", fields);
    for (const start of this.picture.active) this._begin(start);
    return this.picture;
  }

  /** Be without a voice again; the connection stays. */
  close() {
    this._socket.onBinary = null;
    this._listeners.clear();
    this._close();
  }

  /**
   * Be told every event, until the function returned is called.
   *
   * @param {(event: VoiceEvent) => void} listener
   */
  listen(listener) {
    this._listeners.add(listener);
    return () => void this._listeners.delete(listener);
  }

  /** @returns {Promise<Channel[]>} */
  channels() {
    return this._socket.call("voice/channels");
  }

  /**
   * Ask for the floor. The request is on its way when this returns: frames may follow at once.
   *
   * @param {string} channel
   * @param {{handler: number, preroll_ms: number, priority?: number, reply_to?: string}} fields
   * @returns {Promise<TalkAnswer>}
   */
  ask(channel, fields) {
    const codec = this.codecOut;
    const rate = codec === "opus" ? 48_000 : 16_000;
    return this._socket.call("voice/talk", { channel, codec, rate, queue: true, ...fields });
  }

  /**
   * @param {number} handler
   * @param {readonly Frame[]} frames
   */
  send(handler, frames) {
    for (const message of encodeFrames(handler, frames)) this._socket.sendBinary(message);
  }

  /**
   * @param {number} stream
   * @param {{frames: number, clock_end: number, cancel: boolean}} fields
   */
  release(stream, fields) {
    return this._socket.call("voice/release", { stream, ...fields });
  }

  /** @param {string} channel Leave its queue. */
  leave(channel) {
    return this._socket.call("voice/floor.cancel", { channel });
  }

  /**
   * Hear a message again.
   *
   * @param {string} message
   * @param {{from_ms?: number, speed?: number}} [fields]
   * @returns {Promise<{stream: number, handler: number}>}
   */
  play(message, fields = {}) {
    return this._socket.call("voice/play", { message, ...fields });
  }

  /**
   * @param {number} stream
   * @param {number} [atMs] How far it was heard.
   */
  stopPlay(stream, atMs) {
    return this._socket.call("voice/play.stop", { stream, at_ms: atMs ?? null });
  }

  /**
   * @param {string} message
   * @param {"heard" | "kept" | "deleted"} state
   */
  acknowledge(message, state) {
    return this._socket.call("voice/ack", { message, state });
  }

  /**
   * Take a call or refuse it.
   *
   * @param {string} call
   * @param {boolean} accept
   * @returns {Promise<Call>}
   */
  answerCall(call, accept) {
    return this._socket.call("voice/dropin.answer", { call, accept });
  }

  /** @param {string} call Hang up. */
  endCall(call) {
    return this._socket.call("voice/dropin.end", { call });
  }

  /** @param {Record<string, number>} fields How a stream fares here. */
  report(fields) {
    return this._socket.call("voice/report", fields);
  }

  /** @param {VoiceEvent} event */
  _take(event) {
    if (event.type === "voice/stream.start") this._begin(event);
    for (const listener of [...this._listeners]) listener(event);
    if (event.type === "voice/stream.stop") this._end(event.stream);
  }

  /** @param {StreamStart} start */
  _begin(start) {
    this._byHandler.set(start.handler, start);
  }

  /** @param {number} stream */
  _end(stream) {
    for (const [handler, start] of this._byHandler) {
      if (start.stream === stream) this._byHandler.delete(handler);
    }
  }

  /** @param {Uint8Array} message */
  _hear(message) {
    try {
      const heard = decodeMessage(message);
      const start = this._byHandler.get(heard.handler);
      if (start) this.onFrames(start, heard.frames);
      else this.unknownFrames += 1;
    } catch (error) {
      if (!(error instanceof VoiceFrameError)) throw error;
      this.unknownFrames += 1;
    }
  }
}
