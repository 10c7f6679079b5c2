/** The colours of the moment: the person's choice, else the system's. */
import { hexColor, legible, rgbOf } from "../model/color.js";

const LEAST_CONTRAST = 3.4;
const LEAST_HIGH_CONTRAST = 7;

/** @type {Map<string, string>} */
const cache = new Map();

/** @param {string} theme empty follows the system */
export function useTheme(theme) {
  if (theme === "") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
  cache.clear();
  tellBrowser();
}

/** Look again when the system's wish changes.
 * @param {() => void} onChange */
export function watchSystemTheme(onChange) {
  for (const query of ["(prefers-color-scheme: dark)", "(prefers-contrast: more)"]) {
    matchMedia(query).addEventListener("change", () => {
      cache.clear();
      tellBrowser();
      onChange();
    });
  }
}

/** A lamp's own colour, dark or light enough to be seen on a tile.
 * @param {string} hex */
export function legibleColor(hex) {
  const known = cache.get(hex);
  if (known !== undefined) return known;
  const own = rgbOf(hex);
  const [surface, ink] = [rgbOf(token("--surface")), rgbOf(token("--text"))];
  if (own === null || surface === null || ink === null) return hex;
  const isHigh = document.documentElement.dataset["theme"]?.startsWith("contrast") ?? false;
  const seen = hexColor(legible(own, surface, ink, isHigh ? LEAST_HIGH_CONTRAST : LEAST_CONTRAST));
  cache.set(hex, seen);
  return seen;
}

/** @param {string} name */
function token(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** The browser's own edges take the page's colour. */
function tellBrowser() {
  document.querySelector('meta[name="theme-color"]')?.setAttribute("content", token("--background"));
}
