/** One who is tracked: where they are, where they were on a day, and what to be told of. */
import { dayText } from "../i18n/format.js";
import { translate } from "../i18n/words.js";
import { refusalSentence } from "../model/problem_words.js";
import { pointOfState } from "../model/tracked.js";
import { nowS } from "../net/clock.js";
import { choice } from "../pages/setting_rows.js";
import { iconButton } from "../ui/buttons.js";
import { h, setText } from "../ui/dom.js";
import { icon } from "../ui/icon.js";
import { portrait } from "../ui/portrait.js";
import { lengthText, stayText, timeText } from "./map_words.js";
import { toWorld } from "./mercator.js";
import { homePoint, markersOf, placeName, zonesOf } from "./places.js";
import { daySpan, lengthM, placeAt, pointOf, stays } from "./route.js";

/** @import { Home } from "../state/home.js" */
/** @import { Context } from "../pages/page.js" */
/** @import { World } from "./mercator.js" */
/** @import { Fix } from "./route.js" */

const DAYS = 8;
const STEPS = 288;
const STILL_THERE_S = 60;
const WATCHES = /** @type {const} */ ([["", "Off"], ["arrive", "Arrives"], ["leave", "Leaves"], ["both", "Both"]]);

/** @typedef {{onRoute: (route: World[], stays: World[], isNew: boolean) => void, onMoment: (at: World | null) => void, onShow: (at: World) => void, onBack: () => void}} Actions */

