// @ts-check
/** What talking says of itself, in plain sentences. */

import { clockText } from "../i18n/format.js";
import { t, translate } from "../i18n/words.js";
import { nowS } from "../net/clock.js";

/** @import { KeyState } from "../voice/talk_key.js" */
/** @import { Channel } from "../voice/voice_line.js" */
/** @import { SoundReason } from "../voice/trouble.js" */
/** @typedef {import("./intercom.js").Presence} Presence */

/** What a channel is called; those that are the same in every home are called by us.
 * @param {Channel} channel */
export function channelName(channel) {
  if (channel.kind === "all") return t("Everyone");
  if (channel.kind === "house") return t("The house");
  return channel.name;
}

/** Say what the key does, or why it does not.
 * @param {KeyState} state @param {string} name @param {boolean} isToggle */
export function keyText(state, name, isToggle) {
  switch (state.phase) {
    case "onAir":
      return translate("Talk", "Live");
    case "queued":
      return `${somebodyTalks(state.holder)} · ${translate("Talk", "you are number %1 in the queue", state.queuePlace)}`;
    case "busy":
      return somebodyTalks(state.holder);
    case "denied":
      return deniedSentence(state.reason);
    default:
      return isToggle
        ? translate("Talk", "Tap to talk to %1", name)
        : translate("Talk", "Hold to talk to %1", name);
  }
}

/** @param {string} name */
export function somebodyTalks(name) {
  return name === ""
    ? translate("Talk", "Somebody else is talking")
    : translate("Talk", "%1 is talking", name);
}

/** @type {Record<string, string>} */
const DENIED = {
  listen_only: "You can listen here, but not talk.",
  quiet_hours: "It is quiet time there. Only emergencies get through.",
  muted: "The owner of the home has muted you.",
  offline: "Nobody there can hear you right now.",
  rate: "That was often. Wait a moment and try again.",
  timeout: "Your time is up. Press again to go on.",
  preempted: "An emergency call took over.",
  revoked: "The owner of the home ended your talk.",
  silence: "The microphone went quiet.",
  disconnected: "The connection to the hub was lost.",
  link_closed: "The connection to the hub was lost.",
  no_answer: "The hub did not answer.",
  timeout_answer: "The hub did not answer.",
};

/** Say why somebody may not speak now, or no longer.
 * @param {string} reason */
export function deniedSentence(reason) {
  return translate("Talk", DENIED[reason] ?? "The hub could not do this.");
}

/** Say why nobody can talk or listen here.
 * @param {"" | "insecure" | "no_voice"} reason */
export function unavailableText(reason) {
  if (reason === "insecure") return troubleSentence("insecure");
  return translate("Talk", reason === "no_voice" ? "This hub has no intercom." : "Not connected to the hub.");
}

/** Say why there is no sound, and what may help.
 * @param {SoundReason} reason */
export function troubleSentence(reason) {
  switch (reason) {
    case "insecure":
      return t("This page came without a secure connection, so the browser gives it no microphone. Open it with https.");
    case "denied":
      return t("This page may not use the microphone. Allow it in the browser, beside the address.");
    case "no_microphone":
      return t("This device has no microphone. You can still listen.");
    case "unplugged":
      return t("The microphone was disconnected.");
    case "unsupported":
      return t("This browser cannot record sound. You can still listen and write.");
    default:
      return t("The microphone could not be opened. Another program may be using it.");
  }
}

/** Say whether somebody's device would hear one now.
 * @param {Presence["can_hear"]} canHear */
export function presenceText(canHear) {
  switch (canHear) {
    case "live":
      return t("Can hear you");
    case "dnd":
      return t("Silent: will get it as a message");
    default:
      return t("Asleep: will get it as a message");
  }
}

/** @param {number} online */
export function onlineText(online) {
  if (online === 0) return t("Nobody can hear you now: they will get it as a message");
  return online === 1 ? t("1 device can hear you") : t("{count} devices can hear you", { count: online });
}

/** @param {number} count */
export function missedText(count) {
  return count === 1 ? t("1 missed") : t("{count} missed", { count });
}

/** Say why the house did nothing, where it gave no sentence of its own.
 * @param {string | null} code */
export function houseSentence(code) {
  switch (code) {
    case "stt_no_text":
    case "stt_failed":
      return t("The house heard no words.");
    case "no_valid_targets":
      return t("The house knows no such device.");
    case "failed_to_handle":
      return t("The house understood, but it did not work.");
    case null:
      return t("Done.");
    default:
      return t("The house did not understand that.");
  }
}

/** @param {readonly string[]} names */
export function heardByText(names) {
  return names.length === 0 ? t("Nobody heard it yet") : t("Heard by {names}", { names: names.join(", ") });
}

/** @param {readonly string[]} names */
export function readByText(names) {
  return names.length === 0 ? t("Nobody read it yet") : t("Read by {names}", { names: names.join(", ") });
}

/** What a screen reader says of a spoken message.
 * @param {string} who @param {number} at @param {string} length */
export function spokenLabel(who, at, length) {
  return t("{who}, {time}, {length} spoken", { who, time: clockText(at, nowS()), length });
}
