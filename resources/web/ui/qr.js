/** Draws a QR code from its rows of modules; always dark on light, whatever the theme: cameras want it so. */
import { h, svg } from "./dom.js";

const QUIET = 4;

/** @param {readonly string[]} rows of "0" and "1" @param {string} label read aloud */
export function qrCode(rows, label) {
  const size = rows.length + 2 * QUIET;
  const path = rows.flatMap((row, y) => [...row].flatMap((module, x) => (module === "1" ? `M${x + QUIET} ${y + QUIET}h1v1h-1z` : []))).join("");
  return h("div", { class: "qr", role: "img", "aria-label": label },
    svg("svg", { viewBox: `0 0 ${size} ${size}`, "shape-rendering": "crispEdges" }, svg("path", { d: path })));
}
