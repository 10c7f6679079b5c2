/** What every page is given, and what it gives back. */

/** @import { Home } from "../state/home.js" */
/** @import { Notices } from "../state/notices.js" */
/** @import { Tiles } from "../state/tiles.js" */
/** @import { Intercom } from "../talk/intercom.js" */
/** @import { Place } from "../app/router.js" */

/**
 * @typedef {object} Context
 * @property {Home} home
 * @property {Tiles} tiles
 * @property {Notices} notices
 * @property {Promise<Intercom>} intercom
 * @property {(place: Partial<Place>) => void} go
 * @property {(id: string) => void} openDetail
 * @property {(id: string, at: HTMLElement, areaId: string | null) => void} openMenu
 * @property {(sentence: string, action?: {words: string, onClick: () => void}) => void} say shows a sentence for a moment
 * @property {(title: string) => void} rename calls the page that is shown something else
 * @property {(error: unknown) => void} refuse says why the hub did not do it
 * @property {() => void} restart builds the interface anew, after language or mode changed
 */

/**
 * @typedef {object} Page
 * @property {string} title
 * @property {string} [icon]
 * @property {boolean} [canGoBack]
 * @property {HTMLElement} element
 * @property {() => void} destroy
 */

/** Gathers what has to be ended with a page. */
export class Endings {
  constructor() {
    /** @type {(() => void)[]} */
    this._all = [];
  }

  /** @param {() => void} end */
  add(end) {
    this._all.push(end);
  }

  run() {
    for (const end of this._all.splice(0)) end();
  }
}

/** Do something at most once per span, and once more when it was asked for meanwhile.
 * @param {() => void} task @param {number} everyMs
 * @returns {() => void} */
export function throttled(task, everyMs) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let isAsked = false;
  const run = () => {
    task();
    timer = setTimeout(() => {
      timer = undefined;
      if (isAsked) {
        isAsked = false;
        run();
      }
    }, everyMs);
  };
  return () => {
    if (timer === undefined) run();
    else isAsked = true;
  };
}
