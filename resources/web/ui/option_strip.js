/** One of a few: segments while they fit, a menu when they do not. */
import { attribute, h, setText } from "./dom.js";
import { icon } from "./icon.js";

/** @import { Choice } from "../types" */

const MOST_SEGMENTS = 6;
const LETTER_PX = 8;
const SEGMENT_PADDING_PX = 24;
const ICON_SEGMENT_PX = 40;

/** @param {string} label @param {(value: string) => void} onChoose @param {{isIconOnly?: boolean}} [options] */
export function optionStrip(label, onChoose, { isIconOnly = false } = {}) {
  const element = h("div", { class: "options" });
  /** @type {readonly Choice[]} */
  let choices = [];
  let current = "";
  let shape = "";
  let isMenu = false;
  const watch = new ResizeObserver(() => build());
  watch.observe(element);

  function needed() {
    const hasIcons = isIconOnly && choices.every((one) => one.icon !== "");
    return choices.reduce(
      (sum, one) => sum + (hasIcons ? ICON_SEGMENT_PX : LETTER_PX * one.label.length + SEGMENT_PADDING_PX), 0,
    );
  }

  function build() {
    const width = element.clientWidth;
    const wantsMenu = choices.length > MOST_SEGMENTS || (width > 0 && needed() > width);
    const next = `${wantsMenu}|${choices.map((one) => `${one.value} ${one.label}`).join("|")}`;
    if (next !== shape) {
      shape = next;
      isMenu = wantsMenu;
      element.replaceChildren(isMenu ? menu() : strip());
    }
    mark();
  }

  function menu() {
    const select = h(
      "select", { class: "select", "aria-label": label, on: { change: () => onChoose(select.value) } },
      h("option", { value: "", text: label, hidden: true }),
      ...choices.map((one) => h("option", { value: one.value, text: one.label })),
    );
    return h("span", { class: "select-frame" }, select, icon("chevronDown"));
  }

  function strip() {
    const hasIcons = isIconOnly && choices.every((one) => one.icon !== "");
    return h("div", { class: "segments", role: "radiogroup", "aria-label": label, on: { keydown: key } }, ...choices.map((one) =>
      h("button", {
        class: "segment", type: "button", role: "radio", "aria-label": one.label, title: hasIcons ? one.label : null,
        on: { click: () => onChoose(one.value) },
      }, hasIcons ? icon(one.icon) : h("span", { text: one.label })),
    ));
  }

  /** @param {KeyboardEvent} event */
  function key(event) {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const place = choices.findIndex((one) => one.value === current);
    const next = choices[Math.min(Math.max(place + step, 0), choices.length - 1)];
    if (next === undefined || next.value === current) return;
    onChoose(next.value);
    /** @type {HTMLElement | undefined} */ (element.querySelectorAll(".segment")[choices.indexOf(next)])?.focus();
  }

  function mark() {
    if (isMenu) {
      const select = element.querySelector("select");
      if (select !== null) {
        if (select.value !== current) select.value = current;
        const first = select.options[0];
        if (first !== undefined) setText(first, choices.some((one) => one.value === current) ? label : current || label);
      }
      return;
    }
    const hasCurrent = choices.some((one) => one.value === current);
    element.querySelectorAll(".segment").forEach((segment, place) => {
      const isCurrent = choices[place]?.value === current;
      attribute(segment, "aria-checked", String(isCurrent));
      attribute(segment, "tabindex", isCurrent || (!hasCurrent && place === 0) ? "0" : "-1");
    });
  }

  return {
    element,
    /** @param {readonly Choice[]} next @param {string} value @param {boolean} isEnabled */
    update(next, value, isEnabled) {
      choices = next;
      current = value;
      build();
      element.querySelectorAll("button, select").forEach((one) => attribute(one, "disabled", !isEnabled));
    },
  };
}
