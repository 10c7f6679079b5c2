/** Takes in the compressed form of states: a added or replaced, c changed, r removed. */

/** @import { JsonObject, State } from "../types" */

/** @typedef {{s?: string, a?: JsonObject, lc?: number, lu?: number}} Entry */
/** @typedef {{"+"?: Entry, "-"?: {a?: string[]}}} Change */
/** @typedef {{a?: Record<string, Entry>, c?: Record<string, Change>, r?: string[], more?: boolean}} StatesEvent */
/** @typedef {{changed: Set<string>, isStructure: boolean}} Touched */

export class StateFeed {
  /** @param {Map<string, State>} states */
  constructor(states) {
    this._states = states;
    /** What the list that is coming in has named so far; null between lists. @type {Set<string> | null} */
    this._named = null;
    this._isFirst = true;
  }

  /** A new connection: its first list says everything there is. */
  restart() {
    this._named = null;
    this._isFirst = true;
  }

  /** Whether a list is only half here. */
  get isPartial() {
    return this._named !== null;
  }

  /** Whether everything there is has come on this connection; in a new home that is nothing. */
  get isWhole() {
    return !this._isFirst && this._named === null;
  }

  /** Take in one event.
   * @param {StatesEvent} event
   * @returns {Touched} */
  take(event) {
    /** @type {Touched} */
    const touched = { changed: new Set(), isStructure: false };
    if (event.more === true) {
      this._named = new Set();
      this._isFirst = false;
    }
    for (const [id, entry] of Object.entries(event.a ?? {})) {
      if (!this._states.has(id)) touched.isStructure = true;
      this._states.set(id, added(id, entry));
      this._named?.add(id);
      touched.changed.add(id);
    }
    for (const [id, change] of Object.entries(event.c ?? {})) {
      const old = this._states.get(id);
      if (old === undefined) continue;
      this._states.set(id, changed(old, change));
      this._named?.add(id);
      touched.changed.add(id);
    }
    for (const id of event.r ?? []) this._remove(id, touched);
    if (event.more === false && this._named !== null) {
      this._keepOnly(this._named, touched);
      this._named = null;
    } else if (this._isFirst && event.a !== undefined) {
      this._isFirst = false;
      this._keepOnly(new Set(Object.keys(event.a)), touched);
    }
    return touched;
  }

  /** @param {Set<string>} named @param {Touched} touched */
  _keepOnly(named, touched) {
    for (const id of [...this._states.keys()]) {
      if (!named.has(id)) this._remove(id, touched);
    }
  }

  /** @param {string} id @param {Touched} touched */
  _remove(id, touched) {
    if (!this._states.delete(id)) return;
    touched.changed.add(id);
    touched.isStructure = true;
  }
}

/** @param {string} id @param {Entry} entry
 * @returns {State} */
function added(id, entry) {
  const changedAt = entry.lc ?? 0;
  return {
    id, value: entry.s ?? "", attributes: entry.a ?? {}, changedAt, updatedAt: entry.lu ?? changedAt,
  };
}

/** @param {State} old @param {Change} change
 * @returns {State} */
function changed(old, change) {
  const plus = change["+"] ?? {};
  const attributes = { ...old.attributes, ...plus.a };
  for (const name of change["-"]?.a ?? []) delete attributes[name];
  const changedAt = plus.lc ?? old.changedAt;
  return {
    id: old.id, value: plus.s ?? old.value, attributes, changedAt,
    updatedAt: plus.lu ?? plus.lc ?? old.updatedAt,
  };
}
