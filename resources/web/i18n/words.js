/**
 * Words in the chosen language. English is the source; `t` names sentences that stand alone,
 * `translate` and `plural` words by their context: those the desktop's view models say too come from
 * its catalogue, those of pages and controls stand in *_pages.
 */

/** @typedef {Record<string, string>} Own */
/** @typedef {Record<string, Record<string, string | readonly [string, string]>>} Shared */

export const LANGUAGES = ["en", "de"];

/** @type {Own} */
let own = {};
/** @type {Shared} */
let shared = {};
let current = "en";

/** The language words are in now. */
export function language() {
  return current;
}

/** The best of our languages for what a person's device prefers.
 * @param {readonly string[]} preferred */
export function bestLanguage(preferred) {
  for (const one of preferred) {
    const short = one.slice(0, 2).toLowerCase();
    if (LANGUAGES.includes(short)) return short;
  }
  return "en";
}

/** Take words as they are; for tests, and once they are loaded.
 * @param {string} name @param {Own} ownWords @param {Shared} sharedWords */
export function useWords(name, ownWords, sharedWords) {
  current = name;
  own = ownWords;
  shared = sharedWords;
}

/** Load a language.
 * @param {string} name */
export async function loadWords(name) {
  if (name === "de") {
    const [mine, talk, gateways, pages, map, theirs] = await Promise.all([
      import("./de.js"), import("./de_talk.js"), import("./de_gateways.js"), import("./de_pages.js"), import("./de_map.js"), import("../tables/words_de.js"),
    ]);
    useWords("de", { ...talk.WORDS, ...gateways.WORDS, ...mine.WORDS }, { ...theirs.WORDS, ...pages.WORDS, ...map.WORDS });
  } else {
    const [pages, theirs] = await Promise.all([import("./en_pages.js"), import("../tables/words_en.js")]);
    useWords("en", {}, { ...theirs.WORDS, ...pages.WORDS });
  }
}

/** One of our own sentences, with {names} filled in.
 * @param {string} text @param {Record<string, string | number>} [values] */
export function t(text, values = {}) {
  const found = own[text] ?? text;
  return found.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/** A sentence the desktop says too, with %1, %2 filled in.
 * @param {string} context @param {string} text @param {...(string | number)} values */
export function translate(context, text, ...values) {
  const found = shared[context]?.[text];
  const words = typeof found === "string" ? found : text;
  return words.replace(/%([1-9])/g, (whole, place) => String(values[Number(place) - 1] ?? whole));
}

/** A sentence that counts.
 * @param {string} context @param {string} text @param {number} count */
export function plural(context, text, count) {
  const found = shared[context]?.[text];
  const words = Array.isArray(found) ? found[count === 1 ? 0 : 1] : text;
  return String(words).replace("%n", String(count));
}
