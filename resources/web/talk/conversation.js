// @ts-check
/** What was said and written in one channel, oldest first, growing at its end as it happens. */

import { nowS } from "../net/clock.js";
import { newNonce } from "../net/nonce.js";
import { Signal } from "../state/signal.js";
import { houseSentence } from "./talk_words.js";

/** @import { StreamStart, TalkMessage, VoiceEvent } from "../voice/voice_line.js" */
/** @import { Intercom } from "./intercom.js" */

/**
 * @typedef {object} Entry
 * @property {string} id
 * @property {"voice" | "text"} kind
 * @property {string} userId
 * @property {string} who
 * @property {boolean} isMine
 * @property {number} at
 * @property {number} durationMs
 * @property {number[]} peaks each 0 to 1
 * @property {string} text what was written, or what was understood of what was said
 * @property {number} stable how many of its characters will not change
 * @property {boolean} isFinal
 * @property {string[]} heardBy ids of others
 * @property {boolean} isHeard by this person
 * @property {boolean} isLive being spoken
 * @property {boolean} isUrgent
 * @property {string} replyTo
 * @property {string} answer of the house
 * @property {boolean} hasFailed written, and not taken by the hub
 */

const PAGE = 50;
const EMERGENCY = 3;
const HOUSE = "house";

/** @type {Entry} */
const BLANK = {
  id: "", kind: "voice", userId: "", who: "", isMine: false, at: 0, durationMs: 0, peaks: [],
  text: "", stable: 0, isFinal: true, heardBy: [], isHeard: true, isLive: false, isUrgent: false,
  replyTo: "", answer: "", hasFailed: false,
};

export class Conversation {
  /** @param {Intercom} intercom @param {string} channel */
  constructor(intercom, channel) {
    this.channel = channel;
    this._intercom = intercom;
    /** @type {Signal<void>} */
    this.changed = new Signal();
    /** @type {Map<string, Entry>} */
    this._entries = new Map();
    /** Message of each stream that is being spoken. @type {Map<number, string>} */
    this._streams = new Map();
    this.isLoading = true;
    this.query = "";
    /** @type {string | null} */
    this._older = null;
    /** @type {Signal<void>} A new entry stands at the end. */
    this.grown = new Signal();
    /** What one is saying oneself. */
    this._own = "";
    this._stops = [
      intercom.heard.listen((event) => this._heard(event)),
      intercom.changed.listen(() => this._follow()),
    ];
    for (const start of intercom.speaking) this._begin(start);
    void this.load();
  }

  /** @returns {Entry[]} oldest first */
  get entries() {
    return [...this._entries.values()].sort((one, other) => one.at - other.at);
  }

  /** @param {string} id */
  entry(id) {
    return this._entries.get(id);
  }

  get hasOlder() {
    return this._older !== null;
  }

  /** Spoken messages that were not heard, oldest first. */
  get missed() {
    return this.entries.filter((one) => one.kind === "voice" && !one.isHeard && !one.isLive);
  }

  close() {
    for (const stop of this._stops) stop();
  }

  /** Look for a text; an empty one shows everything again.
   * @param {string} query */
  async search(query) {
    this.query = query;
    this._older = null;
    for (const entry of this.entries) if (!entry.isLive) this._entries.delete(entry.id);
    await this.load();
  }

  /** Read messages: the newest, or those before the oldest that is here. */
  async load() {
    const { query } = this;
    this.isLoading = true;
    this.changed.tell();
    try {
      const found = await this._intercom.socket.call("message/list", {
        channel: this.channel, limit: PAGE, before: this._older, query: query === "" ? null : query,
      });
      if (query !== this.query) return;
      this._older = found.next;
      for (const one of found.messages) this._add(entryOf(one, this._intercom.me.id));
      this._read();
    } catch {
      this._older = null;
    }
    this.isLoading = false;
    this.changed.tell();
  }

