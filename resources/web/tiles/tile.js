/** One entity at a glance: disc, name, state line and its first feature. */
import { translate } from "../i18n/words.js";
import { holdable, iconButton, button } from "../ui/buttons.js";
import { attribute, h, ink, setText, setVar, svg } from "../ui/dom.js";
import { icon, setIcon } from "../ui/icon.js";
import { legibleColor } from "../app/theme.js";
import { featureControl } from "./feature_row.js";

/** @import { Face, Feature } from "../types" */
/** @import { Tiles } from "../state/tiles.js" */

/** @typedef {{element: HTMLElement, update: (face: Face) => void, destroy: () => void}} Tile */

const LONG_PRESS_MS = 550;
const SCROLL_SLOP_PX = 10;
/** Of the day a trend line shows, this much may have passed before it begins. */
const LATEST_START = 0.95;

/** Make a tile.
 * @param {Tiles} tiles @param {Face} first
 * @param {{onOpen: (id: string) => void, onMenu: (id: string, at: HTMLElement) => void, hasFullName?: boolean}} options
 * @returns {Tile} */
export function createTile(tiles, first, { onOpen, onMenu, hasFullName = false }) {
  const id = first.entityId;
  const glyph = icon("");
  const badge = h("span", { class: "badge", hidden: true });
  const disc = h("button", { class: "disc", type: "button" }, glyph, h("span", { class: "arc" }), badge);
  const [name, line] = [h("span", { class: "tile-name" }), h("span", { class: "tile-line" })];
  const [value, unit, age] = [h("span", { class: "value" }), h("span", { class: "unit" }), h("span", { class: "age" })];
  const large = h("span", { class: "tile-value" }, value, unit, age);
  const body = h("button", { class: "tile-body", type: "button", on: { click: () => onOpen(id) } }, name, line, large);
  const row = h("div", { class: "tile-row" });
  const middle = h("div", { class: "tile-middle" });
  const element = h("div", { class: "tile", role: "group", "data-entity": id }, disc, body, middle, row);
  const trend = trendOf(tiles, id, element, large);
  let face = first;
  let shape = "";
  /** @type {ReturnType<typeof featureControl>[]} */
  let controls = [];

  disc.addEventListener("click", () => {
    if (face.mainAction === "toggle" || face.mainAction === "press") tiles.press(id);
    else if (face.mainAction === "detail") onOpen(id);
  });
  let isHoldable = false;
  longPress(body, () => onMenu(id, element));

  /** @param {Face} next */
  function drawDisc(next) {
    setIcon(glyph, next.icon);
    const isTinted = next.isAvailable && (next.tint !== "textMuted" || next.tintColor !== "");
    element.classList.toggle("tinted", isTinted);
    element.classList.toggle("pending", next.isPending);
    setVar(element, "--ink", inkOf(next));
    if (next.mainAction === "hold" && !isHoldable) {
      isHoldable = true;
      holdable(disc, () => {
        if (face.mainAction === "hold") tiles.hold(id);
      });
    }
    disc.classList.toggle("holdable", next.mainAction === "hold");
    const isToggle = next.mainAction === "toggle";
    attribute(disc, "role", isToggle ? "switch" : null);
    attribute(disc, "aria-checked", isToggle ? String(next.isOn) : null);
    attribute(disc, "aria-label", next.mainAction === "hold" ? `${next.fullName}: ${next.holdText}` : next.fullName);
    attribute(disc, "tabindex", next.mainAction === "detail" ? "-1" : "0");
    attribute(disc, "aria-hidden", next.mainAction === "detail" ? "true" : null);
    const mark = next.badges[0];
    badge.hidden = mark === undefined;
    if (mark !== undefined) {
      badge.replaceChildren(icon(mark.icon));
      attribute(badge, "title", mark.text);
    }
  }

  /** @param {Face} next */
  function drawWords(next) {
    const hasProblem = next.problemText !== "";
    const hasFailed = hasProblem && next.problemKind !== "unknown";
    const hasValue = next.valueText !== "" && !hasProblem;
    element.classList.toggle("problem", hasProblem);
    element.classList.toggle("failed", hasFailed);
    element.classList.toggle("reading", hasValue);
    element.classList.toggle("resting", !next.isOn || next.isPending || !next.isAvailable);
    element.classList.toggle("stale", next.isStale);
    setText(name, hasFullName ? next.fullName : next.name);
    setText(line, hasProblem ? next.problemText : next.stateLine);
    setText(value, next.valueText);
    setText(unit, next.unitText);
    setText(age, next.isAvailable && !next.isStale ? "" : next.ageText);
    large.hidden = !hasValue;
    line.hidden = hasValue;
    attribute(element, "aria-label", next.fullName);
    const badges = next.badges.map((one) => one.text).join(", ");
    attribute(body, "aria-label", [next.accessibleText, badges].filter((part) => part !== "").join(", "));
  }

  /** The first feature stands at the bottom; a large tile has what is playing or where it is above.
   * @param {Face} next */
  function drawFeatures(next) {
    const hasFailed = next.problemText !== "" && next.problemKind !== "unknown";
    const shown = shownFeatures(next);
    const nextShape = hasFailed ? "failed" : shown.map(({ kind, id: featureId, label }) => `${kind} ${featureId} ${label}`).join("|");
    if (nextShape !== shape) {
      shape = nextShape;
      controls = hasFailed ? [] : shown.map((feature) => featureControl({ tiles, face: next, isFull: false }, feature));
      const parts = controls.map((control) => control.element);
      const isExtraFirst = shown[0] !== undefined && ["media", "place"].includes(shown[0].kind);
      row.replaceChildren(...(hasFailed ? problemButtons(tiles, next) : isExtraFirst ? [] : parts.slice(0, 1)));
      middle.replaceChildren(...(isExtraFirst ? parts : parts.slice(1)), ...missingPicture(next));
    } else {
      controls.forEach((control, place) => control.update(shown[place], next));
    }
  }

  /** @param {Face} next */
  function update(next) {
    face = next;
    element.className = element.className.replace(/ ?size-\S+/, "");
    element.classList.add(`size-${next.size}`);
    drawDisc(next);
    drawWords(next);
    drawFeatures(next);
    if (next.valueText !== "" && next.features.length === 0) trend.watch();
    setVar(element, "--picture", next.pictureUrl === "" ? "" : `url("${next.pictureUrl.replace(/[\u0022\\\s]/g, encodeURIComponent)}")`);
    element.classList.toggle("with-picture", next.pictureUrl !== "" && next.size === "2x2");
  }

  update(first);
  return { element, update, destroy: trend.end };
}

