/** The kinds of gateways a hub can talk to, and the words their drivers use. */
import { translate } from "../i18n/words.js";

/** @import { Hub } from "../types" */

/**
 * @typedef {object} Option
 * @property {string} name
 * @property {string} label
 * @property {boolean} [is_required]
 * @property {boolean} [is_secret]
 * @property {string | null} [default]
 * @property {string} [example]
 * @property {string[]} [choices]
 */
/**
 * @typedef {object} Kind
 * @property {string} type
 * @property {string} title
 * @property {string} [summary]
 * @property {string} [icon]
 * @property {Option[]} [options]
 * @property {"none" | "button" | "secret" | "code"} [guide] what a person has to do to be let in
 * @property {string} [guide_text]
 * @property {"code" | "window" | null} [admits] how it lets a new device into its own network
 * @property {boolean} [dials_in] adding makes an address; its devices come by themselves
 */

/** @param {Hub} socket
 * @returns {Promise<Kind[]>} */
export async function readKinds(socket) {
  /** @type {Kind[]} */
  const kinds = await socket.call("home/gateways/types");
  // The button yields the key; only who has one already types it.
  return kinds.map((kind) => (kind.guide === "button" ? { ...kind, options: kind.options?.map(yieldedByButton) } : kind));
}

/** @param {Option} option
 * @returns {Option} */
function yieldedByButton(option) {
  return option.is_secret ? { ...option, is_required: false } : option;
}

/** What drivers say of themselves in English, in the person's own language where it is known.
 * @param {string} words */
export function said(words) {
  return words === "" ? "" : translate("Option", words);
}

/** What a person has to fill in now, and what may stay as it is.
 * @param {Kind} kind
 * @returns {{now: Option[], later: Option[]}} */
export function sorted(kind) {
  const options = kind.options ?? [];
  const isNow = (/** @type {Option} */ one) => {
    if (one.is_secret && !one.is_required) return kind.guide === "secret" || kind.guide === "code";
    return one.is_required === true && !one.default;
  };
  return { now: options.filter(isNow), later: options.filter((one) => !isNow(one)) };
}