  /** Write something. It stands there at once, and says so when the hub did not take it.
   * @param {string} text @param {string} replyTo */
  async write(text, replyTo) {
    const { me, socket } = this._intercom;
    const nonce = newNonce();
    const at = nowS();
    this._add({ ...BLANK, id: nonce, kind: "text", userId: me.id, who: me.name, isMine: true, at, text, replyTo });
    this.grown.tell();
    this.changed.tell();
    try {
      if (this.channel === HOUSE) {
        const answer = await socket.call("voice/ask", { text, nonce });
        this._entries.delete(nonce);
        this._answered(answer, at);
      } else {
        const reply = replyTo === "" ? null : replyTo;
        const sent = await socket.call("message/send", { channel: this.channel, text, nonce, reply_to: reply });
        this._entries.delete(nonce);
        this._add(entryOf(sent, me.id));
      }
    } catch {
      this._change(nonce, { hasFailed: true });
    }
    this.changed.tell();
  }

  /** Write again what the hub did not take.
   * @param {string} id */
  async retry(id) {
    const entry = this._entries.get(id);
    if (entry === undefined) return;
    this._entries.delete(id);
    await this.write(entry.text, entry.replyTo);
  }

  /** @param {string} id */
  async remove(id) {
    const entry = this._entries.get(id);
    if (entry === undefined) return;
    if (!entry.hasFailed) {
      const family = entry.kind === "text" ? "message/ack" : "voice/ack";
      await this._intercom.socket.call(family, { message: id, state: "deleted" });
    }
    this._entries.delete(id);
    this.changed.tell();
  }

  /** A spoken message was heard to its end.
   * @param {string} id */
  markHeard(id) {
    const entry = this._entries.get(id);
    if (entry === undefined || entry.isHeard) return;
    this._change(id, { isHeard: true });
    this._intercom.session?.line.acknowledge(id, "heard").catch(() => {});
    this._intercom.refreshUnread();
    this.changed.tell();
  }

  /** What is written was read by being here. */
  _read() {
    const { socket } = this._intercom;
    const unread = this.entries.filter((one) => one.kind === "text" && !one.isHeard);
    for (const { id } of unread) {
      this._change(id, { isHeard: true });
      socket.call("message/ack", { message: id, state: "read" }).catch(() => {});
    }
    if (unread.length > 0) this._intercom.refreshUnread();
  }

  /** Show what one says oneself while one says it; the hub tells of it when it is kept. */
  _follow() {
    const { me, session } = this._intercom;
    const key = session?.key;
    const isHere = key !== undefined && key.isDown && key.state.phase === "onAir" && key.channel === this.channel;
    const own = isHere ? key.message : "";
    if (own === this._own) return;
    if (this._entries.get(this._own)?.isLive) this._entries.delete(this._own);
    this._own = own;
    if (own !== "") {
      const at = nowS();
      this._add({ ...BLANK, id: own, userId: me.id, who: me.name, isMine: true, at, isFinal: false, isLive: true });
      this.grown.tell();
    }
    this.changed.tell();
  }

  /** @param {VoiceEvent | {type: string, [field: string]: any}} event */
  _heard(event) {
    const hasChanged = this._take(event);
    if (hasChanged) this.changed.tell();
  }

  /** @param {any} event
   * @returns {boolean} whether anything here changed */
  _take(event) {
    switch (event.type) {
      case "voice/stream.start":
        return this._begin(event);
      case "voice/message":
      case "message/text":
        return this._append(event);
      case "voice/transcript":
        return this._change(event.message, {
          text: event.text, stable: event.stable, isFinal: event.final,
        });
      case "voice/answer":
        return this.channel === HOUSE && this._answered(event, nowS());
      case "voice/receipt":
      case "message/receipt":
        return this._receipt(event);
      case "voice/message.gone":
      case "message/gone":
        return this._entries.delete(event.message);
      case "voice/stream.stop":
        return this._end(event.stream);
      default:
        return false;
    }
  }

