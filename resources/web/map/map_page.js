/** Who is where: the map, and beside or below it the same in words. */
import { joined } from "../i18n/format.js";
import { translate } from "../i18n/words.js";
import { isOnMap } from "../model/tracked.js";
import { nowS } from "../net/clock.js";
import { Endings, throttled } from "../pages/page.js";
import { emptyState } from "../pages/empty.js";
import { button } from "../ui/buttons.js";
import { h, ink, setVar } from "../ui/dom.js";
import { icon } from "../ui/icon.js";
import { portrait } from "../ui/portrait.js";
import { perMetre } from "./mercator.js";
import { homePoint, markersOf, spots, zonesOf } from "./places.js";
import { personPanel } from "./person_panel.js";
import { streetForm } from "./street_form.js";
import { Streets } from "./streets.js";
import { Surface } from "./surface.js";
import { zoneForm } from "./zone_form.js";

/** @import { Context, Page } from "../pages/page.js" */
/** @import { Place } from "../app/router.js" */
/** @import { World } from "./mercator.js" */
/** @import { Marker, Zone } from "./places.js" */
/** @import { PersonPanel } from "./person_panel.js" */
/** @import { ZoneForm } from "./zone_form.js" */

const DRAW_MS = 250;
const AGES_MS = 30_000;
/** Around a way's points, so that none lies on the edge. */
const WAY_REACH_M = 50;

/** @param {Context} context @param {Place} place
 * @returns {Page} */
export function mapPage(context, place) {
  const { home } = context;
  const endings = new Endings();
  const panel = h("div", { class: "map-panel" });
  /** @type {PersonPanel | null} */
  let person = null;
  /** @type {ZoneForm | null} */
  let form = null;
  const surface = new Surface(home.persons, new Streets(home.info.map), {
    onChosen: (id) => choose(id),
    onPressed: (world) => {
      if (home.canConfigure && form === null) edit(null, world);
    },
    onMoved: () => form?.moved([surface.view.x, surface.view.y]),
  });
  endings.add(() => surface.destroy());
  endings.add(() => person?.destroy());

  const streets = streetForm(home);

  function draw() {
    const now = nowS();
    const [markers, zones] = [markersOf(home, now), zonesOf(home)];
    surface.show({ markers, zones, draft: form?.draft() ?? null }, spots(markers, zones));
    if (person === null && form === null) drawList(markers, zones);
  }

  /** @param {readonly Marker[]} markers @param {readonly Zone[]} zones */
  function drawList(markers, zones) {
    const focused = panel.contains(document.activeElement) ? document.activeElement?.id : "";
    const add = homePoint(home) === null ? translate("MapList", "Say where the home is") : translate("MapList", "Add a place");
    panel.replaceChildren(...[
      markers.length > 0 && h("section", { class: "area" }, h("h2", { text: translate("MapList", "Who is where") }),
        h("ul", { class: "rows cards" }, ...markers.map((one) => h("li", {}, row(`who-${one.id}`, mark(one), one.name, joined(one.place, one.line), () => choose(one.id)))))),
      markers.length === 0 && emptyState("map", translate("MapList", "Nobody is on the map yet"), translate("MapList", "A phone joins when its person opens Homewire on it and turns on “Share my location” under Settings. Phones with OwnTracks come with an MQTT gateway, cars and other trackers with theirs."),
        button(translate("Navigation", "Settings"), () => context.go({ page: "settings" }))),
      zones.length > 0 && h("section", { class: "area" }, h("h2", { text: translate("MapList", "Places") }),
        h("ul", { class: "rows cards" }, ...zones.map((one) => h("li", {}, row(`zone-${one.id}`, icon(one.icon), one.name, one.line, () => openZone(one), canEdit(one)))))),
      home.canConfigure && h("div", { class: "stack" }, button(add, () => edit(null, [surface.view.x, surface.view.y]), { icon: "place" }),
        h("p", { class: "muted caption", text: translate("MapList", "Or hold a finger or the mouse button on the map.") }), streets),
    ].filter((one) => one !== false));
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  }

  /** @param {Marker} marker */
  function mark(marker) {
    if (marker.personId !== "") return portrait(home.persons, marker.personId, marker.name);
    const element = icon(marker.icon);
    setVar(element, "--ink", ink(marker.isStale ? "attention" : "accent"));
    return element;
  }

  /** @param {string} id @param {Node} face @param {string} name @param {string} line @param {() => void} onClick @param {boolean} [isFollowed] whether it opens something */
  function row(id, face, name, line, onClick, isFollowed = true) {
    return h("button", { class: "row", type: "button", id, on: { click: onClick } }, face,
      h("span", { class: "row-words" }, h("span", { class: "row-name", text: name }), h("small", { class: "muted", text: line })), isFollowed && icon("chevronRight", "muted"));
  }

  /** @param {string} id */
  function choose(id) {
    form = null;
    person?.destroy();
    person = personPanel(context, id, {
      onRoute: (route, stays, isNew) => {
        surface.show({ route, stays });
        if (isNew && route.length > 0) {
          const reach = WAY_REACH_M * perMetre(0);
          surface.showThese(route.map((world) => ({ world, reach })));
        }
      },
      onMoment: (moment) => surface.show({ moment }),
      onShow: (world) => surface.moveTo(world),
      onBack: showList,
    });
    panel.replaceChildren(person.element);
    panel.scrollTop = 0;
    surface.show({ chosen: id });
    draw();
    person.focus();
  }

  /** @param {Zone} zone */
  function canEdit(zone) {
    return home.canConfigure && zone.zoneId !== "";
  }

  /** @param {Zone} zone */
  function openZone(zone) {
    if (canEdit(zone)) edit(zone, zone.world);
    else surface.moveTo(zone.world);
  }

  /** @param {Zone | null} zone @param {World} at */
  function edit(zone, at) {
    showList();
    const isHome = zone?.isHome ?? homePoint(home) === null;
    form = zoneForm(home.socket, zone, isHome, { onMove: (world) => surface.moveTo(world), onChanged: () => surface.show({ draft: form?.draft() ?? null }), onDone: showList });
    panel.replaceChildren(form.element);
    panel.scrollTop = 0;
    surface.moveTo(at);
    draw();
    form.focus();
  }

  function showList() {
    const before = surface.chosen;
    person?.destroy();
    person = null;
    form = null;
    surface.show({ chosen: "", route: [], stays: [], moment: null, draft: null });
    draw();
    if (before !== "") document.getElementById(`who-${before}`)?.focus({ preventScroll: true });
  }

  const redraw = throttled(draw, DRAW_MS);
  endings.add(home.changed.listen(({ ids, isStructure }) => {
    if (!isStructure && ![...ids].some(isOnMap)) return;
    redraw();
    person?.update(ids.has(surface.chosen));
  }));
  endings.add(home.persons.changed.listen(redraw));
  const clock = setInterval(draw, AGES_MS);
  endings.add(() => clearInterval(clock));
  draw();
  if (place.id !== "" && home.states.has(place.id)) choose(place.id);
  const element = h("div", {
    class: "map-page", on: {
      keydown: (/** @type {KeyboardEvent} */ event) => {
        if (event.key === "Escape" && (person !== null || form !== null)) showList();
      },
    },
  }, surface.element, panel);
  return { title: translate("MapPage", "Map"), canGoBack: true, element, destroy: () => endings.run() };
}
