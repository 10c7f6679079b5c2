/**
 * The faces of all tiles. Updates are gathered: a change marks its face dirty, one frame rebuilds
 * the dirty ones, and only views of faces that differ are told. That bounds the work in a flood.
 */
import { buildFace } from "../model/face.js";
import { importance, isMinor } from "../model/importance.js";
import { deviceClass, number, numberOf, UNAVAILABLE } from "../model/attributes.js";
import { commandOfDisc, commandOfHold } from "../model/main_action.js";
import { commandOf } from "../model/features/table.js";
import { tileName } from "../model/naming.js";
import { nowS } from "../net/clock.js";
import { Signal } from "./signal.js";
import { Trends } from "./trends.js";

/** @import { Area, Face, FeatureValue, Layout, State } from "../types" */
/** @import { Home } from "./home.js" */

const AGE_REFRESH_MS = 30_000;

export class Tiles {
  /** @param {Home} home */
  constructor(home) {
    this._home = home;
    this.trends = new Trends(home);
    /** @type {Map<string, Face>} */
    this._faces = new Map();
    /** @type {Set<string>} */
    this._dirty = new Set();
    this._isDue = false;
    this._isRearranged = false;
    /** Tells which faces look different. @type {Signal<ReadonlySet<string>>} */
    this.changed = new Signal();
    /** Tiles came, went, moved or are called something else. @type {Signal<void>} */
    this.arranged = new Signal();
    home.changed.listen(({ ids, isStructure }) => {
      this._isRearranged ||= isStructure;
      this._mark(ids);
    });
    setInterval(() => this._markAged(), AGE_REFRESH_MS);
  }

  /** The home whose tiles these are. */
  get home() {
    return this._home;
  }

  /** Work out every face anew: the words or the colours changed. */
  rebuild() {
    this._mark(this._home.states.keys());
  }

  /** @param {string} id */
  face(id) {
    return this._faces.get(id) ?? null;
  }

  /** All tiles, in no particular order. */
  faces() {
    return [...this._faces.values()];
  }

  /** The tiles of an area in the person's order; those without an area for "".
   * @param {string} areaId */
  ofArea(areaId) {
    const order = this._home.layout.tile_order[areaId] ?? [];
    const key = (/** @type {Face} */ face) => {
      const [group, place] = importance(face.domain, face.size);
      return [rank(order, face.entityId), group, place];
    };
    return this.faces()
      .filter((face) => face.areaId === areaId && !face.isMinor)
      .sort((a, b) => compare(key(a), key(b)) || a.name.localeCompare(b.name));
  }

  /** The tiles the person chose, in their order. */
  favorites() {
    return this._home.layout.favorites.flatMap((id) => this._faces.get(id) ?? []);
  }

  /** The areas that have tiles, in the person's order.
   * @returns {Area[]} */
  areas() {
    const used = new Set(this.faces().filter((face) => !face.isMinor).map((face) => face.areaId));
    const { floors, layout } = this._home;
    const key = (/** @type {Area} */ area) => [
      rank(layout.area_order, area.id), floors.get(area.floorId ?? "")?.level ?? 0,
    ];
    return [...this._home.areas.values()]
      .filter((area) => used.has(area.id))
      .sort((a, b) => compare(key(a), key(b)) || a.name.localeCompare(b.name));
  }

  /** @param {readonly Face[]} faces
   * @returns {{face: Face, state: State}[]} */
  withStates(faces) {
    return faces.flatMap((face) => {
      const state = this._home.states.get(face.entityId);
      return state === undefined ? [] : [{ face, state }];
    });
  }

  // Touches

  /** Do the disc's main action.
   * @param {string} id */
  press(id) {
    this._send(id, commandOfDisc);
  }

  /** Do what holding the disc does, such as unlocking.
   * @param {string} id */
  hold(id) {
    this._send(id, commandOfHold);
  }

  /** Set a feature, once.
   * @param {string} id @param {string} featureId @param {FeatureValue} value */
  set(id, featureId, value) {
    this._send(id, (state) => commandOf(state, featureId, value));
  }

  /** Follow a control that is being dragged.
   * @param {string} id @param {string} featureId @param {FeatureValue} value */
  drag(id, featureId, value) {
    const state = this._home.states.get(id);
    const command = state === undefined ? null : commandOf(state, featureId, value);
    if (command !== null) this._home.commands.drag(id, featureId, command);
  }

  /** Turn off every one of these.
   * @param {readonly string[]} ids */
  turnOff(ids) {
    for (const id of ids) this._home.commands.send(id, { action: "turn_off", arguments: {}, asked: "" });
  }

  /** Try again what went wrong.
   * @param {string} id */
  retry(id) {
    this._home.commands.retry(id);
  }

