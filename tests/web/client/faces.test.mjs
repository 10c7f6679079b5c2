// Tiles and commands are the desktop's, state by state and in both languages.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { useWords } from "../../../resources/web/i18n/words.js";
import { buildFace } from "../../../resources/web/model/face.js";
import { commandOf } from "../../../resources/web/model/features/table.js";
import { glyph } from "../../../resources/web/model/icons.js";
import { commandOfDisc, commandOfHold } from "../../../resources/web/model/main_action.js";
import { WORDS as DE } from "../../../resources/web/tables/words_de.js";
import { WORDS as EN } from "../../../resources/web/tables/words_en.js";

process.env.TZ = "UTC";
const { now, cases } = JSON.parse(readFileSync(new URL("../../vectors/web/faces.json", import.meta.url), "utf8"));

function subjectOf(one) {
  const state = { id: one.id, value: one.state, attributes: one.attributes, changedAt: now - 840, updatedAt: now - 840 };
  const entity = {
    id: one.id, domain: one.id.split(".")[0], name: null, originalName: null, icon: null, areaId: null,
    deviceId: null, gatewayId: "g", category: null, isHidden: false, isDisabled: false,
  };
  return {
    entity, state, name: { full: "Thing", short: "Thing", device: "" }, area: null, gatewayTitle: "",
    pending: null, problem: null, isFavorite: false, batteryPercent: null, isStale: false, isMinor: false,
  };
}

/** Icons are names here and characters there; a name that is not in the small table is left out. */
function drawn(value) {
  if (Array.isArray(value)) return value.map(drawn);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) =>
    [name, name === "icon" ? glyph(one) : drawn(one)]));
}

function chosen(face, expected) {
  const shown = drawn(face);
  const wanted = Object.fromEntries(Object.keys(expected).map((role) => [role, shown[role]]));
  return wanted.icon === "" ? { ...wanted, icon: expected.icon } : wanted;
}

for (const one of cases) {
  const title = `${one.id} ${one.state} ${JSON.stringify(one.attributes).slice(0, 60)}`;
  test(`the tile of ${title} is the desktop's`, () => {
    useWords("en", {}, EN);
    assert.deepEqual(chosen(buildFace(subjectOf(one), now), one.face), one.face);
    useWords("de", {}, DE);
    assert.deepEqual(chosen(buildFace(subjectOf(one), now), one.de), one.de);
  });
  test(`touches of ${title} send what the desktop sends`, () => {
    useWords("en", {}, EN);
    const { state } = subjectOf(one);
    if (one.disc !== null) assert.deepEqual(commandOfDisc(state), one.disc);
    assert.deepEqual(commandOfHold(state), one.hold);
    for (const [feature, value, command] of one.commands) {
      assert.deepEqual(commandOf(state, feature, value), command, `${feature} ${JSON.stringify(value)}`);
    }
  });
}
