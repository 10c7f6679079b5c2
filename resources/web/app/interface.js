/** Puts shell and pages together, and follows the address. */
import { t, translate } from "../i18n/words.js";
import { refusalSentence } from "../model/problem_words.js";
import { activityPage } from "../pages/activity.js";
import { areaPage, areasPage } from "../pages/areas.js";
import { createDetail } from "../pages/detail.js";
import { homePage } from "../pages/home.js";
import { lazyPage } from "../pages/lazy.js";
import { morePage } from "../pages/more.js";
import { peoplePage } from "../pages/people.js";
import { scenesPage } from "../pages/scenes.js";
import { searchPage } from "../pages/search.js";
import { settingsPage } from "../pages/settings.js";
import { createSimple } from "../pages/simple.js";
import { simpleSetupPage } from "../pages/simple_setup.js";
import { talkPage } from "../pages/talk.js";
import { openTileMenu } from "../tiles/tile_menu.js";
import { h } from "../ui/dom.js";
import { readPlace, writePlace } from "./router.js";
import { createShell } from "./shell.js";
import { changeSettings, forgetSession, settings } from "./session.js";
import { WayBack } from "./way_back.js";

/** @import { Context, Page } from "../pages/page.js" */
/** @import { Place } from "./router.js" */

/** @type {Record<string, (context: Context, place: Place) => Page>} */
const PAGES = {
  activity: activityPage, area: areaPage, areas: areasPage, home: homePage, more: morePage, people: peoplePage, scenes: scenesPage,
  search: searchPage, settings: settingsPage, "simple-setup": simpleSetupPage, talk: talkPage,
  gateways: lazyPage(() => translate("Navigation", "Gateways"), async () => (await import("../gateways/gateways_page.js")).gatewaysPage),
  gateway: lazyPage(
    ({ home }, { id }) => home.gateways.get(id)?.title ?? translate("Navigation", "Gateways"),
    async () => (await import("../gateways/gateway_page.js")).gatewayPage,
  ),
  arrange: lazyPage(() => t("Arrange devices"), async () => (await import("../arranging/arrange_page.js")).arrangePage),
  audit: lazyPage(() => t("Who did what"), async () => (await import("../pages/audit.js")).auditPage),
  map: lazyPage(() => translate("MapPage", "Map"), async () => (await import("../map/map_page.js")).mapPage),
  duplicates: lazyPage(() => t("Duplicates"), async () => (await import("../arranging/duplicates_page.js")).duplicatesPage),
};
const WIDE = "(min-width: 1000px)";
/** Stands for a page that was built before the home was known, and is built anew. */
const EARLY = "early";

/** @typedef {Pick<Context, "home" | "tiles" | "notices" | "intercom" | "restart">} Parts */

/** Build everything a person sees.
 * @param {Parts} parts
 * @returns {() => void} takes it down */
