/** The tiles somebody types a part of. */
import { plural, translate } from "../i18n/words.js";
import { matches } from "../model/search.js";
import { createGrid } from "../tiles/grid.js";
import { h, setText } from "../ui/dom.js";
import { emptyState } from "./empty.js";
import { Endings, throttled } from "./page.js";

/** @import { Context, Page } from "./page.js" */
/** @import { Place } from "../app/router.js" */

const SEARCH_MS = 120;

/** @param {Context} context @param {Place} place whose id is what is searched
 * @returns {Page & {search: (query: string) => void}} */
export function searchPage({ tiles, openDetail, openMenu }, { id }) {
  const endings = new Endings();
  const grid = createGrid(tiles, translate("SearchPage", "Search results"), {
    onOpen: openDetail, onMenu: (one, at) => openMenu(one, at, null), hasFullName: true,
  });
  const count = h("p", { class: "muted", role: "status" });
  const empty = h("div");
  let query = id;
  const draw = () => {
    const found = tiles.faces().filter((face) => matches(query, face)).sort((a, b) => a.fullName.localeCompare(b.fullName));
    grid.show(found);
    setText(count, query.trim() === "" ? "" : plural("SearchPage", "%n device(s) found", found.length));
    const isEmpty = found.length === 0 && query.trim() !== "";
    empty.replaceChildren(...(isEmpty ? [emptyState(
      "search", translate("SearchPage", "Nothing is called “%1”", query),
      translate("SearchPage", "Try a part of a name, an area such as “kitchen”, or a state such as “open”."),
    )] : []));
  };
  const soon = throttled(draw, SEARCH_MS);
  endings.add(tiles.arranged.listen(soon));
  endings.add(() => grid.destroy());
  draw();
  return {
    title: translate("SearchPage", "Search"), canGoBack: true, element: h("div", { class: "page" }, count, grid.element, empty),
    search(next) {
      query = next;
      soon();
    },
    destroy: () => endings.run(),
  };
}
