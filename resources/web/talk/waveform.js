// @ts-check
/** The shape of a spoken message, with the part that was played, and a place to seek in it. */

import { t } from "../i18n/words.js";
import { durationText } from "../i18n/format.js";
import { attribute, h, setVar, svg } from "../ui/dom.js";

const WIDTH = 192;
const HEIGHT = 32;
const LEAST = 2;
const BARS = 48;

export class Waveform {
  /** @param {(fraction: number) => void} onSeek */
  constructor(onSeek) {
    this._played = bars("wave-played");
    this._all = bars("wave-all");
    this._slider = h("input", {
      class: "wave-seek", type: "range", min: 0, max: 100, step: 1, "aria-label": t("Position"),
      on: { input: () => onSeek(this._slider.valueAsNumber / 100) },
    });
    this.element = h(
      "div", { class: "wave" }, this._all.drawing, h("div", { class: "wave-part" }, this._played.drawing), this._slider,
    );
    this._shape = "";
  }

  /** @param {readonly number[]} peaks each 0 to 1 */
  shape(peaks) {
    const shape = outline(peaks);
    if (shape === this._shape) return;
    this._shape = shape;
    this._all.path.setAttribute("d", shape);
    this._played.path.setAttribute("d", shape);
  }

  /** @param {number} positionMs @param {number} durationMs */
  place(positionMs, durationMs) {
    const fraction = durationMs > 0 ? positionMs / durationMs : 0;
    setVar(this.element, "--played", `${(fraction * 100).toFixed(1)}%`);
    if (document.activeElement !== this._slider) this._slider.value = String(Math.round(fraction * 100));
    attribute(this._slider, "aria-valuetext", durationText(positionMs / 1000));
  }
}

/** @param {string} className */
function bars(className) {
  const path = svg("path", {});
  const drawing = svg("svg", { class: className, viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", "aria-hidden": "true" }, path);
  return { path, drawing };
}

/** Draw peaks as bars around the middle; without any, a quiet line.
 * @param {readonly number[]} peaks */
export function outline(peaks) {
  const shown = peaks.length > 0 ? columns(peaks) : new Array(BARS).fill(0);
  const step = WIDTH / shown.length;
  return shown
    .map((peak, at) => {
      const height = Math.max(LEAST, peak * HEIGHT);
      return `M${(at * step + step / 2).toFixed(1)} ${((HEIGHT - height) / 2).toFixed(1)}v${height.toFixed(1)}`;
    })
    .join("");
}

/** Make as many columns as there is room for: each as high as the highest peak in it.
 * @param {readonly number[]} peaks */
function columns(peaks) {
  const count = Math.min(BARS, peaks.length);
  return Array.from({ length: count }, (_, at) => {
    const from = Math.floor((at * peaks.length) / count);
    const to = Math.max(from + 1, Math.floor(((at + 1) * peaks.length) / count));
    return Math.max(...peaks.slice(from, to));
  });
}
