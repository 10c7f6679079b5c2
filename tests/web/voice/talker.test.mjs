import assert from "node:assert/strict";
import test from "node:test";

import { Talker } from "../../../resources/web/voice/talker.js";
import { hex, vectors } from "./vectors.mjs";

for (const [number, { steps }] of vectors("talker").entries()) {
  test(`keys, answers and packets do what they do in Python: ${number}`, () => {
    const talker = new Talker();
    for (const step of steps) {
      const [events, state] = step.slice(-2);
      assert.deepEqual(happened(talker, step).map(written), events, JSON.stringify(step));
      assert.equal(talker.state, state);
    }
  });
}

test("a short tap is heard too: what was said waits for the answer", () => {
  const talker = new Talker();
  talker.press(0);
  talker.capture(Uint8Array.of(1), 0.02);
  talker.letGo(0.03);
  const sent = talker.capture(Uint8Array.of(2), 0.3);
  assert.equal(sent.at(-1)?.kind, "send");
  assert.equal(talker.state, "finishing");
  assert.deepEqual(
    talker.granted(1, 0.4).map((event) => event.kind),
    ["release", "stop"],
  );
});

function happened(talker, [name, nowS, ...words]) {
  switch (name) {
    case "capture": {
      const packet = Uint8Array.of(words[0] >> 8, words[0] & 255);
      return talker.capture(packet, nowS, words[1]);
    }
    case "cancel":
      return talker.cancel();
    case "revoked":
      return talker.revoked(words[0]);
    case "granted":
      return talker.granted(words[0], nowS, words[1]);
    case "queued":
      return talker.queued(words[0], nowS);
    case "denied":
      return talker.denied(words[0], words[1], nowS);
    default:
      return talker[name](nowS);
  }
}

function written(event) {
  switch (event.kind) {
    case "ask":
      return ["ask", event.ask, event.prerollMs];
    case "send":
      return ["send", ...event.frames.map((one) => [one.sequence, one.clock, one.flags, hex(one.payload)])];
    case "release":
      return ["release", event.frameCount, event.clockEnd, event.isCancelled];
    case "stop":
      return ["stop", event.reason];
    default:
      return [event.kind];
  }
}
