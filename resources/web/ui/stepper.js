/** One value between a minus and a plus. Holding a button repeats; arrow keys do the same. */
import { numberText, unitSuffix } from "../i18n/format.js";
import { translate } from "../i18n/words.js";
import { attribute, h, setText } from "./dom.js";
import { icon } from "./icon.js";

const REPEAT_AFTER_MS = 400;
const REPEAT_EVERY_MS = 90;

/** @param {string} label @param {(value: number) => void} onChange */
export function stepper(label, onChange) {
  const look = { min: 0, max: 100, step: 1, unit: "", value: /** @type {number | null} */ (null), isEnabled: true };
  /** @type {number | null} */
  let asked = null;
  const value = h("span", { class: "stepper-value", role: "spinbutton", tabindex: "0", "aria-label": label, on: { keydown: key } });
  const less = stepButton("minus", translate("Stepper", "Less"), -1);
  const more = stepButton("plus", translate("Stepper", "More"), 1);
  const element = h("div", { class: "stepper", role: "group", "aria-label": label }, less, value, more);

  /** @param {string} name @param {string} words @param {number} direction */
  function stepButton(name, words, direction) {
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    const repeat = () => {
      step(direction);
      timer = setTimeout(repeat, REPEAT_EVERY_MS);
    };
    const stop = () => clearTimeout(timer);
    return h("button", {
      class: "stepper-button", type: "button", "aria-label": `${label}: ${words}`, tabindex: "-1",
      on: {
        click: () => step(direction),
        pointerdown: () => {
          timer = setTimeout(repeat, REPEAT_AFTER_MS);
        },
        pointerup: stop, pointerleave: stop, pointercancel: stop,
      },
    }, icon(name));
  }

  /** @param {number} direction */
  function step(direction) {
    if (!look.isEnabled) return;
    const now = asked ?? look.value ?? look.min;
    const raw = Math.round((now + direction * look.step) / look.step) * look.step;
    const next = Number(Math.min(look.max, Math.max(look.min, raw)).toFixed(6));
    if (next === now) return;
    asked = next;
    draw();
    onChange(next);
  }

  /** @param {KeyboardEvent} event */
  function key(event) {
    const directions = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1 };
    const direction = directions[/** @type {keyof typeof directions} */ (event.key)];
    if (direction === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    step(direction);
  }

  function draw() {
    const now = asked ?? look.value;
    const words = now === null ? "–" : numberText(now, look.step < 1 ? 1 : 0) + unitSuffix(look.unit);
    setText(value, words);
    value.classList.toggle("muted", asked !== null);
    attribute(value, "aria-valuenow", now);
    attribute(value, "aria-valuemin", look.min);
    attribute(value, "aria-valuemax", look.max);
    attribute(value, "aria-valuetext", words);
    attribute(less, "disabled", !look.isEnabled || (now !== null && now <= look.min));
    attribute(more, "disabled", !look.isEnabled || (now !== null && now >= look.max));
  }

  return {
    element,
    /** @param {Partial<typeof look>} next @param {boolean} isPending */
    update(next, isPending) {
      Object.assign(look, next);
      if (!isPending) asked = null;
      draw();
    },
  };
}
