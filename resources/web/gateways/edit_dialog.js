/** Changes a gateway's name and settings, or gives it a new key; what is not touched stays as it is. */
import { t, translate } from "../i18n/words.js";
import { button } from "../ui/buttons.js";
import { openDialog } from "../ui/dialog.js";
import { h } from "../ui/dom.js";
import { icon } from "../ui/icon.js";
import { ATTEMPT_MS, Attempt } from "./attempt.js";
import { said } from "./kinds.js";
import { optionForm } from "./option_form.js";

/** @import { Context } from "../pages/page.js" */
/** @import { GatewayStatus } from "../types" */
/** @import { Kind } from "./kinds.js" */

const BUTTON_S = 60;

/** @param {Context} context @param {GatewayStatus} status @param {Kind} kind @param {boolean} isKeyOnly */
export function openEdit(context, status, kind, isKeyOnly) {
  const { home, say } = context;
  const all = kind.options ?? [];
  const isPressing = isKeyOnly && kind.guide === "button";
  const secrets = all.filter((one) => one.is_secret);
  const form = optionForm(isPressing ? [] : isKeyOnly ? secrets : all.filter((one) => !one.is_secret), status.options ?? {}, { hasSecrets: !isKeyOnly });
  const name = h("input", { class: "field", id: "gateway-title", value: status.title, maxlength: 60, required: true });
  const guide = isKeyOnly ? said(kind.guide_text ?? "") : "";
  const fields = h("fieldset", { class: "stack" },
    guide !== "" && h("p", { class: "guide" }, icon(isPressing ? "gesture-tap-button" : "key-variant"), h("span", { text: guide })),
    ...(isKeyOnly ? [] : [h("label", { class: "strong", for: name.id, text: translate("AddGatewayForm", "Your name for it") }), name]),
    ...form.elements);
  const actions = h("div", { class: "dialog-actions" }, button(isPressing ? translate("AddGatewayForm", "Connect") : t("Save"), () => {}, { kind: "primary", type: "submit" }));
  const attempt = new Attempt(context, (isRunning) => {
    fields.disabled = isRunning;
    actions.hidden = isRunning;
  });
  const save = () => {
    form.mark("");
    // Taking the key away is what lets the hub ask the bridge for a new one.
    const anew = Object.fromEntries(secrets.map((one) => [one.name, null]));
    attempt.start({
      words: isPressing ? t("Press the button now.") : translate("Gateway", "Connecting to %1 …", status.title),
      countdownS: isPressing ? BUTTON_S : 0,
      run: () => home.socket.call("home/gateways/edit", {
        gateway_id: status.id, title: isKeyOnly ? null : name.value.trim(), options: isPressing ? anew : form.changes(),
      }, { timeoutMs: ATTEMPT_MS }),
      onDone: () => {
        close();
        say(t("Saved"));
      },
      onTrouble: ({ field }) => form.mark(field),
    });
  };
  const { close } = openDialog(isKeyOnly ? t("New key or password") : status.title, [h("form", {
    class: "stack",
    on: {
      submit: (/** @type {SubmitEvent} */ event) => {
        event.preventDefault();
        save();
      },
    },
  }, fields, attempt.element, actions)], { onClosed: () => attempt.cancel() });
}
