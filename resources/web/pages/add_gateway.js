/** Adds a gateway: which kind, then its few settings; done when its devices are there. */
import { t, translate } from "../i18n/words.js";
import { HubError } from "../net/exchange.js";
import { refusalSentence } from "../model/problem_words.js";
import { button } from "../ui/buttons.js";
import { openDialog } from "../ui/dialog.js";
import { h } from "../ui/dom.js";
import { icon } from "../ui/icon.js";

/** @import { Context } from "./page.js" */

/** @typedef {{name: string, label: string, is_required?: boolean, is_secret?: boolean, default?: string | null, example?: string}} Option */
/** @typedef {{type: string, title: string, summary?: string, icon?: string, options?: Option[]}} Kind */

/** Its first snapshot has to come in. */
const ADD_TIMEOUT_MS = 60_000;

/** @param {Context} context */
export async function openAddGateway(context) {
  let kinds;
  try {
    kinds = /** @type {Kind[]} */ (await context.home.socket.call("home/gateways/types"));
  } catch (error) {
    context.refuse(error);
    return;
  }
  const { close } = openDialog(translate("AddGatewayPage", "Connect a gateway"), [
    kinds.length === 0
      ? h("p", { text: translate("AddGatewayPage", "Your hub offers no gateways now") })
      : h("ul", { class: "rows" }, ...kinds.map((kind) => h("li", {}, h("button", {
        class: "row", type: "button",
        on: {
          click: () => {
            close();
            openForm(context, kind);
          },
        },
      }, icon(kind.icon ?? "gateway"), h("span", { class: "row-words" },
        h("span", { class: "row-name", text: shared(kind.title) }), h("small", { class: "muted", text: shared(kind.summary ?? "") })))))),
  ]);
}

/** @param {Context} context @param {Kind} kind */
function openForm({ home, say }, kind) {
  const fields = (kind.options ?? []).map((option) => ({ option, input: optionField(option) }));
  const problem = h("p", { class: "attention-words", role: "alert" });
  const send = button(translate("AddGatewayForm", "Connect"), () => {}, { kind: "primary", type: "submit" });
  const connect = async () => {
    send.disabled = true;
    problem.textContent = "";
    const filled = fields.filter(({ input }) => input.value.trim() !== "");
    const options = Object.fromEntries(filled.map(({ option, input }) => [option.name, input.value.trim()]));
    try {
      await home.socket.call("home/gateways/add", { gateway_type: kind.type, options }, { timeoutMs: ADD_TIMEOUT_MS });
      close();
      say(t("{name} is connected.", { name: shared(kind.title) }));
    } catch (error) {
      problem.textContent = why(error);
    } finally {
      send.disabled = false;
    }
  };
  const { close } = openDialog(shared(kind.title), [h("form", {
    class: "stack",
    on: {
      submit: (/** @type {SubmitEvent} */ event) => {
        event.preventDefault();
        connect();
      },
    },
  }, ...fields.flatMap(({ option, input }) => [
    h("label", { class: "strong", for: input.id, text: option.is_required ? shared(option.label) : translate("TextField", "%1 (optional)", shared(option.label)) }), input,
  ]), problem, send)]);
}

/** @param {Option} option */
function optionField(option) {
  return h("input", {
    class: "field", id: `option-${option.name}`, type: option.is_secret ? "password" : "text", autocomplete: "off", autocapitalize: "none",
    required: option.is_required === true, value: option.default ?? "", placeholder: option.example ?? "",
  });
}

/** What drivers say of themselves in English, in the person's own language where it is known.
 * @param {string} words */
function shared(words) {
  return translate("Option", words);
}

/** @param {unknown} error */
function why(error) {
  if (error instanceof HubError && error.code.startsWith("gateway_auth")) {
    return `${translate("Refusal", "It refused the key or password.")} ${translate("Refusal", "Make a new key there, and paste it here whole.")}`;
  }
  if (error instanceof HubError && error.code.startsWith("gateway")) {
    return `${translate("Refusal", "Nothing answered at that address.")} ${translate("Refusal", "Check the address, and that both are on the same network and switched on.")}`;
  }
  return refusalSentence(error);
}
