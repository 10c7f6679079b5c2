/** What the owner can do with one gateway.
 *
 * Each button is made once and keeps its place whatever the state: one that came, went or was drawn
 * anew would slip away under a finger. */
import { t, translate } from "../i18n/words.js";
import { button } from "../ui/buttons.js";
import { openDialog } from "../ui/dialog.js";
import { h, setText } from "../ui/dom.js";
import { setIcon } from "../ui/icon.js";
import { openAdmit } from "./admit_dialog.js";
import { openEdit } from "./edit_dialog.js";

/** @import { GatewayStatus } from "../types" */
/** @import { Context } from "../pages/page.js" */
/** @import { Kind } from "./kinds.js" */

/** @param {Context} context @param {string} id @param {Kind | null} kind null where the hub did not tell what its type can do
 * @returns {{buttons: HTMLButtonElement[], update: (status: GatewayStatus) => void}} */
export function gatewayActions(context, id, kind) {
  const { home, go, refuse } = context;
  /** @param {(status: GatewayStatus) => void} act what to do with the gateway as it is then */
  const now = (act) => () => {
    const status = home.gateways.get(id);
    if (status !== undefined) act(status);
  };
  const arrange = button(t("Arrange devices"), () => go({ page: "arrange", id }), { icon: "area" });
  const pause = button("", now(({ state }) => {
    home.socket.call("home/gateways/pause", { gateway_id: id, is_paused: state !== "paused" }).catch(refuse);
  }), { icon: "pause" });
  const remove = button(translate("GatewayCard", "Remove"), now((status) => askToRemove(context, status)), { icon: "remove", kind: "danger" });
  const needsKey = kind !== null && ((kind.options ?? []).some((one) => one.is_secret) || kind.guide === "button");
  const key = needsKey ? button(t("New key or password"), now((status) => openEdit(context, status, kind, true)), { icon: "secret" }) : null;
  const admit = kind?.admits ? button(t("Add a device"), now((status) => openAdmit(context, status, kind)), { icon: "add", kind: "primary" }) : null;
  const change = kind !== null ? button(t("Change"), now((status) => openEdit(context, status, kind, false)), { icon: "edit" }) : null;
  const [pauseIcon, pauseWords] = pause.children;
  return {
    buttons: [key, admit, arrange, change, pause, remove].filter((one) => one !== null),
    update: ({ state, device_count: count }) => {
      const isPaused = state === "paused";
      setIcon(/** @type {HTMLElement} */ (pauseIcon), isPaused ? "play" : "pause");
      setText(/** @type {HTMLElement} */ (pauseWords), translate("GatewayCard", isPaused ? "Resume" : "Pause"));
      key?.classList.toggle("primary", state === "auth_required");
      if (admit !== null) admit.disabled = state !== "connected";
      arrange.disabled = count === 0;
    },
  };
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
