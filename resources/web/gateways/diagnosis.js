/** What the hub knows of a gateway's doings: how much comes in, what went wrong, its log, and all of it as a file. */
import { clockText, numberText } from "../i18n/format.js";
import { t } from "../i18n/words.js";
import { refusalSentence } from "../model/problem_words.js";
import { nowS } from "../net/clock.js";
import { button } from "../ui/buttons.js";
import { copyButton } from "../ui/copy_button.js";
import { attribute, h, setText } from "../ui/dom.js";
import { said } from "./kinds.js";

/** @import { Context } from "../pages/page.js" */

/** Often enough to watch it work. */
const EVERY_MS = 5000;
/** The version of a driver that came without one. */
const UNKNOWN = "unknown";

/** @typedef {{at: number, code: string, message: string}} Mishap */
/** @typedef {{at: number, level: string, text: string}} LogLine */

/** @param {Context} context @param {string} id */
export function diagnosisView({ home }, id) {
  const facts = h("dl", { class: "facts" });
  const mishaps = h("ul", { class: "rows" });
  const nothing = h("p", { class: "muted", text: t("No errors since the hub was started.") });
  const log = h("ol", { class: "log", tabindex: 0, role: "log", "aria-label": t("Log"), "aria-live": "off" });
  const logBox = h("details", { class: "log-box" }, h("summary", { class: "button quiet", text: t("Log") }), log);
  const trouble = h("p", { class: "muted", role: "status", text: t("Asking the hub …") });
  const save = button(t("Save a diagnostics file"), () => {
    if (latest !== null) saveFile(`homewire-${id}.json`, JSON.stringify(latest, null, 2));
  }, { icon: "download" });
  const copy = copyButton(t("Copy"), () => JSON.stringify(latest, null, 2));
  const body = h("div", { class: "stack", hidden: true }, facts,
    h("h3", { text: t("Last errors") }), nothing, mishaps, logBox,
    h("div", { class: "action-row" }, save, copy),
    h("p", { class: "muted caption", text: t("It holds no passwords and no keys; look at it before you pass it on.") }));
  const element = h("section", { class: "card", "aria-labelledby": "diagnosis-title" }, h("h2", { id: "diagnosis-title", text: t("Diagnostics") }), trouble, body);
  /** @type {any} */
  let latest = null;
  let isGone = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  async function read() {
    clearTimeout(timer);
    try {
      latest = await home.socket.call("home/gateways/diagnose", { gateway_id: id });
      if (isGone) return;
      draw();
    } catch (error) {
      if (isGone) return;
      setText(trouble, refusalSentence(error));
      trouble.hidden = false;
    }
    timer = setTimeout(read, EVERY_MS);
  }

  function draw() {
    const now = nowS();
    const { rates, counts, driver, connects, last_errors: errors, log: lines, system } = latest;
    trouble.hidden = true;
    body.hidden = false;
    tell(facts, [
      [t("Messages"), t("{count} a second", { count: numberText(rates.messages_per_s, 1) })],
      [t("Of these states"), t("{count} a second", { count: numberText(rates.states_per_s, 1) })],
      ...(rates.dropped > 0 ? [[t("Left out in floods"), numberText(rates.dropped, 0)]] : []),
      [t("Not available"), t("{count} of {all}", { count: counts.unavailable, all: counts.entities })],
      [t("Connected so often"), String(connects)],
      [t("Driver"), driver.version === UNKNOWN ? said(driver.title) : `${said(driver.title)} ${driver.version}`],
      [t("Hub"), `${system.version} · Python ${system.python} · ${system.platform}`],
    ]);
    nothing.hidden = errors.length > 0;
    mishaps.replaceChildren(.../** @type {Mishap[]} */ (errors).map((one) => h("li", { class: "mishap" },
      h("span", { class: "muted", text: clockText(one.at, now) }), h("span", { text: one.message }), h("small", { class: "muted", text: one.code }))));
    const isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
    log.replaceChildren(.../** @type {LogLine[]} */ (lines).map((one) => h("li", {},
      h("span", { class: "muted", text: clockText(one.at, now) }), " ", h("span", { class: `level ${one.level.toLowerCase()}`, text: one.level }), " ", h("span", { text: one.text }))));
    attribute(logBox, "hidden", lines.length === 0);
    if (isAtEnd) log.scrollTop = log.scrollHeight;
  }

  home.socket.addEventListener("open", read);
  read();
  return {
    element,
    destroy() {
      isGone = true;
      clearTimeout(timer);
      home.socket.removeEventListener("open", read);
    },
  };
}

/** @param {HTMLElement} list @param {string[][]} facts */
function tell(list, facts) {
  const next = facts.flatMap(([name = "", value = ""]) => [h("dt", { class: "muted", text: name }), h("dd", { text: value })]);
  // What is selected or read aloud is not taken away every few seconds.
  if (list.children.length !== next.length) list.replaceChildren(...next);
  else next.forEach((one, index) => setText(/** @type {Element} */ (list.children[index]), one.textContent ?? ""));
}

/** @param {string} name @param {string} text */
function saveFile(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = h("a", { href: address, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  // Safari reads it a moment after the touch.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
