// @ts-check
/**
 * What a person sees of talking: the channels, who is there, who speaks, what was missed.
 *
 * One per page. The voice of each connection comes and goes under it.
 */

import { forget, keep, kept } from "../net/keep.js";
import { Persons } from "../state/persons.js";
import { Signal } from "../state/signal.js";
import { TalkSession } from "../voice/talk_session.js";

/** @import { HubSocket } from "../net/hub_socket.js" */
/** @import { Call, Channel, FloorChanged, StreamStart, VoiceEvent } from "../voice/voice_line.js" */
/** @typedef {Extract<VoiceEvent, {type: "voice/presence"}>} Presence */
/** @typedef {{id: string, name: string}} Me */

const CHANNEL = "homewire.channel";
const TOGGLE = "homewire.toggle";
const UNREAD_LIMIT = 200;
/** Messages that were kept lately: one of them may still be sounding here. */
const KEPT = 50;
/** Several things happen at once when somebody ends; what was missed is asked for once. */
const UNREAD_AFTER_MS = 300;
/** The house where it has no ears.
 * @type {Channel} */
const HOUSE = {
  channel: "house", name: "house", kind: "house", can: "write", priority_max: 0, online: 1, members: [],
};
/** @type {readonly Channel["kind"][]} */
const ORDER = ["all", "house", "room", "group", "gate", "direct"];

/** The intercom of this page. */
export class Intercom {
  /** @param {HubSocket} socket @param {Persons} [persons] whose pictures there are */
  constructor(socket, persons = new Persons(socket)) {
    this.socket = socket;
    this.persons = persons;
    /** Anything here changed. @type {Signal<void>} */
    this.changed = new Signal();
    /** What the hub said about voice, after it was taken in. @type {Signal<VoiceEvent>} */
    this.heard = new Signal();
    /** @type {TalkSession | null} */
    this.session = null;
    /** @type {Me} */
    this.me = { id: "", name: "" };
    /** @type {Channel[]} */
    this.channels = [];
    /** By device. @type {Map<string, Presence>} */
    this.presence = new Map();
    /** By channel. @type {Map<string, FloorChanged>} */
    this.floors = new Map();
    /** By conversation, ids oldest first. @type {Map<string, string[]>} */
    this.unread = new Map();
    /** What rings or runs now, by its id. @type {Map<string, Call>} */
    this.calls = new Map();
    /** Why one cannot talk, when it is not only the connection. @type {"" | "insecure" | "no_voice"} */
    this.whyNot = "";
    this._channel = kept(CHANNEL) ?? "all";
    /** @type {{message: string, words: string} | null} What the next talk answers. */
    this.replyTo = null;
    this._unreadTimer = 0;
    /** Messages heard as they were spoken that the hub has not kept yet, and those it has kept. */
    this._heardLive = new Set();
    this._kept = new Set();
    socket.addEventListener("open", () => void this._open());
    socket.addEventListener("close", () => this._close());
    if (socket.isOpen) void this._open();
  }

  /** Whether one can talk and listen now. */
  get isAvailable() {
    return this.session !== null;
  }

  /** Whom the key talks to. */
  get channel() {
    return this.channels.find((one) => one.channel === this._channel) ?? this.channels[0] ?? null;
  }

  /** @param {string} channel */
  choose(channel) {
    this._channel = channel;
    this.replyTo = null;
    keep(CHANNEL, channel);
    this.changed.tell();
  }

  /** Whether a tap begins to talk and another ends it. */
  get isToggle() {
    return kept(TOGGLE) !== null;
  }

  /** @param {boolean} isToggle */
  setToggle(isToggle) {
    if (isToggle) keep(TOGGLE, "1");
    else forget(TOGGLE);
    this.changed.tell();
  }

  /** Who is heard now, replays not among them.
   * @returns {StreamStart[]} */
  get speaking() {
    return [...(this.session?.listening.speaking.values() ?? [])].filter((one) => !one.replay);
  }

  /** How much was missed in all channels. */
  get missedCount() {
    let count = 0;
    for (const messages of this.unread.values()) count += messages.length;
    return count;
  }

  /** The key goes down for the chosen channel. */
  press() {
    const { channel, session } = this;
    if (channel === null || session === null) return;
    session.press(channel.channel, this.replyTo ? { reply_to: this.replyTo.message } : {});
    this.replyTo = null;
  }

  /** The conversation something belongs to, as this person names it: what came to them alone is
   * the talk with whoever sent it.
   * @param {{channel: string, conversation?: string, from: {user: string}}} entry */
  conversationOf(entry) {
    if (entry.conversation !== undefined) return entry.conversation;
    return entry.channel === `user:${this.me.id}` ? `user:${entry.from.user}` : entry.channel;
  }

  /** Whether the key is down for this channel.
   * @param {string | null} channel */
  isTalkingTo(channel) {
    const key = this.session?.key;
    return key !== undefined && key.isDown && key.channel === channel;
  }

  /** Take a call or refuse it. Within a touch, so that sound may follow.
   * @param {string} id @param {boolean} accept */
  async answer(id, accept) {
    const { session } = this;
    if (session === null) return;
    if (accept) void session.enableSound();
    try {
      const call = await session.line.answerCall(id, accept);
      if (!accept || call.state === "ended") this.calls.delete(id);
      else this._connected(call);
    } catch {
      this.calls.delete(id); // Somebody else was faster, or nobody waits any more.
    }
    this.changed.tell();
  }

