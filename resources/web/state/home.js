/** The home as the hub told it last, brought up to date by events. Nothing here is a wish. */
import { domainOf, UNAVAILABLE } from "../model/attributes.js";
import { Commands } from "./commands.js";
import { StateFeed } from "./compressed.js";
import { Persons } from "./persons.js";
import { Rhythm } from "./rhythm.js";
import { Signal } from "./signal.js";

/** @import { Area, Device, Entity, Floor, GatewayStatus, HomeInfo, Hub, Layout, State } from "../types" */

/** What has a state and is no thing of a home; a foreign system lists them. */
const HIDDEN_DOMAINS = new Set([
  "automation", "conversation", "persistent_notification", "stt", "sun", "tts", "zone",
]);
/** What the hub calls a home nobody has named. */
const UNNAMED = "Home";
const LAYOUT_KEY = "homewire.layout";
const CATEGORIES = ["config", "diagnostic"];
const REGISTRIES = /** @type {const} */ (["floor", "area", "device", "entity"]);

/**
 * @typedef {object} Touched
 * @property {ReadonlySet<string>} ids entities whose tiles may look different
 * @property {boolean} isStructure which tiles exist, and where, may have changed
 * @property {boolean} isGateways
 */

export class Home {
  /** @param {Hub} socket */
  constructor(socket) {
    this.socket = socket;
    this.commands = new Commands(socket);
    this.persons = new Persons(socket);
    this.rhythm = new Rhythm();
    /** @type {Signal<Touched>} */
    this.changed = new Signal();
    /** @type {Map<string, State>} */
    this.states = new Map();
    /** @type {Map<string, Area>} */
    this.areas = new Map();
    /** @type {Map<string, Floor>} */
    this.floors = new Map();
    /** @type {Map<string, Device>} */
    this.devices = new Map();
    /** @type {Map<string, GatewayStatus>} */
    this.gateways = new Map();
    /** Names by user id. @type {Map<string, string>} */
    this.people = new Map();
    /** @type {HomeInfo} */
    this.info = { name: "", version: "", role: "", isDemo: false, access: null, map: null };
    /** @type {{id: string, name: string}} */
    this.me = { id: "", name: "" };
    /** @type {Layout} */
    this.layout = { favorites: [], area_order: [], tile_order: {} };
    /** Whether states and places have come once. */
    this.isFilled = false;
    /** @type {Map<string, Entity>} */
    this._entities = new Map();
    /** @type {Map<string, Entity[]>} */
    this._ofDevice = new Map();
    this._feed = new StateFeed(this.states);
    this._hasPlaces = false;
    this._isReadingPlaces = false;
    this._isPlacesStale = false;
    this.commands.marked.listen((id) => this._tell(new Set([id])));
  }

  /** Follow everything; called once, before the socket starts. */
  start() {
    const { socket } = this;
    socket.addEventListener("open", () => this._greet());
    socket.follow("subscribe_entities", {}, (event) => this._takeStates(event));
    for (const kind of REGISTRIES) {
      const fields = { event_type: `${kind}_registry_updated` };
      socket.follow("subscribe_events", fields, () => this._placesChanged());
    }
    socket.follow("home/gateways/subscribe", {}, (event) => {
      this.gateways = new Map(event.gateways.map((/** @type {GatewayStatus} */ one) => [one.id, one]));
      this._tell(new Set(), false, true);
    });
    this.persons.start();
  }

  /** Whether this person may change the home. */
  get canConfigure() {
    return this.info.role === "owner";
  }

  /** The entity's entry; a bare one where the registry has none.
   * @param {string} id
   * @returns {Entity} */
  entity(id) {
    return (
      this._entities.get(id) ?? {
        id, domain: domainOf(id), name: null, originalName: null, icon: null, areaId: null,
        deviceId: null, gatewayId: "", key: "", category: null, isHidden: false, isDisabled: false,
      }
    );
  }

  /** @param {Entity} entity */
  deviceOf(entity) {
    return (entity.deviceId === null ? null : this.devices.get(entity.deviceId)) ?? null;
  }

  /** Where an entity is: its own area, else its device's.
   * @param {Entity} entity
   * @returns {Area | null} */
  areaOf(entity) {
    const areaId = entity.areaId ?? this.deviceOf(entity)?.areaId ?? null;
    return (areaId === null ? null : this.areas.get(areaId)) ?? null;
  }

  /** The name people know an entity by.
   * @param {Entity} entity */
  nameOf(entity) {
    if (entity.name !== null && entity.name !== "") return entity.name;
    const friendly = this.states.get(entity.id)?.attributes["friendly_name"];
    if (typeof friendly === "string" && friendly !== "") return friendly;
    const parts = [this.deviceOf(entity)?.name ?? "", entity.originalName ?? ""];
    return parts.filter((part) => part !== "").join(" ") || entity.id.slice(entity.id.indexOf(".") + 1);
  }

  /** The devices that stand somewhere; the weather and people do not.
   * @returns {Device[]} */
  bodies() {
    return [...this.devices.values()].filter((one) => !one.isService);
  }

  /** How many entities a device has.
   * @param {string} deviceId */
  countOf(deviceId) {
    return this._ofDevice.get(deviceId)?.length ?? 0;
  }

  /** The states of the device's other entities.
   * @param {Entity} entity
   * @returns {State[]} */
  siblingsOf(entity) {
    const others = entity.deviceId === null ? [] : (this._ofDevice.get(entity.deviceId) ?? []);
    return others.flatMap((other) => {
      const state = other.id === entity.id ? undefined : this.states.get(other.id);
      return state === undefined ? [] : [state];
    });
  }

