/** One area: its name with what matters in it, the notice of a gateway that is away, and its tiles. */
import { t, translate } from "../i18n/words.js";
import { areaNotice } from "../model/gateway_words.js";
import { areaIcon } from "../model/icons.js";
import { summarize, toTurnOff } from "../model/summary.js";
import { nowS } from "../net/clock.js";
import { createGrid } from "../tiles/grid.js";
import { h, ink, setText, setVar } from "../ui/dom.js";
import { icon } from "../ui/icon.js";
import { writePlace } from "../app/router.js";

/** @import { Area, Summary } from "../types" */
/** @import { Context } from "./page.js" */

/** @param {Context} context @param {Area | null} area null for what has none
 * @param {{hasHeader: boolean}} options */
export function areaSection({ tiles, home, openDetail, openMenu }, area, { hasHeader }) {
  const areaId = area?.id ?? "";
  const name = area?.name ?? translate("UnassignedSection", "Without an area");
  const chips = h("div", { class: "chips" });
  const notice = h("p", { class: "area-notice", hidden: true });
  const grid = createGrid(tiles, name, { onOpen: openDetail, onMenu: (id, at) => openMenu(id, at, areaId) });
  const title = h("h2", {}, icon(areaIcon(area)), h("span", { text: name }));
  const link = area === null ? title : h("a", { class: "area-link", href: writePlace({ page: "area", id: areaId }) }, title, icon("chevronRight"));
  const element = h(
    "section", { class: "area", "aria-label": name },
    h("header", { class: "area-head" }, hasHeader && link, chips), notice, grid.element,
  );
  let shown = "";

  /** @param {Summary} summary */
  function drawChips(summary) {
    const next = JSON.stringify(summary);
    if (next === shown) return;
    shown = next;
    chips.replaceChildren(
      ...(summary.motionText === "" ? [] : [chip("motion-sensor", "accent", summary.motionText, "wide-only")]),
      ...(summary.temperatureText === "" ? [] : [chip("temperature", "heat", summary.temperatureText)]),
      ...(summary.humidityText === "" ? [] : [chip("humidity", "cool", summary.humidityText, "wide-only")]),
      ...(summary.canTurnOff ? [allOff()] : []),
    );
  }

  function allOff() {
    const made = h("button", {
      class: "chip", type: "button", "aria-label": translate("AreaChips", "Turn everything off in %1", name),
      on: { click: () => tiles.turnOff(toTurnOff(tiles.ofArea(areaId))) },
    }, icon("power"), h("span", { class: "wide-only", text: translate("AreaChips", "All off") }),
    h("span", { class: "narrow-only", text: t("Off") }));
    setVar(made, "--ink", ink("light"));
    return made;
  }

  function summary() {
    const faces = tiles.ofArea(areaId);
    drawChips(summarize(tiles.withStates(faces)));
    const gatewayIds = new Set(faces.map((face) => home.entity(face.entityId).gatewayId));
    const away = [...gatewayIds].flatMap((id) => home.gateways.get(id) ?? []);
    // Without the hub nobody knows how its gateways stand; the page's own notice says so.
    const words = home.socket.isOpen ? areaNotice(away, nowS()) : "";
    setText(notice, words);
    notice.hidden = words === "";
    element.hidden = faces.length === 0;
    return faces;
  }

  return {
    element,
    /** Bring tiles and their order up to date. */
    arrange() {
      grid.show(summary());
    },
    summary,
    destroy: () => grid.destroy(),
  };
}

/** @param {string} name @param {string} tint @param {string} words @param {string} [className] */
function chip(name, tint, words, className = "") {
  const made = h("span", { class: `chip ${className}` }, icon(name), h("span", { text: words }));
  setVar(made, "--ink", ink(tint));
  return made;
}
