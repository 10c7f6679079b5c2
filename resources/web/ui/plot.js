/**
 * A history as a drawing: numbers as a line with the band between lowest and highest, words as
 * coloured bars. A finger or the arrow keys read it out. Two fingers, or a wheel, zoom in on a time.
 */
import { clockText, measure } from "../i18n/format.js";
import { translate } from "../i18n/words.js";
import { nearest } from "../model/history.js";
import { nowS } from "../net/clock.js";
import { attribute, h, ink, setText, setVar, svg } from "./dom.js";
import { button } from "./buttons.js";

/** @import { Sample, Tick } from "../model/history.js" */

/**
 * @typedef {object} Drawing
 * @property {string} label read aloud
 * @property {number} startAt
 * @property {number} endAt
 * @property {Sample[]} samples
 * @property {readonly [number, number]} span
 * @property {string} unit
 * @property {{startAt: number, endAt: number, text: string, tint: string}[]} bands
 * @property {Tick[]} ticks
 * @property {Tick[]} valueTicks
 */

const HEIGHT = 180;
const BAND_HEIGHT = 56;
const LEFT = 46;
const BOTTOM = 22;
const TOP = 8;
const LEAST_SPAN_S = 600;
const KEY_STEP = 1 / 48;
const LETTER_PX = 7;

