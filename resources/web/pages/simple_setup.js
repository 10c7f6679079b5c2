/** Chooses what simple mode shows: whom one can talk to, and which tiles. */
import { t } from "../i18n/words.js";
import { changeSettings, settings } from "../app/session.js";
import { inkOf } from "../tiles/tile.js";
import { button } from "../ui/buttons.js";
import { h, setVar } from "../ui/dom.js";
import { icon } from "../ui/icon.js";
import { toggle } from "../ui/toggle.js";
import { Endings } from "./page.js";
import { chosenTiles } from "./simple.js";

/** @import { Intercom } from "../talk/intercom.js" */
/** @import { Context, Page } from "./page.js" */

/** @param {Context} context
 * @returns {Page} */
export function simpleSetupPage(context) {
  const { intercom, restart, say } = context;
  const keys = h("section", { class: "area", hidden: true });
  const endings = new Endings();
  let isGone = false;
  endings.add(() => {
    isGone = true;
  });
  Promise.all([import("../talk/simple_keys.js"), intercom]).then(([parts, line]) => {
    if (isGone) return;
    const show = () => {
      if (line.channels.length === 0) return;
      stop();
      keys.replaceChildren(h("h2", { text: t("Talk keys") }), h("p", { class: "muted", text: t("Whom one key is enough to talk to; four fit.") }), keyChoices(line, parts, say));
      keys.hidden = false;
    };
    const stop = line.changed.listen(show);
    endings.add(stop);
    show();
  }, () => {});
  const begin = button(t("Begin simple mode"), () => {
    changeSettings({ isSimple: true });
    restart();
  }, { kind: "primary" });
  return {
    title: t("Simple mode"), canGoBack: true,
    element: h("div", { class: "page narrow" },
      h("p", { text: t("Choose the tiles. To leave simple mode, hold the three dots in the corner and type a word.") }), begin, keys,
      h("section", { class: "area" }, h("h2", { text: t("Tiles") }), tileChoices(context))),
    destroy: () => endings.run(),
  };
}

/** @param {Intercom} line @param {typeof import("../talk/simple_keys.js")} parts @param {Context["say"]} say */
function keyChoices(line, { MOST_KEYS, channelFace, chosenChannels, nameOf }, say) {
  const picked = new Set(chosenChannels(line).map((one) => one.channel));
  return h("ul", { class: "rows cards" }, ...line.channels.filter((one) => one.can === "talk").map((channel) => {
    const name = nameOf(channel);
    const control = toggle(name, (isOn) => {
      const isFull = isOn && picked.size >= MOST_KEYS;
      if (isFull) say(t("Take another one away first: four fit."));
      else if (isOn) picked.add(channel.channel);
      else picked.delete(channel.channel);
      control.update(isOn && !isFull, true);
      changeSettings({ simpleChannels: [...picked] });
    });
    control.update(picked.has(channel.channel), true);
    return h("li", {}, h("div", { class: "row" }, channelFace(line, channel), h("span", { class: "row-words" }, h("span", { class: "row-name", text: name })), control.element));
  }));
}

/** @param {Context} context */
function tileChoices(context) {
  const picked = new Set(chosenTiles(context));
  const isPicked = (/** @type {{entityId: string}} */ face) => Number(picked.has(face.entityId));
  const faces = context.tiles.faces().filter((face) => !face.isMinor)
    .sort((a, b) => isPicked(b) - isPicked(a) || a.fullName.localeCompare(b.fullName));
  return h("ul", { class: "rows cards" }, ...faces.map((face) => {
    const control = toggle(face.fullName, (isOn) => {
      if (isOn) picked.add(face.entityId);
      else picked.delete(face.entityId);
      control.update(isOn, true);
      changeSettings({ simpleTiles: [...picked] });
    });
    control.update(picked.has(face.entityId), true);
    const row = h("li", {}, h("div", { class: "row" }, icon(face.icon), h("span", { class: "row-words" }, h("span", { class: "row-name", text: face.fullName }), h("small", { class: "muted", text: face.areaName })), control.element));
    setVar(row, "--ink", inkOf(face));
    return row;
  }));
}
