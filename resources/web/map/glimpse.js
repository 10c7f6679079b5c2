/** A small map of one place, still: the zones around it, and how far off it may be. */
import { domainOf, number } from "../model/attributes.js";
import { pointOfState, ZONE } from "../model/tracked.js";
import { h, svg } from "../ui/dom.js";
import { perMetre, toWorld } from "./mercator.js";

/** @import { Home } from "../state/home.js" */

const HEIGHT = 100;
const WIDTH = 240;
/** So much of the world that a place around it can be made out. */
const LEAST_M = 700;

/** @param {Home} home */
export function glimpse(home) {
  const drawing = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "xMidYMid slice" });
  const element = h("span", { class: "glimpse", "aria-hidden": "true" }, drawing);
  return {
    element,
    /** @param {readonly [number, number]} point @param {number} accuracyM @param {number | null} headingDeg */
    update(point, accuracyM, headingDeg) {
      const scale = perMetre(point[0]);
      const pixels = HEIGHT / (Math.max(LEAST_M, 3 * accuracyM) * scale);
      const [x, y] = toWorld(point);
      const rings = [...home.states.values()].filter((state) => domainOf(state.id) === ZONE).flatMap((state) => {
        const [centre, radiusM] = [pointOfState(state), number(state, "radius")];
        if (centre === null || radiusM === null || radiusM <= 0) return [];
        const [zoneX, zoneY] = toWorld(centre);
        const [cx, cy] = [WIDTH / 2 + (zoneX - x) * pixels, HEIGHT / 2 + (zoneY - y) * pixels];
        const r = radiusM * perMetre(centre[0]) * pixels;
        const isFar = Math.abs(cx - WIDTH / 2) > WIDTH + r || Math.abs(cy - HEIGHT / 2) > HEIGHT + r;
        return isFar ? [] : [svg("circle", { class: state.id === "zone.home" ? "map-zone home" : "map-zone", cx, cy, r })];
      });
      const reach = accuracyM * scale * pixels;
      const around = reach < 8 ? [] : [svg("circle", { class: "map-accuracy", cx: WIDTH / 2, cy: HEIGHT / 2, r: reach })];
      const mark = headingDeg === null
        ? svg("circle", { class: "glimpse-mark", cx: WIDTH / 2, cy: HEIGHT / 2, r: 8 })
        : svg("path", { class: "glimpse-mark", d: "M0,-13 L9,10 L0,5 L-9,10 Z", transform: `translate(${WIDTH / 2} ${HEIGHT / 2}) rotate(${headingDeg})` });
      drawing.replaceChildren(...rings, ...around, mark);
    },
  };
}
