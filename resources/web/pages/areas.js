/** All areas as a list, and one area with its tiles. */
import { joined } from "../i18n/format.js";
import { translate } from "../i18n/words.js";
import { areaIcon } from "../model/icons.js";
import { summarize } from "../model/summary.js";
import { writePlace } from "../app/router.js";
import { h } from "../ui/dom.js";
import { icon } from "../ui/icon.js";
import { areaSection } from "./area_section.js";
import { emptyState } from "./empty.js";
import { Endings, throttled } from "./page.js";

/** @import { Context, Page } from "./page.js" */
/** @import { Place } from "../app/router.js" */

const SUMMARY_MS = 500;

/** @param {Context} context
 * @returns {Page} */
export function areasPage({ home, tiles }) {
  const endings = new Endings();
  const list = h("ul", { class: "rows cards" });
  let shown = "";
  const draw = () => {
    const rows = tiles.areas().map((area) => {
      const summary = summarize(tiles.withStates(tiles.ofArea(area.id)));
      return { area, text: joined(summary.text, summary.motionText), floor: home.floors.get(area.floorId ?? "")?.name ?? "" };
    });
    const next = JSON.stringify(rows);
    if (next === shown) return;
    shown = next;
    list.replaceChildren(...rows.map(({ area, text, floor }) => h("li", {},
      h("a", { class: "row", href: writePlace({ page: "area", id: area.id }) },
        icon(areaIcon(area)), h("span", { class: "row-words" }, h("span", { class: "row-name", text: area.name }), h("small", { class: "muted", text: joined(floor, text) })),
        icon("chevronRight", "muted")))));
  };
  endings.add(tiles.arranged.listen(draw));
  endings.add(tiles.changed.listen(throttled(draw, SUMMARY_MS)));
  draw();
  return { title: translate("AreasPage", "Areas"), element: h("div", { class: "page narrow" }, list), destroy: () => endings.run() };
}

/** @param {Context} context @param {Place} place
 * @returns {Page} */
export function areaPage(context, { id }) {
  const { home, tiles } = context;
  const endings = new Endings();
  const area = home.areas.get(id) ?? null;
  const section = areaSection(context, area, { hasHeader: false });
  const empty = h("div");
  const draw = () => {
    section.arrange();
    const isEmpty = tiles.ofArea(id).length === 0 && home.isFilled;
    empty.replaceChildren(...(isEmpty ? [emptyState(
      "area", translate("AreaPage", "Nothing is here yet"),
      home.canConfigure ? translate("AreaPage", "Open a tile on the home page and choose this area for it.") : "",
    )] : []));
  };
  endings.add(tiles.arranged.listen(draw));
  endings.add(tiles.changed.listen(throttled(() => section.summary(), SUMMARY_MS)));
  endings.add(() => section.destroy());
  draw();
  return {
    title: area?.name ?? translate("UnassignedSection", "Without an area"), icon: areaIcon(area), canGoBack: true,
    element: h("div", { class: "page" }, section.element, empty), destroy: () => endings.run(),
  };
}
