/** Somebody's face: their picture, else their initials in a colour that is always theirs. */
import { h, ink, setVar } from "./dom.js";

/** @import { Persons } from "../state/persons.js" */

const COLORS = ["accent", "good", "heat", "cool", "attention", "light"];

/** @param {Persons} persons @param {string} id @param {string} name @param {string} [className] */
export function portrait(persons, id, name, className = "") {
  const element = h("span", { class: `avatar ${className}`.trim(), "aria-hidden": "true", text: initials(name) });
  setVar(element, "--ink", ink(colorOf(id)));
  persons.picture(id).then((address) => {
    if (address !== "") element.replaceChildren(h("img", { src: address, alt: "" }));
  });
  return element;
}

/** @param {string} name */
export function initials(name) {
  return name.split(/\s+/).map((word) => [...word][0] ?? "").slice(0, 2).join("").toUpperCase();
}

/** @param {string} id */
function colorOf(id) {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + letter.charCodeAt(0)) % 4093;
  return COLORS[sum % COLORS.length] ?? "accent";
}
