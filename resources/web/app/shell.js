/** Everything around the pages: navigation, title and search, the notice of a lost hub, toasts. */
import { t, translate } from "../i18n/words.js";
import { areaIcon } from "../model/icons.js";
import { clockNotice, linkNotice } from "../model/gateway_words.js";
import { summarize } from "../model/summary.js";
import { hasMap } from "../model/tracked.js";
import { isClockWrong, nowS } from "../net/clock.js";
import { button, iconButton } from "../ui/buttons.js";
import { attribute, h, setText } from "../ui/dom.js";
import { icon } from "../ui/icon.js";
import { throttled } from "../pages/page.js";
import { openLostHelp } from "./lost_help.js";
import { writePlace } from "./router.js";

/** @import { Intercom } from "../talk/intercom.js" */
/** @import { Home } from "../state/home.js" */
/** @import { Tiles } from "../state/tiles.js" */
/** @import { Page } from "../pages/page.js" */
/** @import { Place } from "./router.js" */

const TOAST_MS = 6000;
const SUMMARY_MS = 500;
/** Which places light up which entry of the bottom bar. */
const BAR = /** @type {readonly (readonly [string, string, string, readonly string[]])[]} */ ([
  ["home", "Home", "home-variant", ["home", "search"]],
  ["areas", "Areas", "area", ["areas", "area"]],
  ["talk", "Talk", "microphone", ["talk"]],
  ["activity", "Activity", "history", ["activity"]],
  ["more", "More", "dots-horizontal", ["more", "map", "gateways", "gateway", "arrange", "duplicates", "people", "audit", "settings", "simple-setup", "scenes"]],
]);

