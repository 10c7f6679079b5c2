// @ts-check
/**
 * The talk key: what it does to the floor of a channel, and what a person is shown of that.
 *
 *     what happens                  phase      until
 *     key down                      asking     the answer
 *     granted                       onAir      the last syllable has left
 *     somebody talks, and we wait   queued     the floor is free, or the key goes up
 *     somebody talks                busy       the next press
 *     not now, and why              denied     the next press
 *     over                          idle
 *
 * The rules are in {@link Talker}; this carries them out.
 */

import { Talker } from "./talker.js";

/** @typedef {import("./talker.js").TalkerEvent} TalkerEvent */
/** @typedef {import("./voice_line.js").VoiceLine} VoiceLine */
/** @typedef {import("./voice_line.js").VoiceEvent} VoiceEvent */
/** @typedef {import("./voice_line.js").TalkAnswer} TalkAnswer */
/** @typedef {"idle" | "asking" | "onAir" | "queued" | "busy" | "denied"} Phase */

/**
 * What is shown of the key. `reason` is why it ended or was not granted, `holder` who has the
 * floor instead, `endsS` on the clock handed in.
 *
 * @typedef {{phase: Phase, reason: string, holder: string, queuePlace: number, endsS: number}}
 *   KeyState
 */

const HANDLERS = 255;
const MAX_TALK_S = 60;
/** @type {Record<import("./talker.js").TalkerState, Phase>} */
const PHASES = {
  idle: "idle",
  asking: "asking",
  finishing: "asking",
  queued: "queued",
  talking: "onAir",
};
const NOT_WORTH_TELLING = ["released", "cancelled"];

/** @type {KeyState} */
const IDLE = { phase: "idle", reason: "", holder: "", queuePlace: 0, endsS: 0 };

/** One key, one microphone, one channel at a time. */
export class TalkKey {
  /**
   * @param {VoiceLine} line
   * @param {() => number} nowS Seconds that never jump.
   * @param {() => void} onChange Called after {@link TalkKey.state} changed.
   */
  constructor(line, nowS, onChange) {
    this._line = line;
    this._nowS = nowS;
    this._onChange = onChange;
    this._talker = new Talker();
    this._channel = "";
    /** @type {{priority?: number, reply_to?: string}} */
    this._wish = {};
    this._handler = 0;
    /** @type {number | null} */
    this._stream = null;
    this._lastAsk = 0;
    /** What the hub calls the talk that is on air. */
    this.message = "";
    /** @type {KeyState} */
    this.state = IDLE;
    this._stopListening = line.listen((event) => this._heard(event));
  }

  /** Whether a talk is under way, its last syllables included. */
  get isDown() {
    return this._talker.state !== "idle";
  }

  /** Who is talked to, now or last. */
  get channel() {
    return this._channel;
  }

  /**
   * The key goes down; the channel that is talked to stays until that is over.
   *
   * @param {string} channel
   * @param {{priority?: number, reply_to?: string}} [wish]
   */
  press(channel, wish = {}) {
    if (!this.isDown) {
      this._channel = channel;
      this._wish = wish;
      this.state = IDLE;
    }
    this._carryOut(this._talker.press(this._nowS()));
  }

  /** The key goes up: the last syllables still leave. */
  letGo() {
    if (this.isDown) this._carryOut(this._talker.letGo(this._nowS()));
  }

  /** Take it back: what was said is not kept. */
  cancel() {
    this._carryOut(this._talker.cancel());
  }

  /**
   * Take 20 ms of the microphone, talking or not.
   *
   * @param {Uint8Array} packet
   * @param {boolean} isVoice
   */
  captured(packet, isVoice) {
    const events = this._talker.capture(packet, this._nowS(), isVoice);
    if (events.length) this._carryOut(events);
  }

  /** Notice what nothing tells; several times a second. */
  tick() {
    const events = this._talker.tick(this._nowS());
    if (events.length) this._carryOut(events);
  }

  /** The connection is gone, and a floor with it. */
  close() {
    this._stopListening();
    this._carryOut(this._talker.revoked("disconnected"));
  }

