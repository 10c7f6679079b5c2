import assert from "node:assert/strict";
import test from "node:test";

import { StreamOrder, unwrap } from "../../../resources/web/voice/order.js";
import { vectors } from "./vectors.mjs";

const { orders, unwraps } = vectors("stream");

for (const { name, steps } of orders) {
  test(`frames are put in place: ${name}`, () => {
    const order = new StreamOrder();
    for (const [sequence, clock, flags, ...said] of steps) {
      const { arrival, index, timeS } = order.place({ sequence, clock, flags });
      assert.deepEqual([arrival, index, timeS], said);
    }
  });
}

test("numbers that wrapped are unwrapped to the nearest", () => {
  for (const [value, near, bits, meant] of unwraps) assert.equal(unwrap(value, near, bits), meant);
});
