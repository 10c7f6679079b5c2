/** Where pictures of streets come from: the owner's choice, with what it gives away. */
import { translate } from "../i18n/words.js";
import { refusalSentence } from "../model/problem_words.js";
import { button } from "../ui/buttons.js";
import { h, setText } from "../ui/dom.js";

/** @import { Home } from "../state/home.js" */

/** @param {Home} home */
export function streetForm(home) {
  const address = h("input", {
    class: "field", id: "street-address", type: "url", autocomplete: "off", spellcheck: "false",
    placeholder: "https://…/{z}/{x}/{y}.png", value: home.info.map?.tiles ?? "",
  });
  const credit = h("input", { class: "field", id: "street-credit", maxlength: "200", value: home.info.map?.credit ?? "" });
  const said = h("p", { class: "muted", role: "status", hidden: true });
  const save = async () => {
    said.hidden = false;
    try {
      await home.socket.call("home/configure", { map_tiles: address.value.trim(), map_credit: credit.value.trim() });
      setText(said, translate("MapStreets", "Kept. It shows once this page is loaded again."));
    } catch (error) {
      setText(said, refusalSentence(error));
    }
  };
  const form = h("form", {
    class: "stack", on: {
      submit: (/** @type {Event} */ event) => {
        event.preventDefault();
        save();
      },
    },
  },
  h("p", { class: "muted", text: translate("MapStreets", "Off, nobody outside this house learns anything. With an address, whoever runs it learns from every device that opens the map which parts of the world it shows, so also where you live.") }),
  h("label", { class: "strong", for: "street-address", text: translate("MapStreets", "Address of the pictures, with {z}, {x} and {y}; empty for none") }), address,
  h("label", { class: "strong", for: "street-credit", text: translate("MapStreets", "Whom they are owed to") }), credit, said,
  h("div", { class: "dialog-actions" }, button(translate("ZoneEditor", "Save"), () => {}, { kind: "primary", type: "submit" })));
  return h("details", { class: "card stack" }, h("summary", { class: "strong", text: translate("MapStreets", "Streets below the map") }), form);
}
