/** A page whose modules are read when it is opened: most people never do. */
import { t } from "../i18n/words.js";
import { refusalSentence } from "../model/problem_words.js";
import { h } from "../ui/dom.js";
import { emptyState } from "./empty.js";

/** @import { Context, Page } from "./page.js" */
/** @import { Place } from "../app/router.js" */

/** @typedef {(context: Context, place: Place) => Page} MakePage */

/** @param {(context: Context, place: Place) => string} title @param {() => Promise<MakePage>} load
 * @returns {MakePage} */
export function lazyPage(title, load) {
  return (context, place) => {
    const host = h("div", {});
    let isGone = false;
    /** @type {Page | null} */
    let page = null;
    load().then((make) => {
      if (isGone) return;
      page = make(context, place);
      host.replaceChildren(page.element);
    }, (error) => {
      if (!isGone) host.replaceChildren(emptyState("unavailable", t("This page cannot be opened right now"), refusalSentence(error)));
    });
    return {
      title: title(context, place), canGoBack: true, element: host,
      destroy() {
        isGone = true;
        page?.destroy();
      },
    };
  };
}
