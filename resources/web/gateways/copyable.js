/** A line that is to be entered somewhere else: selected when touched, with a button that copies it. */
import { t } from "../i18n/words.js";
import { copyButton } from "../ui/copy_button.js";
import { h } from "../ui/dom.js";

/** @param {string} text */
export function copyable(text) {
  const shown = h("input", { class: "field", readonly: true, value: text, "aria-label": t("Address to copy"), on: { focus: () => shown.select() } });
  return h("div", { class: "text-form" }, shown, copyButton(t("Copy"), () => text, ""));
}
