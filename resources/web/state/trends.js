/** The small 24-hour lines behind sensors, read only for tiles somebody looks at. */
import { numberOf } from "../model/attributes.js";
import { trendLine } from "../model/history.js";
import { nowS } from "../net/clock.js";
import { readHistory } from "./past.js";
import { Signal } from "./signal.js";

/** @import { Home } from "./home.js" */

const SPAN_S = 86_400;
const REFRESH_S = 15 * 60;
const READS_AT_ONCE = 2;

export class Trends {
  /** @param {Home} home */
  constructor(home) {
    this._home = home;
    /** @type {Map<string, [number, number][]>} */
    this._lines = new Map();
    /** @type {Map<string, number>} */
    this._readAt = new Map();
    /** @type {string[]} */
    this._queue = [];
    this._readers = 0;
    /** Tells whose line is different. @type {Signal<string>} */
    this.changed = new Signal();
    // What happened while nobody was connected is not in the lines.
    home.socket.addEventListener("open", () => this._readAt.clear());
  }

  /** Points in the unit square, oldest first; empty when there is none.
   * @param {string} id */
  line(id) {
    return this._lines.get(id) ?? [];
  }

  /** Somebody looks: the line is read when it is missing or old.
   * @param {string} id */
  wanted(id) {
    const state = this._home.states.get(id);
    const now = nowS();
    if (state === undefined || numberOf(state.value) === null) return;
    if (now - (this._readAt.get(id) ?? -REFRESH_S) < REFRESH_S) return;
    this._readAt.set(id, now);
    this._queue.push(id);
    if (this._readers < READS_AT_ONCE) this._read();
  }

  async _read() {
    this._readers += 1;
    for (let id = this._queue.shift(); id !== undefined; id = this._queue.shift()) {
      const endAt = nowS();
      try {
        const history = await readHistory(this._home.socket, id, endAt - SPAN_S, endAt);
        this._lines.set(id, trendLine(history, endAt - SPAN_S, endAt));
        this.changed.tell(id);
      } catch {
        // A tile without its line is still right; the next look tries again.
        this._readAt.delete(id);
      }
    }
    this._readers -= 1;
  }
}
