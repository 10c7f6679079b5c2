/** What gateways, rules and the home itself have to say, until somebody has read it. */
import { Signal } from "./signal.js";

/** @import { Hub } from "../types" */

/**
 * @typedef {object} Notice
 * @property {string} id
 * @property {string | null} title
 * @property {string} text
 * @property {"info" | "warning" | "critical"} severity
 * @property {string | null} [entity_id]
 * @property {{id: string, title: string}[]} actions
 * @property {number} created_at
 * @property {boolean} is_read
 * @property {boolean} [silent] this person rests now: it is shown, and rings nothing
 */

const ORDER = ["critical", "warning", "info"];

export class Notices {
  /** @param {Hub} socket */
  constructor(socket) {
    this._socket = socket;
    /** @type {Map<string, Notice>} */
    this._all = new Map();
    /** @type {Signal<void>} */
    this.changed = new Signal();
    /** Tells of a notice that just came. @type {Signal<Notice>} */
    this.came = new Signal();
    socket.follow("notice/subscribe", {}, (event) => this._take(event), (result) => this._takeAll(result));
  }

  /** What is not read yet, most urgent first. */
  unread() {
    const rank = (/** @type {Notice} */ one) => ORDER.indexOf(one.severity);
    return [...this._all.values()].filter((one) => !one.is_read).sort((a, b) => rank(a) - rank(b) || b.created_at - a.created_at);
  }

  /** Somebody has read it.
   * @param {string} id */
  read(id) {
    return this._socket.call("notice/ack", { notice: id });
  }

  /** Do what a notice offers.
   * @param {string} id @param {string} action */
  act(id, action) {
    return this._socket.call("notice/act", { notice: id, action });
  }

  /** @param {any} result */
  _takeAll(result) {
    this._all = new Map((result?.notices ?? []).map((/** @type {Notice} */ one) => [one.id, one]));
    this.changed.tell();
  }

  /** @param {any} event */
  _take(event) {
    if (event.type === "notice/removed") this._all.delete(event.id);
    else if (event.notice !== undefined) this._all.set(event.notice.id, event.notice);
    this.changed.tell();
    if (event.type === "notice/added") this.came.tell(event.notice);
  }
}
