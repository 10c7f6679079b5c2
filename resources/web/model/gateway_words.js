/** How a gateway and the link are doing, in words that hide nothing. */
import { clockText, sinceText } from "../i18n/format.js";
import { plural, translate } from "../i18n/words.js";

/** @import { GatewayStatus } from "../types" */

const WORDS = /** @type {Record<string, string>} */ ({
  connecting: "Connecting", connected: "Connected", unreachable: "Not reachable",
  auth_required: "Key refused", faulty: "Fault", paused: "Paused", waiting: "Waiting for it to connect",
});
const REASONS = /** @type {Record<string, string>} */ ({
  unreachable: "It does not answer. Is it switched on and on the same network?",
  auth_required: "It refuses our key. Remove it here and add it with a new key.",
  faulty: "It answers in a way we do not understand.",
  waiting: "It dials in by itself once it is set up with its key.",
});
/** More by name is no sentence any more. */
const MOST_NAMED = 2;
const FINE = new Set(["connected", "paused", "connecting"]);

/** @param {GatewayStatus} status */
export function gatewayState(status) {
  return translate("Gateway", WORDS[status.state] ?? status.state);
}

/** @param {GatewayStatus} status */
export function gatewayTint(status) {
  if (status.state === "connected") return "good";
  if (status.state === "faulty") return "alarm";
  return status.state === "unreachable" || status.state === "auth_required" ? "attention" : "textMuted";
}

/** What is wrong, what may help and when it is tried again; empty when all is well.
 * @param {GatewayStatus} status @param {number} now */
export function gatewayReason(status, now) {
  const words = REASONS[status.state];
  if (words === undefined) return "";
  const sentence = translate("Gateway", words);
  if (status.retry_at == null || status.retry_at <= now) return sentence;
  return `${sentence} ${translate("Gateway", "Next try %1.", clockText(status.retry_at, now))}`;
}

/** Which gateways an area's things are reached through and are not connected, since when.
 * @param {Iterable<GatewayStatus>} gateways @param {number} now */
export function areaNotice(gateways, now) {
  const away = [...gateways].filter((status) => !FINE.has(status.state));
  const sentences = away.slice(0, MOST_NAMED)
    .map((status) => translate("Gateway", "%1 is not connected %2.", status.title, sinceText(status.since_at, now)));
  const rest = away.length - sentences.length;
  return [...sentences, ...(rest > 0 ? [plural("Toast", "%n more", rest)] : [])].join(" ");
}

/** How the page stands with its hub; empty when all is well.
 * @param {string} phase @param {number} sinceAt @param {string} homeName @param {number} now */
export function linkNotice(phase, sinceAt, homeName, now) {
  switch (phase) {
    case "connecting":
      return translate("Link", "Connecting to the hub …");
    case "lost": {
      const name = homeName || translate("Link", "The hub");
      return translate("Link", "%1 is not connected %2. You see what was last known.", name, sinceText(sinceAt, now));
    }
    case "refused":
      return translate("Link", "This home does not let this device in any more. Ask the owner for a new link.");
  }
  return "";
}
