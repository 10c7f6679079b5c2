/** A tile's face: everything it shows, worked out from what is known. */
import { ageText, joined, withUnit } from "../i18n/format.js";
import { translate } from "../i18n/words.js";
import { deviceClass, domainOf, isAvailable, number, numberOf, text, UNAVAILABLE, UNKNOWN } from "./attributes.js";
import { artist, detailText, valueAndUnit } from "./details.js";
import { featuresOf } from "./features/table.js";
import { entityIcon } from "./icons.js";
import { holdText, mainAction } from "./main_action.js";
import { problemSentence } from "./problem_words.js";
import { ownColor, tintOf } from "./tints.js";
import { stateWord } from "./wording.js";

/** @import { Area, Badge, Entity, Face, Feature, Pending, Problem, State, TileName } from "../types" */

/**
 * @typedef {object} Subject everything known of the entity a tile stands for
 * @property {Entity} entity
 * @property {State} state
 * @property {TileName} name
 * @property {Area | null} area
 * @property {string} gatewayTitle
 * @property {Pending | null} pending
 * @property {Problem | null} problem
 * @property {boolean} isFavorite
 * @property {number | null} batteryPercent
 * @property {boolean} isStale
 * @property {boolean} isMinor
 */

const LOW_BATTERY_PERCENT = 15;
const RESTING = new Set([
  "off", "closed", "locked", "idle", "paused", "standby", "docked", "disarmed", "not_home",
]);
const NEVER_ON = new Set([
  "button", "date", "datetime", "event", "input_button", "input_select", "input_text", "number",
  "scene", "select", "sensor", "text", "time", "weather",
]);
const TALL_KINDS = new Set(["slider", "range", "stepper", "buttons", "options"]);
const BIG_DOMAINS = new Set(["media_player", "camera", "device_tracker"]);
/** Their disc is the whole of it; a row of buttons would say it twice. */
const SMALL_DOMAINS = new Set(["button", "input_button", "lock", "scene", "script", "siren", "update"]);

/** Work out a tile.
 * @param {Subject} subject @param {number} now seconds UTC, for ages
 * @returns {Face} */
export function buildFace(subject, now) {
  const { entity, state, area, name } = subject;
  const features = featuresOf(state);
  const age = ageOf(subject, now);
  const values = valuesOf(state, now);
  /** @type {Face} */
  const face = {
    entityId: entity.id, deviceId: entity.deviceId ?? "", areaId: area?.id ?? "", areaName: area?.name ?? "",
    domain: entity.domain, deviceClass: deviceClass(state) ?? "",
    // A reading has one line: what it measures comes first, so that neighbours differ.
    name: joined(name.short, values.valueText === "" ? "" : name.device),
    fullName: name.full, deviceText: name.device, icon: entityIcon(entity, state), tint: tintOf(state),
    tintColor: ownColor(state), ...values, stateLine: "", isOn: isActive(state),
    isAvailable: isAvailable(state), isPending: subject.pending !== null,
    pendingText: subject.pending?.asked ?? "", isStale: subject.isStale, isMinor: subject.isMinor,
    isFavorite: subject.isFavorite, problemKind: subject.problem?.kind ?? "",
    problemText: subject.problem === null ? "" : problemSentence(subject.problem, name.full, subject.gatewayTitle),
    ageText: age, badges: badgesOf(subject), size: sizeOf(entity.domain, features),
    mainAction: mainAction(state), holdText: holdText(state), features, accessibleText: "",
    pictureUrl: pictureOf(state),
    mediaTitle: entity.domain === "media_player" ? (text(state, "media_title") ?? "") : "",
    mediaArtist: entity.domain === "media_player" ? artist(state) : "",
  };
  face.stateLine = stateLine(face);
  face.accessibleText = [name.full, face.stateLine].filter((part) => part !== "").join(", ");
  return face;
}

/** Whether a tile is shown as active.
 * @param {State} state */
export function isActive(state) {
  if ([UNAVAILABLE, UNKNOWN].includes(state.value) || RESTING.has(state.value)) return false;
  return numberOf(state.value) === null && !NEVER_ON.has(domainOf(state.id));
}

/** @param {State} state @param {number} now */
function valuesOf(state, now) {
  const last = isAvailable(state) ? null : text(state, "last_state");
  const shown = last === null ? state : { ...state, value: last };
  const [valueText, unitText] = valueAndUnit(shown, shown.value);
  return {
    valueText, unitText,
    stateText: valueText === "" ? stateWord(shown, now) : withUnit(valueText, unitText),
    detailText: last === null ? detailText(state) : "",
  };
}

/** @param {Face} face */
function stateLine(face) {
  if (face.problemText !== "") return face.problemText;
  if (face.isPending && face.pendingText !== "") return face.pendingText;
  if (!face.isAvailable) return joined(face.stateText, face.ageText);
  const device = face.valueText === "" ? face.deviceText : "";
  return joined(face.stateText, face.detailText, face.ageText, device);
}

/** @param {Subject} subject @param {number} now */
function ageOf({ state, isStale }, now) {
  if (!isAvailable(state)) {
    return ageText(Math.max(0, now - (number(state, "last_seen_at") ?? state.changedAt)));
  }
  return isStale ? ageText(Math.max(0, now - state.updatedAt)) : "";
}

/** @param {Subject} subject
 * @returns {Badge[]} */
function badgesOf({ entity, state, batteryPercent }) {
  /** @type {Badge[]} */
  const badges = [];
  if (batteryPercent !== null && batteryPercent <= LOW_BATTERY_PERCENT) {
    const words = translate("Tile", "Battery %1 %", Math.round(batteryPercent));
    badges.push({ kind: "battery", icon: "battery-alert", text: words, tint: "attention" });
  }
  if (entity.domain === "update" && state.value === "on") {
    const words = translate("Tile", "Update available");
    badges.push({ kind: "update", icon: "update", text: words, tint: "attention" });
  }
  return badges;
}

/** @param {string} domain @param {Feature[]} features */
function sizeOf(domain, features) {
  if (BIG_DOMAINS.has(domain)) return "2x2";
  if (domain === "weather") return "2x1";
  const first = features[0];
  return !SMALL_DOMAINS.has(domain) && first !== undefined && TALL_KINDS.has(first.kind) ? "1x2" : "1x1";
}

/** A picture that needs no further connection: paths are the foreign system's own, and an address
 * elsewhere would tell strangers who looks.
 * @param {State} state */
function pictureOf(state) {
  const picture = text(state, "entity_picture") ?? "";
  return picture.startsWith("data:image/") ? picture : "";
}
