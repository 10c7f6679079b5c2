/** One physical thing that several gateways describe: offered to be put together, and to be separated again. */
import { joined } from "../i18n/format.js";
import { plural, t, translate } from "../i18n/words.js";
import { refusalSentence } from "../model/problem_words.js";
import { emptyState } from "../pages/empty.js";
import { Endings } from "../pages/page.js";
import { button } from "../ui/buttons.js";
import { arrange, h, setText } from "../ui/dom.js";
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
  /** Made once and kept: a choice, or a finger's target, outlives what changes elsewhere. @type {Map<string, ReturnType<typeof groupCard>>} */
  const cards = new Map();
  const none = h("li", {}, emptyState("check", t("No device is here twice"), t("When two gateways bring the same device, it is offered here.")));
  /** @type {Group[]} */
  let groups = [];
  let isRead = false;
  let asked = 0;
  /** @type {string | null} */
  let known = null;

  const draw = () => {
    const whole = groups.filter((one) => one.device_ids.every((id) => home.devices.has(id)));
    for (const id of cards.keys()) if (!whole.some((one) => one.id === id)) cards.delete(id);
    const shown = whole.map((one) => {
      const card = cards.get(one.id) ?? groupCard(context, one, read);
      cards.set(one.id, card);
      card.update();
      return card.element;
    });
    if (isRead) arrange(offered, shown.length > 0 ? shown : [none]);
    const put = [...home.devices.values()].filter((one) => one.merged.length > 0);
    merged.hidden = put.length === 0;
    together.replaceChildren(...put.map((one) => mergedCard(context, one)));
  };
  const read = async () => {
    const mine = ++asked;
    try {
      const answer = await home.socket.call("home/devices/duplicates");
      if (mine !== asked) return;
      groups = answer.groups;
      isRead = true;
      draw();
    } catch (error) {
      if (mine === asked) offered.replaceChildren(h("li", {}, emptyState("unavailable", refusalSentence(error), "")));
    }
  };
  const look = () => {
    const now = [...home.devices.values()].map((one) => [one.id, ...one.merged.map(({ id }) => id)].join("+")).sort().join(" ");
    draw();
    // Names and rooms change often, and whether two are one thing depends on neither.
    if (now !== known) read();
    known = now;
  };
  endings.add(home.changed.listen(({ isStructure }) => {
    if (isStructure) look();
  }));
  endings.add(() => {
    asked += 1;
  });
  look();
  return {
    title: t("Duplicates"), canGoBack: true,
    element: h("div", { class: "page narrow" }, h("p", { class: "muted", text: t("Shown as one, they are one device with one set of tiles. Nothing is lost, and you can separate them again.") }), offered, merged),
    destroy: () => endings.run(),
  };
}

/** @param {Context} context @param {Group} group @param {() => void} onDone */
function groupCard(context, group, onDone) {
  const { home, say, refuse } = context;
  const name = `keep-${group.id}`;
  const choices = group.device_ids.map((id, index) => {
    const radio = h("input", { type: "radio", name, value: id });
    radio.checked = index === 0;
    const [title, origin] = [h("span", { class: "row-name" }), h("small", { class: "muted" })];
    const update = () => {
      const device = home.devices.get(id);
      if (device === undefined) return;
      setText(title, device.name);
      setText(origin, originOf(context, device));
    };
    return { update, element: h("label", { class: "check" }, radio, h("span", { class: "row-words" }, title, origin)) };
  });
  const fieldset = h("fieldset", { class: "stack" }, h("legend", { class: "muted", text: t("Whose name and area stays?") }), ...choices.map(({ element }) => element));
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
  const element = h("li", { class: "card" }, h("h2", { text: t("This looks like the same thing twice") }), h("p", { class: "muted", text: reasonText(group.reason) }), fieldset,
    h("div", { class: "dialog-actions" }, button(t("They are different"), apart, { kind: "quiet" }), button(t("Show as one"), merge, { kind: "primary" })));
  return {
    element,
    update() {
      for (const one of choices) one.update();
    },
  };
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
      return translate("Duplicates", "Both have the same network address.");
    case "bluetooth":
    case "zigbee_ieee":
    case "zwave":
    case "matter":
      return translate("Duplicates", "Both have the same radio address.");
    case "serial":
      return translate("Duplicates", "Both have the same serial number.");
  }
  return translate("Duplicates", "Both say that they are the same device.");
}