  /** @param {string} id */
  async hangUp(id) {
    const call = this.calls.get(id);
    this.calls.delete(id);
    if (call && isOpen(call)) this.session?.letGo();
    await this.session?.line.endCall(id).catch(() => {});
    this.changed.tell();
  }

  /** @param {Call} call */
  _called(call) {
    const before = this.calls.get(call.call);
    if (call.state !== "ended") this.calls.set(call.call, call);
    else this.calls.delete(call.call);
    if (call.state === "ended" && before && isOpen(before)) this.session?.letGo();
  }

  /** The key talks to the other side now; for somebody who only listens it is held already.
   * @param {Call} call */
  _connected(call) {
    this.calls.set(call.call, call);
    if (call.talk === null) return;
    this.choose(call.talk);
    if (isOpen(call)) this.session?.press(call.talk);
  }

  /** Ask anew what was not heard or read. */
  refreshUnread() {
    clearTimeout(this._unreadTimer);
    this._unreadTimer = window.setTimeout(() => void this._countUnread(), UNREAD_AFTER_MS);
  }

  async _open() {
    const { socket } = this;
    try {
      const user = await socket.call("auth/current_user");
      this.me = { id: user.id, name: user.name };
      const session = await TalkSession.open(socket, () => this.changed.tell());
      session.line.listen((event) => this._take(event));
      session.listening.onHeard = ({ message }) => this._heardAll(message);
      const { presence, floors, calls = [] } = session.line.picture;
      this.calls = new Map(calls.map((one) => [one.call, one]));
      this.presence = new Map(presence.map((one) => [one.device, one]));
      this.floors = new Map(floors.map((one) => [one.channel, one]));
      this.session = session;
      // Whoever touched this page before, on an earlier connection say, need not do it again.
      if (navigator.userActivation?.hasBeenActive) void session.enableSound();
      await Promise.all([this._listChannels(), this._countUnread()]);
      await socket.subscribe("message/subscribe", {}, (event) => this._takeText(event));
    } catch {
      // A connection that went comes again. One that others could read along is given no voice.
      if (socket.isOpen) this.whyNot = window.isSecureContext ? "no_voice" : "insecure";
    }
    this.changed.tell();
  }

  _close() {
    this.session?.close();
    this.session = null;
    this.changed.tell();
  }

  async _listChannels() {
    if (this.session === null) return;
    const listed = await this.session.line.channels();
    if (this.session.line.hasHouse && !listed.some((one) => one.kind === "house")) listed.push(HOUSE);
    // People are talked to by their name, on whatever device hears them.
    const isWorthIt = (/** @type {Channel} */ one) =>
      one.can !== "none" && one.channel !== `user:${this.me.id}` &&
      (!one.channel.startsWith("device:") || Boolean(one.device_id));
    this.channels = listed
      .filter(isWorthIt)
      .sort((one, other) => ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind));
  }

  async _countUnread() {
    try {
      const fields = { unread_only: true, limit: UNREAD_LIMIT };
      const { messages } = await this.socket.call("message/list", fields);
      this.unread = new Map();
      for (const entry of messages.reverse()) {
        const conversation = this.conversationOf(entry);
        this.unread.set(conversation, [...(this.unread.get(conversation) ?? []), entry.message]);
      }
    } catch {
      return;
    }
    this.changed.tell();
  }

  /** @param {VoiceEvent} event */
  _take(event) {
    switch (event.type) {
      case "voice/presence":
        this.presence.set(event.device, event);
        void this._listChannels().then(() => this.changed.tell(), () => {});
        break;
      case "voice/floor":
        this.floors.set(event.channel, event);
        break;
      case "voice/call":
        this._called(event);
        break;
      case "voice/message":
        this._keep(event.message);
        if (this._heardLive.delete(event.message)) this._acknowledge(event.message);
        else if (event.from.user !== this.me.id) this.refreshUnread();
        break;
      case "voice/missed":
      case "voice/message.gone":
        this.refreshUnread();
        break;
    }
    this.heard.tell(event);
    this.changed.tell();
  }

  /** @param {string} message */
  _keep(message) {
    this._kept.add(message);
    const [oldest] = this._kept;
    if (this._kept.size > KEPT) this._kept.delete(oldest);
  }

  /** A receipt is for what is kept: that is told only after the last word was sent.
   * @param {string} message */
  _heardAll(message) {
    if (this._kept.has(message)) this._acknowledge(message);
    else this._heardLive.add(message);
  }

  /** @param {string} message */
  _acknowledge(message) {
    this._kept.delete(message);
    this.session?.line.acknowledge(message, "heard").catch(() => {});
    this.refreshUnread();
  }

  /** @param {any} event */
  _takeText(event) {
    if (event.type === "message/unread" || event.type === "message/gone") this.refreshUnread();
    this.heard.tell(event);
  }
}

/** Whether this device's microphone stays open during a call. Where both sides talk they take turns
 * with the key: a phone's loudspeaker would be heard by its own microphone.
 * @param {Call} call */
function isOpen(call) {
  return call.state === "active" && call.opens_microphone && call.mode === "listen";
}
