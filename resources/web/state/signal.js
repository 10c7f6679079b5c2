/** Something others want to hear of. */

/** @template T */
export class Signal {
  constructor() {
    /** @type {Set<(news: T) => void>} */
    this._listeners = new Set();
  }

  /** @param {(news: T) => void} listener
   * @returns {() => void} stops it */
  listen(listener) {
    this._listeners.add(listener);
    return () => {
      this._listeners.delete(listener);
    };
  }

  /** @param {T} news */
  tell(news) {
    for (const listener of [...this._listeners]) listener(news);
  }
}
