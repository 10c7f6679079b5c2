/** What an entity was over a day, a week or a month, and who changed it. */
import { clockText, joined, withUnit } from "../i18n/format.js";
import { translate } from "../i18n/words.js";
import { numberOf } from "../model/attributes.js";
import { unitOf, valueAndUnit } from "../model/details.js";
import { bandsOf, samplesOf, SPAN_S, timeTicks, valueSpan, valueTicks } from "../model/history.js";
import { refusalSentence } from "../model/problem_words.js";
import { tintOf } from "../model/tints.js";
import { stateWord } from "../model/wording.js";
import { nowS } from "../net/clock.js";
import { readHappenings, readHistory } from "../state/past.js";
import { h } from "../ui/dom.js";
import { optionStrip } from "../ui/option_strip.js";
import { createPlot } from "../ui/plot.js";

/** @import { History, State } from "../types" */
/** @import { Range } from "../model/history.js" */
/** @import { Context } from "./page.js" */

const DAY_S = 86_400;
const MOST_HAPPENINGS = 8;

/** @param {Context} context @param {string} id */
export function detailHistory({ home }, id) {
  const host = h("div", { class: "plot-host", role: "status" });
  const happened = h("section", { class: "happened", hidden: true });
  const choices = [
    { value: "day", label: translate("DetailHistory", "24 h"), icon: "" },
    { value: "week", label: translate("DetailHistory", "Week"), icon: "" },
    { value: "month", label: translate("DetailHistory", "Month"), icon: "" },
  ];
  const ranges = optionStrip(translate("DetailHistory", "Range"), (value) => load(/** @type {Range} */ (value)));
  const element = h("section", { class: "history" },
    h("header", { class: "history-head" }, h("h3", { text: translate("DetailHistory", "History") }), ranges.element), host, happened);
  /** @type {Range} */
  let wanted = "day";

  /** @param {Range} range */
  async function load(range) {
    wanted = range;
    ranges.update(choices, range, true);
    host.replaceChildren(h("p", { class: "muted", text: translate("DetailHistory", "Reading the history") }));
    const endAt = nowS();
    const startAt = endAt - SPAN_S[range];
    const name = home.nameOf(home.entity(id));
    try {
      const history = await readHistory(home.socket, id, startAt, endAt);
      const state = home.states.get(id);
      if (wanted !== range || state === undefined) return;
      const drawing = drawingOf(history, state, range, startAt, endAt);
      const isEmpty = drawing.samples.length === 0 && drawing.bands.length === 0;
      host.replaceChildren(isEmpty
        ? h("p", { class: "muted", text: translate("Detail", "Nothing was recorded yet.") })
        : createPlot({ ...drawing, label: translate("DetailHistory", "History of %1", name) }));
    } catch (error) {
      if (wanted === range) host.replaceChildren(h("p", { class: "muted", text: refusalSentence(error) }));
    }
  }

  async function loadHappenings() {
    const now = nowS();
    try {
      const found = (await readHappenings(home.socket, now - DAY_S, now, [id])).slice(-MOST_HAPPENINGS).reverse();
      const state = home.states.get(id);
      if (found.length === 0 || state === undefined) return;
      happened.hidden = false;
      happened.replaceChildren(
        h("h3", { text: translate("DetailActivity", "What happened") }),
        h("ul", { class: "rows" }, ...found.map((one) => h("li", { class: "line" },
          h("span", { text: becameText({ ...state, value: one.value }, now) }),
          h("span", { class: "muted", text: joined(home.people.get(one.userId) ?? "", clockText(one.at, now)) }),
        ))),
      );
    } catch {
      // The plot above says what is wrong with the past.
    }
  }

  load("day");
  loadHappenings();
  return { element };
}

/** The word of what an entity became.
 * @param {State} state @param {number} now */
export function becameText(state, now) {
  const [value, unit] = valueAndUnit(state, state.value);
  return value === "" ? stateWord(withoutAction(state), now) : withUnit(value, unit);
}

/** @param {History} history @param {State} state @param {Range} range @param {number} startAt @param {number} endAt */
function drawingOf(history, state, range, startAt, endAt) {
  const isNumber = history.bins.length > 0 || history.points.some((point) => numberOf(point.value) !== null);
  const samples = isNumber ? samplesOf(history, startAt, endAt) : [];
  const span = samples.length > 0 ? valueSpan(samples) : /** @type {[number, number]} */ ([0, 1]);
  const unit = unitOf(state);
  const bands = isNumber ? [] : bandsOf(history, startAt, endAt).map((band) => {
    const was = withoutAction({ ...state, value: band.value });
    return { startAt: band.startAt, endAt: band.endAt, text: stateWord(was, endAt), tint: tintOf(was) };
  });
  return {
    startAt, endAt, samples, span, unit, bands, ticks: timeTicks(range, startAt, endAt),
    valueTicks: samples.length > 0 ? valueTicks(span, unit) : [],
  };
}

/** What it does now says nothing about then.
 * @param {State} state
 * @returns {State} */
function withoutAction(state) {
  const { hvac_action: _, action: __, in_progress: ___, ...attributes } = state.attributes;
  return { ...state, attributes };
}
