/** Pictures of streets under the map, where the owner wants them; without them the map is whole. */
import { translate } from "../i18n/words.js";
import { arrange, h, setVar } from "../ui/dom.js";
import { MOST_ZOOM, TILE_PX } from "./mercator.js";

/** @import { View } from "./mercator.js" */

/** So many pictures are kept at most, those in sight included; the browser's own store is bounded too. */
const MOST_KEPT = 120;

export class Streets {
  /** @param {{tiles: string, credit: string} | null} source none: nobody is asked for anything */
  constructor(source) {
    this._source = source;
    /** @type {Map<string, HTMLImageElement>} */
    this._kept = new Map();
    this._layer = h("div", { class: "map-streets", "aria-hidden": "true" });
    this._note = h("p", { class: "map-credit caption", text: source?.credit ?? "", hidden: source === null || source.credit === "" });
    this.element = h("div", {}, this._layer, this._note);
  }

  /** @param {View} view @param {number} width @param {number} height */
  draw(view, width, height) {
    if (this._source === null) return;
    const zoom = Math.min(Math.max(Math.round(view.zoom), 0), MOST_ZOOM);
    const count = 2 ** zoom;
    const size = TILE_PX * 2 ** (view.zoom - zoom);
    const [left, top] = [view.x * count * size - width / 2, view.y * count * size - height / 2];
    const shown = [];
    for (let row = Math.max(0, Math.floor(top / size)); row < Math.min(count, (top + height) / size); row += 1) {
      for (let column = Math.floor(left / size); column < (left + width) / size; column += 1) {
        if (column < 0 || column >= count) continue;
        const image = this._picture(this._source.tiles, zoom, column, row);
        setVar(image, "--x", `${(column * size - left).toFixed(1)}px`);
        setVar(image, "--y", `${(row * size - top).toFixed(1)}px`);
        setVar(image, "--size", `${(size + 0.5).toFixed(1)}px`);
        shown.push(image);
      }
    }
    arrange(this._layer, shown);
    for (const [address, image] of this._kept) {
      if (this._kept.size <= MOST_KEPT) break;
      if (!image.isConnected) this._kept.delete(address);
    }
  }

  /** @param {string} template @param {number} zoom @param {number} column @param {number} row */
  _picture(template, zoom, column, row) {
    const address = template.replace("{z}", String(zoom)).replace("{x}", String(column)).replace("{y}", String(row));
    const kept = this._kept.get(address);
    if (kept !== undefined) return kept;
    const image = h("img", {
      class: "map-street", alt: "", src: address, draggable: "false", on: {
        load: () => image.classList.add("here"),
        error: () => this._failed(),
      },
    });
    this._kept.set(address, image);
    return image;
  }

  _failed() {
    this._note.hidden = false;
    this._note.textContent = translate("MapStreets", "Some streets could not be loaded.");
  }
}
