/** Asks for the code of a lock or an alarm. It is never shown and forgotten as soon as it is sent. */
import { plural, translate } from "../i18n/words.js";
import { button } from "./buttons.js";
import { openDialog } from "./dialog.js";
import { attribute, h, setText } from "./dom.js";
import { icon } from "./icon.js";

const LONGEST = 12;
const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "", "0", "<"];

/** @param {string} title whose code @param {boolean} isNumeric @param {(code: string) => void} onEntered */
export function askForCode(title, isNumeric, onEntered) {
  const content = isNumeric ? digits : words;
  const { element, close } = openDialog(title, [
    h("p", { text: translate("CodeDialog", "Enter your code.") }),
    content((code) => {
      close();
      onEntered(code);
    }),
  ], { className: "code-dialog" });
  element.querySelector("input")?.focus();
}

/** @param {(code: string) => void} onSend */
function digits(onSend) {
  let code = "";
  const shown = h("output", { class: "code-shown" });
  const send = button(translate("KeyPad", "Send"), () => onSend(code), { kind: "primary" });
  const draw = () => {
    setText(shown, code === "" ? translate("KeyPad", "Code") : "•".repeat(code.length));
    shown.classList.toggle("empty", code === "");
    attribute(shown, "aria-label", plural("KeyPad", "%n digit(s) entered", code.length));
    attribute(send, "disabled", code === "");
  };
  /** @param {string} key */
  const press = (key) => {
    code = key === "<" ? code.slice(0, -1) : (code + key).slice(0, LONGEST);
    draw();
  };
  const pad = h("div", { class: "key-pad" }, ...KEYS.map((key) => {
    if (key === "") return h("span");
    const isBack = key === "<";
    return h("button", {
      class: "key", type: "button", "aria-label": isBack ? translate("KeyPad", "Delete last digit") : null,
      on: { click: () => press(key) },
    }, isBack ? icon("backspace-outline") : h("span", { text: key }));
  }));
  const element = h("div", {
    class: "code-form", role: "group", "aria-label": translate("KeyPad", "Code"), tabindex: "-1",
    on: {
      keydown: (/** @type {KeyboardEvent} */ event) => {
        if (/^[0-9]$/.test(event.key)) press(event.key);
        else if (event.key === "Backspace") press("<");
        else if (event.key === "Enter" && code !== "") {
          event.preventDefault();
          onSend(code);
        }
      },
    },
  }, shown, pad, send);
  draw();
  return element;
}

/** @param {(code: string) => void} onSend */
function words(onSend) {
  const field = h("input", {
    class: "field", type: "password", autocomplete: "off", "aria-label": translate("CodeDialog", "Code"),
  });
  return h("form", {
    class: "code-form",
    on: {
      submit: (/** @type {SubmitEvent} */ event) => {
        event.preventDefault();
        if (field.value !== "") onSend(field.value);
      },
    },
  }, field, button(translate("KeyPad", "Send"), () => {}, { kind: "primary", type: "submit" }));
}
