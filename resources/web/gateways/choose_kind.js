/** Asks which kind of gateway is to be connected. */
import { translate } from "../i18n/words.js";
import { openDialog } from "../ui/dialog.js";
import { h } from "../ui/dom.js";
import { icon } from "../ui/icon.js";
import { openConnect } from "./connect_dialog.js";
import { readKinds, said } from "./kinds.js";

/** @import { Context } from "../pages/page.js" */

/** @param {Context} context */
export async function chooseKind(context) {
  let kinds;
  try {
    kinds = await readKinds(context.home.socket);
  } catch (error) {
    context.refuse(error);
    return;
  }
  kinds.sort((a, b) => said(a.title).localeCompare(said(b.title)));
  const { close } = openDialog(translate("AddGatewayPage", "Connect a gateway"), [
    kinds.length === 0
      ? h("p", { text: translate("AddGatewayPage", "Your hub offers no gateways now") })
      : h("ul", { class: "rows" }, ...kinds.map((kind) => h("li", {}, h("button", {
        class: "row", type: "button",
        on: {
          click: () => {
            close();
            openConnect(context, kind);
          },
        },
      }, icon(kind.icon ?? "gateway"), h("span", { class: "row-words" },
        h("span", { class: "row-name", text: said(kind.title) }), h("small", { class: "muted", text: said(kind.summary ?? "") })))))),
  ]);
}