  /** Whether an entity has a tile of its own.
   * @param {string} id */
  isShown(id) {
    const entity = this.entity(id);
    return (
      !HIDDEN_DOMAINS.has(entity.domain) && entity.category === null && !entity.isHidden &&
      !entity.isDisabled
    );
  }

  /** @param {string} id */
  isAvailable(id) {
    return this.states.get(id)?.value !== UNAVAILABLE;
  }

  /** Keep how the person arranged the home; every screen of theirs has the same.
   * @param {Layout} layout */
  async saveLayout(layout) {
    const before = this.layout;
    this.layout = layout;
    this._tell(new Set(this.states.keys()), true);
    try {
      await this.socket.call("frontend/set_user_data", { key: LAYOUT_KEY, value: { ...layout } });
    } catch (error) {
      this.layout = before;
      this._tell(new Set(this.states.keys()), true);
      throw error;
    }
  }

  /** Read what belongs to the person, then the places. */
  async _greet() {
    const { socket } = this;
    this._feed.restart();
    this.rhythm.forget();
    const [info, user, layout, people] = await Promise.all([
      socket.call("home/info").catch(() => ({})),
      socket.call("auth/current_user").catch(() => ({})),
      socket.call("frontend/get_user_data", { key: LAYOUT_KEY }).catch(() => ({})),
      socket.call("person/list").catch(() => ({})),
      this._readPlaces(),
    ]);
    this.info = {
      name: info.name === UNNAMED ? "" : (info.name ?? this.info.name), version: info.version ?? "", role: info.role ?? this.info.role,
      isDemo: info.is_demo === true, access: info.access ?? null, map: info.map ?? null,
    };
    this.me = { id: user.id ?? "", name: user.name ?? "" };
    this.layout = { favorites: [], area_order: [], tile_order: {}, ...layout.value };
    const listed = [...(people.storage ?? []), ...(people.config ?? [])];
    this.people = new Map(listed.filter((one) => one.user_id).map((one) => [one.user_id, one.name]));
    this._tell(new Set(this.states.keys()), true, true);
  }

  /** @param {import("./compressed.js").StatesEvent} event */
  _takeStates(event) {
    const touched = this._feed.take(event);
    for (const id of touched.changed) {
      const state = this.states.get(id);
      if (state !== undefined) this.rhythm.note(id, state.updatedAt);
      this.commands.marks.stateCame(id);
    }
    if (this._feed.isPartial) return;
    const wasFilled = this.isFilled;
    this.isFilled = this._hasPlaces;
    this._tell(touched.changed, touched.isStructure || this.isFilled !== wasFilled);
  }

  _placesChanged() {
    this._isPlacesStale = true;
    if (!this._isReadingPlaces) this._readPlaces();
  }

  /** Read the places, once more if they changed meanwhile. */
  async _readPlaces() {
    this._isReadingPlaces = true;
    try {
      do {
        this._isPlacesStale = false;
        const lists = await Promise.all(
          REGISTRIES.map((kind) => this.socket.call(/** @type {const} */ (`config/${kind}_registry/list`))),
        );
        this._takePlaces(lists);
      } while (this._isPlacesStale);
    } catch {
      // The connection went; the next one reads them anew.
    } finally {
      this._isReadingPlaces = false;
    }
  }

  /** @param {any[][]} lists */
  _takePlaces([floors = [], areas = [], devices = [], entities = []]) {
    this.floors = new Map(floors.map((one) => [
      one.floor_id, { id: one.floor_id, name: one.name, level: one.level ?? 0 },
    ]));
    this.areas = new Map(areas.map((one) => [
      one.area_id, { id: one.area_id, name: one.name, icon: one.icon, floorId: one.floor_id ?? null },
    ]));
    this.devices = new Map(devices.map((one) => [one.id, deviceOf(one)]));
    this._entities = new Map(entities.map((one) => [one.entity_id, entityOf(one)]));
    this._ofDevice = new Map();
    for (const entity of this._entities.values()) {
      if (entity.deviceId === null) continue;
      const others = this._ofDevice.get(entity.deviceId) ?? [];
      others.push(entity);
      this._ofDevice.set(entity.deviceId, others);
    }
    this._hasPlaces = true;
    this.isFilled = this._feed.isWhole || (this.states.size > 0 && !this._feed.isPartial);
    this._tell(new Set(this.states.keys()), true);
  }

  /** @param {ReadonlySet<string>} ids @param {boolean} [isStructure] @param {boolean} [isGateways] */
  _tell(ids, isStructure = false, isGateways = false) {
    this.changed.tell({ ids, isStructure, isGateways });
  }
}

/** @param {any} one
 * @returns {Device} */
function deviceOf(one) {
  return {
    id: one.id, name: one.name_by_user || one.name || "", areaId: one.area_id ?? null,
    manufacturer: one.manufacturer ?? null, model: one.model ?? null, ownName: one.name ?? "", gatewayIds: one.config_entries ?? [],
    isService: one.entry_type === "service",
    merged: (one.merged ?? []).map((/** @type {any} */ other) => ({ id: other.id, name: other.name ?? "", gatewayId: other.gateway_id ?? "" })),
  };
}

/** @param {any} one
 * @returns {Entity} */
function entityOf(one) {
  return {
    id: one.entity_id, domain: domainOf(one.entity_id), name: one.name ?? null,
    originalName: one.original_name ?? null, icon: one.icon ?? null, areaId: one.area_id ?? null,
    deviceId: one.device_id ?? null, gatewayId: one.config_entry_id ?? "", key: String(one.unique_id ?? ""),
    category: CATEGORIES.includes(one.entity_category) ? one.entity_category : null,
    isHidden: one.hidden_by != null, isDisabled: one.disabled_by != null,
  };
}
