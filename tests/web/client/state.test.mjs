// What is known of the home, what was asked of it, and what is said about it.
import assert from "node:assert/strict";
import { test } from "node:test";

import { readPlace, writePlace } from "../../../resources/web/app/router.js";
import { useWords } from "../../../resources/web/i18n/words.js";
import { ageText, numberText } from "../../../resources/web/i18n/format.js";
import { contrast, hexColor, hsToRgb, legible, rgbOf, rgbToHs } from "../../../resources/web/model/color.js";
import { bandsOf, nearest, niceStep, samplesOf, trendLine, valueSpan, valueTicks } from "../../../resources/web/model/history.js";
import { tileName } from "../../../resources/web/model/naming.js";
import { matches } from "../../../resources/web/model/search.js";
import { StateFeed } from "../../../resources/web/state/compressed.js";
import { DONE_GRACE_MS, Marks, problemKind } from "../../../resources/web/state/marks.js";
import { Rhythm } from "../../../resources/web/state/rhythm.js";
import { WORDS as EN } from "../../../resources/web/tables/words_en.js";

const LIGHT = "light.hall";

function feed() {
  const states = new Map();
  return { states, feed: new StateFeed(states) };
}

test("a first list names everything, and a change only what is new", () => {
  const { states, feed: reader } = feed();
  reader.take({ a: { [LIGHT]: { s: "on", a: { brightness: 10, effect: "x" }, lc: 5 }, "sensor.a": { s: "1", lc: 1 } } });
  const touched = reader.take({ c: { [LIGHT]: { "+": { lu: 9, a: { brightness: 20 } }, "-": { a: ["effect"] } } } });
  assert.deepEqual(states.get(LIGHT), { id: LIGHT, value: "on", attributes: { brightness: 20 }, changedAt: 5, updatedAt: 9 });
  assert.deepEqual([...touched.changed], [LIGHT]);
  assert.equal(touched.isStructure, false);
});

test("what the list after a reconnect does not name is gone", () => {
  const { states, feed: reader } = feed();
  reader.take({ a: { [LIGHT]: { s: "on", lc: 1 }, "sensor.a": { s: "1", lc: 1 } } });
  reader.restart();
  const touched = reader.take({ a: { "sensor.a": { s: "2", lc: 2 } } });
  assert.deepEqual([...states.keys()], ["sensor.a"]);
  assert.ok(touched.isStructure && touched.changed.has(LIGHT));
});

test("a list in parts removes nothing before its end", () => {
  const { states, feed: reader } = feed();
  reader.take({ a: { [LIGHT]: { s: "on", lc: 1 }, "sensor.a": { s: "1", lc: 1 } } });
  reader.restart();
  reader.take({ more: true });
  reader.take({ a: { "sensor.a": { s: "2", lc: 2 } } });
  assert.ok(reader.isPartial && states.has(LIGHT));
  reader.take({ more: false });
  assert.ok(!reader.isPartial && !states.has(LIGHT));
});

test("a list is whole once it has come, also where there is nothing in it", () => {
  const { feed: reader } = feed();
  assert.ok(!reader.isWhole);
  reader.take({ a: {} });
  assert.ok(reader.isWhole);
  reader.restart();
  assert.ok(!reader.isWhole);
  reader.take({ more: true });
  assert.ok(!reader.isWhole);
  reader.take({ more: false });
  assert.ok(reader.isWhole);
});

test("an entity that comes later and one that goes change the structure", () => {
  const { states, feed: reader } = feed();
  reader.take({ a: {} });
  assert.ok(reader.take({ a: { [LIGHT]: { s: "on", lc: 1 } } }).isStructure);
  assert.ok(reader.take({ r: [LIGHT] }).isStructure);
  assert.equal(states.size, 0);
});

test("a pending mark ends with the state that answers it", () => {
  const marks = new Marks();
  marks.asked(LIGHT, "40 %");
  assert.equal(marks.pending(LIGHT).asked, "40 %");
  marks.stateCame(LIGHT);
  assert.equal(marks.pending(LIGHT), null);
});

test("while a control is dragged, states belong to earlier commands", () => {
  const marks = new Marks();
  marks.asked(LIGHT, "40 %");
  marks.asked(LIGHT, "50 %");
  marks.stateCame(LIGHT);
  assert.notEqual(marks.pending(LIGHT), null);
  marks.done(LIGHT, 0);
  marks.done(LIGHT, 0);
  assert.equal(marks.pending(LIGHT), null);
});

test("a confirmed command whose state never comes stops turning after a moment", () => {
  const marks = new Marks();
  marks.asked(LIGHT, "");
  marks.done(LIGHT, 1000);
  assert.deepEqual(marks.expire(1000 + DONE_GRACE_MS - 1), []);
  assert.deepEqual(marks.expire(1000 + DONE_GRACE_MS), [LIGHT]);
});

test("a failure stays until it is read, and a new command takes it away", () => {
  const marks = new Marks();
  marks.asked(LIGHT, "");
  marks.failed(LIGHT, { kind: "failed", code: "action_failed", message: "" });
  assert.equal(marks.pending(LIGHT), null);
  assert.equal(marks.problem(LIGHT).kind, "failed");
  marks.asked(LIGHT, "");
  assert.equal(marks.problem(LIGHT), null);
});

test("the four endings are told apart", () => {
  assert.equal(problemKind("not_connected"), "not_connected");
  assert.equal(problemKind("link_closed"), "not_connected");
  assert.equal(problemKind("unknown_outcome"), "unknown");
  assert.equal(problemKind("timeout"), "unknown");
  assert.equal(problemKind("action_failed"), "failed");
});