  /** @param {StreamStart} start */
  _begin(start) {
    if (start.replay || this._intercom.conversationOf(start) !== this.channel) return false;
    if (this._entries.has(start.message)) return false;
    this._streams.set(start.stream, start.message);
    const at = nowS() - start.behind_ms / 1000;
    this._add({
      ...BLANK, id: start.message, userId: start.from.user, who: start.from.name, at,
      isFinal: false, isLive: true, isUrgent: start.priority === EMERGENCY,
    });
    this.grown.tell();
    return true;
  }

  /** @param {number} stream */
  _end(stream) {
    const message = this._streams.get(stream);
    this._streams.delete(stream);
    return message !== undefined && this._change(message, { isLive: false });
  }

  /** The house answered, by voice or in writing.
   * @param {{message: string, question: string, text: string, code: string | null}} answer
   * @param {number} at */
  _answered({ message, question, text, code }, at) {
    const { me } = this._intercom;
    const before = this._entries.get(message) ?? {
      ...BLANK, id: message, kind: "text", userId: me.id, who: me.name, isMine: true, at,
    };
    this._add({ ...before, text: question || before.text, isFinal: true, answer: text || houseSentence(code) });
    this.grown.tell();
    return true;
  }

  /** @param {TalkMessage | any} message */
  _append(message) {
    if (this._intercom.conversationOf(message) !== this.channel || this.query !== "") return false;
    // One's own text came back: it stands here already, under the name this page gave it.
    if (message.nonce) this._entries.delete(message.nonce);
    const before = this._entries.get(message.message);
    const entry = entryOf(message, this._intercom.me.id);
    // What was understood may have come before the message was kept.
    if (before && before.text !== "" && entry.text === "") entry.text = before.text;
    if (before) entry.isFinal = before.isFinal;
    this._add(entry);
    if (before === undefined) this.grown.tell();
    if (document.visibilityState === "visible") this._read();
    return true;
  }

  /** @param {{message: string, user: string, state: string}} receipt */
  _receipt({ message, user, state }) {
    const entry = this._entries.get(message);
    if (entry === undefined || (state !== "heard" && state !== "read")) return false;
    if (user === this._intercom.me.id) return this._change(message, { isHeard: true });
    if (user === entry.userId || entry.heardBy.includes(user)) return false;
    return this._change(message, { heardBy: [...entry.heardBy, user] });
  }

  /** @param {Entry} entry */
  _add(entry) {
    this._entries.set(entry.id, entry);
  }

  /** @param {string} id @param {Partial<Entry>} changes */
  _change(id, changes) {
    const entry = this._entries.get(id);
    if (entry === undefined) return false;
    this._entries.set(id, { ...entry, ...changes });
    return true;
  }
}

/** Read an entry of the hub's timeline.
 * @param {any} message @param {string} me
 * @returns {Entry} */
export function entryOf(message, me) {
  // What was typed to the house is kept like a talk of no length.
  const isVoice = message.type === "voice/message" && !(message.answer && message.duration_ms === 0);
  const isMine = message.from.user === me;
  const heard = message.type === "voice/message" ? message.heard_by : message.read_by;
  return {
    ...BLANK,
    id: message.message,
    kind: isVoice ? "voice" : "text",
    userId: message.from.user,
    who: message.from.name,
    isMine,
    at: message.at,
    durationMs: message.duration_ms ?? 0,
    peaks: (message.peaks ?? []).map((/** @type {number} */ peak) => peak / 255),
    text: message.text ?? "",
    heardBy: (heard ?? []).filter((/** @type {string} */ user) => user !== message.from.user),
    isHeard: isMine || Boolean(message.is_heard ?? message.is_read),
    isUrgent: message.priority === EMERGENCY,
    replyTo: message.reply_to ?? "",
    answer: message.answer ?? "",
  };
}
