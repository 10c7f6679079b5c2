/** The first page: what matters now, the favourites, then the areas. */
import { t, translate } from "../i18n/words.js";
import { headlineItems } from "../model/summary.js";
import { createGrid } from "../tiles/grid.js";
import { arrange, h, ink, setVar } from "../ui/dom.js";
import { icon } from "../ui/icon.js";
import { areaSection } from "./area_section.js";
import { emptyState } from "./empty.js";
import { noticeList } from "./notice_list.js";
import { Endings, throttled } from "./page.js";

/** @import { Context, Page } from "./page.js" */

const SUMMARY_MS = 250;

/** @param {Context} context
 * @returns {Page} */
export function homePage(context) {
  const { home, tiles, openDetail, openMenu } = context;
  const endings = new Endings();
  const notices = noticeList(context);
  const headline = h("div", { class: "headline", role: "group", "aria-label": translate("HomePage", "Home") });
  const grid = createGrid(tiles, translate("HomeHeader", "Favourites"), {
    onOpen: openDetail, onMenu: (id, at) => openMenu(id, at, null), hasFullName: true,
  });
  const favorites = h("section", { class: "area" }, h("h2", { text: translate("HomeHeader", "Favourites") }), grid.element);
  const sections = h("div", { class: "areas" });
  const empty = h("div");
  const element = h("div", { class: "page home-page" }, headline, notices.element, favorites, sections, empty);
  /** @type {Map<string, ReturnType<typeof areaSection>>} */
  const made = new Map();
  let said = "";

  function sayHeadline() {
    const items = headlineItems(tiles.faces());
    const next = JSON.stringify(items);
    if (next === said) return;
    said = next;
    headline.replaceChildren(...items.map((item) => {
      const parts = [item.icon !== "" && icon(item.icon), h("span", { text: item.text })];
      const chip = item.entityId === ""
        ? h("span", { class: "chip" }, ...parts)
        : h("button", { class: "chip", type: "button", on: { click: () => openDetail(item.entityId) } }, ...parts);
      setVar(chip, "--ink", ink(item.tint));
      return chip;
    }));
  }

  function arrangeAll() {
    const chosen = tiles.favorites();
    favorites.hidden = chosen.length === 0;
    grid.show(chosen);
    const areas = [...tiles.areas(), null];
    const wanted = new Set(areas.map((area) => area?.id ?? ""));
    for (const [id, section] of made) {
      if (wanted.has(id)) continue;
      section.destroy();
      made.delete(id);
    }
    arrange(sections, areas.map((area) => {
      const section = made.get(area?.id ?? "") ?? areaSection(context, area, { hasHeader: true });
      made.set(area?.id ?? "", section);
      section.arrange();
      return section.element;
    }));
    const isEmpty = tiles.faces().length === 0;
    empty.replaceChildren(...(isEmpty ? [emptyHome(context)] : []));
    sayHeadline();
  }

  const sum = throttled(() => {
    sayHeadline();
    for (const section of made.values()) section.summary();
  }, SUMMARY_MS);
  endings.add(tiles.arranged.listen(arrangeAll));
  endings.add(tiles.changed.listen(sum));
  endings.add(home.changed.listen(({ isGateways }) => {
    if (isGateways) sum();
  }));
  arrangeAll();
  return {
    title: home.info.name || translate("HomePage", "Home"), element,
    destroy() {
      endings.run();
      notices.destroy();
      grid.destroy();
      for (const section of made.values()) section.destroy();
    },
  };
}

/** @param {Context} context */
function emptyHome({ home }) {
  const { access } = home.info;
  if (access !== null && !access.is_open) {
    return emptyState("clock-outline", t("You are a guest here, and it is not your time"), t("Everything appears by itself when your visit begins."));
  }
  if (!home.isFilled) {
    return emptyState("", translate("HomeHeader", "Reading your home"), translate("HomeHeader", "This takes a moment."));
  }
  return emptyState(
    "homeOutline", translate("FirstRun", "Your home is ready for its first device"),
    translate("FirstRun", "The owner of this home can connect devices. They appear here by themselves."),
  );
}
