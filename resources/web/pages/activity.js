/** What happened in the home in the last two days, newest first, and what comes. */
import { clockText, dayText, joined } from "../i18n/format.js";
import { translate } from "../i18n/words.js";
import { refusalSentence } from "../model/problem_words.js";
import { tintOf } from "../model/tints.js";
import { nowS } from "../net/clock.js";
import { readHappenings } from "../state/past.js";
import { h, ink, setVar } from "../ui/dom.js";
import { icon } from "../ui/icon.js";
import { iconName } from "../model/icons.js";
import { becameText } from "./detail_history.js";
import { emptyState } from "./empty.js";

/** @import { Happening } from "../state/past.js" */
/** @import { Context, Page } from "./page.js" */

const SPAN_S = 2 * 86_400;
const MOST_ROWS = 300;

/** @param {Context} context
 * @returns {Page} */
export function activityPage(context) {
  const { home } = context;
  const host = h("div", { class: "activity" }, h("p", { class: "muted", role: "status", text: translate("ActivityPage", "Reading what happened") }));
  /** @type {Happening[]} */
  let known = [];
  let isGone = false;

  function draw() {
    const now = nowS();
    const shown = known.filter(({ entityId }) => home.isShown(entityId) && home.states.has(entityId)).slice(-MOST_ROWS).reverse();
    if (shown.length === 0) {
      host.replaceChildren(emptyState("history", translate("ActivityPage", "Nothing has happened yet"), translate("Activity", "Nothing has happened in the last two days.")));
      return;
    }
    /** @type {Map<string, HTMLElement[]>} */
    const days = new Map();
    for (const one of shown) {
      const day = dayText(one.at, now);
      days.set(day, [...(days.get(day) ?? []), row(context, one, now)]);
    }
    host.replaceChildren(...[...days].map(([day, rows]) =>
      h("section", { class: "area" }, h("h2", { text: day }), h("ul", { class: "rows cards" }, ...rows))));
  }

  async function read() {
    const now = nowS();
    try {
      known = await readHappenings(home.socket, now - SPAN_S, now);
      if (!isGone) draw();
    } catch (error) {
      if (!isGone) host.replaceChildren(emptyState("history", refusalSentence(error), ""));
    }
  }

  const stop = home.changed.listen(({ ids }) => {
    const news = [...ids].flatMap((id) => {
      const state = home.states.get(id);
      const isNumber = state !== undefined && ("unit_of_measurement" in state.attributes || "state_class" in state.attributes);
      const last = known.findLast((one) => one.entityId === id);
      if (state === undefined || isNumber || state.changedAt <= (known.at(-1)?.at ?? Infinity) || last?.value === state.value) return [];
      return [{ at: state.changedAt, entityId: id, value: state.value, userId: "" }];
    });
    if (news.length === 0) return;
    known = [...known, ...news];
    draw();
  });
  home.socket.addEventListener("open", read);
  read();
  return {
    title: translate("ActivityPage", "Activity"), element: h("div", { class: "page narrow" }, host),
    destroy() {
      isGone = true;
      stop();
      home.socket.removeEventListener("open", read);
    },
  };
}

/** @param {Context} context @param {Happening} one @param {number} now */
function row({ home, openDetail }, one, now) {
  const state = home.states.get(one.entityId);
  const was = state === undefined ? null : { ...state, value: one.value };
  const name = home.nameOf(home.entity(one.entityId));
  const words = was === null ? one.value : becameText(was, now);
  const clock = clockText(one.at, one.at);
  const made = h("button", { class: "row", type: "button", on: { click: () => openDetail(one.entityId) } },
    icon(was === null ? "" : iconName(was)), h("span", { class: "row-words" }, h("span", { class: "row-name", text: name }), h("small", { class: "muted", text: words })),
    h("span", { class: "muted", text: joined(home.people.get(one.userId) ?? "", clock) }));
  setVar(made, "--ink", ink(was === null ? "neutral" : tintOf(was)));
  return h("li", {}, made);
}
