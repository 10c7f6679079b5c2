/** Who did what in this home, newest first, a stretch at a time; narrowed to a person or a kind. */
import { clockText, dayText } from "../i18n/format.js";
import { t, translate } from "../i18n/words.js";
import { NOUNS, deedIcon, deedText, whoText } from "../model/audit_words.js";
import { refusalSentence } from "../model/problem_words.js";
import { nowS } from "../net/clock.js";
import { button } from "../ui/buttons.js";
import { h } from "../ui/dom.js";
import { icon } from "../ui/icon.js";
import { emptyState } from "./empty.js";

/** @import { Deed } from "../model/audit_words.js" */
/** @import { Context, Page } from "./page.js" */

const STRETCH = 50;

/** @param {Context} context
 * @returns {Page} */
export function auditPage({ home, refuse }) {
  const who = chooser(t("Who"), [["", translate("Audit", "Everybody")], ...[...home.people].sort(([, a], [, b]) => a.localeCompare(b))]);
  const what = chooser(t("What"), NOUNS.map(([kind, words]) => [kind, translate("Audit", words)]));
  const host = h("div", { class: "activity" }, h("p", { class: "muted", role: "status", text: t("Reading what was done") }));
  const more = button(t("Show more"), () => read(known.at(-1)?.number ?? null));
  more.hidden = true;
  /** @type {Deed[]} */
  let known = [];
  let asked = 0;

  function draw() {
    const now = nowS();
    if (known.length === 0) {
      host.replaceChildren(emptyState("history", t("Nothing was done"), t("What people control and change is kept here.")));
      return;
    }
    /** @type {Map<string, Deed[]>} */
    const days = new Map();
    for (const one of known) {
      const day = dayText(one.at, now);
      days.set(day, [...(days.get(day) ?? []), one]);
    }
    host.replaceChildren(...[...days].map(([day, deeds]) => h("section", { class: "area" }, h("h2", { text: day }),
      h("ul", { class: "rows cards wrapping" }, ...deeds.map((one) => h("li", { class: "row" }, icon(deedIcon(one)),
        h("span", { class: "row-words" }, h("span", { class: "row-name", text: deedText(one, home) }), h("small", { class: "muted", text: whoText(one) })),
        h("span", { class: "muted", text: clockText(one.at, one.at) })))))));
  }

  /** @param {number | null} before the number of the oldest that is known; null reads anew */
  async function read(before) {
    asked += 1;
    const mine = asked;
    try {
      /** @type {Deed[]} */
      const deeds = await home.socket.call("home/audit/list", {
        person_id: who.value || null, kind: what.value || null, before, limit: STRETCH,
      });
      if (mine !== asked) return;
      known = before === null ? deeds : [...known, ...deeds];
      more.hidden = deeds.length < STRETCH;
      draw();
    } catch (error) {
      if (mine !== asked) return;
      if (before !== null) refuse(error);
      else host.replaceChildren(emptyState("unavailable", refusalSentence(error), ""));
    }
  }

  const anew = () => {
    read(null);
  };
  for (const one of [who, what]) one.addEventListener("change", anew);
  home.socket.addEventListener("open", anew);
  anew();
  return {
    title: t("Who did what"), canGoBack: true,
    element: h("div", { class: "page narrow" }, h("div", { class: "bulk" }, who, what), host, h("div", {}, more)),
    destroy() {
      asked += 1;
      home.socket.removeEventListener("open", anew);
    },
  };
}

/** @param {string} name @param {readonly (readonly [string, string])[]} choices */
function chooser(name, choices) {
  return h("select", { class: "select", "aria-label": name }, ...choices.map(([value, text]) => h("option", { value, text })));
}
