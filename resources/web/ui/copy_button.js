/** A button that copies something and says so itself: a toast would lie behind a dialog. */
import { t } from "../i18n/words.js";
import { button } from "./buttons.js";
import { setText } from "./dom.js";

const SAID_MS = 2000;

/** @param {string} words @param {() => string} read what is to be copied @param {"" | "quiet"} [kind] */
export function copyButton(words, read, kind = "quiet") {
  const made = button(words, async () => {
    await navigator.clipboard.writeText(read());
    const label = /** @type {Element} */ (made.lastElementChild);
    setText(label, t("Copied"));
    setTimeout(() => setText(label, words), SAID_MS);
  }, { kind, icon: "copy" });
  // Browsers give the clipboard to protected connections only.
  made.hidden = navigator.clipboard === undefined;
  return made;
}
