import assert from "node:assert/strict";
import test from "node:test";

import {
  MAX_MESSAGE_BYTES,
  VoiceFrameError,
  decodeMessage,
  encodeFrames,
} from "../../../resources/web/voice/frame.js";
import { FrameStamper } from "../../../resources/web/voice/order.js";
import { bytes, hex, vectors } from "./vectors.mjs";

const { valid, invalid } = vectors("frames");

for (const vector of valid) {
  test(`is read: ${vector.name}`, () => {
    const heard = decodeMessage(bytes(vector.hex));
    assert.equal(heard.handler, vector.handler);
    assert.equal(heard.isEnd, vector.is_end);
    const frames = heard.frames.map((frame) => ({ ...frame, payload: hex(frame.payload) }));
    assert.deepEqual(frames, vector.frames);
  });
}

for (const vector of invalid) {
  test(`is refused: ${vector.name}`, () => {
    assert.throws(() => decodeMessage(bytes(vector.hex)), VoiceFrameError);
  });
}

test("what is written is read back, bundled where there is no hole", () => {
  const stamper = new FrameStamper(2 ** 32 - 960);
  const spoken = Array.from({ length: 20 }, (_, number) => stamper.stamp(Uint8Array.of(1, number)));
  const frames = [...spoken.slice(0, 10), ...spoken.slice(11), stamper.end()];
  const messages = encodeFrames(7, frames);
  assert.equal(messages.length, 3);
  const heard = messages.flatMap((message) => decodeMessage(message).frames);
  assert.deepEqual(
    heard.map((frame) => [frame.sequence, frame.clock, hex(frame.payload)]),
    frames.map((frame) => [frame.sequence, frame.clock, hex(frame.payload)]),
  );
  assert.ok(decodeMessage(messages[2]).isEnd);
});

test("a bundle never grows beyond what a message may hold", () => {
  const stamper = new FrameStamper();
  const frames = Array.from({ length: 30 }, () => stamper.stamp(new Uint8Array(640)));
  const messages = encodeFrames(1, frames);
  assert.ok(messages.every((message) => message.length <= MAX_MESSAGE_BYTES));
  assert.equal(messages.flatMap((message) => decodeMessage(message).frames).length, 30);
});
