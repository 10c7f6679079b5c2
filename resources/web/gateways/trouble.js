/** Why a gateway could not be added, tried or changed, and what may help. */
import { t, translate } from "../i18n/words.js";
import { remedyText } from "../model/gateway_words.js";
import { refusalSentence } from "../model/problem_words.js";
import { HubError } from "../net/exchange.js";

/** What somebody gave up themselves is no trouble. */
export const GIVEN_UP = "given_up";
/** @typedef {{sentence: string, remedy: string, technical: string, field: string}} Trouble */

/** @param {unknown} error
 * @returns {Trouble} */
export function troubleOf(error) {
  const { code, message, details } = error instanceof HubError ? error : new HubError("", String(error));
  const field = code === "invalid_info" && typeof details["field"] === "string" ? details["field"] : "";
  const remedy = typeof details["remedy"] === "string" ? remedyText(details["remedy"]) : "";
  return { sentence: sentence(error, code, details), remedy: remedy || help(code), technical: `${code}: ${message}`, field };
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
      if (details["field"] === "code") return t("That is no code of a device. Look whether every character is right.");
  }
  return refusalSentence(error);
}

/** @param {string} code */
function help(code) {
  switch (code) {
    case "gateway_auth_required":
      return translate("Refusal", "Make a new key there, and paste it here whole.");
    case "gateway_protocol_error":
      return translate("Refusal", "Check that the address belongs to this kind of system.");
    case "gateway_unreachable":
      return translate("Refusal", "Check the address, and that both are on the same network and switched on.");
    case "link_closed":
    case "timeout":
      return translate("Refusal", "Try again when the hub is connected.");
  }
  return "";
}
