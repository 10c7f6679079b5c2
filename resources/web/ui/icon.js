/** Material Design Icons, drawn with their font. */
import { glyph, useAllGlyphs } from "../model/icons.js";
import { h, setText } from "./dom.js";

/** Icons that were asked for before the whole font's names are here. @type {Map<HTMLElement, string>} */
const waiting = new Map();
let isLoading = false;

/** Make an icon; it says nothing to a screen reader.
 * @param {string} name @param {string} [className] */
export function icon(name, className = "") {
  const element = h("span", { class: `icon ${className}`.trim(), "aria-hidden": "true" });
  setIcon(element, name);
  return element;
}

/** Let an icon show something else.
 * @param {HTMLElement} element @param {string} name */
export function setIcon(element, name) {
  const character = name === "" ? "" : glyph(name);
  setText(element, character);
  waiting.delete(element);
  if (character !== "" || name === "") return;
  waiting.set(element, name);
  if (!isLoading) loadAll();
}

/** An icon somebody chose by name: the table of all names is large and rarely needed. */
async function loadAll() {
  isLoading = true;
  try {
    const answer = await fetch("/fonts/icons.json");
    useAllGlyphs(answer.ok ? await answer.json() : {});
  } catch {
    isLoading = false;
    return;
  }
  for (const [element, name] of waiting) setText(element, glyph(name) || glyph("shape-outline"));
  waiting.clear();
}
