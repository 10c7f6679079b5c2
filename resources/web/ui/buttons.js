/** Buttons with words, with an icon, and one that must be held. */
import { translate } from "../i18n/words.js";
import { TOKENS } from "../tables/tokens.js";
import { h, setVar } from "./dom.js";
import { icon } from "./icon.js";

const HOLD_MS = TOKENS["duration"]?.["hold"] ?? 600;

/** @param {string} words @param {() => void} onClick @param {{kind?: "primary" | "quiet" | "danger" | "", icon?: string, type?: "button" | "submit"}} [options] */
export function button(words, onClick, { kind = "", icon: name = "", type = "button" } = {}) {
  return h(
    "button", { class: `button ${kind}`.trim(), type, on: { click: onClick } },
    name !== "" && icon(name), h("span", { text: words }),
  );
}

/** @param {string} name @param {string} words read aloud and shown on hover @param {() => void} onClick */
export function iconButton(name, words, onClick) {
  return h(
    "button", { class: "icon-button", type: "button", title: words, "aria-label": words, on: { click: onClick } },
    icon(name),
  );
}

/** Let an element act only after it was held for as long as its ring takes to close, by finger or by
 * key. A screen reader's own activation is deliberate already and cannot be held.
 * @param {HTMLElement} element @param {() => void} onHeld */
export function holdable(element, onHeld) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  element.classList.add("holdable");
  setVar(element, "--hold", `${HOLD_MS}ms`);
  const begin = () => {
    if (timer !== undefined || element.hasAttribute("disabled")) return;
    element.classList.add("holding");
    timer = setTimeout(() => {
      cancel();
      onHeld();
    }, HOLD_MS);
  };
  const cancel = () => {
    clearTimeout(timer);
    timer = undefined;
    element.classList.remove("holding");
  };
  element.addEventListener("pointerdown", (event) => {
    if (event.button === 0) begin();
  });
  for (const name of ["pointerup", "pointerleave", "pointercancel", "blur"]) {
    element.addEventListener(name, cancel);
  }
  element.addEventListener("contextmenu", (event) => event.preventDefault());
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    if (!event.repeat) begin();
  });
  element.addEventListener("keyup", cancel);
  element.addEventListener("click", (event) => {
    // Neither a finger nor a key makes such a click: it has no pointer and no count.
    const isAssistive = event instanceof PointerEvent ? event.pointerType === "" && event.detail === 0 : false;
    if (isAssistive && !element.classList.contains("holding")) onHeld();
  });
}

/** The words that tell how a held button works. */
export function holdHint() {
  return translate("HoldButton", "Press and hold");
}
