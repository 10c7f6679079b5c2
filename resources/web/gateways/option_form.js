/** The fields of a driver's settings, made from what its manifest says of them. */
import { t, translate } from "../i18n/words.js";
import { h } from "../ui/dom.js";
import { said } from "./kinds.js";

/** @import { Option } from "./kinds.js" */

/** @typedef {{option: Option, input: HTMLInputElement | HTMLSelectElement}} Field */

/** @param {readonly Option[]} options @param {Readonly<Record<string, string>>} known what is set now @param {{hasSecrets?: boolean}} [how] secrets are there already and stay where nothing is typed */
export function optionForm(options, known, { hasSecrets = false } = {}) {
  const fields = options.map((option) => ({ option, input: inputFor(option, known[option.name] ?? option.default ?? "", hasSecrets) }));
  return {
    elements: fields.flatMap(({ option, input }) => labelled(option, input, hasSecrets)),
    /** What is filled in.
     * @returns {Record<string, string>} */
    given() {
      return Object.fromEntries(fields.flatMap(({ option, input }) => (input.value.trim() === "" ? [] : [[option.name, input.value.trim()]])));
    },
    /** What is other than before; null takes the default again.
     * @returns {Record<string, string | null>} */
    changes() {
      return Object.fromEntries(fields.flatMap(({ option, input }) => {
        const [value, before] = [input.value.trim(), known[option.name] ?? option.default ?? ""];
        if (value === before || (option.is_secret && value === "")) return [];
        return [[option.name, value === "" ? null : value]];
      }));
    },
    /** Point to the field something is wrong with.
     * @param {string} name empty clears */
    mark(name) {
      for (const { option, input } of fields) {
        if (option.name === name) {
          input.setAttribute("aria-invalid", "true");
          input.closest("details")?.setAttribute("open", "");
          input.focus();
        } else {
          input.removeAttribute("aria-invalid");
        }
      }
    },
  };
}

/** @param {Option} option @param {HTMLElement} input @param {boolean} hasSecrets */
function labelled(option, input, hasSecrets) {
  const label = said(option.label);
  const isFree = !option.is_required || (option.is_secret && hasSecrets);
  return [h("label", { class: "strong", for: input.id, text: isFree ? translate("TextField", "%1 (optional)", label) : label }), input];
}

/** @param {Option} option @param {string} value @param {boolean} hasSecrets */
function inputFor(option, value, hasSecrets) {
  const id = `option-${option.name}`;
  if (option.choices && option.choices.length > 0) {
    const select = h("select", { class: "select", id }, ...option.choices.map((one) => h("option", { value: one, text: said(one) })));
    select.value = option.choices.includes(value) ? value : (option.choices[0] ?? "");
    return select;
  }
  const isKept = option.is_secret === true && hasSecrets;
  return h("input", {
    class: "field", id, type: option.is_secret ? "password" : "text", autocomplete: "off", autocapitalize: "none", spellcheck: "false",
    required: option.is_required === true && !isKept, value: option.is_secret ? "" : value,
    placeholder: isKept ? t("Stays as it is") : (option.example ?? ""),
  });
}
