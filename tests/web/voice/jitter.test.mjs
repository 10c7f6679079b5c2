import assert from "node:assert/strict";
import test from "node:test";

import { JitterBuffer } from "../../../resources/web/voice/jitter.js";
import { Lateness } from "../../../resources/web/voice/lateness.js";
import { Pacer } from "../../../resources/web/voice/pacer.js";
import { rounded, vectors } from "./vectors.mjs";

const { lateness, paces } = vectors("pace");

for (const { name, options, steps, statistics } of vectors("jitter")) {
  test(`a burst is played as in Python: ${name}`, () => {
    const buffer = new JitterBuffer({
      pace: options.pace,
      targetS: options.target_s,
      speed: options.speed,
    });
    let pushes = steps.filter((step) => typeof step[1] === "number").length;
    for (const [nowS, ...step] of steps) {
      if (typeof step[0] === "number") {
        const [sequence, clock, flags, size] = step;
        buffer.push({ sequence, clock, flags, payload: new Uint8Array(size) }, nowS);
        pushes -= 1;
        continue;
      }
      if (pushes === 0) buffer.finish();
      assert.deepEqual(rounded(said(buffer.pull(nowS))), rounded(step), `at ${nowS}`);
    }
    assert.deepEqual(named(buffer.statistics()), named(statistics));
  });
}

for (const [number, { target_s, steps }] of lateness.entries()) {
  test(`a link's lateness is measured as in Python: ${number}`, () => {
    const measured = new Lateness(target_s);
    for (const [timeS, nowS, isTimed, isDry, ...told] of steps) {
      measured.add(timeS, nowS, isTimed);
      if (isDry) measured.ranDry(nowS);
      assert.deepEqual(rounded([measured.baseS, measured.p95S, measured.targetS]), rounded(told));
    }
  });
}

test("the pace is chosen as in Python", () => {
  const pacer = new Pacer();
  for (const [excessS, speed] of paces) assert.equal(pacer.speed(excessS), speed);
});

function said(answer) {
  switch (answer.kind) {
    case "play":
      return ["play", answer.frame.sequence, answer.speed, answer.skipped];
    case "conceal":
      return ["conceal", answer.how];
    default:
      return [answer.kind];
  }
}

/** Python's names and JavaScript's, made the same. */
function named(statistics) {
  return Object.fromEntries(
    Object.entries(statistics)
      .map(([name, value]) => [name.replaceAll("_", "").toLowerCase(), rounded(value)])
      .sort(),
  );
}