  /** @param {readonly TalkerEvent[]} events */
  _carryOut(events) {
    for (const event of events) this._act(event);
    const phase = PHASES[this._talker.state];
    if (phase !== "idle" && phase !== this.state.phase) {
      this.state = { ...this.state, phase, reason: "" };
    }
    this._onChange();
  }

  /** @param {TalkerEvent} event */
  _act(event) {
    switch (event.kind) {
      case "ask":
        void this._askFloor(event.ask, event.prerollMs);
        break;
      case "send":
        this._line.send(this._handler, event.frames);
        break;
      case "release":
        this._release(event);
        break;
      case "leave":
        quietly(this._line.leave(this._channel));
        break;
      case "stop":
        this._stopped(event.reason);
        break;
    }
  }

  /**
   * @param {number} ask
   * @param {number} prerollMs
   */
  async _askFloor(ask, prerollMs) {
    this._handler = (this._handler % HANDLERS) + 1;
    this._lastAsk = ask;
    this._stream = null;
    try {
      const fields = { handler: this._handler, preroll_ms: prerollMs, ...this._wish };
      this._answered(ask, await this._line.ask(this._channel, fields));
    } catch (error) {
      if (ask === this._lastAsk) this._failed(error);
    }
  }

  /** @param {Extract<TalkerEvent, {kind: "release"}>} event */
  _release({ frameCount, clockEnd, isCancelled }) {
    if (this._stream === null) return;
    const fields = { frames: frameCount, clock_end: clockEnd, cancel: isCancelled };
    quietly(this._line.release(this._stream, fields));
    this._stream = null;
  }

  /**
   * @param {number} ask
   * @param {TalkAnswer} answer
   */
  _answered(ask, answer) {
    const holder = answer.holder?.name ?? "";
    if (answer.granted) {
      this._granted(ask, answer);
    } else if (answer.reason === "queued") {
      this.state = { ...IDLE, phase: "queued", holder, queuePlace: answer.queue_pos ?? 1 };
      this._carryOut(this._talker.queued(ask, this._nowS()));
    } else {
      this.state = { ...IDLE, holder };
      this._carryOut(this._talker.denied(ask, answer.reason ?? "busy", this._nowS()));
    }
  }

  /**
   * @param {number} ask
   * @param {{stream?: number, handler?: number, message?: string, max_s?: number}} grant
   */
  _granted(ask, grant) {
    const nowS = this._nowS();
    this.message = grant.message ?? "";
    this._stream = grant.stream ?? null;
    this._handler = grant.handler ?? this._handler;
    this.state = { ...IDLE, phase: this.state.phase, endsS: nowS + (grant.max_s ?? MAX_TALK_S) };
    this._carryOut(this._talker.granted(ask, nowS, grant.max_s ?? null));
  }

  /** @param {unknown} error */
  _failed(error) {
    this._carryOut(this._talker.revoked("disconnected"));
    const code = error instanceof Object && "code" in error ? String(error.code) : "disconnected";
    this.state = { ...IDLE, phase: "denied", reason: code };
    this._onChange();
  }

  /** @param {string} reason */
  _stopped(reason) {
    if (NOT_WORTH_TELLING.includes(reason)) {
      this.state = IDLE;
      return;
    }
    const phase = reason === "busy" ? "busy" : "denied";
    this.state = { ...IDLE, phase, reason, holder: this.state.holder };
  }

  /** @param {VoiceEvent} event */
  _heard(event) {
    switch (event.type) {
      case "voice/floor.granted":
        if (event.channel === this._channel) this._granted(this._lastAsk, event);
        break;
      case "voice/floor.queued":
        if (event.channel === this._channel) {
          this.state = { ...this.state, queuePlace: event.queue_pos };
          this._onChange();
        }
        break;
      case "voice/floor.revoked":
        if (event.stream === this._stream) this._carryOut(this._talker.revoked(event.reason));
        break;
    }
  }
}

/**
 * The hub ends it by itself, and there is nothing to be done.
 *
 * @param {Promise<unknown>} request
 */
function quietly(request) {
  request.catch(() => {});
}
