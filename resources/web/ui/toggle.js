/** An on-off switch. It shows what the device reports; a tap only asks. */
import { attribute, h } from "./dom.js";

/** @param {string} label @param {(isOn: boolean) => void} onAsk */
export function toggle(label, onAsk) {
  const element = h("button", {
    class: "toggle", type: "button", role: "switch", "aria-label": label, "aria-checked": "false",
    on: { click: () => onAsk(element.getAttribute("aria-checked") !== "true") },
  }, h("span", { class: "toggle-track" }, h("span", { class: "toggle-knob" })));
  return {
    element,
    /** @param {boolean} isOn @param {boolean} isEnabled */
    update(isOn, isEnabled) {
      attribute(element, "aria-checked", String(isOn));
      attribute(element, "disabled", !isEnabled);
    },
  };
}
