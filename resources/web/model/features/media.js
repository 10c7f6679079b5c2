/** Players: what plays, transport, volume and source. */
import { momentOf, percent } from "../../i18n/format.js";
import { flag, has, isAvailable, number, roundHalfUp, text, texts } from "../attributes.js";
import { artist } from "../details.js";
import * as kinds from "./kinds.js";

/** @import { Feature, FeatureValue, MediaFeature, State } from "../../types" */

const SILENT = new Set(["off", "idle", "standby", "unavailable", "unknown"]);

/** @param {State} state */
function build(state) {
  /** @type {Feature[]} */
  const rows = [];
  const row = transport(state);
  if (row.length > 0) rows.push(kinds.buttons("transport", kinds.label("Playback"), row));
  if (has(state, "VOLUME_SET")) {
    const level = number(state, "volume_level");
    const value = level !== null && level >= 0 && level <= 1 ? roundHalfUp(level * 100) : null;
    const icon = flag(state, "is_volume_muted") === true ? "volume-mute" : "volume-high";
    const more = { variant: "volume", isOff: SILENT.has(state.value) };
    rows.push(kinds.slider("volume", kinds.label("Volume"), icon, value, [0, 100], more));
  }
  const sources = texts(state, "source_list");
  if (sources.length > 0) {
    const choices = kinds.plainChoices(sources);
    rows.push(kinds.options("source", kinds.label("Source"), "import", choices, text(state, "source")));
  }
  const title = text(state, "media_title");
  if (title !== null) rows.push(media(state, title));
  return rows;
}

/** @param {State} state */
function transport(state) {
  const isPlaying = ["playing", "buffering"].includes(state.value);
  const isThere = isAvailable(state);
  const isAwake = isThere && !SILENT.has(state.value);
  const row = [];
  if (isAwake && has(state, "PREVIOUS_TRACK")) {
    row.push(kinds.button("media_previous_track", kinds.label("Previous"), "skip-previous"));
  }
  if (isThere && has(state, "PLAY") && !isPlaying && state.value !== "off") {
    row.push(kinds.button("media_play", kinds.label("Play"), "play"));
  }
  if (isThere && has(state, "PAUSE") && isPlaying) {
    row.push(kinds.button("media_pause", kinds.label("Pause"), "pause"));
  }
  if (isAwake && has(state, "NEXT_TRACK")) {
    row.push(kinds.button("media_next_track", kinds.label("Next"), "skip-next"));
  }
  return row;
}

/** @param {State} state @param {string} title
 * @returns {MediaFeature} */
function media(state, title) {
  const updated = text(state, "media_position_updated_at");
  const position = number(state, "media_position");
  const duration = number(state, "media_duration");
  return {
    kind: "media", id: "media", label: kinds.label("Now playing"), icon: "", isEnabled: true, title,
    artist: artist(state), positionS: position !== null && position >= 0 ? position : 0,
    durationS: duration !== null && duration > 0 ? duration : 0,
    updatedAt: (updated === null ? null : momentOf(updated)) ?? state.updatedAt,
    isPlaying: ["playing", "buffering"].includes(state.value),
  };
}

/** @param {State} _state @param {string} id @param {FeatureValue} value */
function command(_state, id, value) {
  switch (id) {
    case "transport":
      return kinds.pressed(value);
    case "volume": {
      const level = kinds.asNumber(value);
      return kinds.command("volume_set", { volume_level: Math.round(level * 10) / 1000 }, percent(level));
    }
    case "source":
      return kinds.command("select_source", { source: String(value) }, String(value));
  }
  return null;
}

/** @type {kinds.DomainFeatures} */
export const MEDIA_PLAYER = { build, command };
