import assert from "node:assert/strict";
import test from "node:test";

import { Signal } from "../../../resources/web/state/signal.js";
import { Conversation, entryOf } from "../../../resources/web/talk/conversation.js";

globalThis.document = { visibilityState: "visible" };

const TOM = { user: "tom", name: "Tom", device: "t" };
const ANNA = { user: "anna", name: "Anna", device: "a" };

function spoken(message, changes = {}) {
  return {
    type: "voice/message", message, channel: "all", from: TOM, to: [], at: 100, duration_ms: 3000,
    priority: 0, reason: "released", peaks: [0, 255], text: null, heard_by: [], is_heard: false, ...changes,
  };
}

function written(message, changes = {}) {
  return {
    type: "message/text", message, channel: "all", conversation: "all", from: TOM, at: 101, text: "Hello",
    priority: 0, reply_to: null, read_by: [], is_read: false, nonce: null, ...changes,
  };
}

/** What a conversation needs of the page around it; the hub answers what it is told to. */
function around(kept = []) {
  const calls = [];
  const answers = { "message/list": { messages: kept, next: null } };
  return {
    calls, answers,
    me: { id: "anna", name: "Anna" },
    heard: new Signal(),
    changed: new Signal(),
    speaking: [],
    session: { line: { acknowledge: async (...words) => void calls.push(["voice/ack", ...words]) } },
    conversationOf: (entry) => entry.conversation ?? entry.channel,
    refreshUnread() {},
    socket: {
      async call(type, fields) {
        calls.push([type, fields]);
        if (answers[type] instanceof Error) throw answers[type];
        return answers[type];
      },
    },
  };
}

async function opened(intercom) {
  const conversation = new Conversation(intercom, "all");
  await new Promise((resolve) => setImmediate(resolve));
  return conversation;
}

test("what is kept stands oldest first, and what is written there is read", async () => {
  const intercom = around([written("m2"), spoken("m1")]);
  const conversation = await opened(intercom);
  assert.deepEqual(conversation.entries.map((one) => [one.id, one.kind]), [["m1", "voice"], ["m2", "text"]]);
  assert.deepEqual(conversation.missed.map((one) => one.id), ["m1"]);
  assert.deepEqual(intercom.calls.at(-1), ["message/ack", { message: "m2", state: "read" }]);
});

test("what is being said grows word by word and is then kept", async () => {
  const intercom = around();
  const conversation = await opened(intercom);
  intercom.heard.tell({ type: "voice/stream.start", stream: 5, message: "m", channel: "all", from: TOM, priority: 0, replay: false, behind_ms: 0 });
  intercom.heard.tell({ type: "voice/transcript", message: "m", text: "Dinner is", stable: 6, final: false });
  let [entry] = conversation.entries;
  assert.deepEqual([entry.isLive, entry.text, entry.stable, entry.isFinal], [true, "Dinner is", 6, false]);
  intercom.heard.tell({ type: "voice/stream.stop", stream: 5 });
  intercom.heard.tell(spoken("m"));
  intercom.heard.tell({ type: "voice/transcript", message: "m", text: "Dinner is ready.", stable: 16, final: true });
  [entry] = conversation.entries;
  assert.deepEqual([entry.isLive, entry.text, entry.isFinal, entry.durationMs], [false, "Dinner is ready.", true, 3000]);
  assert.equal(conversation.entries.length, 1);
});

test("what one says oneself stands there while it is said, and is kept once", async () => {
  const intercom = around();
  const conversation = await opened(intercom);
  intercom.session.key = { isDown: true, channel: "all", message: "m", state: { phase: "onAir" } };
  intercom.changed.tell();
  intercom.heard.tell({ type: "voice/transcript", message: "m", text: "I am", stable: 0, final: false });
  assert.deepEqual(conversation.entries.map((one) => [one.isMine, one.isLive, one.text]), [[true, true, "I am"]]);
  intercom.session.key.isDown = false;
  intercom.changed.tell();
  intercom.heard.tell(spoken("m", { from: ANNA }));
  assert.deepEqual(conversation.entries.map((one) => [one.isMine, one.isLive]), [[true, false]]);
});

test("a replay is no new message, nor is what is said elsewhere", async () => {
  const intercom = around();
  const conversation = await opened(intercom);
  const start = { type: "voice/stream.start", stream: 5, message: "m", from: TOM, priority: 0, behind_ms: 0 };
  intercom.heard.tell({ ...start, channel: "all", replay: true });
  intercom.heard.tell({ ...start, channel: "room:kitchen", replay: false });
  assert.deepEqual(conversation.entries, []);
});

test("receipts of others are shown once, one's own marks it heard", async () => {
  const intercom = around([spoken("m1"), spoken("m2", { from: ANNA })]);
  const conversation = await opened(intercom);
  const receipt = { type: "voice/receipt", state: "heard", at: 1 };
  intercom.heard.tell({ ...receipt, message: "m2", user: "tom" });
  intercom.heard.tell({ ...receipt, message: "m2", user: "tom" });
  intercom.heard.tell({ ...receipt, message: "m1", user: "anna" });
  assert.deepEqual(conversation.entry("m2").heardBy, ["tom"]);
  assert.equal(conversation.entry("m1").isHeard, true);
});

test("one's own text stands there once, even when it comes back before the answer", async () => {
  const intercom = around();
  const conversation = await opened(intercom);
  intercom.answers["message/send"] = written("m9", { from: ANNA, text: "Coming" });
  const sending = conversation.write(" Coming", "");
  const { nonce } = intercom.calls.at(-1)[1];
  intercom.heard.tell(written("m9", { from: ANNA, text: "Coming", nonce }));
  await sending;
  assert.deepEqual(conversation.entries.map((one) => [one.id, one.isMine]), [["m9", true]]);
});

test("what the hub did not take says so and can be sent again", async () => {
  const intercom = around();
  const conversation = await opened(intercom);
  intercom.answers["message/send"] = new Error("quota");
  await conversation.write("Coming", "");
  const [failed] = conversation.entries;
  assert.equal(failed.hasFailed, true);
  intercom.answers["message/send"] = written("m9", { from: ANNA });
  await conversation.retry(failed.id);
  assert.deepEqual(conversation.entries.map((one) => [one.id, one.hasFailed]), [["m9", false]]);
});

test("what is deleted is gone", async () => {
  const intercom = around([spoken("m1"), written("m2")]);
  const conversation = await opened(intercom);
  intercom.heard.tell({ type: "voice/message.gone", message: "m1" });
  intercom.heard.tell({ type: "message/gone", message: "m2" });
  assert.deepEqual(conversation.entries, []);
});

test("what was typed to the house is no sound, and stands with its answer", () => {
  const entry = entryOf(spoken("m", { channel: "house", duration_ms: 0, text: "lights?", answer: "Two." }), "tom");
  assert.deepEqual([entry.kind, entry.text, entry.answer, entry.isMine], ["text", "lights?", "Two.", true]);
});
