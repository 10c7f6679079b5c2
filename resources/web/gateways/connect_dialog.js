/** Connects a gateway: its few settings, what a person has to do, a test, and what came of it. */
import { joined, measure } from "../i18n/format.js";
import { plural, t, translate } from "../i18n/words.js";
import { button } from "../ui/buttons.js";
import { openDialog } from "../ui/dialog.js";
import { h } from "../ui/dom.js";
import { icon } from "../ui/icon.js";
import { ATTEMPT_MS, Attempt } from "./attempt.js";
import { copyable } from "./copyable.js";
import { said, sorted } from "./kinds.js";
import { optionForm } from "./option_form.js";

/** @import { Context } from "../pages/page.js" */
/** @import { GatewayStatus } from "../types" */
/** @import { Kind } from "./kinds.js" */

/**
 * @typedef {object} Found
 * @property {string} id
 * @property {string} gateway_type
 * @property {string} title what it calls itself
 * @property {string | null} [model]
 * @property {string} address
 * @property {Record<string, string>} options
 * @property {string[]} needs names of what a person must still give
 * @property {Kind["guide"]} guide
 * @property {string | null} [gateway_id] the gateway that has it already
 * @property {boolean} is_ignored
 * @property {boolean} [has_moved] a gateway has it, at an address that is not its any more
 */

const BUTTON_S = 60;

/** @param {Context} context @param {Kind} kind @param {Found | null} [found] what was found of it on the network */
export function openConnect(context, kind, found = null) {
  const { home } = context;
  const known = found?.options ?? {};
  const { now, later } = sorted(kind);
  const needs = found === null ? now : (kind.options ?? []).filter((one) => found.needs.includes(one.name) && !(kind.guide === "button" && one.is_secret)).map((one) => ({ ...one, is_required: true }));
  const rest = (kind.options ?? []).filter((one) => !needs.some(({ name }) => name === one.name));
  const asked = optionForm(needs, known);
  const more = optionForm(found === null ? later : rest, known);
  const name = h("input", { class: "field", id: "gateway-title", maxlength: 60, autocomplete: "off", placeholder: found?.title || said(kind.title) });
  const guide = said(kind.guide_text ?? "");
  const submit = button(translate("AddGatewayForm", "Connect"), () => {}, { kind: "primary", type: "submit" });
  const test = button(t("Test the connection"), () => tryOut());
  test.hidden = kind.dials_in === true || kind.guide === "button";
  const outcome = h("p", { class: "good-words", role: "status", hidden: true });
  const fields = h("fieldset", { class: "stack" },
    guide !== "" && h("p", { class: "guide" }, icon(kind.guide === "button" ? "gesture-tap-button" : "key-variant"), h("span", { text: guide })),
    ...asked.elements,
    h("details", {}, h("summary", { class: "button quiet", text: t("More settings") }), h("div", { class: "stack later" },
      h("label", { class: "strong", for: name.id, text: translate("TextField", "%1 (optional)", translate("AddGatewayForm", "Your name for it")) }), name,
      ...more.elements)));
  const attempt = new Attempt(context, (isRunning) => {
    fields.disabled = isRunning;
    actions.hidden = isRunning;
    if (isRunning) outcome.hidden = true;
  });
  const actions = h("div", { class: "dialog-actions" }, test, submit);
  const form = h("form", {
    class: "stack",
    on: {
      submit: (/** @type {SubmitEvent} */ event) => {
        event.preventDefault();
        connect();
      },
    },
  }, fields, attempt.element, outcome, actions);
  const options = () => ({ ...known, ...more.given(), ...asked.given() });
  const mark = (/** @type {string} */ field) => {
    asked.mark(field);
    more.mark(field);
  };

  function connect() {
    mark("");
    const title = name.value.trim() || found?.title || null;
    const isPressing = kind.guide === "button" && !(kind.options ?? []).some((one) => one.is_secret && options()[one.name]);
    attempt.start({
      words: isPressing ? t("Press the button now.") : translate("Gateway", "Connecting to %1 …", found?.title || said(kind.title)),
      countdownS: isPressing ? BUTTON_S : 0,
      run: () => home.socket.call("home/gateways/add", { gateway_type: kind.type, title, options: options() }, { timeoutMs: ATTEMPT_MS }),
      onDone: (status) => body.replaceChildren(...arrived(context, kind, status, close)),
      onTrouble: ({ field }) => mark(field),
    });
  }

  function tryOut() {
    if (!form.reportValidity()) return;
    mark("");
    attempt.start({
      words: t("Testing the connection …"),
      run: () => home.socket.call("home/gateways/test", { gateway_type: kind.type, options: options() }, { timeoutMs: ATTEMPT_MS }),
      onDone: (trial) => {
        outcome.hidden = false;
        outcome.textContent = joined(t("It answers"), countsText(trial.device_count, trial.entity_count), trial.round_trip_ms == null ? "" : measure(trial.round_trip_ms, "ms", 0));
      },
      onTrouble: ({ field }) => mark(field),
    });
  }

  const body = h("div", { class: "stack" }, found === null ? h("p", { class: "muted", text: said(kind.summary ?? "") }) : h("p", { class: "muted", text: joined(found.model ?? "", found.address) }), form);
  const { close } = openDialog(found?.title || said(kind.title), [body], { onClosed: () => attempt.cancel() });
  // There is nothing to fill in and nothing to press: one tap was enough.
  if (found !== null && needs.length === 0 && kind.guide !== "button" && kind.guide !== "code") connect();
}

/** @param {number} devices @param {number} entities */
export function countsText(devices, entities) {
  return joined(plural("Plurals", "%n device(s)", devices), plural("Plurals", "%n entity(s)", entities));
}

/** It is here: how much came with it, and what comes next.
 * @param {Context} context @param {Kind} kind @param {GatewayStatus} status @param {() => void} close
 * @returns {Node[]} */
function arrived({ go }, kind, status, close) {
  const address = status.options?.["address"] ?? "";
  const leave = (/** @type {string} */ page) => {
    close();
    go({ page, id: status.id });
  };
  const done = button(t("Done"), close, { kind: status.device_count > 0 ? "quiet" : "primary" });
  return [
    h("div", { class: "arrived", role: "status" }, icon("check", "arrived-icon"), h("p", { class: "strong", text: kind.dials_in ? t("{name} waits for its device.", { name: status.title }) : t("{name} is connected.", { name: status.title }) }),
      kind.dials_in !== true && h("p", { class: "muted", text: countsText(status.device_count, status.entity_count) })),
    ...(kind.dials_in && address !== "" ? [h("p", { text: t("Enter this address in the device's settings, where it connects to by itself:") }), copyable(address)] : []),
    h("div", { class: "dialog-actions" }, done, status.device_count > 0 && button(t("Choose their areas"), () => leave("arrange"), { kind: "primary" })),
  ];
}
