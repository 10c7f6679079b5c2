/** What went wrong, in a sentence a person can act on. */
import { translate } from "../i18n/words.js";
import { HubError } from "../net/exchange.js";

/** @import { Problem } from "../types" */

/** Say how a command ended and what may help.
 * @param {Problem} problem @param {string} name the thing's @param {string} gateway its title, or empty */
export function problemSentence(problem, name, gateway) {
  if (problem.kind === "unknown") return translate("Problem", "Sent, not confirmed");
  return translate("Problem", sentence(problem.code), name, gateway || translate("Problem", "The hub"));
}

/** Say why the hub did not do something that is no action on a device.
 * @param {unknown} error */
export function refusalSentence(error) {
  const code = error instanceof HubError ? error.code : "";
  switch (code) {
    case "link_closed":
      return translate("Refusal", "The hub is not connected. Nothing was changed.");
    case "timeout":
      return translate("Refusal", "The hub did not answer in time.");
    case "unauthorized":
    case "not_allowed":
      return translate("Refusal", "Only the owner of the home may change this.");
    case "not_found":
    case "entity_not_found":
      return translate("Refusal", "It is not there any more.");
    case "invalid_format":
    case "invalid_info":
      return translate("Refusal", "Something in the form is missing or not right.");
  }
  return translate("Refusal", "The hub could not do this.");
}

/** @param {string} code */
function sentence(code) {
  switch (code) {
    case "not_connected":
    case "unreachable":
      return "%2 is not connected. Nothing was sent.";
    case "cannot_connect":
    case "link_closed":
    case "link_error":
      return "The hub is not connected. Nothing was sent.";
    case "action_denied":
    case "denied":
    case "unauthorized":
    case "not_allowed":
      return "You may not do this to %1.";
    case "action_unsupported":
    case "unsupported":
    case "service_not_found":
    case "not_supported":
      return "%1 cannot do this.";
    case "action_invalid":
    case "invalid":
    case "invalid_format":
      return "%1 does not accept this value.";
    case "entity_not_found":
    case "not_found":
      return "%1 is not there any more.";
    case "busy":
    case "quota":
      return "%1 is busy. Try again in a moment.";
    case "expired":
      return "It took too long to reach %1. Nothing was done.";
  }
  return "%1 did not do it. It may be switched off at the wall.";
}
