/** A colour wheel with favourite swatches: hue around, colour from the middle outwards. */
import { hexColor, hsToRgb, rgbOf, rgbToHs } from "../model/color.js";
import { translate } from "../i18n/words.js";
import { attribute, h, setVar } from "./dom.js";

const STEP_DEGREES = 5;
const STEP_PERCENT = 5;

/** @param {string} label @param {readonly string[]} swatches
 * @param {(hex: string, isLast: boolean) => void} onChange */
export function colorWheel(label, swatches, onChange) {
  const grip = h("span", { class: "wheel-grip" });
  const wheel = h("div", { class: "wheel", role: "slider", tabindex: "0", "aria-label": label }, grip);
  const row = h("div", { class: "swatches", role: "group", "aria-label": label }, ...swatches.map(swatch));
  const element = h("div", { class: "color-control" }, wheel, row);
  let [hue, saturation] = [0, 0];
  let isDragging = false;

  /** @param {string} hex @param {number} place */
  function swatch(hex, place) {
    const made = h("button", {
      class: "swatch", type: "button", "aria-label": translate("Swatches", "Colour %1", place + 1),
      on: { click: () => onChange(hex, true) },
    });
    setVar(made, "--swatch", hex);
    return made;
  }

  function draw() {
    setVar(wheel, "--hue", `${hue}deg`);
    setVar(wheel, "--reach", String(saturation / 100));
    setVar(grip, "--swatch", hexColor(hsToRgb(hue, saturation)));
    attribute(wheel, "aria-valuenow", Math.round(hue));
    attribute(wheel, "aria-valuemin", 0);
    attribute(wheel, "aria-valuemax", 360);
    const words = translate("ColorWheel", "Hue %1 degrees, %2 % colour", Math.round(hue), Math.round(saturation));
    attribute(wheel, "aria-valuetext", words);
  }

  /** @param {number} nextHue @param {number} nextSaturation @param {boolean} isLast */
  function ask(nextHue, nextSaturation, isLast) {
    hue = (nextHue + 360) % 360;
    saturation = Math.min(Math.max(nextSaturation, 0), 100);
    draw();
    onChange(hexColor(hsToRgb(hue, saturation)), isLast);
  }

  /** @param {PointerEvent} event @param {boolean} isLast */
  function follow(event, isLast) {
    const { left, top, width } = wheel.getBoundingClientRect();
    const [x, y] = [event.clientX - left - width / 2, event.clientY - top - width / 2];
    ask((Math.atan2(x, -y) * 180) / Math.PI, (Math.hypot(x, y) / (width / 2)) * 100, isLast);
  }

  wheel.addEventListener("pointerdown", (event) => {
    wheel.setPointerCapture(event.pointerId);
    isDragging = true;
    follow(event, false);
  });
  wheel.addEventListener("pointermove", (event) => {
    if (isDragging) follow(event, false);
  });
  wheel.addEventListener("pointerup", (event) => {
    isDragging = false;
    follow(event, true);
  });
  wheel.addEventListener("pointercancel", () => {
    isDragging = false;
  });
  wheel.addEventListener("keydown", (event) => {
    const steps = /** @type {Record<string, [number, number]>} */ ({
      ArrowRight: [STEP_DEGREES, 0], ArrowLeft: [-STEP_DEGREES, 0],
      ArrowUp: [0, STEP_PERCENT], ArrowDown: [0, -STEP_PERCENT],
    });
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    ask(hue + step[0], saturation + step[1], true);
  });

  return {
    element,
    /** @param {string} hex empty where it shows none @param {boolean} isEnabled */
    update(hex, isEnabled) {
      element.classList.toggle("disabled", !isEnabled);
      const rgb = rgbOf(hex);
      if (rgb !== null && !isDragging) [hue, saturation] = rgbToHs(rgb);
      row.querySelectorAll(".swatch").forEach((one, place) => {
        attribute(one, "aria-pressed", swatches[place] === hex ? "true" : "false");
      });
      draw();
    },
  };
}
