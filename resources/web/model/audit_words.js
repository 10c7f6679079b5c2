/** Who did what, in sentences. What is not known is told as the hub names it. */
import { joined } from "../i18n/format.js";
import { plural, translate } from "../i18n/words.js";

/** @import { Home } from "../state/home.js" */

/**
 * @typedef {object} Deed
 * @property {number} number
 * @property {number} at
 * @property {string | null} user_id
 * @property {string} user_name
 * @property {string} device_name
 * @property {string} kind noun/verb
 * @property {string} subject
 * @property {Record<string, unknown>} [details]
 */

const ACTION = "action/called";
const PAIRED = "device/paired";
const MOST_NAMED = 3;
/** What can be asked for alone, in the order it is offered. */
export const NOUNS = /** @type {readonly (readonly [string, string])[]} */ ([
  ["", "Everything"], ["action/", "Controlled"], ["person/", "People"], ["device/", "Devices and keys"], ["gateway/", "Gateways"],
  ["zone/", "Places"], ["location/", "Sharing of location"], ["home/", "Settings of the home"],
]);
const ICONS = /** @type {Record<string, string>} */ ({
  action: "gesture-tap-button", person: "account-outline", device: "cellphone", gateway: "lan-connect", zone: "map-marker",
  location: "map-marker-radius", push: "bell-ring", home: "home-variant",
});
const ACTIONS = /** @type {Record<string, string>} */ ({
  turn_on: "Turned on %1", turn_off: "Turned off %1", toggle: "Switched %1", open_cover: "Opened %1", close_cover: "Closed %1",
  stop_cover: "Stopped %1", open_valve: "Opened %1", close_valve: "Closed %1", lock: "Locked %1", unlock: "Unlocked %1",
  open: "Opened %1", press: "Pressed %1", set_temperature: "Set the temperature of %1", set_value: "Set %1",
  select_option: "Set %1", alarm_disarm: "Disarmed %1", alarm_arm_home: "Armed %1", alarm_arm_away: "Armed %1", alarm_arm_night: "Armed %1",
});
const WORDS = /** @type {Record<string, string>} */ ({
  "person/added": "Added %1 to the people",
  "person/changed": "Changed what is known of %1",
  "person/removed": "Removed %1 from the people",
  "person/pictured": "Changed the picture of %1",
  "device/added": "Made a key: %1",
  "device/paired": "Came in with a new device: %1",
  "device/revoked": "Signed out %1",
  "device/arranged": "Arranged %1",
  "device/merged": "Made one device of %1",
  "device/unmerged": "Took %1 apart again",
  "device/distinct": "Said that these are different: %1",
  "device/alike": "Took back that these are different: %1",
  "gateway/added": "Added the gateway %1",
  "gateway/edited": "Changed the settings of %1",
  "gateway/paused": "Paused %1",
  "gateway/resumed": "Let %1 go on",
  "gateway/removed": "Removed the gateway %1",
  "gateway/admitted": "Let devices into %1",
  "zone/added": "Added the place %1",
  "zone/changed": "Changed the place %1",
  "zone/removed": "Removed the place %1",
  "location/shared": "Began to share where this device is",
  "location/hidden": "Stopped sharing where this device is",
  "push/enabled": "Turned on messages to closed pages",
  "push/disabled": "Turned off messages to closed pages",
  "home/configured": "Changed the settings of the home",
});

/** @param {Deed} deed */
export function deedIcon(deed) {
  return ICONS[deed.kind.split("/", 1)[0] ?? ""] ?? "history";
}

/** Who did it, and on what.
 * @param {Deed} deed */
export function whoText(deed) {
  return joined(deed.user_name || translate("Audit", "Nobody in particular"), deed.device_name);
}

/** What was done.
 * @param {Deed} deed @param {Home} home */
export function deedText(deed, home) {
  if (deed.kind === ACTION) return actionText(deed, home);
  const words = WORDS[deed.kind];
  return words === undefined ? joined(deed.kind, deed.subject) : translate("Audit", words, named(deed, home));
}

/** @param {Deed} deed @param {Home} home */
function actionText({ details = {}, subject }, home) {
  const ids = texts(details["entity_id"]);
  if (ids.length === 0) return translate("Audit", "Used %1", subject);
  const names = ids.slice(0, MOST_NAMED).map((id) => home.nameOf(home.entity(id)));
  return translate("Audit", ACTIONS[subject.split(".", 2)[1] ?? ""] ?? "Controlled %1", listing(names, details["count"] ?? ids.length));
}

/** What it was done to, by its name as far as it has one.
 * @param {Deed} deed @param {Home} home */
function named({ kind, details = {}, subject, device_name: device }, home) {
  if (kind === PAIRED) return device;
  const names = texts(details["names"]);
  if (names.length > 0) return listing(names.slice(0, MOST_NAMED), details["count"] ?? names.length);
  const told = [details["title"], details["name"]].find((one) => typeof one === "string" && one !== "");
  return typeof told === "string" ? told : (home.gateways.get(subject)?.title ?? subject);
}

/** @param {string[]} names @param {unknown} count of all of them */
function listing(names, count) {
  const more = typeof count === "number" ? count - names.length : 0;
  return `${names.join(", ")}${more > 0 ? ` ${plural("Plurals", "and %n more", more)}` : ""}`;
}

/** @param {unknown} listed
 * @returns {string[]} */
function texts(listed) {
  return Array.isArray(listed) ? listed.filter((one) => typeof one === "string") : typeof listed === "string" ? [listed] : [];
}
