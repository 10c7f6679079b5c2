/** One physical thing that several gateways describe: offered to be put together, and to be separated again. */
import { joined } from "../i18n/format.js";
import { plural, t } from "../i18n/words.js";
import { refusalSentence } from "../model/problem_words.js";
import { emptyState } from "../pages/empty.js";
import { Endings } from "../pages/page.js";
import { button } from "../ui/buttons.js";
import { h } from "../ui/dom.js";
import { icon } from "../ui/icon.js";

/** @import { Device } from "../types" */
/** @import { Context, Page } from "../pages/page.js" */

/** @typedef {{id: string, reason: string, device_ids: string[]}} Group */

/** @param {Context} context
 * @returns {Page} */
export function duplicatesPage(context) {
  const { home } = context;
  const endings = new Endings();
  const offered = h("ul", { class: "cards" });
  const together = h("ul", { class: "cards" });
  const mergedTitle = h("h2", { text: t("Shown as one now") });
  const merged = h("section", { class: "area" }, mergedTitle, together);
  let isGone = false;

  const read = async () => {
    try {
      const { groups } = await home.socket.call("home/devices/duplicates");
      if (isGone) return;
      const known = /** @type {Group[]} */ (groups).filter((one) => one.device_ids.every((id) => home.devices.has(id)));
      offered.replaceChildren(...(known.length > 0 ? known.map((one) => groupCard(context, one, read)) : [h("li", {}, emptyState("check", t("No device is here twice"), t("When two gateways bring the same device, it is offered here.")))]));
    } catch (error) {
      if (!isGone) offered.replaceChildren(h("li", {}, emptyState("unavailable", refusalSentence(error), "")));
    }
    const whole = [...home.devices.values()].filter((one) => one.merged.length > 0);
    merged.hidden = whole.length === 0;
    together.replaceChildren(...whole.map((one) => mergedCard(context, one)));
  };
  endings.add(home.changed.listen(({ isStructure }) => {
    if (isStructure) read();
  }));
  read();
  return {
    title: t("Duplicates"), canGoBack: true,
    element: h("div", { class: "page narrow" }, h("p", { class: "muted", text: t("Shown as one, they are one device with one set of tiles. Nothing is lost, and you can separate them again.") }), offered, merged),
    destroy() {
      isGone = true;
      endings.run();
    },
  };
}

/** @param {Context} context @param {Group} group @param {() => void} onDone */
function groupCard(context, group, onDone) {
  const { home, say, refuse } = context;
  const name = `keep-${group.id}`;
  const choices = group.device_ids.map((id, index) => {
    const device = /** @type {Device} */ (home.devices.get(id));
    const radio = h("input", { type: "radio", name, value: id });
    radio.checked = index === 0;
    return h("label", { class: "check" }, radio, h("span", { class: "row-words" }, h("span", { class: "row-name", text: device.name }), h("small", { class: "muted", text: originOf(context, device) })));
  });
  const fieldset = h("fieldset", { class: "stack" }, h("legend", { class: "muted", text: t("Whose name and area stays?") }), ...choices);
  const merge = async () => {
    const keep = /** @type {HTMLInputElement} */ (fieldset.querySelector("input:checked")).value;
    const others = group.device_ids.filter((id) => id !== keep);
    try {
      await home.socket.call("home/devices/merge", { keep, others });
      say(t("Shown as one now"), {
        words: t("Undo"),
        onClick: () => {
          Promise.all(others.map((id) => home.socket.call("home/devices/unmerge", { device_id: id }))).catch(refuse);
        },
      });
    } catch (error) {
      refuse(error);
    }
    onDone();
  };
  const apart = () => home.socket.call("home/devices/distinct", { device_ids: group.device_ids }).then(onDone, refuse);
  return h("li", { class: "card" }, h("h2", { text: t("This looks like the same thing twice") }), h("p", { class: "muted", text: reasonText(group.reason) }), fieldset,
    h("div", { class: "dialog-actions" }, button(t("They are different"), apart, { kind: "quiet" }), button(t("Show as one"), merge, { kind: "primary" })));
}

/** @param {Context} context @param {Device} device */
function mergedCard({ home, refuse }, device) {
  return h("li", { class: "card" }, h("h3", { text: device.name }), h("ul", { class: "rows" }, ...device.merged.map((other) => h("li", { class: "row" },
    icon("link-variant"), h("span", { class: "row-words" }, h("span", { text: other.name }), h("small", { class: "muted", text: home.gateways.get(other.gatewayId)?.title ?? "" })),
    button(t("Separate"), () => {
      home.socket.call("home/devices/unmerge", { device_id: other.id }).catch(refuse);
    }, { kind: "quiet" })))));
}

/** @param {Context} context @param {Device} device */
function originOf({ home }, device) {
  const gateways = device.gatewayIds.map((id) => home.gateways.get(id)?.title ?? "").filter(Boolean).join(", ");
  const room = device.areaId === null ? "" : (home.areas.get(device.areaId)?.name ?? "");
  return joined(gateways, room, plural("Plurals", "%n entity(s)", home.countOf(device.id)));
}

/** @param {string} reason */
function reasonText(reason) {
  switch (reason) {
    case "mac":
      return t("Both have the same network address.");
    case "bluetooth":
    case "zigbee_ieee":
      return t("Both have the same radio address.");
    case "serial":
      return t("Both have the same serial number.");
  }
  return t("Both say that they are the same device.");
}
