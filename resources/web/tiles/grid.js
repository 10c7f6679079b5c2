/** Tiles in columns as many as fit, large ones spanning several cells. Arrow keys walk to the nearest. */
import { arrange, h } from "../ui/dom.js";
import { hasTime, nextFrame } from "../ui/slices.js";
import { createTile } from "./tile.js";

/** @import { Face } from "../types" */
/** @import { Tiles } from "../state/tiles.js" */
/** @import { Tile } from "./tile.js" */

const DIRECTIONS = /** @type {Record<string, readonly [number, number]>} */ ({
  ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1],
});

/** @param {Tiles} tiles @param {string} label
 * @param {{onOpen: (id: string) => void, onMenu: (id: string, at: HTMLElement) => void, hasFullName?: boolean}} options */
export function createGrid(tiles, label, options) {
  const element = h("div", { class: "grid", role: "group", "aria-label": label, on: { keydown: walk } });
  /** @type {Map<string, Tile>} */
  const made = new Map();
  /** @type {readonly Face[]} */
  let shown = [];
  let isFilling = false;

  /** Make what is missing, as far as this frame allows, and put it where it belongs. */
  function fill() {
    isFilling = false;
    for (const face of shown) {
      if (made.has(face.entityId)) continue;
      if (!hasTime()) {
        isFilling = true;
        nextFrame(fill);
        break;
      }
      made.set(face.entityId, createTile(tiles, tiles.face(face.entityId) ?? face, options));
    }
    arrange(element, shown.flatMap((face) => made.get(face.entityId)?.element ?? []));
  }

  const stop = tiles.changed.listen((ids) => {
    for (const id of ids) {
      const face = tiles.face(id);
      if (face !== null) made.get(id)?.update(face);
    }
  });

  return {
    element,
    /** Show these tiles in this order.
     * @param {readonly Face[]} faces */
    show(faces) {
      const wanted = new Set(faces.map((face) => face.entityId));
      for (const [id, tile] of made) {
        if (wanted.has(id)) continue;
        tile.destroy();
        made.delete(id);
      }
      shown = faces;
      if (!isFilling) fill();
    },
    destroy() {
      shown = [];
      stop();
      for (const tile of made.values()) tile.destroy();
    },
  };
}

/** Go from tile to tile; across grids too, since a page is one place to walk in.
 * @param {KeyboardEvent} event */
function walk(event) {
  const direction = DIRECTIONS[event.key];
  const from = event.target instanceof Element ? event.target.closest(".tile") : null;
  if (direction === undefined || from === null) return;
  const others = [...document.querySelectorAll("main .tile")].filter((tile) => tile !== from);
  const next = nearest(from.getBoundingClientRect(), others, direction);
  if (next === null) return;
  event.preventDefault();
  /** @type {HTMLElement | null} */ (next.querySelector(".tile-body"))?.focus();
}

/** The tile whose middle lies nearest in a direction.
 * @param {DOMRect} from @param {readonly Element[]} others @param {readonly [number, number]} direction */
function nearest(from, others, [right, down]) {
  const [x, y] = [from.left + from.width / 2, from.top + from.height / 2];
  let best = null;
  let bestCost = Infinity;
  for (const tile of others) {
    const box = tile.getBoundingClientRect();
    const [dx, dy] = [box.left + box.width / 2 - x, box.top + box.height / 2 - y];
    const ahead = right * dx + down * dy;
    const aside = Math.abs(right === 0 ? dx : dy);
    if (ahead <= 1 || (right !== 0 && aside > Math.max(from.height, box.height) / 2)) continue;
    const cost = ahead + 3 * aside;
    if (cost < bestCost) [best, bestCost] = [tile, cost];
  }
  return best;
}
