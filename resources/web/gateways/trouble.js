/** Why a gateway could not be added, tried or changed, and what may help. */
import { t, translate } from "../i18n/words.js";
import { refusalSentence } from "../model/problem_words.js";
import { HubError } from "../net/exchange.js";

/** What somebody gave up themselves is no trouble. */
export const GIVEN_UP = "given_up";
const REMEDIES = /** @type {Record<string, string>} */ ({
  check_address: "Check the address, and that both are on the same network and switched on.",
  give_credentials: "Make a new key there, and paste it here whole.",
});
const DEEDS = /** @type {Record<string, string>} */ ({
  press_button: "Press its button, then try again at once.",
  wait: "It comes back by itself when it is there again.",
  update_driver: "Homewire needs an update for it, or its report helps those who write it.",
  look_at_device: "Look at the device itself; switching it off and on may help.",
});

/** @typedef {{sentence: string, remedy: string, technical: string, field: string}} Trouble */

/** @param {unknown} error
 * @returns {Trouble} */
export function troubleOf(error) {
  const { code, message, details } = error instanceof HubError ? error : new HubError("", String(error));
  const field = code === "invalid_info" && typeof details["field"] === "string" ? details["field"] : "";
  const remedy = typeof details["remedy"] === "string" ? remedyText(details["remedy"]) : "";
  return { sentence: sentence(error, code, details), remedy: remedy || help(code), technical: `${code}: ${message}`, field };
}

/** What may help, by the hub's word for it; empty where it is not known.
 * @param {string | null | undefined} remedy */
export function remedyText(remedy) {
  const shared = REMEDIES[remedy ?? ""];
  if (shared !== undefined) return translate("Refusal", shared);
  const own = DEEDS[remedy ?? ""];
  return own === undefined ? "" : t(own);
}

/** @param {unknown} error @param {string} code @param {Record<string, unknown>} details */
function sentence(error, code, details) {
  switch (code) {
    case "gateway_auth_required":
      return translate("Refusal", "It refused the key or password.");
    case "gateway_protocol_error":
      return translate("Refusal", "Something answered there, but not in the expected way.");
    case "gateway_fault":
    case "gateway_error":
    case "config_error":
      return t("Something in Homewire itself went wrong with it.");
    case "gateway_flooding":
      return t("It reports more than a home can use.");
    case "gateway_unreachable":
      return translate("Refusal", "Nothing answered at that address.");
    case "invalid_info":
      if (typeof details["gateway_id"] === "string") return t("This home has it already.");
  }
  return refusalSentence(error);
}

/** @param {string} code */
function help(code) {
  switch (code) {
    case "gateway_auth_required":
      return remedyText("give_credentials");
    case "gateway_protocol_error":
      return translate("Refusal", "Check that the address belongs to this kind of system.");
    case "gateway_unreachable":
      return remedyText("check_address");
    case "link_closed":
    case "timeout":
      return translate("Refusal", "Try again when the hub is connected.");
  }
  return "";
}
