/** The systems that bring the home's devices, how each of them stands, and what else is on the network. */
import { joined, measure, sinceText } from "../i18n/format.js";
import { t, translate } from "../i18n/words.js";
import { writePlace } from "../app/router.js";
import { gatewayReason, gatewayState, gatewayTint } from "../model/gateway_words.js";
import { nowS } from "../net/clock.js";
import { emptyState } from "../pages/empty.js";
import { Endings } from "../pages/page.js";
import { button } from "../ui/buttons.js";
import { h, ink, setVar } from "../ui/dom.js";
import { icon } from "../ui/icon.js";
import { chooseKind } from "./choose_kind.js";
import { countsText } from "./connect_dialog.js";
import { foundList } from "./found_list.js";

/** @import { GatewayStatus } from "../types" */
/** @import { Context, Page } from "../pages/page.js" */

/** @param {Context} context
 * @returns {Page} */
export function gatewaysPage(context) {
  const { home } = context;
  const endings = new Endings();
  const list = h("ul", { class: "cards" });
  const top = h("div", {});
  const tidy = h("ul", { class: "rows cards wrapping", hidden: true });
  const foundHost = h("div", {});
  let isOwner = false;

  const draw = () => {
    const all = [...home.gateways.values()].sort((a, b) => a.title.localeCompare(b.title));
    const focused = list.contains(document.activeElement) ? document.activeElement?.getAttribute("href") : null;
    list.replaceChildren(...(all.length > 0 ? all.map(card) : [h("li", {}, emptyState(
      "gateway", translate("GatewaysPage", "No gateway yet"),
      translate("GatewaysPage", "Connect Home Assistant, this computer or your own device, and its tiles appear by themselves."),
    ))]));
    if (focused) /** @type {HTMLElement | null} */ (list.querySelector(`a[href="${CSS.escape(focused)}"]`))?.focus();
    if (home.canConfigure && !isOwner) openUp();
  };

  /** What is only for the owner, as soon as it is known that this is one. */
  function openUp() {
    isOwner = true;
    top.replaceChildren(button(translate("GatewaysPage", "Add a gateway"), () => chooseKind(context), { icon: "add" }));
    const found = foundList(context);
    endings.add(found.destroy);
    foundHost.replaceChildren(found.element);
    drawTidy();
  }

  /** What is left to do with the devices that came. */
  const drawTidy = async () => {
    if (!isOwner) return;
    const lost = home.bodies().filter((one) => one.areaId === null).length;
    const { groups } = await home.socket.call("home/devices/duplicates").catch(() => ({ groups: [] }));
    const rows = [
      ...(lost > 0 ? [tidyRow("arrange", "area", t("Devices without an area"), String(lost))] : []),
      ...(groups.length > 0 ? [tidyRow("duplicates", "content-duplicate", t("May be the same device"), String(groups.length))] : []),
    ];
    tidy.replaceChildren(...rows);
    tidy.hidden = rows.length === 0;
  };

  endings.add(home.changed.listen(({ isGateways, isStructure }) => {
    if (isGateways) draw();
    if (isStructure) drawTidy();
  }));
  draw();
  const about = translate("GatewaysPage", "A gateway is a system that is already there. It brings its devices, and your commands go back through it.");
  return {
    title: translate("Navigation", "Gateways"), canGoBack: true,
    element: h("div", { class: "page narrow" }, h("p", { class: "muted", text: about }), top, tidy, foundHost,
      h("section", { class: "area", "aria-label": t("Connected here") }, list)),
    destroy: () => endings.run(),
  };
}

/** @param {string} page @param {string} name @param {string} words @param {string} count */
function tidyRow(page, name, words, count) {
  return h("li", {}, h("a", { class: "row", href: writePlace({ page }) },
    icon(name), h("span", { class: "row-words" }, h("span", { class: "row-name", text: words })), h("span", { class: "muted", text: count }), icon("chevronRight", "muted")));
}

/** @param {GatewayStatus} status */
function card(status) {
  const now = nowS();
  const reason = gatewayReason(status, now);
  const trip = status.round_trip_ms == null ? "" : measure(status.round_trip_ms, "ms", 0);
  const [name, state, about] = ["name", "state", "about"].map((part) => `gateway-${part}-${status.id}`);
  const words = h("span", { class: "state-word" }, icon(status.state === "connected" ? "check" : "attention"), h("span", { id: state, text: gatewayState(status) }));
  const link = h("a", {
    class: "card link-card", href: writePlace({ page: "gateway", id: status.id }), "aria-labelledby": name, "aria-describedby": `${state} ${about}`,
  }, h("div", { class: "card-head" }, h("h2", { id: name, text: status.title }), words),
  h("div", { id: about },
    h("p", { class: "muted", text: joined(sinceText(status.since_at, now), countsText(status.device_count, status.entity_count), trip) }),
    reason !== "" && h("p", { class: "attention-words", text: reason })));
  setVar(link, "--ink", ink(gatewayTint(status)));
  return h("li", {}, link);
}
