/**
 * The map itself: zones, whoever is tracked and one route, drawn from what is known and without any
 * street. One finger or the mouse moves it; two fingers, the wheel, plus and minus come nearer.
 */
import { translate } from "../i18n/words.js";
import { iconButton } from "../ui/buttons.js";
import { arrange, attribute, h, setText, setVar, svg } from "../ui/dom.js";
import { icon, setIcon } from "../ui/icon.js";
import { portrait } from "../ui/portrait.js";
import { lengthText } from "./map_words.js";
import { clamp, fanned, fit, LEAST_ZOOM, MOST_ZOOM, perMetre, scaleBar, TILE_PX, toPoint } from "./mercator.js";
import { moveByTouch } from "./touch.js";

/** @import { Persons } from "../state/persons.js" */
/** @import { View, World } from "./mercator.js" */
/** @import { Marker, Zone } from "./places.js" */
/** @import { Streets } from "./streets.js" */

const ARROW_PX = 80;
/** Those at one place stand so far from each other that their names can be read. */
const MARKER_PX = 72;
const BAR_PX = 120;
const MARGIN_PX = 72;
/** A circle far larger than any screen is only a colour, and dear to draw. */
const LARGEST_PX = 6000;
const ARROWS = /** @type {Record<string, World>} */ ({ ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] });

/**
 * @typedef {object} Shown what the map shows now
 * @property {readonly Marker[]} markers
 * @property {readonly Zone[]} zones
 * @property {readonly World[]} route
 * @property {readonly World[]} stays
 * @property {World | null} moment where somebody was at a time that is looked at
 * @property {string} chosen whose marker stands out
 * @property {{name: string, radiusM: number, instead: string} | null} draft the ring of a zone being placed
 */

export class Surface {
  /** @param {Persons} persons @param {Streets} streets @param {{onChosen: (id: string) => void, onPressed: (world: World) => void, onMoved: () => void}} actions */
  constructor(persons, streets, actions) {
    this._streets = streets;
    this._persons = persons;
    this._actions = actions;
    /** @type {View} */
    this.view = { x: 0.53, y: 0.33, zoom: 3 };
    /** @type {Shown} */
    this._shown = { markers: [], zones: [], route: [], stays: [], moment: null, chosen: "", draft: null };
    this._isFollowing = true;
    /** @type {readonly {world: World, reach: number}[]} */
    this._spots = [];
    this._drawing = svg("svg", { class: "map-drawing", "aria-hidden": "true" });
    this._marks = h("div", { class: "map-marks" });
    /** @type {Map<string, HTMLButtonElement>} */
    this._buttons = new Map();
    this._scale = h("p", { class: "map-scale caption" });
    const buttons = h("div", { class: "map-buttons" },
      iconButton("add", translate("MapButtons", "Nearer"), () => this.nearer(1)),
      iconButton("minus", translate("MapButtons", "Farther"), () => this.nearer(-1)),
      iconButton("mapAll", translate("MapButtons", "Show everything"), () => this.showAll()));
    this.ground = h("div", {
      class: "map-ground", tabindex: "0", role: "application", "aria-label": translate("MapSurface", "Map"), "aria-description":
        translate("MapSurface", "Arrow keys move it, plus and minus come nearer and go farther, 0 shows everything. The list beside it says the same in words."),
      on: { keydown: (/** @type {KeyboardEvent} */ event) => this._key(event) },
    }, streets.element, this._drawing, this._marks, this._scale);
    this.element = h("div", { class: "map" }, this.ground, buttons);
    this._endTouch = moveByTouch(this.ground, {
      pan: (dx, dy) => this._pan(dx, dy), zoom: (x, y, steps) => this._zoomAt(x, y, steps),
      press: (x, y) => this._actions.onPressed(this._worldAt(x, y)),
    });
    this._sizes = new ResizeObserver(() => (this._isFollowing ? this.showAll() : this.draw()));
    this._sizes.observe(this.ground);
  }

  destroy() {
    this._sizes.disconnect();
    this._endTouch();
  }

  /** @param {Partial<Shown>} shown @param {readonly {world: World, reach: number}[]} [spots] what is to be in view when everything is */
  show(shown, spots = this._spots) {
    this._shown = { ...this._shown, ...shown };
    this._spots = spots;
    if (this._isFollowing) this.showAll();
    else this.draw();
  }

