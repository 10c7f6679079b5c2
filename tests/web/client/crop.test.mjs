// A square cut out of a picture never leaves it.
import assert from "node:assert/strict";
import { test } from "node:test";

import { moved, sourceOf, wholeCrop, zoomed } from "../../../resources/web/model/crop.js";

test("at first the square is as large as the picture's shorter side, and in its middle", () => {
  assert.deepEqual(sourceOf(wholeCrop(400, 300)), { left: 50, top: 0, side: 300 });
});

test("a picture pulled to the right shows more of its left", () => {
  assert.deepEqual(sourceOf(moved(wholeCrop(400, 300), 0.1, 0)), { left: 20, top: 0, side: 300 });
});

test("pulled as far as can be, the square stops at the edge", () => {
  assert.deepEqual(sourceOf(moved(wholeCrop(400, 300), -9, 9)), { left: 100, top: 0, side: 300 });
});

test("magnified in a corner and made small again, the square is inside", () => {
  const corner = moved(zoomed(wholeCrop(400, 300), 3), -9, -9);
  assert.deepEqual(sourceOf(corner), { left: 300, top: 200, side: 100 });
  assert.deepEqual(sourceOf(zoomed(corner, 1)), { left: 100, top: 0, side: 300 });
  assert.equal(zoomed(corner, 99).zoom, 4);
});
