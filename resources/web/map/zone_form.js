/** A place with a name, made or changed: the map moves below its ring. */
import { translate } from "../i18n/words.js";
import { refusalSentence } from "../model/problem_words.js";
import { button } from "../ui/buttons.js";
import { openDialog } from "../ui/dialog.js";
import { attribute, h, setText } from "../ui/dom.js";
import { icon } from "../ui/icon.js";
import { coordinates, lengthText, writtenPoint } from "./map_words.js";
import { toPoint, toWorld } from "./mercator.js";

/** @import { Hub } from "../types" */
/** @import { World } from "./mercator.js" */
/** @import { Zone } from "./places.js" */

const ICONS = /** @type {const} */ ([
  ["map-marker", "Place"], ["briefcase", "Work"], ["school", "School"], ["cart", "Shop"], ["heart", "Friends"], ["dumbbell", "Sport"],
]);
const LEAST_M = 20;
const MOST_M = 1000;

/** @typedef {{element: HTMLElement, draft: () => {name: string, radiusM: number, instead: string}, moved: (world: World) => void, focus: () => void}} ZoneForm */

/** @param {Hub} hub @param {Zone | null} zone none for a new one @param {boolean} isHome whether it is the home
 * @param {{onMove: (world: World) => void, onChanged: () => void, onDone: () => void}} actions
 * @returns {ZoneForm} */
export function zoneForm(hub, zone, isHome, { onMove, onChanged, onDone }) {
  /** @type {World} */
  let world = zone?.world ?? [0.5, 0.5];
  let chosen = zone?.icon ?? (isHome ? "home" : "map-marker");
  const name = h("input", { class: "field", id: "zone-name", maxlength: "60", required: true, value: zone?.name ?? "", on: { input: () => check() } });
  const radius = h("input", {
    class: "range", id: "zone-radius", type: "range", min: String(LEAST_M), max: String(Math.max(MOST_M, zone?.radiusM ?? 0)), step: "10",
    value: String(zone?.radiusM ?? 100), on: { input: () => check() },
  });
  const reach = h("output", { class: "muted", for: "zone-radius" });
  const place = h("input", {
    class: "field", id: "zone-place", autocomplete: "off", "aria-describedby": "zone-place-hint",
    on: {
      input: () => {
        const point = writtenPoint(place.value);
        if (point !== null) onMove(toWorld(point));
        check();
      },
    },
  });
  const hint = h("small", { class: "muted", id: "zone-place-hint" });
  const wrong = h("p", { class: "attention-words", role: "alert", hidden: true });
  const save = button(translate("ZoneEditor", "Save"), () => {}, { kind: "primary", type: "submit" });
  const icons = h("fieldset", { class: "zone-icons" }, h("legend", { class: "strong", text: translate("ZoneEditor", "Icon") }),
    ...ICONS.map(([value, words]) => {
      const label = translate("Map", words);
      return h("label", { class: "zone-icon", title: label },
        h("input", { class: "unseen", type: "radio", name: "zone-icon", value, checked: value === chosen, "aria-label": label, on: { change: () => { chosen = value; } } }), icon(value));
    }));

  function check() {
    const isPlaced = writtenPoint(place.value) !== null;
    attribute(place, "aria-invalid", isPlaced ? null : "true");
    setText(hint, isPlaced ? translate("ZoneEditor", "Latitude and longitude, such as 52.52000, 13.40500") : translate("ZoneEditor", "These are no coordinates."));
    setText(reach, lengthText(Number(radius.value)));
    save.toggleAttribute("disabled", !isPlaced || (!isHome && name.value.trim() === ""));
    onChanged();
  }

  /** @param {Promise<unknown>} work */
  async function done(work) {
    save.toggleAttribute("disabled", true);
    wrong.hidden = true;
    try {
      await work;
      onDone();
    } catch (error) {
      setText(wrong, refusalSentence(error));
      wrong.hidden = false;
      check();
    }
  }

  function send() {
    const [latitude, longitude] = toPoint(world);
    const fields = { latitude, longitude, radius: Number(radius.value), icon: `mdi:${chosen}` };
    if (isHome) return hub.call("zone/update", { zone_id: "home", ...fields });
    const named = { name: name.value.trim(), ...fields };
    return zone === null ? hub.call("zone/create", named) : hub.call("zone/update", { zone_id: zone.zoneId, ...named });
  }

  function askToRemove() {
    if (zone === null) return;
    const question = openDialog(translate("ZoneEditor", "Remove “%1”?", zone.name), [
      h("p", { class: "muted", text: translate("ZoneEditor", "Who is there is away from then on. Notices about it end.") }),
      h("div", { class: "dialog-actions" },
        button(translate("ZoneEditor", "Cancel"), () => question.close()),
        button(translate("ZoneEditor", "Remove"), () => {
          question.close();
          done(hub.call("zone/delete", { zone_id: zone.zoneId }));
        }, { kind: "danger" })),
    ]);
  }

  const title = isHome ? translate("ZoneEditor", "Where the home is") : zone === null ? translate("ZoneEditor", "A new place") : translate("ZoneEditor", "Change this place");
  const element = h("form", {
    class: "card stack", "aria-label": title, on: {
      submit: (/** @type {Event} */ event) => {
        event.preventDefault();
        done(send());
      },
    },
  },
  h("h2", { text: title }),
  h("p", { class: "muted", text: translate("ZoneEditor", "Move the map until the ring is where it belongs, or write its coordinates.") }),
  wrong,
  !isHome && h("label", { class: "strong", for: "zone-name", text: translate("ZoneEditor", "Name") }), !isHome && name, !isHome && icons,
  h("div", { class: "line" }, h("label", { class: "strong", for: "zone-radius", text: translate("ZoneEditor", "Radius") }), reach), radius,
  h("label", { class: "strong", for: "zone-place", text: translate("ZoneEditor", "Coordinates") }), place, hint,
  h("div", { class: "dialog-actions" },
    zone !== null && !isHome && button(translate("ZoneEditor", "Remove"), askToRemove, { kind: "danger" }),
    button(translate("ZoneEditor", "Cancel"), onDone), save));
  check();
  return {
    element,
    draft: () => ({ name: isHome ? translate("ZoneEditor", "Home") : name.value, radiusM: Number(radius.value), instead: zone?.id ?? "" }),
    moved(to) {
      world = to;
      if (document.activeElement !== place) {
        place.value = coordinates(toPoint(to));
        check();
      }
    },
    focus: () => (isHome ? radius : name).focus({ preventScroll: true }),
  };
}
