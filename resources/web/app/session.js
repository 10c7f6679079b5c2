/** Whose device this is: the key the hub gave it, and what the person set on this device alone. */
import { forget, keep, kept } from "../net/keep.js";

const TOKEN = "homewire.token";
const SETTINGS = "homewire.settings";

/**
 * @typedef {object} DeviceSettings
 * @property {"" | "light" | "dark" | "contrastLight" | "contrastDark"} theme empty follows the system
 * @property {"" | "en" | "de"} language empty follows the device
 * @property {boolean} isSimple
 * @property {string[]} simpleTiles
 * @property {string[]} simpleChannels whom simple mode has keys for
 * @property {string} name what this device is called
 * @property {boolean} isSharingPlace
 * @property {boolean} isAwake keep the screen on
 * @property {number} volume of voices, 0 to 1
 */

/** @type {DeviceSettings} */
const DEFAULTS = {
  theme: "", language: "", isSimple: false, simpleTiles: [], simpleChannels: [], name: "", isSharingPlace: false, isAwake: false, volume: 1,
};

/** The key; null before the device was paired. */
export function savedToken() {
  return kept(TOKEN);
}

/** @param {string} token */
export function saveToken(token) {
  keep(TOKEN, token);
}

/** Forget the key and everything else this device knew. */
export function forgetSession() {
  forget(TOKEN);
  forget(SETTINGS);
}

/** @returns {DeviceSettings} */
export function settings() {
  try {
    return { ...DEFAULTS, ...JSON.parse(kept(SETTINGS) ?? "{}") };
  } catch {
    return { ...DEFAULTS };
  }
}

/** @param {Partial<DeviceSettings>} changes
 * @returns {DeviceSettings} */
export function changeSettings(changes) {
  const next = { ...settings(), ...changes };
  keep(SETTINGS, JSON.stringify(next));
  return next;
}

/** Where the hub of this page listens. */
export function hubUrl() {
  return `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/api/websocket`;
}
