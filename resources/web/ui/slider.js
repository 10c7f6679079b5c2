/**
 * One value on a bar, or two with a range. A finger that moves along the bar drags; one that moves
 * across it scrolls the page and changes nothing. Arrow keys always work, a wheel only with focus.
 */
import { measure } from "../i18n/format.js";
import { attribute, h, setText, setVar } from "./dom.js";

/** How far a finger moves before it is a drag and not a tap. */
const SLOP_PX = 6;
const LARGE_STEPS = 10;

/**
 * @typedef {object} SliderLook
 * @property {number} min
 * @property {number} max
 * @property {number} step
 * @property {string} unit
 * @property {number[]} values one, or two of a range
 * @property {boolean} isActive
 * @property {boolean} isEnabled
 * @property {boolean} isPending
 * @property {"left" | "top"} fill
 * @property {string} lowColor
 * @property {string} highColor
 */

/** @param {readonly string[]} labels one per handle @param {(values: number[], isLast: boolean) => void} onChange */
export function slider(labels, onChange) {
  const bubble = h("span", { class: "bubble", hidden: true });
  const grips = labels.map((label) => h("span", { class: "grip", role: "slider", tabindex: "0", "aria-label": label }));
  const track = h("div", { class: "track" }, h("span", { class: "track-fill" }), ...grips, bubble);
  const element = h("div", { class: "slider" }, track);
  /** @type {SliderLook} */
  let look = {
    min: 0, max: 100, step: 1, unit: "%", values: labels.map(() => 0), isActive: false, isEnabled: true,
    isPending: false, fill: "left", lowColor: "", highColor: "",
  };
  /** What a finger or a key asks for; null while nobody does. @type {number[] | null} */
  let asked = null;
  let dragged = -1;

  /** @param {number} value */
  const share = (value) => (look.max > look.min ? (value - look.min) / (look.max - look.min) : 0);
  const shown = () => asked ?? look.values;

  function draw() {
    const values = shown();
    const [low, high] = values.length > 1 ? [share(values[0] ?? 0), share(values[1] ?? 0)] : [0, share(values[0] ?? 0)];
    const isTop = look.fill === "top";
    const [from, to] = isTop ? [high, 1] : [low, high];
    setVar(element, "--from", String(from));
    setVar(element, "--to", String(to));
    element.classList.toggle("no-fill", to <= from);
    grips.forEach((grip, place) => {
      const value = values[place] ?? look.min;
      setVar(grip, "--at", String(share(value)));
      attribute(grip, "aria-valuemin", look.min);
      attribute(grip, "aria-valuemax", look.max);
      attribute(grip, "aria-valuenow", value);
      attribute(grip, "aria-valuetext", measure(value, look.unit));
      attribute(grip, "aria-disabled", look.isEnabled ? null : "true");
      attribute(grip, "tabindex", look.isEnabled ? "0" : "-1");
    });
    element.classList.toggle("inactive", !look.isActive && asked === null);
    element.classList.toggle("disabled", !look.isEnabled);
    element.classList.toggle("gradient", look.lowColor !== "");
    setVar(element, "--low-color", look.lowColor);
    setVar(element, "--high-color", look.highColor);
    bubble.hidden = dragged < 0;
    if (dragged >= 0) {
      const value = values[dragged] ?? 0;
      setVar(bubble, "--at", String(share(value)));
      setText(bubble, measure(value, look.unit));
    }
  }

  /** @param {number} place @param {number} value @param {boolean} isLast */
  function ask(place, value, isLast) {
    const values = [...shown()];
    const low = place === 1 ? (values[0] ?? look.min) : look.min;
    const high = place === 0 && values.length > 1 ? (values[1] ?? look.max) : look.max;
    const snapped = look.min + Math.round((value - look.min) / look.step) * look.step;
    values[place] = Number(Math.min(Math.max(snapped, low), high).toFixed(6));
    const isNew = values.some((one, index) => one !== shown()[index]);
    asked = values;
    draw();
    if (isNew || isLast) onChange(values, isLast);
  }

  /** @param {PointerEvent} event */
  function valueAt(event) {
    const { left, width } = track.getBoundingClientRect();
    return look.min + Math.min(Math.max((event.clientX - left - 8) / (width - 16), 0), 1) * (look.max - look.min);
  }

  /** @param {PointerEvent} down */
  function press(down) {
    if (!look.isEnabled || down.button !== 0) return;
    const value = valueAt(down);
    const values = shown();
    const place = values.length > 1 && Math.abs(value - (values[1] ?? 0)) < Math.abs(value - (values[0] ?? 0)) ? 1 : 0;
    const startX = down.clientX;
    element.setPointerCapture(down.pointerId);
    const move = (/** @type {PointerEvent} */ event) => {
      if (dragged < 0 && Math.abs(event.clientX - startX) < SLOP_PX) return;
      dragged = place;
      ask(place, valueAt(event), false);
    };
    const end = () => {
      element.removeEventListener("pointermove", move);
      element.removeEventListener("pointerup", up);
      element.removeEventListener("pointercancel", cancel);
      dragged = -1;
      draw();
    };
    const up = (/** @type {PointerEvent} */ event) => {
      ask(place, valueAt(event), true);
      end();
    };
    const cancel = () => {
      if (dragged < 0) asked = null;
      end();
    };
    element.addEventListener("pointermove", move);
    element.addEventListener("pointerup", up);
    element.addEventListener("pointercancel", cancel);
  }

  /** @param {KeyboardEvent} event @param {number} place */
  function key(event, place) {
    const steps = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: LARGE_STEPS, PageDown: -LARGE_STEPS };
    const value = shown()[place] ?? look.min;
    const grain = Math.max(look.step, (look.max - look.min) / 100);
    const step = steps[/** @type {keyof typeof steps} */ (event.key)];
    const next =
      event.key === "Home" ? look.min : event.key === "End" ? look.max : step === undefined ? null : value + step * grain;
    if (next === null || !look.isEnabled) return;
    event.preventDefault();
    event.stopPropagation();
    ask(place, next, true);
  }

  element.addEventListener("pointerdown", press);
  element.addEventListener("wheel", (event) => {
    const place = grips.findIndex((grip) => grip === document.activeElement);
    if (place < 0 || !look.isEnabled) return;
    event.preventDefault();
    ask(place, (shown()[place] ?? 0) - Math.sign(event.deltaY) * Math.max(look.step, 1), true);
  }, { passive: false });
  grips.forEach((grip, place) => grip.addEventListener("keydown", (event) => key(event, place)));

  return {
    element,
    /** @param {Partial<SliderLook>} next */
    update(next) {
      look = { ...look, ...next };
      // What was asked stays shown while it is on its way; then the device's word counts.
      if (dragged < 0 && !look.isPending) asked = null;
      draw();
    },
  };
}
