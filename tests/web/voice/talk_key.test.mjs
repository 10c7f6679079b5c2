import assert from "node:assert/strict";
import test from "node:test";

import { TalkKey } from "../../../resources/web/voice/talk_key.js";

/** A line to a hub that answers when it is told to. */
class Line {
  constructor() {
    this.asked = [];
    this.sent = [];
    this.released = [];
    this.left = 0;
  }

  listen(listener) {
    this.tell = listener;
    return () => {
      this.tell = () => {};
    };
  }

  ask(channel, fields) {
    this.asked.push([channel, fields]);
    return new Promise((resolve, reject) => {
      this.answer = resolve;
      this.refuse = reject;
    });
  }

  send(handler, frames) {
    for (const frame of frames) this.sent.push([handler, frame.sequence]);
  }

  async release(stream, fields) {
    this.released.push([stream, fields]);
  }

  async leave() {
    this.left += 1;
  }
}

function begin() {
  const line = new Line();
  const clock = { s: 100 };
  const key = new TalkKey(line, () => clock.s, () => {});
  const speak = (count) => {
    for (let frame = 0; frame < count; frame += 1) {
      clock.s += 0.02;
      key.captured(Uint8Array.of(1), true);
    }
  };
  return { line, key, clock, speak };
}

const answered = () => new Promise((resolve) => setImmediate(resolve));

test("frames follow the request at once, under the number it was asked with", async () => {
  const { line, key, speak } = begin();
  speak(5);
  key.press("all");
  speak(2);
  const [[channel, fields]] = line.asked;
  assert.equal(channel, "all");
  assert.equal(fields.preroll_ms, 100);
  assert.deepEqual(line.sent.map(([handler]) => handler), new Array(7).fill(fields.handler));
  line.answer({ granted: true, stream: 9, handler: fields.handler, max_s: 30 });
  await answered();
  assert.equal(key.state.phase, "onAir");
  key.letGo();
  speak(11);
  assert.equal(line.released[0][0], 9);
  assert.equal(line.released[0][1].frames, line.sent.length);
  assert.equal(key.state.phase, "idle");
});

test("whose turn comes after waiting speaks under the hub's number", async () => {
  const { line, key, speak } = begin();
  key.press("all");
  line.answer({ granted: false, reason: "queued", queue_pos: 2, holder: { name: "Anna" } });
  await answered();
  assert.deepEqual([key.state.phase, key.state.holder, key.state.queuePlace], ["queued", "Anna", 2]);
  line.tell({ type: "voice/floor.queued", channel: "all", queue_pos: 1 });
  assert.equal(key.state.queuePlace, 1);
  speak(3);
  assert.deepEqual(line.sent, []);
  line.tell({ type: "voice/floor.granted", channel: "all", stream: 4, handler: 77, max_s: 60 });
  speak(1);
  assert.ok(line.sent.length > 1 && line.sent.every(([handler]) => handler === 77));
});

test("a key let go in the queue gives the place up", async () => {
  const { line, key } = begin();
  key.press("all");
  line.answer({ granted: false, reason: "queued", queue_pos: 1 });
  await answered();
  key.letGo();
  assert.equal(line.left, 1);
  assert.equal(key.state.phase, "idle");
});

test("a refusal says why until the next press", async () => {
  const { line, key } = begin();
  key.press("all");
  line.answer({ granted: false, reason: "quiet_hours" });
  await answered();
  assert.deepEqual([key.state.phase, key.state.reason, key.isDown], ["denied", "quiet_hours", false]);
  key.press("all");
  assert.equal(key.state.phase, "asking");
});

test("a floor that is taken away stops the talk, and not another frame leaves", async () => {
  const { line, key, speak } = begin();
  key.press("all");
  line.answer({ granted: true, stream: 3, handler: 1 });
  await answered();
  line.tell({ type: "voice/floor.revoked", stream: 3, reason: "preempted", by: null });
  const before = line.sent.length;
  speak(3);
  assert.equal(line.sent.length, before);
  assert.deepEqual([key.state.phase, key.state.reason], ["denied", "preempted"]);
});

test("a connection that is lost while asking is told", async () => {
  const { line, key } = begin();
  key.press("all");
  line.refuse(Object.assign(new Error("gone"), { code: "link_closed" }));
  await answered();
  assert.deepEqual([key.state.phase, key.state.reason], ["denied", "link_closed"]);
});

test("an answer to an earlier press is not taken for this one's", async () => {
  const { line, key } = begin();
  key.press("all");
  const early = line.answer;
  key.cancel();
  early({ granted: false, reason: "busy" });
  await answered();
  key.press("room:kitchen");
  early({ granted: true, stream: 1, handler: 1 });
  await answered();
  assert.equal(key.state.phase, "asking");
  assert.equal(key.channel, "room:kitchen");
});
