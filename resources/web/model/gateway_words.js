/** How a gateway and the link are doing, in words that hide nothing. */
import { clockText, sinceText } from "../i18n/format.js";
import { plural, t, translate } from "../i18n/words.js";

/** @import { GatewayStatus } from "../types" */

const WORDS = /** @type {Record<string, string>} */ ({
  connecting: "Connecting", connected: "Connected", unreachable: "Not reachable",
  auth_required: "Key refused", faulty: "Fault", paused: "Paused", waiting: "Waiting for it to connect",
});
const REASONS = /** @type {Record<string, string>} */ ({
  unreachable: "It does not answer.",
  auth_required: "It refuses our key or password.",
  faulty: "It answers in a way we do not understand.",
  waiting: "It dials in by itself once it is set up with its key.",
});
const REMEDIES = /** @type {Record<string, string>} */ ({
  check_address: "Check its address, and that it is switched on.",
  give_credentials: "Give it a new key or password.",
  press_button: "Press the button on it, then try again.",
  wait: "Nothing to do: it is tried again by itself.",
  update_driver: "Look for a newer version of Homewire.",
  look_at_device: "Look whether the device itself is well.",
});
/** What helps where the hub says nothing better. */
const USUAL_REMEDIES = /** @type {Record<string, string>} */ ({ unreachable: "check_address", auth_required: "give_credentials" });
const FLOODING = "gateway_flooding";
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
  const words = status.reason === FLOODING ? "It reports too much at once; only the newest counts." : REASONS[status.state];
  if (words === undefined) return "";
  const isTriedAgain = status.retry_at != null && status.retry_at > now;
  const again = isTriedAgain ? translate("Gateway", "Next try %1.", clockText(status.retry_at ?? 0, now)) : "";
  return [t(words), remedyText(status.remedy ?? USUAL_REMEDIES[status.state]), again].filter(Boolean).join(" ");
}

/** What a person can do; empty for what nobody here knows.
 * @param {string | null | undefined} remedy the hub's word for it */
export function remedyText(remedy) {
  const words = REMEDIES[remedy ?? ""];
  return words === undefined ? "" : t(words);
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

/** That this device's clock is wrong, and what follows. */
export function clockNotice() {
  return t("The clock of this device is wrong: it says {time}. Set its date and time, or it will not trust this home.", { time: clockText(Date.now() / 1000, 0) });
}
