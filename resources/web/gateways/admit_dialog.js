/** Lets a new device into the network behind a gateway: by its code, or by a window that stays open a while. */
import { t } from "../i18n/words.js";
import { button } from "../ui/buttons.js";
import { openDialog } from "../ui/dialog.js";
import { h, setText } from "../ui/dom.js";
import { icon } from "../ui/icon.js";
import { Attempt } from "./attempt.js";

/** @import { Context } from "../pages/page.js" */
/** @import { GatewayStatus } from "../types" */
/** @import { Kind } from "./kinds.js" */

/** The hub gives a device that long to come in by its code. */
const CODE_MS = 210_000;
/** Zigbee lets devices join for as long at the most. */
const WINDOW_S = 254;

/** @param {Context} context @param {GatewayStatus} status @param {Kind} kind */
export function openAdmit(context, status, kind) {
  const { home, go } = context;
  const isCode = kind.admits === "code";
  const before = new Set(home.devices.keys());
  const field = h("input", { class: "field", id: "admit-code", required: true, autocomplete: "off", autocapitalize: "none", spellcheck: "false", placeholder: "MT:… · 1234-567-8901" });
  const came = h("ul", { class: "rows", "aria-label": t("New devices") });
  const rooms = button(t("Choose their areas"), () => {
    close();
    go({ page: "arrange", id: "new" });
  }, { kind: "primary" });
  rooms.hidden = true;
  const begin = button(isCode ? t("Let it in") : t("Begin"), () => {}, { kind: "primary", type: "submit" });
  const actions = h("div", { class: "dialog-actions" }, rooms, begin);
  const attempt = new Attempt(context, (isRunning) => {
    field.disabled = isRunning;
    begin.hidden = isRunning;
  });
  const explain = isCode
    ? t("Its code stands on the device or its box. Keep it near the hub and switched on.")
    : t("New devices may join for a few minutes. Put the device into pairing mode then, as its manual says.");
  const draw = () => {
    const fresh = [...home.devices.values()].filter((one) => !before.has(one.id) && one.gatewayIds.includes(status.id));
    came.replaceChildren(...fresh.map((one) => h("li", { class: "row" }, icon("check"), h("span", { class: "row-name", text: one.name }))));
    rooms.hidden = fresh.length === 0;
  };
  const stop = home.changed.listen(({ isStructure }) => {
    if (isStructure) draw();
  });
  const start = () => attempt.start({
    words: isCode ? t("Looking for the device …") : t("New devices may join now."),
    countdownS: isCode ? CODE_MS / 1000 : WINDOW_S,
    run: async (signal) => {
      const keys = await home.socket.call("home/gateways/admit", { gateway_id: status.id, code: isCode ? field.value.trim() : null }, { timeoutMs: CODE_MS });
      // Nothing named means that the time in which devices may come has only begun.
      if (!isCode && keys === null) await untilClosed(WINDOW_S * 1000, signal);
      return keys;
    },
    onDone: (keys) => setText(note, isCode || keys !== null ? t("It is in.") : t("The time is up. Begin again for more devices.")),
  });
  const note = h("p", { class: "muted", role: "status" });
  const { close } = openDialog(t("Add a device"), [h("form", {
    class: "stack",
    on: {
      submit: (/** @type {SubmitEvent} */ event) => {
        event.preventDefault();
        setText(note, "");
        start();
      },
    },
  }, h("p", { text: explain }), ...(isCode ? [h("label", { class: "strong", for: field.id, text: t("Code of the device") }), field] : []), attempt.element, note, came, actions)], {
    onClosed: () => {
      stop();
      attempt.cancel();
    },
  });
}

/** Wait until the time is over; a network that is closed before ends it as given up.
 * @param {number} ms @param {AbortSignal} signal
 * @returns {Promise<void>} */
function untilClosed(ms, signal) {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
