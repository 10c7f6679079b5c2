/** Which icon an entity or an area has now, and the character it is drawn with. */
import { GLYPHS, ICONS, OWN } from "../tables/icons.js";
import { deviceClass, domainOf, flag, numberOf, text } from "./attributes.js";

/** @import { Area, Entity, State } from "../types" */

const NAME = /^(?:mdi|hass):([a-z0-9]+(?:-[a-z0-9]+)*)$/;
const FALLBACK = "shape-outline";
const AREA = "floor-plan";
/** Parts of an area's id that tell what kind of room it is, where nobody chose an icon. */
const ROOMS = /** @type {readonly (readonly [string, readonly string[]])[]} */ ([
  ["bed", ["bedroom", "schlafzimmer", "guest", "gast"]],
  ["teddy-bear", ["kid", "child", "nursery", "kinder"]],
  ["shower", ["bath", "shower", "bad", "dusch"]],
  ["toilet", ["toilet", "wc"]],
  ["countertop", ["kitchen", "kuche"]],
  ["silverware-fork-knife", ["dining", "esszimmer"]],
  ["sofa", ["living", "lounge", "wohn"]],
  ["desk", ["office", "study", "buro", "arbeits"]],
  ["garage", ["garage", "carport"]],
  ["tree", ["garden", "outside", "outdoor", "garten", "draussen", "aussen", "yard"]],
  ["balcony", ["balcony", "terrace", "patio", "balkon", "terrasse"]],
  ["door", ["hall", "entrance", "entry", "flur", "diele", "eingang"]],
  ["stairs", ["stair", "landing", "treppe"]],
  ["home-floor-b", ["basement", "cellar", "keller"]],
  ["home-roof", ["attic", "loft", "dach"]],
  ["washing-machine", ["laundry", "utility", "wasch", "hauswirtschaft"]],
  ["tools", ["workshop", "shed", "werkstatt", "schuppen"]],
]);

/** @type {Record<string, string>} */
let more = {};

/** Take in the names of the whole font.
 * @param {Record<string, string>} names code points in hexadecimal */
export function useAllGlyphs(names) {
  more = names;
}

/** An icon's character; empty when it is not known (yet). The font's own names come first, then those the
 * interface has for what it means.
 * @param {string} name with or without its prefix */
export function glyph(name) {
  const plain = name.replace(/^(?:mdi|hass):/, "");
  const known = GLYPHS[plain] ?? GLYPHS[OWN[plain] ?? ""];
  if (known !== undefined) return known;
  const code = more[plain];
  return code === undefined ? "" : String.fromCodePoint(parseInt(code, 16));
}

/** The icon of an entity; one a person chose wins.
 * @param {Entity} entity @param {State} state */
export function entityIcon(entity, state) {
  return NAME.exec(entity.icon ?? "")?.[1] ?? iconName(state);
}

/** @param {Area | null} area */
export function areaIcon(area) {
  if (area === null) return AREA;
  const own = NAME.exec(area.icon ?? "")?.[1];
  if (own !== undefined) return own;
  const found = ROOMS.find(([, parts]) => parts.some((part) => area.id.includes(part)));
  return found === undefined ? AREA : found[0];
}

/** The icon's name without its prefix; the entity's own wins.
 * @param {State} state */
export function iconName(state) {
  const own = NAME.exec(text(state, "icon") ?? "")?.[1];
  if (own !== undefined) return own;
  const [domain, kind] = [domainOf(state.id), deviceClass(state)];
  if (domain === "sensor" && kind === "battery") return battery(state);
  const row = ICONS[`${domain}.${kind}`] ?? ICONS[domain] ?? {};
  return row[state.value] ?? row[""] ?? FALLBACK;
}

/** @param {State} state */
function battery(state) {
  const level = numberOf(state.value);
  if (level === null) return "battery-unknown";
  const tenths = Math.min(Math.max(Math.floor(level / 10), 0), 10) * 10;
  const isCharging = flag(state, "is_charging") === true;
  const stem = isCharging ? "battery-charging" : "battery";
  if (tenths === 0) return `${stem}-outline`;
  return tenths === 100 && !isCharging ? "battery" : `${stem}-${tenths}`;
}