/** @param {Context} context @param {string} id @param {Actions} actions */
export function personPanel({ home, refuse }, id, { onRoute, onMoment, onShow, onBack }) {
  let daysBack = 0;
  let asked = 0;
  /** @type {Fix[]} */
  let fixes = [];
  let [beginsAt, endsAt] = daySpan(nowS(), 0);
  /** Zone ids and what this person is told of. @type {Map<string, string>} */
  let watches = new Map();
  const name = h("h2", {});
  const place = h("p", { class: "strong" });
  const line = h("p", { class: "muted" });
  const face = h("span", {});
  const days = h("div", { class: "select-frame" });
  const note = h("p", { class: "muted", role: "status" });
  const way = h("span", { class: "strong" });
  const when = h("span", { class: "muted" });
  const slider = h("input", {
    class: "range", type: "range", min: "0", max: String(STEPS), step: "1", value: String(STEPS), "aria-label": translate("MapPerson", "Where at what time"),
    on: { input: () => showMoment() },
  });
  const moments = h("div", { hidden: true }, h("div", { class: "line" }, when, way), slider);
  const list = h("ul", { class: "rows cards" });
  const listed = h("section", { class: "area", hidden: true }, h("h3", { text: translate("MapPerson", "Stays") }), list);
  const told = h("section", { class: "area" });

  function drawHead() {
    const marker = markersOf(home, nowS()).find((one) => one.id === id);
    if (marker === undefined) return onBack();
    setText(name, marker.name);
    setText(place, marker.place);
    setText(line, marker.line);
    line.classList.toggle("attention-words", marker.isStale);
    if (face.childElementCount === 0) {
      face.replaceChildren(marker.personId === "" ? h("span", { class: "avatar" }, icon(marker.icon)) : portrait(home.persons, marker.personId, marker.name));
    }
  }

  function drawDays() {
    const now = nowS();
    const words = Array.from({ length: DAYS }, (_, back) => /** @type {const} */ ([String(back), dayText(daySpan(now, back)[0], now)]));
    days.replaceChildren(choice(translate("MapPerson", "Day"), words, String(daysBack), (value) => {
      daysBack = Number(value);
      readRoute();
    }));
  }

  /** @param {boolean} [isAgain] whether it is shown already, and the view stays */
  async function readRoute(isAgain = false) {
    const mine = ++asked;
    [beginsAt, endsAt] = daySpan(nowS(), daysBack);
    if (!isAgain) {
      fixes = [];
      drawRoute(false, true);
    }
    try {
      const answer = await home.socket.call("home/location/route", { entity_id: id, start: beginsAt, end: endsAt });
      if (mine !== asked) return;
      fixes = answer.points;
      follow();
      drawRoute(!isAgain);
    } catch (error) {
      if (mine !== asked || isAgain) return;
      drawRoute(false);
      setText(note, refusalSentence(error));
      note.hidden = false;
    }
  }

  /** Today's way ends where they are now, which the hub has not written down yet. */
  function follow() {
    const state = home.states.get(id);
    const point = state === undefined ? null : pointOfState(state);
    const last = fixes.at(-1)?.at ?? beginsAt;
    if (daysBack !== 0 || state === undefined || point === null || state.updatedAt <= last) return false;
    fixes = [...fixes, { at: state.updatedAt, latitude: point[0], longitude: point[1] }];
    endsAt = Math.max(endsAt, state.updatedAt);
    return true;
  }

  /** @param {boolean} isNew @param {boolean} [isReading] */
  function drawRoute(isNew, isReading = false) {
    const found = stays(fixes, fixes.length === 0 ? null : endsAt);
    const [zones, from] = [zonesOf(home), homePoint(home)];
    list.replaceChildren(...found.map((stay) => {
      const isOpen = daysBack === 0 && endsAt - stay.endsAt < STILL_THERE_S;
      return h("li", {}, h("button", { class: "row", type: "button", on: { click: () => onShow(toWorld(stay.place)) } },
        h("span", { class: "map-bullet", "aria-hidden": "true" }),
        h("span", { class: "row-words" }, h("span", { class: "row-name", text: placeName(stay.place, zones, from) }), h("small", { class: "muted", text: stayText(stay.beginsAt, isOpen ? null : stay.endsAt) }))));
    }));
    listed.hidden = found.length === 0;
    moments.hidden = fixes.length < 2;
    const none = fixes.length > 0 ? "No stay of ten minutes or longer." : "Nothing is known of this day.";
    note.hidden = found.length > 0 && !isReading;
    setText(note, translate("MapPerson", isReading ? "Reading the way …" : none));
    setText(way, lengthText(lengthM(fixes)));
    if (isNew || isReading) {
      slider.value = String(STEPS);
      setText(when, translate("MapPerson", "Where at what time"));
      onMoment(null);
    }
    onRoute(fixes.map((fix) => toWorld(pointOf(fix))), found.map((stay) => toWorld(stay.place)), isNew);
  }

  function showMoment() {
    const at = beginsAt + (Number(slider.value) / STEPS) * (endsAt - beginsAt);
    const point = placeAt(fixes, at);
    setText(when, timeText(at));
    slider.setAttribute("aria-valuetext", timeText(at));
    onMoment(point === null ? null : toWorld(point));
  }

  async function readWatches() {
    const answer = await home.socket.call("home/location/watches");
    watches = new Map(answer.watches.filter((/** @type {any} */ one) => one.entity_id === id).map((/** @type {any} */ one) => [one.zone_id, one.on]));
    drawWatches();
  }

  function drawWatches() {
    const zones = zonesOf(home).filter((zone) => zone.zoneId !== "");
    told.hidden = zones.length === 0;
    told.replaceChildren(
      h("h3", { text: translate("WatchList", "Tell me when %1 arrives or leaves", name.textContent ?? "") }),
      h("div", { class: "card stack" }, ...zones.map((zone) => h("div", { class: "setting" }, h("span", { class: "row-words", text: zone.name }),
        choice(translate("WatchList", "Notices about %1", zone.name), WATCHES.map(([value, words]) => [value, translate("Map", words)]), watches.get(zone.zoneId) ?? "", (on) => {
          const fields = { entity_id: id, zone_id: zone.zoneId, on: on === "" ? "both" : on, is_on: on !== "" };
          home.socket.call("home/location/watch", /** @type {any} */ (fields)).catch(refuse).finally(() => readWatches().catch(refuse));
        })))));
  }

  // While there was no connection nothing was heard of their way.
  const readAgain = () => {
    readRoute(true);
  };
  home.socket.addEventListener("open", readAgain);
  drawHead();
  drawDays();
  readRoute();
  if (!["guest", "tester"].includes(home.info.role)) readWatches().catch(refuse);
  const back = iconButton("back", translate("MapPerson", "Back to everybody"), onBack);
  const element = h("section", { class: "stack", "aria-label": name.textContent ?? "" },
    h("header", { class: "map-head" }, back, face, h("div", {}, name, place, line)),
    h("div", { class: "setting" }, h("span", { class: "strong", text: translate("MapPerson", "Day") }), days),
    note, moments, listed, told);
  return {
    element,
    focus: () => back.focus({ preventScroll: true }),
    /** The home changed. @param {boolean} isMine whether the one who is shown did */
    update(isMine) {
      drawHead();
      if (isMine && follow()) drawRoute(false);
    },
    /** Nobody looks any more: what still comes draws nothing. */
    destroy() {
      asked += 1;
      home.socket.removeEventListener("open", readAgain);
    },
  };
}

/** @typedef {ReturnType<typeof personPanel>} PersonPanel */