  /** Whose marker stands out; empty for nobody's. */
  get chosen() {
    return this._shown.chosen;
  }

  showAll() {
    this._isFollowing = true;
    this._fit(this._spots);
  }

  /** @param {readonly {world: World, reach: number}[]} spots */
  showThese(spots) {
    this._isFollowing = false;
    this._fit(spots);
  }

  /** @param {World} world */
  moveTo([x, y]) {
    this._isFollowing = false;
    this._look({ ...this.view, x, y });
  }

  /** @param {number} steps */
  nearer(steps) {
    this._zoomAt(this._width / 2, this._height / 2, steps);
  }

  get _width() {
    return this.ground.clientWidth;
  }

  get _height() {
    return this.ground.clientHeight;
  }

  get _pixels() {
    return TILE_PX * 2 ** this.view.zoom;
  }

  draw() {
    const [width, height] = [this._width, this._height];
    if (width === 0 || height === 0) return;
    const { zones, markers, route, stays, moment, draft } = this._shown;
    this._streets.draw(this.view, width, height);
    attribute(this._drawing, "viewBox", `0 0 ${width} ${height}`);
    const line = route.map((one) => this._place(one).map((part) => part.toFixed(1)).join(",")).join(" ");
    this._drawing.replaceChildren(
      ...this._grid(width, height),
      ...zones.filter((one) => one.id !== draft?.instead).flatMap((one) => this._zone(one)),
      ...(route.length > 1 ? [svg("polyline", { class: "map-way under", points: line }), svg("polyline", { class: "map-way", points: line })] : []),
      ...stays.map((one) => this._dot(one, 5, "map-stay")),
      ...markers.flatMap((one) => this._accuracy(one)),
      ...(moment === null ? [] : [this._dot(moment, 9, "map-moment")]),
      ...(draft === null ? [] : this._ring([width / 2, height / 2], draft.radiusM * perMetre(this._latitude) * this._pixels, draft.name, "draft")),
    );
    this._drawMarks(markers);
    const bar = scaleBar(1 / (perMetre(this._latitude) * this._pixels), BAR_PX);
    setText(this._scale, lengthText(bar.metres));
    attribute(this._scale, "aria-label", translate("MapScale", "Scale: %1", lengthText(bar.metres)));
    setVar(this._scale, "--length", `${bar.length.toFixed(1)}px`);
  }

  get _latitude() {
    return toPoint([0.5, this.view.y])[0];
  }

  /** @param {World} world
   * @returns {[number, number]} */
  _place([x, y]) {
    return [(x - this.view.x) * this._pixels + this._width / 2, (y - this.view.y) * this._pixels + this._height / 2];
  }

  /** @param {number} x @param {number} y
   * @returns {World} */
  _worldAt(x, y) {
    return [this.view.x + (x - this._width / 2) / this._pixels, this.view.y + (y - this._height / 2) / this._pixels];
  }

  /** @param {readonly {world: World, reach: number}[]} spots */
  _fit(spots) {
    const margin = Math.min(MARGIN_PX, this._width / 4, this._height / 4);
    this._look(fit(spots, this._width - 2 * margin, this._height - 2 * margin) ?? this.view);
  }

  /** @param {number} dx @param {number} dy */
  _pan(dx, dy) {
    this._isFollowing = false;
    this._look({ ...this.view, x: clamp(this.view.x - dx / this._pixels, 0, 1), y: clamp(this.view.y - dy / this._pixels, 0, 1) });
  }

  /** Come nearer around a point of the screen, which stays where it is.
   * @param {number} x @param {number} y @param {number} steps */
  _zoomAt(x, y, steps) {
    const held = this._worldAt(x, y);
    this._isFollowing = false;
    this.view = { ...this.view, zoom: clamp(this.view.zoom + steps, LEAST_ZOOM, MOST_ZOOM) };
    const pixels = this._pixels;
    this._look({ ...this.view, x: held[0] - (x - this._width / 2) / pixels, y: held[1] - (y - this._height / 2) / pixels });
  }

  /** @param {View} view */
  _look(view) {
    this.view = view;
    this.draw();
    this._actions.onMoved();
  }

  /** @param {KeyboardEvent} event */
  _key(event) {
    const arrow = ARROWS[event.key];
    if (event.target !== this.ground || event.ctrlKey || event.metaKey || event.altKey) return;
    if (arrow !== undefined) this._pan(arrow[0] * ARROW_PX, arrow[1] * ARROW_PX);
    else if (event.key === "+" || event.key === "=") this.nearer(0.5);
    else if (event.key === "-") this.nearer(-0.5);
    else if (event.key === "0" || event.key === "Home") this.showAll();
    else return;
    event.preventDefault();
  }

