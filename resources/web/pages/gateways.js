/** The systems that bring the home's devices, and how each of them stands. */
import { joined, measure, sinceText } from "../i18n/format.js";
import { plural, translate } from "../i18n/words.js";
import { gatewayReason, gatewayState, gatewayTint } from "../model/gateway_words.js";
import { button } from "../ui/buttons.js";
import { openDialog } from "../ui/dialog.js";
import { h, ink, setVar } from "../ui/dom.js";
import { icon } from "../ui/icon.js";
import { openAddGateway } from "./add_gateway.js";
import { emptyState } from "./empty.js";

/** @import { GatewayStatus } from "../types" */
/** @import { Context, Page } from "./page.js" */

/** @param {Context} context
 * @returns {Page} */
export function gatewaysPage(context) {
  const { home } = context;
  const list = h("ul", { class: "cards" });
  const draw = () => {
    const all = [...home.gateways.values()].sort((a, b) => a.title.localeCompare(b.title));
    list.replaceChildren(...(all.length > 0 ? all.map((one) => card(context, one)) : [h("li", {}, emptyState(
      "gateway", translate("GatewaysPage", "No gateway yet"),
      translate("GatewaysPage", "Connect Home Assistant, this computer or your own device, and its tiles appear by themselves."),
    ))]));
  };
  const stop = home.changed.listen(({ isGateways }) => {
    if (isGateways) draw();
  });
  draw();
  const add = button(translate("GatewaysPage", "Add a gateway"), () => openAddGateway(context), { icon: "add" });
  const about = translate("GatewaysPage", "A gateway is a system that is already there. It brings its devices, and your commands go back through it.");
  return {
    title: translate("Navigation", "Gateways"), canGoBack: true,
    element: h("div", { class: "page narrow" }, h("p", { class: "muted", text: about }), home.canConfigure && h("div", {}, add), list), destroy: stop,
  };
}

/** @param {Context} context @param {GatewayStatus} status */
function card(context, status) {
  const now = Date.now() / 1000;
  const reason = gatewayReason(status, now);
  const counts = joined(plural("Plurals", "%n device(s)", status.device_count), plural("Plurals", "%n entity(s)", status.entity_count));
  const trip = status.round_trip_ms == null ? "" : measure(status.round_trip_ms, "ms", 0);
  const words = h("span", { class: "state-word" }, icon(status.state === "connected" ? "check" : "attention"), h("span", { text: gatewayState(status) }));
  const made = h("li", { class: "card" },
    h("header", { class: "card-head" }, h("h2", { text: status.title }), words),
    h("p", { class: "muted", text: joined(sinceText(status.since_at, now), counts, trip) }),
    reason !== "" && h("p", { class: "attention-words", text: reason }),
    context.home.canConfigure && h("div", { class: "dialog-actions" }, ...actions(context, status)));
  setVar(made, "--ink", ink(gatewayTint(status)));
  return made;
}

/** @param {Context} context @param {GatewayStatus} status */
function actions({ home, refuse }, status) {
  const isPaused = status.state === "paused";
  const pause = button(translate("GatewayCard", isPaused ? "Resume" : "Pause"), () => {
    home.socket.call("home/gateways/pause", { gateway_id: status.id, is_paused: !isPaused }).catch(refuse);
  }, { icon: isPaused ? "play" : "pause" });
  const remove = button(translate("GatewayCard", "Remove"), () => {
    const { close } = openDialog(translate("GatewaysPage", "Remove “%1”?", status.title), [
      h("p", { text: translate("GatewaysPage", "Its tiles disappear from this home. The system itself is not changed, and you can connect it again.") }),
      h("div", { class: "dialog-actions" },
        button(translate("Dialog", "Cancel"), () => close()),
        button(translate("GatewaysPage", "Remove"), () => {
          close();
          home.socket.call("home/gateways/remove", { gateway_id: status.id }).catch(refuse);
        }, { kind: "danger" })),
    ]);
  }, { kind: "quiet", icon: "remove" });
  return [pause, remove];
}
