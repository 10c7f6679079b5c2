/** What a page of settings is made of. */
import { h } from "../ui/dom.js";

/** @param {string} title @param {...Node} rows */
export function group(title, ...rows) {
  return h("section", { class: "area" }, h("h2", { text: title }), h("div", { class: "card stack" }, ...rows));
}

/** @param {string} title @param {string} hint @param {...Node} controls */
export function row(title, hint, ...controls) {
  return h("div", { class: "setting" },
    h("div", { class: "row-words" }, h("span", { text: title }), hint !== "" && h("small", { class: "muted", text: hint })), ...controls);
}

/** @param {string} label @param {readonly (readonly [string, string])[]} choices @param {string} current @param {(value: string) => void} onChoose */
export function choice(label, choices, current, onChoose) {
  const select = h("select", { class: "select", "aria-label": label, on: { change: () => onChoose(select.value) } },
    ...choices.map(([value, words]) => h("option", { value, text: words })));
  select.value = current;
  return select;
}