  /** Faint lines that make it seen how the map moves where nothing else is drawn.
   * @param {number} width @param {number} height */
  _grid(width, height) {
    const step = (TILE_PX / 2) * 2 ** (this.view.zoom - Math.floor(this.view.zoom));
    const lines = [];
    const [left, top] = [this.view.x * this._pixels - width / 2, this.view.y * this._pixels - height / 2];
    for (let x = step - (((left % step) + step) % step); x < width; x += step) lines.push(svg("line", { class: "map-grid", x1: x, x2: x, y1: 0, y2: height }));
    for (let y = step - (((top % step) + step) % step); y < height; y += step) lines.push(svg("line", { class: "map-grid", x1: 0, x2: width, y1: y, y2: y }));
    return lines;
  }

  /** @param {Zone} zone */
  _zone(zone) {
    const reach = zone.radiusM * perMetre(zone.point[0]) * this._pixels;
    return this._ring(this._place(zone.world), reach, zone.name, zone.isHome ? "home" : "");
  }

  /** @param {readonly [number, number]} at @param {number} reach @param {string} name @param {string} kind */
  _ring([x, y], reach, name, kind) {
    if (reach > LARGEST_PX) return [];
    const words = svg("text", { class: "map-name", x, y: y + Math.max(reach, 6) + 16 });
    setText(words, name);
    return [svg("circle", { class: `map-zone ${kind}`.trim(), cx: x, cy: y, r: Math.max(reach, 3) }), words];
  }

  /** @param {World} world @param {number} radius @param {string} kind */
  _dot(world, radius, kind) {
    const [cx, cy] = this._place(world);
    return svg("circle", { class: kind, cx, cy, r: radius });
  }

  /** @param {Marker} marker */
  _accuracy({ point, world, accuracyM }) {
    const reach = point === null ? 0 : accuracyM * perMetre(point[0]) * this._pixels;
    if (reach < 20 || reach > LARGEST_PX) return [];
    const [cx, cy] = this._place(world);
    return [svg("circle", { class: "map-accuracy", cx, cy, r: reach })];
  }

  /** @param {readonly Marker[]} markers */
  _drawMarks(markers) {
    const placed = markers.filter(({ point }) => point !== null);
    const offsets = fanned(placed.map(({ world }) => [world[0] * this._pixels, world[1] * this._pixels]), MARKER_PX);
    this._marks.classList.toggle("crowded", offsets.some((one) => one !== 0));
    const buttons = placed.map((marker, index) => {
      const button = this._buttons.get(marker.id) ?? this._makeMark(marker);
      const [x, y] = this._place(marker.world);
      setVar(button, "--x", `${(x + (offsets[index] ?? 0)).toFixed(1)}px`);
      setVar(button, "--y", `${y.toFixed(1)}px`);
      const isChosen = marker.id === this._shown.chosen;
      button.classList.toggle("stale", marker.isStale);
      attribute(button, "aria-pressed", isChosen ? "true" : "false");
      attribute(button, "aria-label", [marker.name, marker.place, marker.line].join(". "));
      const [words, age] = /** @type {HTMLElement[]} */ ([...button.querySelectorAll(".map-label > *")]);
      if (words !== undefined) setText(words, marker.name);
      if (age !== undefined) {
        setText(age, marker.age);
        age.hidden = !(isChosen || marker.isStale);
      }
      if (marker.personId === "") setIcon(/** @type {HTMLElement} */ (button.querySelector(".icon")), marker.icon);
      return button;
    });
    this._buttons = new Map(placed.map((marker, index) => [marker.id, /** @type {HTMLButtonElement} */ (buttons[index])]));
    arrange(this._marks, buttons);
  }

  /** @param {Marker} marker */
  _makeMark(marker) {
    const face = marker.personId === "" ? h("span", { class: "avatar" }, icon(marker.icon)) : portrait(this._persons, marker.personId, marker.name);
    return h("button", { class: "map-mark", type: "button", on: { click: () => this._actions.onChosen(marker.id) } },
      h("span", { class: "map-label caption", "aria-hidden": "true" }, h("span", { class: "strong" }), h("small", {})), face);
  }
}
