/** Sheets and dialogs over the page: the platform's own, so that focus and Escape are right. */
import { translate } from "../i18n/words.js";
import { iconButton } from "./buttons.js";
import { h } from "./dom.js";

/** Open something over the page.
 * @param {string} title @param {(Node | null)[]} content @param {{className?: string, onClosed?: () => void}} [options]
 * @returns {{element: HTMLDialogElement, close: () => void}} */
export function openDialog(title, content, { className = "", onClosed = () => {} } = {}) {
  const close = () => element.close();
  const element = h(
    "dialog", { class: `dialog ${className}`.trim(), "aria-label": title },
    h("header", { class: "dialog-head" },
      h("h2", { text: title }), iconButton("close", translate("SheetHeader", "Close"), close)),
    h("div", { class: "dialog-body" }, ...content),
  );
  element.addEventListener("close", () => {
    element.remove();
    onClosed();
  });
  element.addEventListener("click", (event) => {
    if (event.target === element) close();
  });
  document.body.append(element);
  element.showModal();
  /** @type {HTMLElement | null} */ (element.querySelector(".dialog-body :is(input, select, button)"))?.focus();
  return { element, close };
}