test("a sensor that spoke every minute and then not for hours is overdue", () => {
  const rhythm = new Rhythm();
  for (let beat = 0; beat < 8; beat += 1) rhythm.note("sensor.a", 1000 + beat * 60);
  assert.ok(!rhythm.isOverdue("sensor.a", 1420 + 3000));
  assert.ok(rhythm.isOverdue("sensor.a", 1420 + 4000));
  assert.ok(!rhythm.isOverdue("sensor.never", 1e9));
});

test("places are written and read back, also with odd names", () => {
  const place = { page: "area", id: "küche/1", detail: "light.a" };
  assert.deepEqual(readPlace(writePlace(place)), place);
  assert.deepEqual(readPlace(""), { page: "home", id: "", detail: "" });
  assert.deepEqual(readPlace("#/area/%E0%A4%A"), { page: "area", id: "", detail: "" });
});

test("search passes over marks, case and order", () => {
  const face = { fullName: "Küchenlicht", areaName: "Küche", stateText: "An", domain: "light", deviceClass: "", entityId: "light.k" };
  assert.ok(matches("licht KUCHE", face));
  assert.ok(!matches("bad", face));
  assert.ok(!matches("  ", face));
});

test("a tile is called short where its place says the rest", () => {
  const entity = { name: null };
  const area = { name: "Kitchen" };
  assert.deepEqual(tileName("Kitchen light", entity, null, area), { full: "Kitchen light", short: "Light", device: "" });
  const device = { name: "Kitchen radio" };
  assert.deepEqual(tileName("Kitchen radio volume", entity, device, area), { full: "Kitchen radio volume", short: "Volume", device: "Radio" });
  assert.equal(tileName("Kitchen", { name: "Kitchen" }, device, area).short, "Kitchen");
});

test("ages and numbers read as people write them", () => {
  useWords("en", {}, EN);
  assert.equal(ageText(3), "just now");
  assert.equal(ageText(14 * 60), "14 min ago");
  assert.equal(ageText(2 * 86_400), "2 days ago");
  assert.equal(numberText(1013.25), "1,013");
  assert.equal(numberText(21.44), "21.4");
  assert.equal(numberText(0.5), "0.5");
});

test("a colour survives the way to the wheel and back", () => {
  for (const hex of ["#ff8000", "#00ff80", "#123456"]) {
    const [hue, saturation] = rgbToHs(rgbOf(hex));
    const [first, second] = [hsToRgb(hue, saturation), rgbOf(hex)];
    assert.ok(Math.abs(rgbToHs(first)[0] - rgbToHs(second)[0]) < 2, hex);
  }
  assert.equal(hexColor([255, 128, 0]), "#ff8000");
  assert.equal(rgbOf("red"), null);
});

test("a lamp's colour is darkened until it can be seen on white", () => {
  const [white, ink] = [[255, 255, 255], [23, 27, 31]];
  assert.ok(contrast(legible([255, 240, 180], white, ink, 3.4), white) >= 3.4);
  assert.deepEqual(legible([0, 0, 160], white, ink, 3.4), [0, 0, 160]);
});

test("words become stretches, and what nobody knew leaves a gap", () => {
  const points = [["on", 0], ["on", 10], ["unavailable", 20], ["off", 30]].map(([value, at]) => ({ at, value }));
  assert.deepEqual(bandsOf({ points, bins: [] }, 5, 40), [
    { startAt: 5, endAt: 20, value: "on" }, { startAt: 30, endAt: 40, value: "off" },
  ]);
});

test("many points are thinned, and their extremes are kept", () => {
  const points = Array.from({ length: 5000 }, (_, at) => ({ at, value: String(at === 2500 ? 99 : at % 2) }));
  const samples = samplesOf({ points, bins: [] }, 0, 5000);
  assert.ok(samples.length <= 401);
  assert.equal(Math.max(...samples.map((one) => one.high)), 99);
});

test("value axes begin and end at round numbers", () => {
  const samples = [{ at: 0, mean: 20.3, low: 20.3, high: 20.3 }, { at: 1, mean: 23.9, low: 23.9, high: 23.9 }];
  assert.deepEqual(valueSpan(samples), [20, 24]);
  assert.deepEqual(valueTicks([20, 24], "°").map((one) => one.text), ["20°", "21°", "22°", "23°", "24°"]);
  assert.equal(niceStep(0.3), 0.5);
  assert.equal(niceStep(1000), 1000);
});

test("the value at a time is the last one before it", () => {
  const samples = [{ at: 10, mean: 1 }, { at: 20, mean: 2 }];
  assert.equal(nearest(samples, 19).mean, 1);
  assert.equal(nearest(samples, 20).mean, 2);
  assert.equal(nearest(samples, 0).mean, 1);
  assert.equal(nearest([], 0), null);
});

test("a trend line fills the unit square", () => {
  const points = [{ at: 0, value: "10" }, { at: 50, value: "20" }, { at: 100, value: "15" }];
  const line = trendLine({ points, bins: [] }, 0, 100);
  assert.deepEqual(line[0], [0, 0]);
  assert.ok(line.every(([x, y]) => x >= 0 && x <= 1 && y >= 0 && y <= 1));
  assert.deepEqual(trendLine({ points: points.slice(0, 1), bins: [] }, 0, 100), []);
});
