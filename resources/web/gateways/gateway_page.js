/** One gateway: how it stands and since when, what it brings, what went wrong, and everything one can do with it. */
import { joined, measure, sinceText } from "../i18n/format.js";
import { t, translate } from "../i18n/words.js";
import { gatewayReason, gatewayState, gatewayTint } from "../model/gateway_words.js";
import { nowS } from "../net/clock.js";
import { emptyState } from "../pages/empty.js";
import { Endings } from "../pages/page.js";
import { button } from "../ui/buttons.js";
import { openDialog } from "../ui/dialog.js";
import { h, ink, setVar } from "../ui/dom.js";
import { icon } from "../ui/icon.js";
import { openAdmit } from "./admit_dialog.js";
import { countsText } from "./connect_dialog.js";
import { copyable } from "./copyable.js";
import { diagnosisView } from "./diagnosis.js";
import { openEdit } from "./edit_dialog.js";
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
  /** @type {Kind | null} */
  let kind = null;
  // Buttons that came one after the other would slip away under a finger.
  let isKindAsked = false;
  let shape = "";

  const draw = () => {
    const status = home.gateways.get(id);
    if (status === undefined) {
      host.replaceChildren(emptyState("gateway", t("This gateway is not there any more"), ""));
      return;
    }
    standing.replaceChildren(standingCard(status));
    const next = JSON.stringify([status.title, status.state, status.device_count === 0, isKindAsked, kind?.type]);
    if (next !== shape) {
      shape = next;
      const hadFocus = actions.contains(document.activeElement) ? document.activeElement?.id : "";
      actions.replaceChildren(...(home.canConfigure && isKindAsked ? actionButtons(context, status, kind) : []));
      if (hadFocus) document.getElementById(hadFocus)?.focus();
    }
    if (!standing.isConnected || standing.parentElement !== host) host.replaceChildren(standing, actions, ...(diagnosis === null ? [] : [diagnosis.element]));
  };
  endings.add(home.changed.listen(({ isGateways }) => {
    if (isGateways) draw();
  }));
  draw();
  readKinds(home.socket).then((all) => {
    kind = all.find(({ type }) => type === home.gateways.get(id)?.type) ?? null;
  }, () => {}).then(() => {
    isKindAsked = true;
    draw();
  });
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

/** @param {Context} context @param {GatewayStatus} status @param {Kind | null} kind */
function actionButtons(context, status, kind) {
  const { home, go, refuse } = context;
  const isPaused = status.state === "paused";
  const pause = button(translate("GatewayCard", isPaused ? "Resume" : "Pause"), () => {
    home.socket.call("home/gateways/pause", { gateway_id: status.id, is_paused: !isPaused }).catch(refuse);
  }, { icon: isPaused ? "play" : "pause" });
  const needsKey = (kind?.options ?? []).some((one) => one.is_secret) || kind?.guide === "button";
  const isRefused = status.state === "auth_required";
  const admit = kind?.admits ? button(t("Add a device"), () => openAdmit(context, status, kind), { icon: "add", kind: "primary" }) : null;
  if (admit !== null) admit.disabled = status.state !== "connected";
  const arrange = button(t("Arrange devices"), () => go({ page: "arrange", id: status.id }), { icon: "area" });
  arrange.disabled = status.device_count === 0;
  // Each keeps its place whatever the state: one that came or went would push another under the finger.
  const made = [
    needsKey && button(t("New key or password"), () => openEdit(context, status, /** @type {Kind} */ (kind), true), { icon: "secret", kind: isRefused ? "primary" : "" }),
    admit,
    arrange,
    kind !== null && button(t("Change"), () => openEdit(context, status, kind, false), { icon: "edit" }),
    pause,
    button(translate("GatewayCard", "Remove"), () => askToRemove(context, status), { icon: "remove", kind: "danger" }),
  ];
  return made.flatMap((one, index) => {
    if (!one) return [];
    one.id = `gateway-action-${index}`;
    return [one];
  });
}

/** @param {Context} context @param {GatewayStatus} status */
function askToRemove({ home, go, refuse }, status) {
  const { close } = openDialog(translate("GatewaysPage", "Remove “%1”?", status.title), [
    h("p", { text: translate("GatewaysPage", "Its tiles disappear from this home. The system itself is not changed, and you can connect it again.") }),
    h("div", { class: "dialog-actions" },
      button(translate("Dialog", "Cancel"), () => close()),
      button(translate("GatewaysPage", "Remove"), () => {
        close();
        home.socket.call("home/gateways/remove", { gateway_id: status.id }).then(() => go({ page: "gateways" }), refuse);
      }, { kind: "danger" })),
  ]);
}