/** @param {Home} home @param {Tiles} tiles @param {{onBack: () => void, onSearch: (query: string) => void, onRetry: () => void, onForget: () => void}} actions */
export function createShell(home, tiles, { onBack, onSearch, onRetry, onForget }) {
  const title = h("h1", {});
  const back = iconButton("back", translate("TopBar", "Back"), onBack);
  const field = h("input", {
    class: "field", type: "search", placeholder: translate("SearchField", "Search devices"),
    "aria-label": translate("SearchField", "Search devices"), on: { input: () => onSearch(field.value) },
  });
  const search = h("div", { class: "search", role: "search" }, icon("search"), field);
  const top = h("header", { class: "top" }, back, title, search);
  const noticeText = h("p", {});
  const again = button(translate("Main", "Try now"), () => (home.socket.phase === "refused" ? onForget() : onRetry()), { kind: "quiet" });
  const help = button(t("What helps"), openLostHelp, { kind: "quiet" });
  const notice = h("div", { class: "notice", role: "status", hidden: true }, icon("unavailable"), noticeText, h("div", { class: "notice-buttons" }, help, again));
  const host = h("div", { class: "host" });
  const main = h("main", { id: "main", tabindex: "-1" }, notice, host);
  const bar = h("nav", { class: "bar", "aria-label": translate("BottomBar", "Navigation") }, ...BAR.map(([page, words, name]) =>
    h("a", { href: writePlace({ page }), "data-page": page, class: page === "talk" ? "talk-entry" : "" }, icon(name), h("span", { text: barWord(words) })),
  ));
  const side = h("nav", { class: "side", "aria-label": translate("Sidebar", "Navigation") });
  const toasts = h("div", { class: "toasts", role: "status", "aria-live": "polite" });
  const talkHost = h("div", { class: "talk-bar-host" });
  const skip = h("button", { class: "skip button", type: "button", text: t("Skip to the tiles"), on: { click: () => main.focus() } });
  const element = h("div", { id: "app" }, skip, top, side, main, talkHost, bar, toasts);
  /** @type {Place} */
  let place = { page: "home", id: "", detail: "" };
  let sideShape = "";

  function drawNotice() {
    const { phase, sinceAt } = home.socket;
    const isClockToBlame = phase === "connected" && isClockWrong();
    const words = isClockToBlame ? clockNotice() : linkNotice(phase, sinceAt, home.info.name, nowS());
    // The first moments of a start need no words.
    const isShown = words !== "" && !(phase === "connecting" && !home.isFilled);
    notice.hidden = !isShown;
    if (isShown) setText(noticeText, words);
    setText(/** @type {Element} */ (again.lastElementChild), phase === "refused" ? t("Pair again") : translate("Main", "Try now"));
    again.hidden = isClockToBlame;
    help.hidden = phase !== "lost";
    element.classList.toggle("offline", phase !== "connected");
  }

  function drawSide() {
    const entries = [
      ["home", "", "home-variant", translate("Navigation", "Home"), ""],
      ...tiles.areas().map((area) => [
        "area", area.id, areaIcon(area), area.name, summarize(tiles.withStates(tiles.ofArea(area.id))).text,
      ]),
      ["talk", "", "microphone", t("Talk"), ""],
      ["scenes", "", "palette", t("Scenes"), ""],
      ...(hasMap(home) ? [["map", "", "map", translate("Navigation", "Map"), ""]] : []),
      ["activity", "", "history", translate("Navigation", "Activity"), ""],
      ["people", "", "account-group", t("People"), ""],
      ["gateways", "", "gateway", translate("Navigation", "Gateways"), ""],
      ["settings", "", "settings", translate("Navigation", "Settings"), ""],
    ];
    const next = JSON.stringify(entries);
    if (next !== sideShape) {
      sideShape = next;
      const hadFocus = side.contains(document.activeElement) ? document.activeElement?.getAttribute("href") : null;
      side.replaceChildren(
        h("p", { class: "brand", text: "Homewire" }),
        ...entries.map(([page = "", id = "", name = "", words = "", summary = ""], index) =>
          h("a", {
            href: writePlace({ page, id }), "data-page": page, "data-id": id, title: words,
            class: (page === "home" && entries[1]?.[0] === "area") || (page === "area" && entries[index + 1]?.[0] !== "area") ? "gap" : "",
          }, icon(name), h("span", { class: "side-words" }, h("span", { text: words }), summary !== "" && h("small", { text: summary }))),
        ),
      );
      if (hadFocus) /** @type {HTMLElement | null} */ (side.querySelector(`a[href="${CSS.escape(hadFocus)}"]`))?.focus();
    }
    markCurrent();
  }

  function markCurrent() {
    for (const link of bar.querySelectorAll("a")) {
      const entry = BAR.find(([page]) => page === link.dataset["page"]);
      attribute(link, "aria-current", entry?.[3].includes(place.page) ? "page" : null);
    }
    for (const link of side.querySelectorAll("a")) {
      const isHere = link.dataset["page"] === place.page && link.dataset["id"] === (place.page === "area" ? place.id : "");
      attribute(link, "aria-current", isHere ? "page" : null);
    }
  }

  const sum = throttled(drawSide, SUMMARY_MS);
  const stops = [tiles.arranged.listen(drawSide), tiles.changed.listen(sum)];
  const clock = setInterval(drawNotice, 30_000);
  home.socket.addEventListener("phase", drawNotice);
  home.socket.addEventListener("open", drawNotice);
  home.socket.addEventListener("clock", drawNotice);
  drawNotice();
  drawSide();

  return {
    element,
    host,
    /** Show a page.
     * @param {Page} page @param {Place} at */
    show(page, at) {
      place = at;
      back.hidden = page.canGoBack !== true;
      title.replaceChildren(...(page.icon ? [icon(page.icon)] : []), h("span", { text: page.title }));
      document.title = page.title === "Homewire" ? page.title : translate("Main", "%1 – Homewire", page.title);
      host.replaceChildren(page.element);
      const sought = at.page === "search" ? at.id : "";
      if (field.value !== sought) field.value = sought;
      element.classList.toggle("talking", at.page === "talk");
      markCurrent();
    },
    /** Call the page something else.
     * @param {string} words */
    rename(words) {
      setText(/** @type {Element} */ (title.lastElementChild), words);
      document.title = translate("Main", "%1 – Homewire", words);
    },
    /** Show a sentence for a moment.
     * @param {string} sentence @param {{words: string, onClick: () => void}} [action] */
    say(sentence, action) {
      const toast = h("div", { class: "toast" }, h("p", { text: sentence }));
      const end = () => toast.remove();
      if (action !== undefined) {
        toast.append(button(action.words, () => {
          end();
          action.onClick();
        }, { kind: "quiet" }));
      }
      toast.append(iconButton("close", translate("Toast", "Dismiss"), end));
      toasts.append(toast);
      while (toasts.children.length > 3) toasts.firstElementChild?.remove();
      setTimeout(end, TOAST_MS);
    },
    focusSearch: () => field.focus(),
    /** Say to screen readers whether the page is still on its way.
     * @param {boolean} isBusy */
    beBusy: (isBusy) => attribute(main, "aria-busy", isBusy ? "true" : null),
    /** Stand the talk bar at the foot of every wide page, and say what was missed.
     * @param {Intercom} intercom @param {() => void} onOpen
     * @returns {() => void} ends it */
    addTalking(intercom, onOpen) {
      /** @type {{close: () => void, element: HTMLElement} | null} */
      let talkBar = null;
      const query = matchMedia("(min-width: 600px)");
      const fit = async () => {
        const { TalkBar } = await import("../talk/talk_bar.js");
        const isWanted = query.matches && !element.classList.contains("talking");
        if (isWanted === (talkBar !== null)) return;
        talkBar?.close();
        talkBar = isWanted ? new TalkBar(intercom, onOpen) : null;
        talkHost.replaceChildren(...(talkBar === null ? [] : [talkBar.element]));
      };
      const badge = () => {
        for (const link of element.querySelectorAll('[data-page="talk"]')) {
          const { missedCount } = intercom;
          attribute(link, "data-badge", missedCount > 0 ? Math.min(missedCount, 99) : null);
        }
      };
      const watch = new MutationObserver(fit);
      watch.observe(element, { attributes: true, attributeFilter: ["class"] });
      query.addEventListener("change", fit);
      const stop = intercom.changed.listen(badge);
      fit();
      badge();
      return () => {
        stop();
        watch.disconnect();
        query.removeEventListener("change", fit);
        talkBar?.close();
      };
    },
    destroy() {
      clearInterval(clock);
      for (const stop of stops) stop();
      home.socket.removeEventListener("phase", drawNotice);
      home.socket.removeEventListener("open", drawNotice);
      home.socket.removeEventListener("clock", drawNotice);
    },
  };
}

/** @param {string} words */
function barWord(words) {
  return words === "Talk" ? t("Talk") : translate("BottomBar", words);
}