  /** Put a problem away: it was read.
   * @param {string} id */
  dismiss(id) {
    this._home.commands.dismiss(id);
  }

  /** @param {string} id @param {boolean} isFavorite */
  setFavorite(id, isFavorite) {
    const { layout } = this._home;
    const rest = layout.favorites.filter((one) => one !== id);
    return this._home.saveLayout({ ...layout, favorites: isFavorite ? [...rest, id] : rest });
  }

  /** Move a tile one place among those shown.
   * @param {readonly string[]} shown @param {string} id @param {number} step @param {string | null} areaId null for the favourites */
  move(shown, id, step, areaId) {
    const order = moved(shown, id, step);
    /** @type {Layout} */
    const layout = { ...this._home.layout };
    if (areaId === null) layout.favorites = order;
    else layout.tile_order = { ...layout.tile_order, [areaId]: order };
    return this._home.saveLayout(layout);
  }

  /** @param {string} id @param {(state: State) => import("../types").Command | null} choose */
  _send(id, choose) {
    const state = this._home.states.get(id);
    const command = state === undefined ? null : choose(state);
    if (command !== null) this._home.commands.send(id, command);
  }

  /** @param {Iterable<string>} ids */
  _mark(ids) {
    for (const id of ids) this._dirty.add(id);
    if (this._isDue || (this._dirty.size === 0 && !this._isRearranged)) return;
    this._isDue = true;
    // A page in the background gets no frames; it must not gather for hours.
    if (globalThis.document?.visibilityState === "visible") requestAnimationFrame(() => this._flush());
    else setTimeout(() => this._flush(), 250);
  }

  _markAged() {
    const aged = this.faces().filter((face) => face.ageText !== "" || face.valueText !== "");
    this._mark(aged.map((face) => face.entityId));
  }

  _flush() {
    this._isDue = false;
    const dirty = this._dirty;
    this._dirty = new Set();
    /** @type {Set<string>} */
    const changed = new Set();
    let isArranged = this._isRearranged;
    this._isRearranged = false;
    for (const id of dirty) {
      const old = this._faces.get(id);
      const state = this._home.states.get(id);
      if (state === undefined || !this._home.isShown(id)) {
        isArranged = this._faces.delete(id) || isArranged;
        continue;
      }
      const face = this._build(id, state);
      this._faces.set(id, face);
      changed.add(id);
      isArranged ||= old === undefined || isElsewhere(old, face);
    }
    if (isArranged) this.arranged.tell();
    if (changed.size > 0) this.changed.tell(changed);
  }

  /** @param {string} id @param {State} state */
  _build(id, state) {
    const home = this._home;
    const entity = home.entity(id);
    const [device, area] = [home.deviceOf(entity), home.areaOf(entity)];
    const siblings = home.siblingsOf(entity);
    const shown = siblings.filter((one) => home.isShown(one.id));
    const now = nowS();
    return buildFace(
      {
        entity, state, area, name: tileName(home.nameOf(entity), entity, device, area),
        gatewayTitle: home.gateways.get(entity.gatewayId)?.title ?? "",
        pending: home.commands.marks.pending(id), problem: home.commands.marks.problem(id),
        isFavorite: home.layout.favorites.includes(id), batteryPercent: batteryOf(state, siblings),
        isStale: state.value !== UNAVAILABLE && home.rhythm.isOverdue(id, now),
        isMinor: isMinor(state, shown),
      },
      now,
    );
  }
}

/** @param {State} state @param {readonly State[]} siblings */
function batteryOf(state, siblings) {
  const own = number(state, "battery_level");
  if (own !== null) return own;
  const sensor = siblings.find((one) => one.id.startsWith("sensor.") && deviceClass(one) === "battery");
  return sensor === undefined ? null : numberOf(sensor.value);
}

/** @param {Face} old @param {Face} face */
function isElsewhere(old, face) {
  return (
    old.areaId !== face.areaId || old.isMinor !== face.isMinor || old.size !== face.size ||
    old.name !== face.name || old.isFavorite !== face.isFavorite
  );
}

/** @param {readonly string[]} order @param {string} one */
function rank(order, one) {
  const place = order.indexOf(one);
  return place < 0 ? order.length : place;
}

/** @param {readonly number[]} a @param {readonly number[]} b */
function compare(a, b) {
  for (let place = 0; place < a.length; place += 1) {
    const difference = (a[place] ?? 0) - (b[place] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** @param {readonly string[]} shown @param {string} id @param {number} step */
function moved(shown, id, step) {
  const order = shown.filter((one) => one !== id);
  const place = Math.min(Math.max(shown.indexOf(id) + step, 0), order.length);
  return [...order.slice(0, place), id, ...order.slice(place)];
}