export function createInterface(parts) {
  if (settings().isSimple) return simpleInterface(parts);
  const { home, tiles, notices, intercom } = parts;
  const way = new WayBack();
  const shell = createShell(home, tiles, { onBack: () => way.go(), onSearch: search, onRetry: () => home.socket.retry(), onForget: pairAgain });
  /** @type {Context} */
  const context = {
    ...parts,
    go: (place) => {
      location.hash = writePlace(place);
    },
    openDetail: (id) => {
      location.hash = writePlace({ ...readPlace(location.hash), detail: id });
    },
    openMenu: (id, _at, areaId) => openTileMenu(context, id, areaId),
    say: (sentence, action) => shell.say(sentence, action),
    rename: (title) => shell.rename(title),
    refuse: (error) => shell.say(refusalSentence(error)),
  };
  /** @type {Page | null} */
  let page = null;
  let shown = "";
  /** @type {{id: string, end: () => void} | null} */
  let detail = null;

  let isBuiltEarly = false;
  // What may be shown depends on the home, and on who asks.
  const isKnown = () => home.isFilled && home.info.role !== "";

  function show() {
    const place = readPlace(location.hash);
    const path = `${place.page}/${place.id}`;
    if (path !== shown) {
      const isFirst = shown === "" || shown === EARLY;
      shown = path;
      isBuiltEarly = !isKnown();
      page?.destroy();
      page = (PAGES[place.page] ?? homePage)(context, place);
      shell.show(page, place);
      scrollTo(0, 0);
      if (!isFirst && place.page !== "search") document.getElementById("main")?.focus({ preventScroll: true });
    }
    showDetail(place.detail);
    shell.beBusy(!isKnown());
  }

  /** @param {string} id */
  function showDetail(id) {
    if (detail?.id === id) return;
    detail?.end();
    detail = null;
    if (id === "" || tiles.face(id) === null) return;
    detail = { id, end: openDetailSheet(context, id) };
  }

  /** @param {string} query */
  function search(query) {
    const place = readPlace(location.hash);
    if (query === "") {
      if (place.page === "search") way.go();
    } else if (place.page === "search" && page !== null) {
      history.replaceState(history.state, "", writePlace({ page: "search", id: query }));
      shown = `search/${query}`;
      /** @type {ReturnType<typeof searchPage>} */ (page).search(query);
    } else {
      context.go({ page: "search", id: query });
    }
  }

  const stops = [
    home.commands.failed.listen((id) => {
      const face = tiles.face(id);
      const isSeen = document.querySelector(`main [data-entity="${CSS.escape(id)}"]`) !== null;
      if (face !== null && !isSeen) shell.say(face.problemText, { words: translate("Toast", "Try again"), onClick: () => tiles.retry(id) });
    }),
    // The home says its name a moment after the page stands.
    home.changed.listen(({ isGateways }) => {
      if (isGateways && readPlace(location.hash).page === "home" && home.info.name !== "") shell.rename(home.info.name);
    }),
    notices.came.listen((notice) => {
      // The first page shows them by itself.
      if (notice.silent !== true && !notice.is_read && readPlace(location.hash).page !== "home") {
        shell.say(notice.title ? `${notice.title}: ${notice.text}` : notice.text, { words: t("Show"), onClick: () => context.go({ page: "home" }) });
      }
    }),
    // What the address asks for may only be known once the home has come.
    tiles.arranged.listen(() => {
      if (isBuiltEarly && isKnown() && readPlace(location.hash).page !== "talk") shown = EARLY;
      show();
    }),
    keyboard(shell.focusSearch),
  ];
  const arrive = () => way.arrived();
  addEventListener("popstate", arrive);
  addEventListener("hashchange", arrive);
  addEventListener("hashchange", show);
  intercom.then((line) => stops.push(shell.addTalking(line, () => context.go({ page: "talk" }))), () => {});
  document.body.replaceChildren(shell.element);
  show();
  return () => {
    removeEventListener("popstate", arrive);
    removeEventListener("hashchange", arrive);
    removeEventListener("hashchange", show);
    for (const stop of stops) stop();
    detail?.end();
    page?.destroy();
    shell.destroy();
  };
}

/** A sheet over the page on a phone, beside it on a wide screen.
 * @param {Context} context @param {string} id
 * @returns {() => void} ends it without touching the address */
function openDetailSheet({ go, ...context }, id) {
  const isWide = matchMedia(WIDE).matches;
  const close = () => {
    if (readPlace(location.hash).detail !== "") go({ ...readPlace(location.hash), detail: "" });
  };
  const detail = createDetail({ ...context, go }, id, close);
  const dialog = h("dialog", { class: "dialog detail-sheet", "aria-label": detail.label }, detail.element);
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    close();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) close();
  });
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && isWide) close();
  });
  const before = document.activeElement;
  document.body.append(dialog);
  if (isWide) dialog.show();
  else dialog.showModal();
  document.body.classList.toggle("beside", isWide);
  detail.focus();
  return () => {
    detail.destroy();
    dialog.close();
    dialog.remove();
    document.body.classList.remove("beside");
    if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
  };
}

/** @param {() => void} onSearch */
function keyboard(onSearch) {
  const listen = (/** @type {KeyboardEvent} */ event) => {
    const isTyping = event.target instanceof HTMLElement && event.target.matches("input, textarea, select");
    if ((event.key === "/" && !isTyping) || (event.key === "k" && (event.ctrlKey || event.metaKey))) {
      event.preventDefault();
      onSearch();
    }
  };
  addEventListener("keydown", listen);
  return () => removeEventListener("keydown", listen);
}

/** @param {Parts} parts */
function simpleInterface(parts) {
  const nowhere = () => {};
  /** @type {Context} */
  const context = { ...parts, go: nowhere, openDetail: nowhere, openMenu: nowhere, say: nowhere, rename: nowhere, refuse: nowhere };
  const simple = createSimple(context, () => {
    changeSettings({ isSimple: false });
    parts.restart();
  });
  document.title = t("Home");
  document.body.replaceChildren(simple.element);
  return () => simple.destroy();
}

/** Begin anew: the hub does not know this device any more. */
export function pairAgain() {
  forgetSession();
  location.replace("/pair");
}
