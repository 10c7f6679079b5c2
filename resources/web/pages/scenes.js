/** Scenes and scripts of the whole home, large enough to hit in passing. */
import { t } from "../i18n/words.js";
import { createGrid } from "../tiles/grid.js";
import { h } from "../ui/dom.js";
import { emptyState } from "./empty.js";

/** @import { Context, Page } from "./page.js" */

const DOMAINS = new Set(["scene", "script", "button", "input_button"]);

/** @param {Context} context
 * @returns {Page} */
export function scenesPage({ tiles, openDetail, openMenu }) {
  const grid = createGrid(tiles, t("Scenes"), {
    onOpen: openDetail, onMenu: (id, at) => openMenu(id, at, null), hasFullName: true,
  });
  const empty = h("div");
  const draw = () => {
    const found = tiles.faces().filter((face) => DOMAINS.has(face.domain) && !face.isMinor)
      .sort((a, b) => a.domain.localeCompare(b.domain) * -1 || a.fullName.localeCompare(b.fullName));
    grid.show(found);
    empty.replaceChildren(...(found.length > 0 ? [] : [emptyState(
      "palette", t("No scenes yet"), t("Scenes and scripts of your gateways appear here by themselves."),
    )]));
  };
  const stop = tiles.arranged.listen(draw);
  draw();
  return {
    title: t("Scenes"), element: h("div", { class: "page" }, grid.element, empty),
    destroy() {
      stop();
      grid.destroy();
    },
  };
}
