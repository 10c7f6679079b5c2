/** Who belongs to this home, as the hub tells this person; and their pictures, read once each. */
import { Signal } from "./signal.js";

/** @import { Hub } from "../types" */

/** @typedef {{token_id: string, name: string, is_online?: boolean, is_current?: boolean, last_seen_at?: number | null}} PersonDevice */
/** @typedef {{days: number[], from: number, to: number}} Visit minutes of the day; day 0 is Monday */
/**
 * @typedef {object} Person
 * @property {string} person_id
 * @property {string} name
 * @property {string} role
 * @property {string | null} [avatar] names their picture
 * @property {boolean} is_me
 * @property {boolean} is_here
 * @property {string[]} [area_ids] what follows is told to the owner, and of oneself
 * @property {Visit[]} [hours]
 * @property {boolean} [is_active]
 * @property {PersonDevice[]} [devices]
 */

export class Persons {
  /** @param {Hub} socket */
  constructor(socket) {
    this._socket = socket;
    /** @type {Signal<void>} */
    this.changed = new Signal();
    /** Oneself first, then by name. @type {Person[]} */
    this.all = [];
    /** Whether the hub has told of them. */
    this.isKnown = false;
    /** Addresses by the picture's name. @type {Map<string, Promise<string>>} */
    this._pictures = new Map();
  }

  /** Follow them; called once, before the socket starts. */
  start() {
    this._socket.follow("home/people/subscribe", {}, ({ people }) => {
      this.all = /** @type {Person[]} */ (people).sort((a, b) => Number(b.is_me) - Number(a.is_me) || a.name.localeCompare(b.name));
      this.isKnown = true;
      this.changed.tell();
    });
  }

  /** @param {string} id */
  find(id) {
    return this.all.find((one) => one.person_id === id) ?? null;
  }

  /** The address of somebody's picture, for an image; empty where there is none.
   * @param {string} id
   * @returns {Promise<string>} */
  async picture(id) {
    const avatar = this.find(id)?.avatar ?? "";
    if (avatar === "") return "";
    const kept = this._pictures.get(avatar) ?? this._read(id);
    this._pictures.set(avatar, kept);
    try {
      return await kept;
    } catch {
      this._pictures.delete(avatar); // Another time: the hub may be away.
      return "";
    }
  }

  /** @param {string} id */
  async _read(id) {
    const { mime, image } = await this._socket.call("home/people/avatar.get", { person_id: id });
    return `data:${mime};base64,${image}`;
  }
}
