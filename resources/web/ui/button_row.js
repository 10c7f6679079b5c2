/** Up to five equal buttons for what a device can be told: open, stop, close. */
import { attribute, h, ink, setVar } from "./dom.js";
import { holdable, holdHint } from "./buttons.js";
import { icon } from "./icon.js";

/** @import { RowButton } from "../types" */

/** @param {string} label @param {(button: RowButton) => void} onChoose */
export function buttonRow(label, onChoose) {
  const element = h("div", { class: "button-row", role: "group", "aria-label": label });
  let shape = "";
  /** @type {readonly RowButton[]} */
  let buttons = [];

  /** @param {RowButton} one @param {number} place */
  function cell(one, place) {
    const choose = () => {
      const current = buttons[place];
      if (current !== undefined) onChoose(current);
    };
    const made = h(
      "button",
      { class: "row-button", type: "button", "aria-label": `${label}: ${one.label}`, title: one.label },
      icon(one.icon), h("span", { class: "row-word", text: one.label }),
    );
    if (one.isHold) {
      holdable(made, choose);
      attribute(made, "aria-description", holdHint());
    } else {
      made.addEventListener("click", choose);
    }
    return made;
  }

  return {
    element,
    /** @param {readonly RowButton[]} next @param {boolean} isEnabled */
    update(next, isEnabled) {
      buttons = next;
      const nextShape = next.map((one) => `${one.action} ${one.label} ${one.icon} ${one.isHold}`).join("|");
      if (nextShape !== shape) {
        shape = nextShape;
        element.replaceChildren(...next.map(cell));
      }
      next.forEach((one, place) => {
        const made = /** @type {HTMLElement} */ (element.children[place]);
        attribute(made, "disabled", !isEnabled || !one.isEnabled);
        attribute(made, "aria-pressed", one.isActive ? "true" : null);
        setVar(made, "--ink", one.tint === "" ? "" : ink(one.tint));
      });
    },
  };
}
