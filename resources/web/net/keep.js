/** Keeps small things on this device; for as long as the page stands where the browser keeps nothing. */

/** @type {Map<string, string>} */
const here = new Map();

/** Whether anything lasts longer than the page. */
export function canKeep() {
  const trial = "homewire.trial";
  try {
    localStorage.setItem(trial, "1");
    localStorage.removeItem(trial);
    return true;
  } catch {
    return false;
  }
}

/** @param {string} name
 * @returns {string | null} */
export function kept(name) {
  try {
    return here.get(name) ?? localStorage.getItem(name);
  } catch {
    // All cookies are blocked: Safari and Firefox then refuse even to be asked.
    return here.get(name) ?? null;
  }
}

/** @param {string} name @param {string} value */
export function keep(name, value) {
  try {
    localStorage.setItem(name, value);
    here.delete(name);
  } catch {
    here.set(name, value);
  }
}

/** @param {string} name */
export function forget(name) {
  here.delete(name);
  try {
    localStorage.removeItem(name);
  } catch {
    // Nothing was kept.
  }
}
