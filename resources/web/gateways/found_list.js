/** What is found on the network while somebody looks, each with one touch to add it. */
import { joined } from "../i18n/format.js";
import { t, translate } from "../i18n/words.js";
import { button, iconButton } from "../ui/buttons.js";
import { arrange, h } from "../ui/dom.js";
import { icon } from "../ui/icon.js";
import { openConnect } from "./connect_dialog.js";
import { readKinds, said } from "./kinds.js";

/** @import { Context } from "../pages/page.js" */
/** @import { Found } from "./connect_dialog.js" */
/** @import { Kind } from "./kinds.js" */

/** @param {Context} context */
export function foundList(context) {
  const { home } = context;
  const list = h("ul", { class: "rows cards wrapping" });
  const looking = h("p", { class: "muted looking" }, h("span", { class: "turning", "aria-hidden": "true" }), h("span", { text: t("Looking around on your network …") }));
  const deaf = h("p", { class: "muted", hidden: true, text: t("This hub does not look around by itself: add systems by address.") });
  const hidden = button("", () => {
    isShowingHidden = !isShowingHidden;
    draw();
  }, { kind: "quiet" });
  const element = h("section", { class: "area", "aria-labelledby": "found-title" },
    h("h2", { id: "found-title", text: t("Found on your network") }), h("div", { role: "status" }, looking, deaf), list, h("div", {}, hidden));
  /** @type {Found[]} */
  let found = [];
  /** @type {Kind[]} */
  let kinds = [];
  let isShowingHidden = false;
  /** By what they say. @type {Map<string, HTMLElement>} */
  let rows = new Map();

  // A hub that does not look around says so by telling nothing.
  element.hidden = true;
  const draw = () => {
    const offered = found.filter((one) => (!one.gateway_id || one.has_moved) && kinds.some(({ type }) => type === one.gateway_type));
    const ignored = offered.filter((one) => one.is_ignored).length;
    const shown = offered.filter((one) => isShowingHidden || !one.is_ignored);
    // A row is made anew only when what it says changed: a finger or the focus is on its buttons.
    const next = new Map(shown.map((one) => [JSON.stringify([one, kinds.length]), one]));
    const made = [...next].map(([said, one]) => /** @type {const} */ ([said, rows.get(said) ?? row(context, one, kinds)]));
    rows = new Map(made);
    arrange(list, made.map(([, element]) => element));
    list.hidden = shown.length === 0;
    hidden.hidden = ignored === 0;
    hidden.replaceChildren(h("span", { text: isShowingHidden ? t("Leave out what was hidden") : t("Show what was hidden ({count})", { count: ignored }) }));
  };

  const stop = home.socket.follow("home/gateways/discovered/subscribe", {}, (event) => {
    found = event.found;
    looking.hidden = event.problem != null;
    deaf.hidden = event.problem == null;
    element.hidden = false;
    draw();
  });
  const read = () => readKinds(home.socket).then((all) => {
    kinds = all;
    draw();
  }, () => {});
  home.socket.addEventListener("open", read);
  read();
  draw();
  return {
    element,
    destroy() {
      stop();
      home.socket.removeEventListener("open", read);
    },
  };
}

/** @param {Context} context @param {Found} found @param {readonly Kind[]} kinds */
function row(context, found, kinds) {
  const { home, refuse, say } = context;
  const kind = kinds.find(({ type }) => type === found.gateway_type);
  if (kind === undefined) return h("li");
  const ignore = () => {
    home.socket.call("home/gateways/ignore", { found_id: found.id, is_ignored: !found.is_ignored }).catch(refuse);
  };
  const move = () => {
    home.socket.call("home/gateways/edit", { gateway_id: found.gateway_id ?? "", options: found.options }).then(() => say(t("Saved")), refuse);
  };
  const add = found.has_moved
    ? button(t("Use the new address"), move, { kind: "primary" })
    : button(translate("GatewaysPage", "Add"), () => openConnect(context, kind, found), { kind: "primary" });
  add.setAttribute("aria-label", found.has_moved ? t("Use the new address of {name}", { name: found.title }) : t("Add {name}", { name: found.title }));
  const title = found.title.toLowerCase().includes(said(kind.title).toLowerCase()) ? "" : said(kind.title);
  return h("li", { class: "row found", id: `found-${found.id}` }, icon(kind.icon ?? "gateway"),
    h("span", { class: "row-words" }, h("span", { class: "row-name", text: found.title }), h("small", { class: "muted", text: joined(title, found.model ?? "", found.address) })),
    found.has_moved ? null : found.is_ignored
      ? iconButton("eye", t("Show {name} again", { name: found.title }), ignore)
      : iconButton("hide", t("Hide {name}", { name: found.title }), ignore),
    add);
}
