/** Name, area, icon and visibility of an entity, for its owner, and where it comes from. */
import { plainWord } from "../i18n/format.js";
import { t, translate } from "../i18n/words.js";
import { button } from "../ui/buttons.js";
import { copyButton } from "../ui/copy_button.js";
import { h } from "../ui/dom.js";

/** @import { Context } from "./page.js" */

const MOST_CHARACTERS = 200;

/** @param {Context} context @param {string} id @param {() => void} onClose */
export function detailSettings(context, id, onClose) {
  const body = h("div", { class: "settings-body" });
  const summary = h("summary", { class: "button", text: translate("DetailSettings", "Settings and origin") });
  return h("details", {
    class: "detail-settings",
    on: {
      toggle: (/** @type {Event} */ event) => {
        const isOpen = /** @type {HTMLDetailsElement} */ (event.target).open;
        summary.textContent = translate("DetailSettings", isOpen ? "Hide settings" : "Settings and origin");
        if (isOpen) body.replaceChildren(...(context.home.canConfigure ? form(context, id, onClose) : []), origin(context, id));
      },
    },
  }, summary, body);
}

/** @param {Context} context @param {string} id @param {() => void} onClose */
function form({ home, say, refuse }, id, onClose) {
  const entity = home.entity(id);
  const change = async (/** @type {Record<string, unknown>} */ changes) => {
    try {
      await home.socket.call("config/entity_registry/update", { entity_id: id, ...changes });
      say(t("Saved"));
      return true;
    } catch (error) {
      refuse(error);
      return false;
    }
  };
  const name = h("input", { class: "field", value: home.nameOf(entity), maxlength: 100, id: "detail-name", "aria-describedby": "detail-name-hint" });
  const glyph = h("input", { class: "field", value: (entity.icon ?? "").replace("mdi:", ""), maxlength: 60, placeholder: "lightbulb", id: "detail-icon", "aria-describedby": "detail-icon-hint", pattern: "[a-z0-9\\-]*" });
  const areas = [...home.areas.values()].sort((a, b) => a.name.localeCompare(b.name));
  const area = h("select", { class: "select", id: "detail-area", on: { change: () => change({ area_id: area.value || null }) } },
    h("option", { value: "", text: translate("DetailSettings", "No area") }),
    ...areas.map((one) => h("option", { value: one.id, text: one.name })));
  area.value = home.areaOf(entity)?.id ?? "";
  return [
    h("form", {
      class: "stack",
      on: {
        submit: (/** @type {SubmitEvent} */ event) => {
          event.preventDefault();
          change({ name: name.value.trim() || null, icon: glyph.value === "" ? null : `mdi:${glyph.value}` });
        },
      },
    },
    h("label", { for: "detail-name", class: "strong", text: translate("DetailSettings", "Name") }), name,
    h("p", { class: "muted caption", id: "detail-name-hint", text: translate("DetailSettings", "Leave it empty to take the device's own name again.") }),
    h("label", { for: "detail-icon", class: "strong", text: translate("DetailSettings", "Icon") }), glyph,
    h("p", { class: "muted caption", id: "detail-icon-hint", text: translate("DetailSettings", "A Material Design icon by its name; empty takes the usual one.") }),
    button(t("Save"), () => {}, { type: "submit" })),
    h("div", { class: "stack" }, h("label", { for: "detail-area", class: "strong", text: translate("DetailSettings", "Area") }), area),
    button(translate("DetailSettings", "Hide this tile"), async () => {
      if (await change({ hidden_by: "user" })) onClose();
    }, { icon: "hide" }),
  ];
}

/** The technical side, one step away from everybody else.
 * @param {Context} context @param {string} id */
function origin({ home }, id) {
  const entity = home.entity(id);
  const device = home.deviceOf(entity);
  const attributes = Object.entries(home.states.get(id)?.attributes ?? {})
    .filter(([name, value]) => value !== null && name !== "friendly_name" && name !== "entity_picture")
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, value]) => [plainWord(name), typeof value === "string" ? value : JSON.stringify(value)]);
  const facts = [
    [translate("DetailOrigin", "Device"), device?.name ?? ""],
    [translate("DetailOrigin", "Model"), [device?.manufacturer, device?.model].filter(Boolean).join(" ")],
    [translate("DetailOrigin", "Gateway"), home.gateways.get(entity.gatewayId)?.title ?? ""],
    [translate("DetailOrigin", "Entity"), id],
    ...attributes,
  ].filter(([, value]) => value !== "");
  const copy = copyButton(translate("DetailOrigin", "Copy details"), () => facts.map((fact) => fact.join(": ")).join("\n"));
  return h("div", { class: "stack" },
    h("dl", { class: "facts" }, ...facts.flatMap(([name = "", value = ""]) => [
      h("dt", { class: "muted", text: name }), h("dd", { text: value.slice(0, MOST_CHARACTERS) }),
    ])), copy);
}
