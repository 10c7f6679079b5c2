/** Everything a phone's bottom bar has no room for. */
import { t, translate } from "../i18n/words.js";
import { hasMap } from "../model/tracked.js";
import { writePlace } from "../app/router.js";
import { h } from "../ui/dom.js";
import { icon } from "../ui/icon.js";

/** @import { Context, Page } from "./page.js" */

/** @param {Context} context
 * @returns {Page} */
export function morePage({ home }) {
  const entries = [
    ["scenes", "palette", t("Scenes")],
    ...(hasMap(home) ? [["map", "map", translate("Navigation", "Map")]] : []),
    ["people", "account-group", t("People")],
    ...(home.info.role === "guest" ? [] : [["gateways", "gateway", translate("Navigation", "Gateways")]]),
    ["settings", "settings", translate("Navigation", "Settings")],
  ];
  const list = h("ul", { class: "rows cards" }, ...entries.map(([page = "", name = "", words = ""]) => h("li", {},
    h("a", { class: "row", href: writePlace({ page }) }, icon(name), h("span", { class: "row-words" }, h("span", { class: "row-name", text: words })), icon("chevronRight", "muted")))));
  return { title: translate("BottomBar", "More"), element: h("div", { class: "page narrow" }, list), destroy() {} };
}
