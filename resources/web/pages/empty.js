/** What stands where nothing is yet: it explains itself and offers the next step. */
import { h } from "../ui/dom.js";
import { icon } from "../ui/icon.js";

/** @param {string} name of an icon, or empty @param {string} title @param {string} text @param {...Node} actions */
export function emptyState(name, title, text, ...actions) {
  return h(
    "div", { class: "empty", role: "status" },
    name !== "" && icon(name, "empty-icon"), h("h2", { text: title }), text !== "" && h("p", { class: "muted", text }), ...actions,
  );
}