/** The last day as a small line behind a reading; read only once somebody sees the tile.
 * @param {Tiles} tiles @param {string} id @param {HTMLElement} element @param {HTMLElement} host what it stands in, after value and unit */
function trendOf(tiles, id, element, host) {
  const { trends } = tiles;
  const line = svg("polyline", { "vector-effect": "non-scaling-stroke" });
  const picture = svg("svg", { class: "trend", viewBox: "0 0 1 1", preserveAspectRatio: "none", "aria-hidden": "true" }, line);
  /** @type {IntersectionObserver | null} */
  let observer = null;
  const draw = () => {
    const points = trends.line(id);
    // A line that begins a moment ago would be a dot.
    if ((points[0]?.[0] ?? 1) > LATEST_START) return;
    attribute(line, "points", points.map(([x, y]) => `${x.toFixed(3)},${(1 - y).toFixed(3)}`).join(" "));
    if (!picture.isConnected) host.append(picture);
  };
  const stop = trends.changed.listen((changed) => {
    if (changed === id) draw();
  });
  return {
    watch() {
      if (observer !== null) {
        if (picture.isConnected || element.dataset["seen"]) trends.wanted(id);
        return;
      }
      draw();
      observer = new IntersectionObserver((entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        element.dataset["seen"] = "yes";
        trends.wanted(id);
      });
      observer.observe(element);
    },
    end() {
      stop();
      observer?.disconnect();
    },
  };
}

/** The colour of the state; grey when nobody vouches for it.
 * @param {Face} face */
export function inkOf(face) {
  if (!face.isAvailable) return ink("neutral");
  return face.tintColor === "" ? ink(face.tint) : legibleColor(face.tintColor);
}

/** @param {Face} face
 * @returns {Feature[]} */
function shownFeatures(face) {
  const first = face.features[0];
  if (first === undefined || face.size === "1x1") return [];
  const extra = face.features.find((one) => one.kind === "media" || one.kind === "place");
  if (face.size !== "2x2" || extra === undefined || extra === first) return [first];
  return [first, extra];
}

/** @param {Face} face */
function missingPicture(face) {
  if (face.domain !== "camera" || face.pictureUrl !== "") return [];
  const words = translate("TileBody", "No picture yet");
  return [h("p", { class: "no-picture muted" }, icon("noPicture"), h("span", { text: words }))];
}

/** What a tile offers after a command went wrong, where the finger was.
 * @param {Tiles} tiles @param {Face} face */
function problemButtons(tiles, { entityId }) {
  return [
    button(translate("ProblemRow", "Try again"), () => tiles.retry(entityId), { kind: "quiet", icon: "retry" }),
    iconButton("close", translate("ProblemRow", "Dismiss"), () => tiles.dismiss(entityId)),
  ];
}

/** A long press, or the right button, opens the menu.
 * @param {HTMLElement} element @param {() => void} onPress */
function longPress(element, onPress) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let [isDone, x, y] = [false, 0, 0];
  const stop = () => clearTimeout(timer);
  element.addEventListener("pointerdown", (event) => {
    [isDone, x, y] = [false, event.clientX, event.clientY];
    if (event.pointerType === "mouse") return;
    timer = setTimeout(() => {
      isDone = true;
      onPress();
    }, LONG_PRESS_MS);
  });
  element.addEventListener("pointermove", (event) => {
    if (Math.hypot(event.clientX - x, event.clientY - y) > SCROLL_SLOP_PX) stop();
  });
  for (const name of ["pointerup", "pointercancel", "pointerleave"]) element.addEventListener(name, stop);
  element.addEventListener("click", (event) => {
    if (isDone) event.stopImmediatePropagation();
  }, { capture: true });
  element.addEventListener("contextmenu", (event) => {
    event.preventDefault();
    stop();
    if (!isDone) onPress();
  });
}
