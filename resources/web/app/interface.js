/** Puts shell and pages together, and follows the address. */
import { translate } from "../i18n/words.js";
import { refusalSentence } from "../model/problem_words.js";
import { homePage } from "../pages/home.js";
import { readPlace, writePlace } from "./router.js";
import { createShell } from "./shell.js";
import { forgetSession } from "./session.js";

/** @import { Context, Page } from "../pages/page.js" */
/** @import { Home } from "../state/home.js" */
/** @import { Tiles } from "../state/tiles.js" */
/** @import { Place } from "./router.js" */

/** @type {Record<string, (context: Context, place: Place) => Page>} */
const PAGES = { home: homePage };

/** @param {Home} home @param {Tiles} tiles */
export function createInterface(home, tiles) {
  const shell = createShell(home, tiles, {
    onSearch: () => {}, onRetry: () => home.socket.retry(), onForget: () => { forgetSession(); location.replace("/pair"); },
  });
  /** @type {Context} */
  const context = {
    home, tiles, go: (place) => { location.hash = writePlace(place); },
    openDetail: () => {}, openMenu: () => {}, say: (sentence) => shell.say(sentence),
    refuse: (error) => shell.say(refusalSentence(error)), restart: () => {},
  };
  /** @type {Page | null} */
  let page = null;
  function show() {
    const place = readPlace(location.hash);
    page?.destroy();
    page = (PAGES[place.page] ?? homePage)(context, place);
    shell.show(page, place);
  }
  document.body.replaceChildren(shell.element);
  addEventListener("hashchange", show);
  home.commands.failed.listen((id) => {
    const face = tiles.face(id);
    if (face !== null) shell.say(face.problemText, { words: translate("Toast", "Try again"), onClick: () => tiles.retry(id) });
  });
  show();
}
