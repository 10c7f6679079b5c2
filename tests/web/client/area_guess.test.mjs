// New devices are offered the area their name speaks of.
import assert from "node:assert/strict";
import { test } from "node:test";

import { guessedArea } from "../../../resources/web/model/area_guess.js";

const AREAS = ["Bad", "Küche", "Living room", "Living room balcony"].map((name) => ({ id: name, name, icon: null, floorId: null }));
const guess = (name) => guessedArea(name, AREAS)?.name ?? null;

test("an area's name in a device's name is the area", () => {
  assert.equal(guess("Küche Deckenlicht"), "Küche");
  assert.equal(guess("shelly_living-room_plug"), "Living room");
});

test("a name that goes on is still the area's, but a short one has to stand alone", () => {
  assert.equal(guess("Living roomlight"), "Living room");
  assert.equal(guess("Badge reader"), null);
  assert.equal(guess("Bad: Spiegel"), "Bad");
});

test("of two areas the more exact one is offered, and none where none is spoken of", () => {
  assert.equal(guess("Living room balcony light"), "Living room balcony");
  assert.equal(guess("Plug 3"), null);
});
