/** One gateway: how it stands and since when, what it brings, what went wrong, and everything one can do with it. */
import { joined, measure, sinceText } from "../i18n/format.js";
import { t, translate } from "../i18n/words.js";
import { gatewayReason, gatewayState, gatewayTint } from "../model/gateway_words.js";
import { nowS } from "../net/clock.js";
import { emptyState } from "../pages/empty.js";
import { Endings } from "../pages/page.js";
import { h, ink, setVar } from "../ui/dom.js";
import { icon } from "../ui/icon.js";
import { countsText } from "./connect_dialog.js";
import { copyable } from "./copyable.js";
import { diagnosisView } from "./diagnosis.js";
import { gatewayActions } from "./gateway_actions.js";
import { readKinds } from "./kinds.js";

/** @import { GatewayStatus } from "../types" */
/** @import { Place } from "../app/router.js" */
/** @import { Context, Page } from "../pages/page.js" */
/** @import { Kind } from "./kinds.js" */

/** @param {Context} context @param {Place} place whose id is the gateway's
 * @returns {Page} */
export function gatewayPage(context, { id }) {
  const { home } = context;
  const endings = new Endings();
  const host = h("div", { class: "page narrow" });
  const standing = h("div");
  const actions = h("div", { class: "action-row" });
  const diagnosis = home.canConfigure ? diagnosisView(context, id) : null;
  if (diagnosis !== null) endings.add(diagnosis.destroy);
  /** Made once it is known what its type can do. @type {ReturnType<typeof gatewayActions> | null} */
  let possible = null;

  const draw = () => {
    const status = home.gateways.get(id);
    if (status === undefined) {
      host.replaceChildren(emptyState("gateway", t("This gateway is not there any more"), ""));
      return;
    }
    if (host.isConnected) context.rename(status.title);
    standing.replaceChildren(standingCard(status));
    possible?.update(status);
    if (!standing.isConnected || standing.parentElement !== host) host.replaceChildren(standing, actions, ...(diagnosis === null ? [] : [diagnosis.element]));
  };
  endings.add(home.changed.listen(({ isGateways }) => {
    if (isGateways) draw();
  }));
  draw();
  if (home.canConfigure) {
    readKinds(home.socket).catch(() => /** @type {Kind[]} */ ([])).then((all) => {
      const kind = all.find(({ type }) => type === home.gateways.get(id)?.type) ?? null;
      possible = gatewayActions(context, id, kind);
      actions.replaceChildren(...possible.buttons);
      draw();
    });
  }
  return {
    title: home.gateways.get(id)?.title ?? translate("Navigation", "Gateways"), canGoBack: true, element: host,
    destroy: () => endings.run(),
  };
}

/** @param {GatewayStatus} status */
function standingCard(status) {
  const now = nowS();
  const reason = gatewayReason(status, now);
  const trip = status.round_trip_ms == null ? "" : t("answers in {time}", { time: measure(status.round_trip_ms, "ms", 0) });
  const address = status.options?.["address"] ?? "";
  const made = h("section", { class: "card", "aria-label": t("How it stands") },
    h("p", { class: "state-word large" }, icon(status.state === "connected" ? "check" : "attention"), h("span", { text: gatewayState(status) }), h("span", { class: "muted", text: sinceText(status.since_at, now) })),
    h("p", { class: "muted", text: joined(countsText(status.device_count, status.entity_count), trip) }),
    reason !== "" && h("p", { class: "attention-words", text: reason }),
    address !== "" && h("p", { text: t("Enter this address in the device's settings, where it connects to by itself:") }),
    address !== "" && copyable(address),
    status.message && h("p", { class: "muted caption technical", text: joined(status.reason ?? "", status.message) }));
  setVar(made, "--ink", ink(gatewayTint(status)));
  return made;
}
