/** What the modules of the web client tell one another. Checked by tests/web; browsers never load it. */

import type { HubSocket } from "./net/hub_socket.js";
import type { Commands } from "./protocol";

type Fields<K extends keyof Commands, Options extends unknown[]> = {} extends Commands[K]
  ? [fields?: Commands[K], ...rest: Options]
  : [fields: Commands[K], ...rest: Options];

/** The hub as most modules see it: every command with the fields it has on the wire. */
export interface Hub extends Omit<HubSocket, "call" | "follow" | "subscribe"> {
  call<K extends keyof Commands>(type: K, ...args: Fields<K, [options?: { timeoutMs?: number }]>): Promise<any>;
  follow<K extends keyof Commands>(
    type: K, fields: Commands[K], onEvent: (event: any) => void, onResult?: (result: any) => void,
  ): () => void;
}

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** What an entity is, as the hub told it last. Times are seconds UTC. */
export interface State {
  id: string;
  value: string;
  attributes: JsonObject;
  changedAt: number;
  updatedAt: number;
}

/** An entity's entry: what people and its gateway named it, and where it belongs. */
export interface Entity {
  id: string;
  domain: string;
  name: string | null;
  originalName: string | null;
  icon: string | null;
  areaId: string | null;
  deviceId: string | null;
  gatewayId: string;
  /** What its gateway calls it. */
  key: string;
  category: string | null;
  isHidden: boolean;
  isDisabled: boolean;
}

export interface Area { id: string; name: string; icon: string | null; floorId: string | null; }
export interface Floor { id: string; name: string; level: number; }
export interface Device {
  id: string; name: string; areaId: string | null; manufacturer: string | null; model: string | null;
  /** What it is called where nobody named it. */
  ownName: string;
  gatewayIds: string[];
  isService: boolean;
  /** Devices that were found to be this one. */
  merged: { id: string; name: string; gatewayId: string }[];
}

/** How a gateway stands, as the hub lists it. */
export interface GatewayStatus {
  id: string; title: string; type: string; state: string; since_at: number;
  retry_at?: number | null; reason?: string | null; message?: string | null; remedy?: string | null;
  /** Its settings, without secrets; for the owner. */
  options?: Record<string, string>; device_count: number; entity_count: number;
  round_trip_ms?: number | null;
}

/** How one person arranged the home; the desktop keeps the same. */
export interface Layout {
  favorites: string[];
  area_order: string[];
  tile_order: { [areaId: string]: string[] };
}

export interface HomeInfo {
  /** Empty until somebody names the home. */
  name: string; version: string; role: string; isDemo: boolean;
  /** Of a guest: whether this is their time; null for everybody else. */
  access: { is_open: boolean; expires_at: number | null } | null;
  /** Where maps get pictures of streets, where the owner wants any. */
  map: { tiles: string; credit: string } | null;
}

/** What a touch means: an action, and what is shown until it is real. */
export interface Command { action: string; arguments: JsonObject; asked: string; }

interface FeatureBase { id: string; label: string; icon: string; isEnabled: boolean; }
export interface ToggleFeature extends FeatureBase { kind: "toggle"; isOn: boolean; }
export interface SliderFeature extends FeatureBase {
  kind: "slider"; min: number; max: number; step: number; value: number | null; unit: string;
  valueText: string; variant: string; fill: "left" | "top"; isOff: boolean;
  lowColor: string; highColor: string;
}
export interface StepperFeature extends FeatureBase {
  kind: "stepper"; min: number; max: number; step: number; value: number | null; unit: string;
  valueText: string;
}
export interface RangeFeature extends FeatureBase {
  kind: "range"; min: number; max: number; step: number; low: number; high: number; unit: string;
  lowText: string; highText: string;
}
export interface RowButton {
  action: string; label: string; icon: string; isActive: boolean; isEnabled: boolean;
  isHold: boolean; needsCode: boolean; tint: string;
}
export interface ButtonsFeature extends FeatureBase {
  kind: "buttons"; buttons: RowButton[]; codeFormat: "" | "number" | "text";
}
export interface Choice { value: string; label: string; icon: string; }
export interface OptionsFeature extends FeatureBase {
  kind: "options"; options: Choice[]; current: string; currentLabel: string;
}
export interface ColorFeature extends FeatureBase {
  kind: "color"; swatches: readonly string[]; current: string;
}
export interface TextFeature extends FeatureBase {
  kind: "text"; value: string; minLength: number; maxLength: number; isSecret: boolean;
  pattern: string;
}
export interface MediaFeature extends FeatureBase {
  kind: "media"; title: string; artist: string; positionS: number; durationS: number;
  updatedAt: number; isPlaying: boolean;
}
export interface PlaceFeature extends FeatureBase {
  kind: "place"; latitude: number; longitude: number; speedText: string; headingDeg: number;
  accuracyM: number;
}
export type Feature =
  | ToggleFeature | SliderFeature | StepperFeature | RangeFeature | ButtonsFeature
  | OptionsFeature | ColorFeature | TextFeature | MediaFeature | PlaceFeature;

/** The value a control sends: what its kind of feature takes. */
export type FeatureValue = boolean | number | string | [number, number] | { action: string; code: string };

export type MainAction = "toggle" | "press" | "hold" | "detail";
export type ProblemKind = "not_connected" | "failed" | "unknown";

export interface Problem { kind: ProblemKind; code: string; message: string; }
export interface Pending {
  asked: string; outstanding: number; hasStateCome: boolean; endsAtMs: number | null;
}

export interface Badge { kind: string; icon: string; text: string; tint: string; }

/** Everything a tile shows, worked out from what is known. */
export interface Face {
  entityId: string; deviceId: string; areaId: string; areaName: string; domain: string;
  deviceClass: string; name: string; fullName: string; deviceText: string; icon: string;
  tint: string; tintColor: string; stateText: string; detailText: string; stateLine: string;
  valueText: string; unitText: string; isOn: boolean; isAvailable: boolean; isPending: boolean;
  pendingText: string; isStale: boolean; isMinor: boolean; isFavorite: boolean;
  problemKind: ProblemKind | ""; problemText: string; ageText: string; badges: Badge[];
  size: string; mainAction: MainAction; holdText: string; features: Feature[];
  accessibleText: string; pictureUrl: string; mediaTitle: string; mediaArtist: string;
}

/** A gathered name: what people say, what is enough within its area, and the device behind it. */
export interface TileName { full: string; short: string; device: string; }

export interface Summary {
  onCount: number; total: number; temperatureText: string; humidityText: string;
  hasMotion: boolean; motionText: string; canTurnOff: boolean; text: string;
}

export interface HistoryPoint { at: number; value: string; }
export interface HistoryBin { at: number; mean: number; low: number; high: number; }
export interface History { points: HistoryPoint[]; bins: HistoryBin[]; }