/** @param {Drawing} drawing */
export function createPlot(drawing) {
  const isNumber = drawing.samples.length > 0;
  const height = isNumber ? HEIGHT : BAND_HEIGHT;
  const left = isNumber ? LEFT : 0;
  const picture = svg("svg", { class: "plot-picture", height: height + BOTTOM, "aria-hidden": "true" });
  const readOut = h("output", { class: "plot-read" });
  const all = button(translate("Plot", "Show all"), () => look(drawing.startAt, drawing.endAt), { kind: "quiet" });
  const surface = h("div", {
    class: "plot-surface", tabindex: "0", role: "slider", "aria-label": drawing.label,
    "aria-valuemin": 0, "aria-valuemax": 100,
  }, picture);
  const element = h("figure", { class: "plot" }, h("figcaption", { class: "plot-head" }, readOut, all), surface);
  let [startAt, endAt] = [drawing.startAt, drawing.endAt];
  let width = 300;
  /** @type {number | null} */
  let cursor = null;
  new ResizeObserver(() => {
    if (surface.clientWidth === 0 || surface.clientWidth === width) return;
    width = surface.clientWidth;
    draw();
  }).observe(surface);

  const x = (/** @type {number} */ at) => left + ((at - startAt) / (endAt - startAt)) * (width - left);
  const y = (/** @type {number} */ value) =>
    TOP + (1 - (value - drawing.span[0]) / (drawing.span[1] - drawing.span[0])) * (height - TOP);
  const timeAt = (/** @type {number} */ clientX) => {
    const box = surface.getBoundingClientRect();
    const share = (clientX - box.left - left) / (width - left);
    return startAt + Math.min(Math.max(share, 0), 1) * (endAt - startAt);
  };

  function draw() {
    attribute(picture, "width", width);
    attribute(picture, "viewBox", `0 0 ${width} ${height + BOTTOM}`);
    picture.replaceChildren(...(isNumber ? numbers() : words()), ...axis(), ...needle());
    all.hidden = startAt === drawing.startAt && endAt === drawing.endAt;
    tell();
  }

  function numbers() {
    const clip = svg("clipPath", { id: "plot-clip" }, svg("rect", { x: left, y: 0, width: width - left, height: height + 2 }));
    const grid = drawing.valueTicks.flatMap((tick) => {
      const text = svg("text", { x: left - 6, y: y(tick.at) + 4, class: "plot-word plot-value" });
      text.textContent = tick.text;
      return [svg("line", { x1: left, x2: width, y1: y(tick.at), y2: y(tick.at), class: "plot-grid" }), text];
    });
    // A value holds until the next one: steps, not slopes, and the last reaches until now.
    const line = drawing.samples.map((one, place) => {
      const next = drawing.samples[place + 1]?.at ?? drawing.endAt;
      return `${place === 0 ? "M" : "L"}${x(one.at)} ${y(one.mean)}L${x(next)} ${y(one.mean)}`;
    }).join("");
    const edge = (/** @type {"low" | "high"} */ which) => drawing.samples.map((one, place) => {
      const next = drawing.samples[place + 1]?.at ?? drawing.endAt;
      return [`${x(one.at)} ${y(one[which])}`, `${x(next)} ${y(one[which])}`];
    });
    const around = [...edge("high").flat(), ...edge("low").reverse().flatMap((pair) => pair.reverse())];
    const drawn = svg("g", { "clip-path": "url(#plot-clip)" },
      svg("path", { d: `M${around.join("L")}Z`, class: "plot-band" }), svg("path", { d: line, class: "plot-line" }));
    return [clip, ...grid, drawn];
  }

  function words() {
    return drawing.bands.flatMap((band) => {
      const [from, to] = [Math.max(x(band.startAt), 0), Math.min(x(band.endAt), width)];
      if (to <= 0 || from >= width) return [];
      const bar = svg("rect", {
        x: from, y: TOP, width: Math.max(to - from - 1, 1), height: BAND_HEIGHT - 2 * TOP, rx: Math.min(6, (to - from) / 2), class: "plot-stretch",
      });
      setVar(/** @type {SVGElement} */ (bar), "--ink", ink(band.tint));
      if (to - from < band.text.length * LETTER_PX + 12) return [bar];
      const text = svg("text", { x: from + 8, y: BAND_HEIGHT / 2 + 4, class: "plot-word plot-inside" });
      text.textContent = band.text;
      return [bar, text];
    });
  }

  function axis() {
    return drawing.ticks.filter((tick) => tick.at >= startAt && tick.at <= endAt).map((tick) => {
      const text = svg("text", { x: Math.min(Math.max(x(tick.at), left + 16), width - 16), y: height + 16, class: "plot-word plot-time" });
      text.textContent = tick.text;
      return text;
    });
  }

  function needle() {
    if (cursor === null) return [];
    const parts = [svg("line", { x1: x(cursor), x2: x(cursor), y1: 0, y2: height, class: "plot-needle" })];
    const sample = isNumber ? nearest(drawing.samples, cursor) : null;
    if (sample !== null) parts.push(svg("circle", { cx: x(cursor), cy: y(sample.mean), r: 4, class: "plot-dot" }));
    return parts;
  }

  function tell() {
    const words = cursor === null ? "" : valueAt(cursor);
    setText(readOut, words || translate("Plot", "Point at the plot to read it"));
    readOut.classList.toggle("muted", words === "");
    const share = cursor === null ? 1 : (cursor - startAt) / (endAt - startAt);
    attribute(surface, "aria-valuenow", Math.round(share * 100));
    attribute(surface, "aria-valuetext", words || valueAt(endAt));
  }

  /** @param {number} at */
  function valueAt(at) {
    const when = clockText(at, nowS());
    const sample = nearest(drawing.samples, at);
    if (sample !== null) return translate("Plot", "%1 · %2", when, measure(sample.mean, drawing.unit));
    const band = drawing.bands.find((one) => one.startAt <= at && at < one.endAt) ?? drawing.bands.findLast((one) => one.endAt >= at);
    return band === undefined ? "" : translate("Plot", "%1 · %2", when, band.text);
  }

  /** @param {number} from @param {number} to */
  function look(from, to) {
    const span = Math.min(Math.max(to - from, LEAST_SPAN_S), drawing.endAt - drawing.startAt);
    startAt = Math.min(Math.max(from, drawing.startAt), drawing.endAt - span);
    endAt = startAt + span;
    if (cursor !== null) cursor = Math.min(Math.max(cursor, startAt), endAt);
    draw();
  }

  /** @param {number} around @param {number} factor */
  function zoom(around, factor) {
    look(around - (around - startAt) * factor, around + (endAt - around) * factor);
  }

  /** @type {Map<number, number>} */
  const fingers = new Map();
  let spread = 0;
  surface.addEventListener("pointerdown", (event) => {
    fingers.set(event.pointerId, event.clientX);
    surface.setPointerCapture(event.pointerId);
    spread = apart();
    point(event);
  });
  surface.addEventListener("pointermove", (event) => {
    if (fingers.has(event.pointerId)) fingers.set(event.pointerId, event.clientX);
    if (fingers.size < 2) {
      if (fingers.size === 1 || event.pointerType === "mouse") point(event);
      return;
    }
    const now = apart();
    if (spread > 0 && now > 0) zoom(timeAt([...fingers.values()].reduce((sum, one) => sum + one, 0) / fingers.size), spread / now);
    spread = now;
  });
  for (const name of ["pointerup", "pointercancel", "pointerleave"]) {
    surface.addEventListener(name, (event) => {
      fingers.delete(/** @type {PointerEvent} */ (event).pointerId);
      spread = apart();
    });
  }
  surface.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && document.activeElement !== surface) return;
    event.preventDefault();
    zoom(timeAt(event.clientX), event.deltaY > 0 ? 1.25 : 0.8);
  }, { passive: false });
  surface.addEventListener("keydown", (event) => {
    const step = (endAt - startAt) * KEY_STEP;
    const at = cursor ?? endAt;
    if (event.key === "ArrowLeft") cursor = Math.max(at - step, startAt);
    else if (event.key === "ArrowRight") cursor = Math.min(at + step, endAt);
    else if (event.key === "+") return zoom(at, 0.5);
    else if (event.key === "-") return zoom(at, 2);
    else return;
    event.preventDefault();
    draw();
  });

  /** @param {PointerEvent} event */
  function point(event) {
    cursor = timeAt(event.clientX);
    draw();
  }

  function apart() {
    const [first, second] = [...fingers.values()];
    return first === undefined || second === undefined ? 0 : Math.abs(first - second);
  }

  draw();
  return element;
}
