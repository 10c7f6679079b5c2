/** Makes elements. Text is only ever set as text, so nothing a device is called can become markup. */

/** @typedef {Node | string | null | undefined | false} Child */
/** @typedef {{[name: string]: unknown, class?: string, text?: string, on?: {[event: string]: (event: any) => void}}} Props */

/** Make an element. Properties are attributes but for class, text and on.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag @param {Props} [props] @param {...Child} children
 * @returns {HTMLElementTagNameMap[K]} */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  const { class: className, text, on, ...attributes } = props;
  if (className !== undefined) element.className = className;
  if (text !== undefined) element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) attribute(element, name, value);
  for (const [name, listener] of Object.entries(on ?? {})) element.addEventListener(name, listener);
  for (const child of children) if (child) element.append(child);
  return element;
}

/** Make an element of a drawing.
 * @param {string} tag @param {{[name: string]: string | number}} [attributes] @param {...Node} children */
export function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

/** Set an attribute only where it differs; false and null take it away.
 * @param {Element} element @param {string} name @param {unknown} value */
export function attribute(element, name, value) {
  if (value === false || value === null || value === undefined) {
    if (element.hasAttribute(name)) element.removeAttribute(name);
    return;
  }
  const text = value === true ? "" : String(value);
  if (element.getAttribute(name) !== text) element.setAttribute(name, text);
}

/** Set an element's text only where it differs: what a screen reader reads is not disturbed.
 * @param {Element} element @param {string} text */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Set a custom property of an element's style; empty takes it away.
 * @param {HTMLElement | SVGElement} element @param {string} name @param {string} value */
export function setVar(element, name, value) {
  if (element.style.getPropertyValue(name) === value) return;
  if (value === "") element.style.removeProperty(name);
  else element.style.setProperty(name, value);
}

/** Bring an element's children into an order, moving only what has to move.
 * @param {Element} parent @param {readonly Element[]} wanted */
export function arrange(parent, wanted) {
  const kept = new Set(wanted);
  for (const child of [...parent.children]) if (!kept.has(child)) child.remove();
  wanted.forEach((child, place) => {
    if (parent.children[place] !== child) parent.insertBefore(child, parent.children[place] ?? null);
  });
}

/** The colour a token's name stands for.
 * @param {string} token */
export function ink(token) {
  const name = token.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return token === "" ? "var(--accent)" : `var(--${name})`;
}
