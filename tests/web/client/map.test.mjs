// The map works with the desktop's numbers and says the desktop's words.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { useWords } from "../../../resources/web/i18n/words.js";
import { coordinates, lengthText, stayText, wayText, writtenPoint } from "../../../resources/web/map/map_words.js";
import { fanned, fit, perMetre, scaleBar, toPoint, toWorld } from "../../../resources/web/map/mercator.js";
import { markersOf, zonesOf } from "../../../resources/web/map/places.js";
import { daySpan, placeAt, stays } from "../../../resources/web/map/route.js";
import { WORDS as DE } from "../../../resources/web/tables/words_de.js";
import { WORDS as EN } from "../../../resources/web/tables/words_en.js";

process.env.TZ = "UTC";
const vectors = JSON.parse(readFileSync(new URL("../../vectors/web/map.json", import.meta.url), "utf8"));
const HOME = vectors.worlds[0][0];

/** Numbers of two runtimes agree to far less than a millimetre. */
function near(actual, wanted, what) {
  if (Array.isArray(wanted)) {
    assert.equal(actual.length, wanted.length, what);
    wanted.forEach((one, place) => near(actual[place], one, what));
  } else if (typeof wanted === "number") {
    assert.ok(Math.abs(actual - wanted) <= 1e-9 * Math.max(1, Math.abs(wanted)), `${what}: ${actual} and ${wanted}`);
  } else assert.deepEqual(actual, wanted, what);
}

test("a place is where the desktop puts it", () => {
  for (const [point, world, back] of vectors.worlds) {
    near(toWorld(point), world, "world");
    near(toPoint(world), back, "point");
  }
  for (const [latitude, wanted] of vectors.perMetre) near(perMetre(latitude), wanted, "metre");
});

test("everything is fitted into view as on the desktop", () => {
  for (const [points, width, height, wanted] of vectors.fits) {
    const view = fit(points.map((point) => ({ world: toWorld(point), reach: 1e-6 })), width, height);
    near([view.x, view.y, view.zoom], wanted, "view");
  }
  assert.equal(fit([], 100, 100), null);
  for (const [metresPerPx, [metres, length]] of vectors.bars) {
    const bar = scaleBar(metresPerPx, 120);
    near([bar.metres, bar.length], [metres, length], "bar");
  }
  near(fanned(vectors.fanned[0], 44), vectors.fanned[1], "fan");
});

test("a day has the desktop's stays and moments", () => {
  const found = stays(vectors.day, vectors.end).map(({ beginsAt, endsAt, place }) => [beginsAt, endsAt, place]);
  near(found, vectors.stays, "stays");
  assert.deepEqual(stays([], 5), []);
  for (const [at, place] of vectors.moments) near(placeAt(vectors.day, at), place, `at ${at}`);
});

test("coordinates are written and read as on the desktop", () => {
  for (const [point, words] of vectors.coordinates) assert.equal(coordinates(point), words);
  for (const [words, point] of vectors.written) near(writtenPoint(words), point, words);
});

for (const [language, words] of Object.entries({ en: EN, de: DE })) {
  test(`ways and lengths are said as on the desktop (${language})`, () => {
    useWords(language, {}, words);
    const wanted = vectors.words[language];
    for (const [metres, said] of wanted.lengths) assert.equal(lengthText(metres), said);
    for (const [place, said] of wanted.ways) assert.equal(wayText(place, HOME), said);
    for (const [from, to, said] of wanted.stays) assert.equal(stayText(from, to), said);
    assert.equal(stayText(wanted.since[0], null), wanted.since[1]);
  });
}

test("a local day begins at midnight and today ends now", () => {
  const now = 1_763_900_000;
  const [begins, ends] = daySpan(now, 0);
  assert.equal(new Date(begins * 1000).getHours(), 0);
  assert.equal(ends, now);
  assert.equal(daySpan(now, 1)[1], begins);
});

/** A home as far as the map reads it. */
function homeOf(states, isShown = () => true) {
  const entity = (id) => ({ id, domain: id.split(".")[0], icon: null, gatewayId: id.startsWith("zone.") ? "zones" : "g", key: id.split(".")[1] });
  return {
    states: new Map(states.map((state) => [state.id, { changedAt: 0, updatedAt: 0, ...state }])), entity, isShown,
    nameOf: ({ id }) => id.split(".")[1],
  };
}

test("a tracker somebody is known by is that person", () => {
  useWords("en", {}, EN);
  const home = homeOf([
    { id: "person.anna", value: "home", attributes: { latitude: 1, longitude: 2, source: "device_tracker.phone", device_trackers: ["device_tracker.phone"] } },
    { id: "device_tracker.phone", value: "home", attributes: { latitude: 1, longitude: 2 } },
    { id: "device_tracker.van", value: "not_home", attributes: { latitude: 95, longitude: 2, gps_accuracy: -4 } },
    { id: "light.lamp", value: "on", attributes: { latitude: 1, longitude: 2 } },
  ]);
  const markers = markersOf(home, 7200);
  assert.deepEqual(markers.map(({ id }) => id), ["person.anna", "device_tracker.van"]);
  assert.equal(markers[0].isStale, true);
  // No place on the earth, and no accuracy below zero.
  assert.deepEqual([markers[1].point, markers[1].accuracyM], [null, 0]);
});

test("only what lies somewhere and has a size is a zone", () => {
  const home = homeOf([
    { id: "zone.home", value: "0", attributes: { latitude: 1, longitude: 2, radius: 100 } },
    { id: "zone.flat", value: "0", attributes: { latitude: 1, longitude: 2, radius: 0 } },
    { id: "zone.lost", value: "0", attributes: { radius: 100 } },
  ]);
  assert.deepEqual(zonesOf(home).map(({ id, zoneId, isHome }) => [id, zoneId, isHome]), [["zone.home", "home", true]]);
});
